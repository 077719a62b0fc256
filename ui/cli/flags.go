package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// flags are those of every command.
type flags struct {
	config, profile, endpoint string
	demo, readOnly, noBrowser bool
	theme, debug              string
	// What several commands take, registered by the helpers below.
	json, yes, dryRun bool
}

// register declares the flags of every command.
func (f *flags) register(root *cobra.Command) {
	p := root.PersistentFlags()
	p.StringVar(&f.config, "config", "", "use this ovh.conf `file` and no other")
	p.StringVar(&f.profile, "profile", "", "the account to work on, by its `name` in ovh.conf")
	p.StringVar(&f.endpoint, "endpoint", "", "endpoint `name` or URL (https, or http on a loopback address)")
	p.BoolVar(&f.demo, "demo", false, "work on an invented account; no network, no keys")
	p.BoolVar(&f.readOnly, "read-only", false, "nothing that changes the account can be done")
	p.BoolVar(&f.noBrowser, "no-browser", false, "never open a browser; links are shown to copy")
	p.StringVar(&f.theme, "theme", "auto", "`colours` for a terminal that is light or dark, or auto")
	p.StringVar(&f.debug, "debug", "", "write a log to this `file`; it never holds a secret")
}

// withJSON gives a command that prints data its --json.
func (f *flags) withJSON(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.json, "json", false, "print one JSON value on stdout, and nothing else there")
}

// withYes gives a command that asks first its --yes.
func (f *flags) withYes(cmd *cobra.Command) {
	cmd.Flags().BoolVarP(&f.yes, "yes", "y", false, "do it without asking; needed where there is no terminal")
}

// withDryRun gives a command that changes something its --dry-run.
func (f *flags) withDryRun(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "say what would happen, and change nothing")
}

// changesAccount is the annotation of commands that --read-only takes away.
const changesAccount = "changes the account"

// changing marks a command as one that changes the account, unless it is run with
// --dry-run.
func changing(cmd *cobra.Command) *cobra.Command {
	if cmd.Annotations == nil {
		cmd.Annotations = map[string]string{}
	}
	cmd.Annotations[changesAccount] = "yes"
	return cmd
}

// check refuses flags that do not go together. It is the one place where
// --read-only is enforced for commands.
func (s *session) check(cmd *cobra.Command) error {
	f := &s.flags
	if f.demo && (f.config != "" || f.profile != "" || f.endpoint != "") {
		return usageError("--demo has an account of its own: leave --config, --profile and --endpoint out.")
	}
	if _, err := background(f.theme); err != nil {
		return err
	}
	if f.readOnly && !f.dryRun && cmd.Annotations[changesAccount] != "" {
		return &failure{what: path(cmd) + " changes the account, which --read-only forbids.", next: s.permitted(cmd), code: exitUsage}
	}
	return nil
}

// permitted is this run's command line in a form that --read-only allows, or without
// that where there is no such form.
func (s *session) permitted(cmd *cobra.Command) string {
	if cmd.Flags().Lookup("dry-run") != nil {
		return s.again("--dry-run")
	}
	other := *s
	other.args = slices.DeleteFunc(slices.Clone(s.args), func(word string) bool { return strings.HasPrefix(word, "--read-only") })
	return other.again()
}

// asking reports whether confirm will put its question to somebody, who then has to
// see what it is about.
func (s *session) asking() bool { return !s.flags.yes && !s.flags.json && s.asks }

// confirm asks before something is changed. The error says that nobody agreed:
// the account is then as it was.
func (s *session) confirm(question string) error {
	switch {
	case s.flags.yes:
		return nil
	case s.flags.json || !s.asks:
		why := "there is no terminal to ask on"
		if s.asks {
			why = "with --json nothing is asked"
		}
		return &failure{what: "nothing was changed", why: why + ". Add --yes to agree beforehand.", next: s.again("--yes"), code: exitUsage}
	}
	return agreed(s.ask(question))
}

// agreed makes an error of an answer that is no yes, or of none.
func agreed(yes bool, err error) error {
	if err != nil || yes {
		return err
	}
	return &failure{what: "declined", why: "nothing was changed.", code: exitUsage, declined: true}
}
