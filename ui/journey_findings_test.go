package ui_test

import (
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/uitest"
)

func TestFindingsAreCountedAndShown(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.Press("!")
		s.WaitFor("Which means")
		if got := s.line("dead "); !strings.Contains(strings.Join(strings.Fields(got), " "), "dead 3 its application is gone") {
			t.Errorf("dead tokens are counted as %q", got)
		}
		s.Press("G")
		s.Says("dead: its application is gone: it is listed as validated and works no more.")
		s.Press("enter")
		s.Says("3 of 61 tokens shown")
		s.Says("finding:dead", "deleted applicati")
		s.Press("esc", "!")
		s.WaitFor("Which means")
		s.Press("g")
		if got := s.current(); !strings.Contains(got, "everything") {
			t.Errorf("the gravest finding is %q", got)
		}
		n := strings.Fields(s.current())[2]
		s.Press("enter")
		s.Says(n + " of 61 tokens shown")
		s.Says(n + " reach everything") // the line above the list counts the same
	})
}

// What was found stands in the list, sorts it, and is told with what to do about it.
func TestFindingsOfOneToken(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.Press("s", "s", "s", "s", "g") // by findings
		s.Says("Found ▴")
		if got := s.current(); !strings.Contains(got, "all") || !strings.Contains(got, "+") {
			t.Errorf("the gravest row shows %q", got)
		}
		s.filter("app:old-dyndns status:live")
		s.Press("enter")
		s.WaitFor(" Token 4")
		s.Says("It works from any address. Restrict it to the addresses that its tool calls from: i.",
			"It never expires. Replace it with one that expires: n.")
		s.Press("esc")
	})
}

func TestPanelAdvisesOnWhatWasFound(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{}, uitest.Size(140, 50))
	s.filter("app:old-dyndns status:live")
	s.Says("3 findings", "It never expires. Replace it with one", "that expires: R.")
	s.Press("esc", "g") // the token in use
	s.Says("It works from any address. Restrict")
	s.Lacks(": d.")
	s.filter("status:expired")
	s.Lacks("works from any address", "has never been used.")
}

// A second token with the same rules makes a twin of the first, and its end takes
// that back, in a list that stays on screen.
func TestTwinsComeAndGoWithTheOther(t *testing.T) {
	t.Parallel()
	underEveryWay(t, func(t *testing.T, o ovhsim.Options, size uitest.Option) {
		s := prepare(t, o)
		c := ovhsim.Credential{ApplicationID: s.sim.Credentials()[0].ApplicationID, Rules: rule.Set{{Method: rule.Get, Path: "/vps/x"}}}
		s.sim.Add(c)
		s.start(size)
		s.loaded()
		s.filter("finding:twin rule:/vps/x")
		s.Says("0 of 62 tokens shown")
		other := s.sim.Add(c)
		s.Press("r")
		s.loaded()
		s.Says("2 of 63 tokens shown")
		s.sim.Remove(other.ID)
		s.Press("r")
		s.Says("0 of 62 tokens shown")
	})
}

// The user's own limits are in the preferences; an order that is remembered leaves
// them there.
func TestLimitsOfFindingsAreTheUsersOwn(t *testing.T) {
	t.Parallel()
	days := config.FindingDays{Dormant: 1, NeverUsed: 36500, ExpiresSoon: -1}
	s := prepare(t, ovhsim.Options{})
	if err := s.keeper.SavePreferences(config.Preferences{Findings: days}); err != nil {
		t.Fatal(err)
	}
	s.start()
	s.loaded()
	s.filter("finding:never-used")
	s.Says("0 of 61 tokens shown")
	s.Press("esc")
	s.filter("finding:expires-soon !expires:<8d") // the usual week
	s.Says("0 of 61 tokens shown")
	s.Press("esc")
	s.filter("finding:dormant !used:>1d")
	s.Says("0 of 61 tokens shown")
	s.Press("esc")
	s.filter("finding:dormant used:<180d")
	s.Lacks(" 0 of 61 tokens shown")
	s.Press("esc", "z")
	for range 200 {
		if p, _ := s.keeper.Preferences(); p.Grouped {
			break
		}
		s.Settle()
	}
	if p, err := s.keeper.Preferences(); !p.Grouped || p.Findings != days {
		t.Errorf("kept is %+v (%v)", p, err)
	}
	again := prepare(t, ovhsim.Options{})
	again.env.Keeper = s.keeper
	again.start()
	again.loaded()
	again.WaitFor("▾ ovh-tokens on admin-laptop")
}
