package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

// over reports whether a token's time has passed, whatever its status says.
func (s *stand) over(c ovhsim.Credential) bool {
	return c.Status == ovhsim.Expired || c.Status == ovhsim.Validated && !c.Expiration.IsZero() && c.Expiration.Before(time.Now())
}

func TestCleanUpTakesOneKeyAndGoesByItself(t *testing.T) {
	t.Parallel()
	dates := []way{
		{"late expiry", ovhsim.Options{LateExpiry: true}},
		{"clock an hour ahead", ovhsim.Options{ClockSkew: time.Hour}},
	}
	for _, way := range slices.Concat(ways, dates) {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			s := account(t, way.options, uitest.Size(80, 24))
			before, over := s.ids(every), s.ids(s.over)
			s.Press("X")
			s.WaitFor("18 expired tokens go in 5 s")
			s.Says("esc keeps them", "enter now")
			s.clock.Advance(2 * time.Second)
			s.WaitFor("18 expired tokens go in 3 s")
			s.wantTokens(before)
			s.clock.Advance(2999 * time.Millisecond)
			s.WaitFor("in 1 s")
			if n := s.sent("DELETE"); n != 0 {
				t.Fatalf("%d tokens went before their time", n)
			}
			s.clock.Advance(251 * time.Millisecond)
			s.WaitFor("18 expired tokens revoked.")
			s.Says("43 tokens 19 reach everything", "Receipt: ~/receipts/clean.json")
			s.wantTokens(without(before, over...))
			s.wantReceipt("clean", over, nil)
			s.Press("enter", "r")
			s.loaded()
			s.Says("43 tokens 19 reach everything")
			s.Press("X")
			s.Says("No token has expired: nothing to clean up.")
		})
	}
}

func TestCleanUpSkipsTheWait(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		before, over := s.ids(every), s.ids(s.over)
		s.filter("certbot") // what is shown does not matter
		s.Press("X")
		s.WaitFor("go in 5 s")
		s.Press("enter")
		s.WaitFor("18 expired tokens revoked.")
		s.wantTokens(without(before, over...))
		// The sheet is still there: rows are reached all the same, and enter closes it.
		s.Press("esc", "esc")
		first := s.current()
		s.Press("down")
		if s.current() == first {
			t.Error("the cursor does not move")
		}
	})
}

func TestCleanUpIsCalledOff(t *testing.T) {
	t.Parallel()
	for _, way := range []struct {
		name string
		off  func(*stand)
	}{
		{"esc", func(s *stand) { s.Press("esc"); s.Says("Kept. Nothing was revoked.") }},
		{"ctrl+c", func(s *stand) { s.Press("ctrl+c"); s.Says("Nothing was revoked. 18 not tried.") }},
		{"help put over it", func(s *stand) {
			s.Press("?")
			s.WaitFor("Keys · Tokens for OVH")
			s.Press("esc")
			s.Says("Nothing was revoked. 18 not tried.")
		}},
		{"token put over it", func(s *stand) {
			s.Press("n")
			s.WaitFor("search by tool")
			s.clock.Advance(time.Minute)
			s.Press("esc")
			s.Says("Nothing was revoked. 18 not tried.")
		}},
	} {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			s := account(t, ovhsim.Options{}, uitest.Size(80, 24))
			before := s.ids(every)
			s.Press("X")
			s.WaitFor("go in 5 s")
			way.off(s)
			s.clock.Advance(time.Minute)
			s.Settle()
			s.wantTokens(before)
			if n := s.sent("DELETE"); n != 0 {
				t.Errorf("%d calls to revoke were sent", n)
			}
			s.Press("esc", "X")
			s.WaitFor("18 expired tokens go in 5 s")
		})
	}
}

func TestCountdownKeepsItsKeys(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{})
	s.Press("X")
	s.WaitFor("go in 5 s")
	for _, letter := range []string{"/", "d", "X", "ctrl+x", "r", "q"} {
		s.Press(letter)
		s.Says("Tokens are about to go: esc keeps them, enter revokes them now.")
		s.Press("down") // which takes the line away
		s.WaitGone("about to go")
	}
	s.Says("go in 5 s")
}

func TestCleanUpShowsOneEntryPerFailure(t *testing.T) {
	t.Parallel()
	underEveryWay(t, func(t *testing.T, o ovhsim.Options, size uitest.Option) {
		s := account(t, o, size)
		before, over := s.ids(every), s.ids(s.over)
		for _, i := range []int{3, 11} {
			s.sim.Fail(ovhsim.Fault{Method: "DELETE", Path: "/me/api/credential/" + itoa(over[i]), Status: 503})
		}
		s.Press("X")
		s.WaitFor("go in 5 s")
		s.Press("enter")
		s.WaitFor("16 expired tokens revoked. 2 failed.")
		for _, i := range []int{3, 11} {
			if n := strings.Count(s.Screen(), " "+itoa(over[i])+" "); n < 1 {
				t.Errorf("the failure of token %d is shown %d times", over[i], n)
			}
		}
		if n := strings.Count(s.Text(), "OVH query FR.ws-"); n != 2 {
			t.Errorf("%d ids of queries are shown, want 2:\n%s", n, s.Screen())
		}
		s.Says("45 tokens 2 expired")
		s.wantTokens(without(before, without(over, over[3], over[11])...))
		s.Press("t")
		s.WaitFor("2 expired tokens revoked.")
		s.wantTokens(without(before, over...))
	})
}

func TestProgressIsShown(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{})
	s.gate.hold("DELETE")
	s.Press("X")
	s.WaitFor("go in 5 s")
	s.Press("enter")
	s.WaitFor("0 of 18")
	s.WaitFor("Revoking 4")
	s.gate.open()
	s.WaitFor("18 expired tokens revoked.")
}

func TestCleanUpWaitsForTheList(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	s.start()
	s.loaded()
	s.gate.hold("GET")
	s.Press("r")
	s.WaitFor("reading…")
	s.Press("X")
	s.Says("The account is still being read; try again in a moment.")
	s.Lacks("go in")
	s.gate.open()
	s.loaded()
	s.Press("X")
	s.WaitFor("go in 5 s")
}

func TestCleanUpSparesTheTokenInUse(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	for _, id := range s.ids(s.over) {
		s.sim.Remove(id)
	}
	s.start()
	s.loaded()
	s.Press("X")
	s.Says("No token has expired: nothing to clean up.")
	s.sim.Expire(s.sim.Own()) // the last call is over; now the list still shows it
	before := s.ids(every)
	s.Press("X")
	s.Says("nothing to clean up")
	s.wantTokens(before)
}
