package ui_test

import (
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

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
			s.WaitFor("is revoked.")
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
				s.want("Not rotated.")
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
