package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/uitest"
)

// accounts is a machine with two profiles of the simulated account, the list of
// the first of them on screen.
func accounts(t *testing.T, opts ...uitest.Option) (s *stand, second int64) {
	t.Helper()
	s = machine(t, "")
	keys := s.sim.Keys()
	other := s.sim.Add(ovhsim.Credential{Rules: rule.Set{
		{Method: rule.Get, Path: "/me/api/credential"}, {Method: rule.Get, Path: "/me/api/credential/*"}, {Method: rule.Get, Path: "/me/api/application"},
	}})
	otherKeys, _ := s.sim.KeysOf(other.ID)
	section := func(name string, k ovhsim.Keys) string {
		return "[profile:" + name + "]\nendpoint=" + s.sim.Endpoint() + "\napplication_key=" + k.ApplicationKey +
			"\napplication_secret=" + k.ApplicationSecret + "\n# " + name + "'s own\nconsumer_key=" + k.ConsumerKey + "\n"
	}
	s.write("[default]\nprofile=prod\n\n" + section("prod", keys) + "\n" + section("lab", otherKeys))
	m, client, err := s.env.Look()
	if err != nil || client == nil {
		t.Fatalf("the machine is not complete: %v", err)
	}
	s.env.Use(m, client)
	s.start(opts...)
	s.loaded()
	return s, other.ID
}

// conf is what ~/.ovh.conf holds.
func (s *stand) conf() string {
	s.t.Helper()
	text, err := os.ReadFile(filepath.Join(s.env.Sources.HomeDir, ".ovh.conf"))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(text)
}

func TestAccountsAreSwitchedAndRemoved(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		t.Run(size.name, func(t *testing.T) {
			t.Parallel()
			s, second := accounts(t, uitest.Size(size.width, size.height))
			s.Press("p")
			s.WaitUntil("both keys to be asked about", func(screen string) bool { return strings.Count(screen, "works") == 2 })
			s.want("prod (default)", "The account in use.", "~/.ovh.conf line 9")
			s.Press("-")
			s.says("This account is in use here. Work on another one first.")
			s.Press("down", "*")
			s.want("Make lab the default?", "profile=lab")
			s.Press("y")
			s.WaitFor("lab (default)")
			if !strings.Contains(s.conf(), "profile=lab\n") {
				t.Errorf("ovh.conf is\n%s", s.conf())
			}
			s.Press("enter")
			s.WaitUntil("the list of the other account", func(screen string) bool {
				return strings.Contains(screen, "lab · ") && strings.Contains(screen, "in use")
			})
			s.loaded()
			s.Press("g")
			s.filter("status:inuse")
			s.Press("enter")
			s.Press("enter")
			s.WaitFor("Token " + itoa(second))
			s.Press("esc", "esc", "p")
			s.WaitUntil("both keys to be asked about", func(screen string) bool { return strings.Count(screen, "works") == 2 })
			s.Press("-")
			s.want("Remove prod from this machine?", "still works and is not revoked by this")
			s.Press("n")
			s.wantNot("Remove prod")
			s.Press("-", "y")
			s.WaitFor("1 profile")
			if strings.Contains(s.conf(), "profile:prod") || strings.Contains(s.conf(), s.sim.Keys().ConsumerKey) || !strings.Contains(s.conf(), "# lab's own") {
				t.Errorf("ovh.conf is\n%s", s.conf())
			}
		})
	}
}
