package export

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// readShell runs a text in a POSIX shell in an empty folder, with every command
// replaced, and returns the variables it set, the files it wrote (by name), the
// options that commands were given ("--option") and what they read from a pipe
// (by their last argument).
func readShell(t testing.TB, text string) map[string]string {
	t.Helper()
	var program *syntax.File
	// The interpreter has export only as Bash declares it; both must parse it.
	for _, language := range []syntax.LangVariant{syntax.LangPOSIX, syntax.LangBash} {
		var err error
		if program, err = syntax.NewParser(syntax.Variant(language)).Parse(strings.NewReader(text), "keys.sh"); err != nil {
			t.Fatalf("no shell: %v\n%s", err, text)
		}
	}
	found := map[string]string{}
	folder := t.TempDir()
	runner, err := interp.New(
		interp.Dir(folder), interp.Env(expand.ListEnviron()), interp.StdIO(nil, io.Discard, io.Discard),
		interp.ExecHandlers(func(interp.ExecHandlerFunc) interp.ExecHandlerFunc {
			return func(ctx context.Context, args []string) error { return pretend(ctx, args, folder, found) }
		}),
		interp.CallHandler(func(_ context.Context, args []string) ([]string, error) {
			if args[0] == "umask" {
				return []string{"true"}, nil
			}
			return args, nil
		}),
	)
	if err != nil {
		t.Fatal(err)
	}
	if err := runner.Run(t.Context(), program); err != nil {
		t.Fatalf("the commands fail: %v\n%s", err, text)
	}
	for name, variable := range runner.Vars {
		found[name] = variable.String()
	}
	readFolder(t, folder, found)
	return found
}

// pretend stands for every command that is not part of the shell.
func pretend(ctx context.Context, args []string, folder string, found map[string]string) error {
	if args[0] == "mkdir" {
		return os.MkdirAll(filepath.Join(folder, args[len(args)-1]), 0o700)
	}
	for i, a := range args[:len(args)-1] {
		if strings.HasPrefix(a, "--ovh-") {
			found[a] = args[i+1]
		}
	}
	if in := interp.HandlerCtx(ctx).Stdin; in != nil {
		text, err := io.ReadAll(in)
		if err != nil {
			return err
		}
		found[args[len(args)-1]] = string(text)
	}
	found["last"] = args[len(args)-1]
	return nil
}

// readFolder adds the files that the commands wrote.
func readFolder(t testing.TB, folder string, found map[string]string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		found[entry.Name()] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
