package ui_test

import (
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
)

// Nobody sees a countdown while the program is suspended.
func TestSuspendingEndsTheCountdown(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{})
	before := s.ids(every)
	s.Press("X")
	s.WaitFor("go in 5 s")
	s.Press("ctrl+z")
	s.WaitFor("The countdown was interrupted. Nothing was revoked.")
	s.clock.Advance(time.Minute)
	s.Settle()
	s.wantTokens(before)
	if n := s.sent("DELETE"); n != 0 {
		t.Errorf("%d tokens were revoked", n)
	}
}

// Whoever mends ovh.conf after a failure need not start the program anew.
func TestRefreshAfterAFailureReadsTheKeysAnew(t *testing.T) {
	t.Parallel()
	s, _ := accounts(t)
	right := s.conf()
	s.Press("p")
	s.works(2)
	s.Press("esc")
	s.sim.Remove(s.sim.Own()) // the key in use is revoked elsewhere
	s.Press("r")
	s.WaitFor("not up to date")
	s.write(strings.Replace(right, "profile=prod", "profile=lab", 1))
	s.Press("r")
	s.WaitUntil("the list of the other account", func(screen string) bool {
		return strings.Contains(screen, "lab · ") && strings.Contains(screen, "in use")
	})
}
