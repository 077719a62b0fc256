package ui_test

import (
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui"
	"ovh-tokens/ui/setup"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/tokens"
	"ovh-tokens/ui/uitest"
)

// begin starts the program on the machine as it stands, with whatever screen that
// calls for.
func (s *stand) begin(opts ...uitest.Option) {
	s.t.Helper()
	m, client, _ := s.env.Look()
	if client != nil {
		s.t.Fatal("the machine has an account to work on")
	}
	next := func() shell.Screen { return tokens.New(s.env) }
	s.Terminal = uitest.Run(s.t, ui.New(s.env, setup.First(s.env, m, setup.Options{Next: next}), ui.Options{}), opts...)
}

// section is a profile as ovh.conf has it.
func (s *stand) section(name string, k ovhsim.Keys) string {
	return "[profile:" + name + "]\nendpoint=" + s.sim.Endpoint() + "\napplication_key=" + k.ApplicationKey +
		"\napplication_secret=" + k.ApplicationSecret + "\nconsumer_key=" + k.ConsumerKey + "\n"
}

// unchosen is a machine with two complete profiles and a half one, none of which
// is chosen.
func unchosen(t *testing.T) *stand {
	t.Helper()
	s := machine(t, "")
	other := s.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/me/*"}, {Method: rule.Get, Path: "/me"}}})
	keys, _ := s.sim.KeysOf(other.ID)
	s.write("[profile:half]\nendpoint=" + s.sim.Endpoint() + "\napplication_key=appkey0123456789\n" + s.section("prod", s.sim.Keys()) + s.section("backup", keys))
	return s
}

func TestAccountsWithoutADefaultAreChosenFrom(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := unchosen(t)
		s.begin(size)
		s.works(2)
		s.Says("Which account?", "3 profiles", "No account is chosen on this machine yet.", "enter work on it", "* default", "n another")
		s.Lacks("in use", "No usable keys", "rotate", "remove")
		if !strings.Contains(s.line("›"), "prod") {
			t.Errorf("the cursor is not on the first complete account:\n%s", s.Screen())
		}
		s.Press("esc")
		s.Says("q quits.")
		s.Press("down", "enter")
		s.loaded()
		s.Says("backup · ")
		if strings.Contains(s.conf(), "profile=") {
			t.Errorf("a choice for this time was written:\n%s", s.conf())
		}
		s.Press("q")
		if err := s.Wait(); err != nil {
			t.Errorf("q on the list ended with %v", err)
		}
	})
}

func TestChosenAccountIsMadeTheDefault(t *testing.T) {
	t.Parallel()
	s := unchosen(t)
	s.begin()
	s.works(2)
	s.Press("up", "enter")
	s.Says("Its keys are not complete.")
	s.Press("down", "*")
	s.Says("Make prod the default?")
	s.Press("y")
	s.WaitFor("prod (default)")
	s.Says("Now press enter on the account to work on.")
	if !strings.Contains(s.conf(), "profile=prod\n") {
		t.Errorf("ovh.conf is\n%s", s.conf())
	}
	s.Press("enter")
	s.loaded()
	s.Says("prod · ")
}

func TestOnlyAccountIsAskedForToo(t *testing.T) {
	t.Parallel()
	s := machine(t, "")
	s.write(s.section("prod", s.sim.Keys()))
	s.begin()
	s.works(1)
	s.Says("Which account?", "1 profile")
	s.Press("enter")
	s.loaded()
	s.Says("prod · ")
}

func TestBrokenDefaultLeadsToTheOthers(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ conf, says string }{
		"half": {"[default]\nprofile=half\n[profile:half]\nendpoint=ovh-eu\napplication_key=appkey0123456789\n", "half, which ~/.ovh.conf line 2 chooses, cannot be used as it stands."},
		"gone": {"[default]\nprofile=gone\n", "gone, which ~/.ovh.conf line 2 chooses, cannot be used as it stands."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := machine(t, "")
			s.write(test.conf + s.section("prod", s.sim.Keys()))
			s.begin()
			s.works(1)
			s.Says(test.says)
			s.Press("enter")
			s.loaded()
			s.Says("prod · ")
		})
	}
}

// A profile that was asked for by name is explained, and others are one key away.
func TestHalfAccountAskedForByNameIsExplained(t *testing.T) {
	t.Parallel()
	s := unchosen(t)
	s.env.Sources.Profile = "half"
	s.begin()
	s.Says("No usable keys", "application_secret and consumer_key are missing", "p works on another account", "p other accounts")
	s.Press("p")
	s.works(2)
	s.Says("half, which --profile chooses, cannot be used as it stands.")
	s.Press("esc")
	s.Says("No usable keys")
	s.Press("p")
	s.works(2)
	s.Press("enter")
	s.loaded()
	s.Says("prod · ")
}
