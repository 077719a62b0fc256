package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

var update = flag.Bool("update", false, "write the documents anew")

// commands is the tree of all commands, which are not run.
func commands() *cobra.Command {
	s := newSession(&console{in: strings.NewReader(""), out: io.Discard, err: io.Discard}, nil)
	root := withCommands(newRoot(s), s)
	root.SetContext(context.Background())
	root.InitDefaultHelpCmd()
	return root
}

//go:generate go test -run ^TestCommandsDoc$ . -update

// TestCommandsDoc holds docs/commands.md to the commands that the program has. With
// -update it writes the file.
func TestCommandsDoc(t *testing.T) {
	t.Parallel()
	const file = "../../docs/commands.md"
	want := commandsDoc(commands())
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(file)
	if err != nil || strings.ReplaceAll(string(got), "\r\n", "\n") != want {
		t.Errorf("%s is not what the program has (%v); run: go generate ./ui/cli", file, err)
	}
}

func commandsDoc(root *cobra.Command) string {
	var b strings.Builder
	b.WriteString("# Commands\n\nWritten from the program's own commands by `go generate ./ui/cli`; a change here is overwritten.\n" +
		"`ovh-tokens COMMAND --help` says the same; recipes from everyday work are in [recipes.md](recipes.md).\n\n")
	all := tree(root)[1:]
	b.WriteString("| command | does | changes the account |\n|---|---|---|\n")
	for _, c := range all {
		changes := ""
		if c.Annotations[changesAccount] != "" {
			changes = "yes"
		}
		_, _ = fmt.Fprintf(&b, "| [`%s`](#%s) | %s | %s |\n", bare(c), anchor(c), cells(c.Short), changes)
	}
	b.WriteString("\nWhat changes the account asks first; where there is no terminal it needs `--yes`, else it ends with code 2 and\n" +
		"changes nothing. Asking for a token (`request`) changes nothing before somebody authorizes it on OVH's page, so it\n" +
		"needs `--yes` only where another key would be replaced. `--read-only` takes these commands away, unless they are run with `--dry-run`.\n" +
		"Answers go to stdout, everything else to stderr. No secret is ever shown, except by `export` and `request --export`.\n")
	b.WriteString("\n## Exit codes\n\n| code | means |\n|---|---|\n")
	for _, e := range exitCodes {
		_, _ = fmt.Fprintf(&b, "| %s | %s |\n", e.code, e.meaning)
	}
	b.WriteString("\n## Flags of every command\n\n")
	flagTable(&b, options(root.PersistentFlags()))
	for _, c := range all {
		_, _ = fmt.Fprintf(&b, "\n## %s\n\n%s\n\n    %s\n\n", bare(c), fences(c.Long), c.UseLine())
		if list := options(c.LocalNonPersistentFlags()); len(list) > 0 {
			flagTable(&b, list)
			b.WriteString("\n")
		}
		if c.Example != "" {
			b.WriteString("```sh\n" + unindented(c.Example) + "\n```\n")
		}
	}
	return strings.ReplaceAll(b.String(), "\n\n\n", "\n\n")
}

// bare is a command without the program's name.
func bare(c *cobra.Command) string { return strings.TrimPrefix(c.CommandPath(), program+" ") }

func anchor(c *cobra.Command) string { return strings.ReplaceAll(bare(c), " ", "-") }

func cells(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

// fences keeps what looks like a Markdown sign in prose from being one.
func fences(text string) string {
	return strings.NewReplacer("<", `\<`, "*", `\*`, "_", `\_`).Replace(text)
}

func flagTable(b *strings.Builder, list []option) {
	b.WriteString("| flag | does |\n|---|---|\n")
	for _, o := range list {
		_, _ = fmt.Fprintf(b, "| `%s` | %s |\n", cells(o.name), cells(fences(o.usage)))
	}
}

func unindented(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, "  ")
	}
	return strings.Join(lines, "\n")
}

// TestEveryCommandIsExplained goes through all commands: each says at length what it
// does, shows a real task, belongs under a heading, and its help fits 80 columns, commands apart.
func TestEveryCommandIsExplained(t *testing.T) {
	t.Parallel()
	for _, c := range tree(commands()) {
		if c.Name() == "help" {
			continue
		}
		if c.Long == "" || c.Example == "" || c.Short == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s lacks a text, or its short one ends in a stop", c.CommandPath())
		}
		if !strings.Contains(c.Example, c.CommandPath()) {
			t.Errorf("%s is not in its own example", c.CommandPath())
		}
		var help strings.Builder
		c.SetOut(&help)
		if err := c.Help(); err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(strings.NewReplacer(c.Example, "", c.UseLine(), "").Replace(help.String()), "\n") {
			if len([]rune(line)) > helpWidth {
				t.Errorf("%s --help has a line of %d: %s", c.CommandPath(), len([]rune(line)), line)
			}
		}
	}
}

// TestEveryFlagThatTakesAWordCompletes finds flags after which tab would offer
// nothing, except where what follows is free, a file or a folder.
func TestEveryFlagThatTakesAWordCompletes(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, c := range tree(commands()) {
		for _, o := range options(c.NonInheritedFlags()) {
			name, value, takes := strings.Cut(strings.TrimPrefix(o.name, "--"), " ")
			if !takes || strings.HasPrefix(o.name, "-") && !strings.HasPrefix(o.name, "--") {
				continue
			}
			if _, ok := c.GetFlagCompletionFunc(name); !ok && !free[value] && c.Name() != "sim" {
				t.Errorf("%s --%s takes %q and completes nothing", c.CommandPath(), name, value)
			}
			known[value] = true
		}
	}
	if len(known) < 3 {
		t.Errorf("only %v was looked at", known)
	}
}

// free are values that nobody can offer: the shell completes files by itself.
var free = map[string]bool{"file": true, "folder": true, "rule": true, "address": true, "CIDR": true, "name=value": true, "duration": true}
