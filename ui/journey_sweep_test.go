package ui_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

func TestCleanUpIsPlannedAndLookedThrough(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		before := len(s.ids(every))
		s.Press("C")
		s.WaitFor("Clean-up plan")
		s.Says("■ expired 18 over by status or date", "· never used", "It expired", "takes about")
		s.Press("down", "down") // the dead
		s.Says("Its application is gone: it is dead.")
		s.Press("space")
		s.Says("· dead")
		s.Press("tab", "space")
		s.Says("The group is not taken: tab goes back to it, space takes it.")
		s.Press("tab", "space", "tab", "space") // all of them but one
		s.Says("1 protected")
		s.Press("tab", "G")
		s.Says("Taken out by you.")
		s.Press("d")
		s.Says("Clean up", "None of them works any more. Each is looked at again before it goes")
		s.Type("23")
		s.Press("enter")
		s.WaitFor("23 tokens revoked.")
		gone := before - len(s.ids(every))
		if gone != 23 {
			t.Errorf("%d tokens are gone", gone)
		}
		s.Press("enter", "esc")
		s.WaitFor("Tokens for OVH")
		s.Says(itoa(int64(before-gone)) + " tokens")
		s.Lacks("expired ")
	})
}

// Between the plan and its turn a token may come into use: it stays then.
func TestCleanUpSparesWhatCameIntoUse(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		unused := s.ids(func(c ovhsim.Credential) bool { return c.Status == ovhsim.Validated && c.LastUse.IsZero() })
		s.Press("C")
		s.WaitFor("Clean-up plan")
		s.Press("space", "down", "space", "down", "space", "down", "space", "down", "space", "left", "left", "left", "left")
		s.Says("■ never used", "has never been used", "made over 24 h ago and never used")
		s.Press("d")
		s.Says("of them work", "now; whatever uses them stops working at once")
		at := slices.IndexFunc(unused, func(id int64) bool { return strings.Contains(s.Screen(), itoa(id)) })
		if at < 0 {
			t.Fatalf("none of the unused tokens %v is to go:\n%s", unused, s.Screen())
		}
		used := unused[at]
		keys, _ := s.sim.KeysOf(used)
		if _, err := s.client(keys).CurrentCredential(t.Context()); err != nil {
			t.Fatal(err)
		}
		if number := regexp.MustCompile(`Type (\d+) and`).FindStringSubmatch(s.Screen()); number != nil {
			s.Type(number[1])
			s.Press("enter")
		} else {
			s.Press("y")
		}
		s.WaitFor("was used since the plan was made")
		s.Says("Left alone: " + itoa(used) + ", was used since the plan was made.")
		if left := s.ids(func(c ovhsim.Credential) bool { return c.ID == used }); len(left) != 1 {
			t.Error("the token that came into use is gone")
		}
	})
}

// The user's own limits count in the plan as they do in the findings.
func TestCleanUpTakesTheUsersOwnLimits(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	days := config.FindingDays{NeverUsed: 25, Dormant: 12}
	if err := s.keeper.SavePreferences(config.Preferences{Findings: days}); err != nil {
		t.Fatal(err)
	}
	s.start(uitest.Size(140, 50))
	s.loaded()
	s.Press("C")
	s.WaitFor("Clean-up plan")
	s.Says("made over 25 d ago and never used", "not used for 12 d")
}

// A token whose key stands in a file that the program reads is protected, without
// anybody having looked through the files first.
func TestCleanUpProtectsTheTokensOfThisMachine(t *testing.T) {
	t.Parallel()
	for name, silent := range map[string]bool{"asked": false, "not to be asked": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := newKeyring(t)
			// One that was never used, of the account that the emulator always invents.
			keys, ok := k.sim.KeysOf(494223749)
			if !ok {
				t.Fatal("the account has no such token")
			}
			k.profile("web", keys)
			if silent {
				k.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/auth/currentCredential", Times: -1, Status: 503})
			}
			k.show(uitest.Size(140, 50))
			k.Press("C")
			k.WaitFor("Clean-up plan")
			if silent {
				k.Says("Which tokens the keys of this machine are is not known of")
			}
			k.Press("down", "down", "down", "down", "space", "left", "left", "left", "left")
			k.Says("■ never used")
			k.Press("G")
			if silent {
				k.Says("not every key of this machine could be asked")
			} else {
				k.Says("Its key stands in", ".ovh.conf line")
			}
		})
	}
}
