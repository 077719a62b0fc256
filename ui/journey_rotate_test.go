package ui_test

import (
	"os"
	"path/filepath"
	"slices"
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

// askAnew begins a rotation and waits until the new token waits for validation.
func (s *stand) askAnew() (validationURL string) {
	s.t.Helper()
	s.Press("g", "R")
	s.WaitFor("Its key stands in")
	s.want("~/.ovh.conf line 9")
	s.Press("enter")
	s.WaitFor("still waiting")
	list, err := s.keeper.Pending()
	if err != nil || len(list) != 1 {
		s.t.Fatalf("%d requests are stored: %v", len(list), err)
	}
	return list[0].ValidationURL
}

func TestRotation(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		t.Run(size.name, func(t *testing.T) {
			t.Parallel()
			s, _ := accounts(t, uitest.Size(size.width, size.height))
			before, was, old := s.conf(), s.sim.Keys().ConsumerKey, s.sim.Own()
			if err := s.sim.Authorize(s.askAnew(), ovhsim.ThirtyDays); err != nil {
				t.Fatal(err)
			}
			s.WaitFor("Validated by")
			s.Press("enter")
			s.WaitFor("Rotated. The old token is revoked.")
			s.wantStored(0)
			s.wantExchanged(before, was, old)
			s.Press("enter")
			s.WaitFor("in use")
			s.loaded()
			if !strings.Contains(s.line("in use"), "in 29 d") && !strings.Contains(s.line("in use"), "in 30 d") {
				t.Errorf("the token in use is %q", s.line("in use"))
			}
			if s.Seen(was) || strings.Contains(s.Output(), was) {
				t.Error("the old key was shown")
			}
		})
	}
}

// wantExchanged checks that ovh.conf holds the new key where the old one stood,
// and that the old token is gone.
func (s *stand) wantExchanged(before, was string, old int64) {
	s.t.Helper()
	after := s.conf()
	if strings.Contains(after, was) || strings.Count(after, "\n") != strings.Count(before, "\n") || !strings.Contains(after, "# prod's own\n") {
		s.t.Errorf("ovh.conf is now\n%s", after)
	}
	if ids := s.ids(every); len(ids) == 0 || slices.Contains(ids, old) {
		s.t.Error("the old token is still there")
	}
}

// Whatever goes wrong before the end, the old key works and stands where it
// stood, and the new one is stored.
func TestFailedRotationLeavesTheOldKey(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*stand, string){
		"another account validates": func(s *stand, page string) {
			if err := s.sim.AuthorizeAs(page, ovhsim.OneDay, ovhsim.Stranger); err != nil {
				s.t.Fatal(err)
			}
		},
		"the file is changed meanwhile": func(s *stand, page string) {
			s.write("[profile:prod]\nno sense\n\xff\xfe\x00" + s.conf())
			if err := s.sim.Authorize(page, ovhsim.OneDay); err != nil {
				s.t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := accounts(t)
			old := s.sim.Own()
			spoil(s, s.askAnew())
			kept := s.conf()
			s.WaitFor("Validated by")
			s.Press("enter")
			s.WaitUntil("the end of the exchange", func(screen string) bool { return strings.Contains(screen, "enter done") })
			if name == "another account validates" {
				s.want("Not rotated. The old key still works.")
				if s.conf() != kept {
					t.Error("ovh.conf was changed")
				}
				if !slices.Contains(s.ids(every), old) {
					t.Fatal("the old token was revoked")
				}
			}
			if list, _ := s.keeper.Pending(); len(list) != 1 {
				t.Errorf("%d requests are stored, want the new key", len(list))
			}
		})
	}
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
