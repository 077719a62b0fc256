// Package cli is the command line: flags, the commands, and the start of the
// terminal program.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"ovh-tokens/config"
	"ovh-tokens/ui/theme"
)

// Exit codes, as docs promise them.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// exitError carries an exit code with the sentence for stderr.
type exitError struct {
	code int
	text string
}

func (e *exitError) Error() string { return e.text }

func usageError(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Sprintf(format, args...)}
}

// streams are what the program reads and writes, so that tests need no process.
type streams struct {
	in       io.Reader
	out, err io.Writer
	// terminal reports whether a screen can be drawn.
	terminal bool
}

// flags are those of every command.
type flags struct {
	config, profile, endpoint string
	demo, readOnly, noBrowser bool
	theme, debug              string
}

// Main runs the program and returns its exit code.
func Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	defer stop()
	terminal := term.IsTerminal(os.Stdin.Fd()) && term.IsTerminal(os.Stdout.Fd()) && os.Getenv("TERM") != "dumb"
	return run(ctx, args, streams{in: os.Stdin, out: os.Stdout, err: os.Stderr, terminal: terminal})
}

// endings are the signals that end the program in order: what runs is brought to
// its end, and what has to go with it goes. A terminal that is closed is one of
// them, unless whoever started the program wants it to outlive that (nohup).
func endings() []os.Signal {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		signals = append(signals, syscall.SIGHUP)
	}
	return signals
}

// run executes one command line.
func run(ctx context.Context, args []string, s streams) int {
	root := newRoot(s)
	root.SetArgs(args)
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	_, _ = fmt.Fprintln(s.err, "ovh-tokens: "+err.Error())
	if known, ok := errors.AsType[*exitError](err); ok {
		return known.code
	}
	if errors.Is(err, config.ErrUnusable) {
		return exitUsage
	}
	return exitFailed
}

func newRoot(s streams) *cobra.Command {
	f := &flags{}
	root := &cobra.Command{
		Use:   "ovh-tokens",
		Short: "Request, inspect, revoke and clean up the API tokens of an OVHcloud account",
		Long: `Tokens for OVH: request, inspect, revoke and clean up the API tokens
(consumer keys) of an OVHcloud account, in the terminal.

Independent of OVHcloud.`,
		Example: `  ovh-tokens --demo                 look around on an invented account
  ovh-tokens                        work on the account of ovh.conf
  ovh-tokens --profile prod         work on another one
  ovh-tokens sim > /tmp/ovh.conf    serve the invented account over HTTP`,
		Version:       version(),
		Args:          noArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return start(cmd.Context(), f, s) },
	}
	root.SetVersionTemplate("ovh-tokens {{.Version}}\n")
	root.CompletionOptions.DisableDefaultCmd = true
	p := root.PersistentFlags()
	p.StringVar(&f.config, "config", "", "use this `ovh.conf` and no other")
	p.StringVar(&f.profile, "profile", "", "the account to work on, by its `name` in ovh.conf")
	p.StringVar(&f.endpoint, "endpoint", "", "endpoint `name` or URL (https, or http on a loopback address)")
	p.BoolVar(&f.demo, "demo", false, "work on an invented account; no network, no keys")
	p.BoolVar(&f.readOnly, "read-only", false, "nothing that changes the account can be done")
	p.BoolVar(&f.noBrowser, "no-browser", false, "never open a browser; links are shown to copy")
	p.StringVar(&f.theme, "theme", "auto", "colours for the terminal's background: auto, light or dark")
	p.StringVar(&f.debug, "debug", "", "write a log to this `file`; it never holds a secret")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return usageError("%v\nSee ovh-tokens --help.", err)
	})
	root.AddCommand(newSim(s))
	return root
}

// noArgs refuses arguments, naming a command that does not exist.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usageError("there is no command %q. See %s --help.", args[0], cmd.CommandPath())
}

// background reads --theme.
func background(name string) (theme.Background, error) {
	switch name {
	case "auto":
		return theme.Unknown, nil
	case "light":
		return theme.Light, nil
	case "dark":
		return theme.Dark, nil
	}
	return theme.Unknown, usageError("--theme is auto, light or dark, not %q.", name)
}

// version is the module's version, or the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "dev"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "dev-" + s.Value[:12]
		}
	}
	return "dev"
}
