package cli

import (
	"errors"
	"strings"
	"testing"
)

// TestNothingChangesUnlessSomebodyAgrees asks before a change in every way that a
// command can be run: only a clear yes or --yes lets it through, and where nobody can
// be asked nothing is waited for.
func TestNothingChangesUnlessSomebodyAgrees(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		typed     string
		terminal  bool
		yes, json bool
		agreed    bool
		says      string
	}{
		"yes":                    {typed: "y\n", terminal: true, agreed: true},
		"yes, spelt out":         {typed: " YES \n", terminal: true, agreed: true},
		"enter":                  {typed: "\n", terminal: true, says: "declined"},
		"no":                     {typed: "n\n", terminal: true, says: "declined"},
		"something else":         {typed: "yep\n", terminal: true, says: "declined"},
		"the end of the input":   {typed: "", terminal: true, says: "declined"},
		"a yes without an end":   {typed: "y", terminal: true, agreed: true},
		"no terminal":            {typed: "y\n", says: "no terminal"},
		"no terminal, with json": {typed: "y\n", json: true, says: "no terminal"},
		"json on a terminal":     {typed: "y\n", terminal: true, json: true, says: "with --json nothing is asked"},
		"agreed beforehand":      {yes: true, agreed: true},
		"agreed, with json":      {yes: true, json: true, agreed: true},
	} {
		var shown strings.Builder
		s := newSession(&console{in: strings.NewReader(test.typed), out: &shown, err: &shown, asks: test.terminal}, []string{"revoke", "1"})
		s.flags.yes, s.flags.json = test.yes, test.json
		err := s.confirm("Revoke 1 token?")
		if (err == nil) != test.agreed {
			t.Errorf("%s: %v, want agreement: %v", name, err, test.agreed)
		}
		if err == nil {
			continue
		}
		f, ok := errors.AsType[*failure](err)
		if !ok || f.code != exitUsage || !strings.Contains(f.Error(), test.says) {
			t.Errorf("%s: %v with code %d, want %q with code 2", name, err, f.code, test.says)
		}
		if asked := strings.Contains(shown.String(), "Revoke 1 token? [y/N]"); asked != (test.terminal && !test.json) {
			t.Errorf("%s: asked: %v", name, asked)
		}
		if !test.terminal && f.next != "ovh-tokens revoke 1 --yes" {
			t.Errorf("%s: next is %q", name, f.next)
		}
	}
}

// TestWhatIsPastedMeansTheSame writes commands for the account that was worked on, and
// quotes what a shell would take apart.
func TestWhatIsPastedMeansTheSame(t *testing.T) {
	t.Parallel()
	s := newSession(&console{}, []string{"--profile", "my work", "clean"})
	s.flags.profile, s.flags.config = "my work", "~/it's.conf"
	for want, got := range map[string]string{
		`ovh-tokens --config '~/it'\''s.conf' --profile 'my work' request --rule 'GET /me'`: s.paste("request", "--rule", "GET /me"),
		`ovh-tokens --profile 'my work' clean --yes`:                                        s.again("--yes"),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestReadOnlyTakesAwayWhatChanges runs every command that changes the account with
// --read-only: each is refused in one place, and let through with --dry-run.
func TestReadOnlyTakesAwayWhatChanges(t *testing.T) {
	t.Parallel()
	for _, c := range tree(commands()) {
		if c.Annotations[changesAccount] == "" {
			continue
		}
		s := newSession(&console{}, nil)
		s.flags = flags{readOnly: true, theme: "auto"}
		err := s.check(c)
		if err == nil || !strings.Contains(err.Error(), "--read-only forbids") {
			t.Errorf("%s: %v", c.CommandPath(), err)
		}
		if s.flags.dryRun = true; s.check(c) != nil {
			t.Errorf("%s --dry-run is refused though it changes nothing", c.CommandPath())
		}
	}
}
