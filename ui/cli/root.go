// Package cli is the command line: flags, the commands, and the start of the
// terminal program.
package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"ovh-tokens/ui/theme"
)

// Main runs the program and returns its exit code.
func Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	defer stop()
	return run(ctx, args, processConsole())
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
func run(ctx context.Context, args []string, c *console) int {
	c.ended = ctx.Done()
	s := newSession(c, args)
	defer s.close()
	root := newRoot(s)
	if !screenOnly(args) {
		withCommands(root, s)
	}
	root.SetArgs(args)
	root.SetIn(c.in)
	root.SetOut(c.out)
	root.SetErr(c.err)
	c.keys = keysGiven(args)
	cmd, err := root.ExecuteContextC(ctx)
	return s.ending(cmd, err)
}

// ending says what went wrong, and is the exit code.
func (s *session) ending(cmd *cobra.Command, err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	known, ok := errors.AsType[*failure](err)
	if !ok {
		known = &failure{what: plainLines(err.Error()), code: exitFailed}
	}
	if known.what != "" {
		s.console.tell(s.helpful(cmd, known))
	}
	return known.code
}

// newRoot is the command line without a command.
func newRoot(s *session) *cobra.Command {
	root := &cobra.Command{
		Use:   program,
		Short: "Request, inspect, revoke and clean up the API tokens of an OVHcloud account",
		Long: `Tokens for OVH: request, inspect, revoke and clean up the API tokens
(consumer keys) of an OVHcloud account, in the terminal.

Without a command it is a terminal program; with one it does the same for
scripts, cron and plain terminals.

Exit codes: 0 done, 1 failed, 2 wrong usage or declined, 3 partly done,
4 not authorised, 5 the answer is no, 130 interrupted.

Independent of OVHcloud.`,
		Example: `  ovh-tokens --demo                 look around on an invented account
  ovh-tokens                        work on the account of ovh.conf
  ovh-tokens --profile prod         work on another one
  ovh-tokens list --json            every token, for a script
  ovh-tokens sim > /tmp/ovh.conf    serve the invented account over HTTP`,
		Version:       version(),
		Args:          noArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := s.check(cmd); err != nil {
				return err
			}
			return s.begin()
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return start(cmd.Context(), s) },
	}
	root.SetVersionTemplate("ovh-tokens {{.Version}}\n")
	root.CompletionOptions.DisableDefaultCmd = true
	root.SuggestionsMinimumDistance = 2
	s.flags.register(root)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return misused(cmd, err)
	})
	s.completeEverywhere(root)
	return root
}

// screenOnly reports whether a command line can only start the terminal program.
// Making the commands takes longer than the whole rest of what comes before its
// first frame, so it goes without them.
func screenOnly(args []string) bool {
	return !slices.ContainsFunc(args, func(arg string) bool {
		return !strings.HasPrefix(arg, "--") || arg == "--" || strings.HasPrefix(arg, "--h")
	})
}

// withCommands gives the root its commands.
func withCommands(root *cobra.Command, s *session) *cobra.Command {
	root.AddCommand(
		newAllow(s),
		newApps(s),
		newCheck(s),
		newClean(s),
		newCompletion(s),
		newDoctor(s),
		newExplain(s),
		newExport(s),
		newList(s),
		newMan(s),
		newOperations(s),
		newPending(s),
		newPresets(s),
		newProfiles(s),
		newRequest(s),
		newResume(s),
		newRevoke(s),
		newRotate(s),
		newRules(s),
		newShow(s),
		newSim(s),
		newWhoami(s),
	)
	root.SetHelpCommand(newHelp())
	arrangeHelp(root)
	return root
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
