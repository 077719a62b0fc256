package ui_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

// plan opens the clean-up plan with the tokens that were never used in it, and goes
// to the first of them.
func (s *stand) plan() {
	s.t.Helper()
	s.Press("C")
	s.WaitFor("Clean-up plan")
	s.Press("down", "down", "down", "down", "space", "tab")
	s.Says("■ never used 3", "27 tokens to revoke")
}

// The same key takes a token out and in again; the rows stay where they are, and the
// counts follow.
func TestTokenOfThePlanIsTakenOutAndInAgain(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.plan()
		row := s.current()
		if !strings.Contains(row, "› ■ ") {
			t.Fatalf("the row has no mark: %q", row)
		}
		s.Press("space")
		s.Says("26 tokens to revoke", "1 protected", "■ never used 2", "space take")
		if want := strings.Replace(row, "■", " ", 1); !strings.HasPrefix(s.current(), strings.TrimRight(want[:40], " ")) {
			t.Errorf("the row is now %q, was %q", s.current(), row)
		}
		s.Press("space")
		s.Says("27 tokens to revoke", "■ never used 3")
		if s.current() != row {
			t.Errorf("the row is now %q, was %q", s.current(), row)
		}
		// Among the protected it is the same.
		s.Press("space", "tab", "G", "tab")
		s.Says("protected · 1 of 1", "Taken out by you.")
		s.Press("space")
		s.Says("27 tokens to revoke", "› ■ ")
		s.Press("space")
		s.Says("26 tokens to revoke", "protected 1")
	})
}

// What was chosen and taken out is so still when the plan is opened again.
func TestChoicesOfThePlanLiveAsLongAsTheProgram(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.plan()
		s.Press("space", "esc", "right", "esc")
		s.WaitFor("Tokens for OVH")
		s.Press("C")
		s.WaitFor("Clean-up plan")
		s.Says("26 tokens to revoke", "1 protected", "■ never used 2", "made over 2 mo ago")
		s.Press("u")
		s.Says("24 tokens to revoke", "· never used 3", "protected 0")
		s.Press("u")
		s.Says("The plan is as it was first.")
	})
}

// A clean-up that was stopped is gone on with by the next program: what it had
// chosen is chosen, and what was taken out then stays.
func TestStoppedCleanUpIsGoneOnWith(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.plan()
		kept := regexp.MustCompile(`\d{9}`).FindString(s.line("has never been used"))
		s.Press("space", "d")
		s.Says("Revoke 26 tokens?", "Access")
		s.gate.hold("DELETE")
		s.Type("26")
		s.Press("enter")
		<-s.gate.arrived
		s.Press("ctrl+c")
		s.gate.open()
		s.WaitFor("1 token revoked. 25 not tried.")
		s.Quit()
		s.clock.Advance(150 * time.Minute)

		s.start(size)
		s.loaded()
		s.Press("C")
		s.Says("The clean-up of 2 h ago was stopped. Its choices are taken up, with 1 token taken out; u begins anew.", "25 tokens to revoke", "1 protected", "■ never used 2")
		s.Press("d")
		s.Says("Revoke 25 tokens?")
		s.Lacks(kept)
		s.Type("25")
		s.Press("enter")
		s.WaitFor("25 tokens revoked.")
		if left := s.ids(func(c ovhsim.Credential) bool { return itoa(c.ID) == kept }); len(left) != 1 {
			t.Errorf("the token that was taken out, %s, is gone", kept)
		}
		s.Quit()

		// Nothing of it is left: the next plan begins as usual.
		s.start(size)
		s.loaded()
		s.Press("C")
		s.WaitFor("Nothing to clean up")
		s.Settle()
		s.Lacks("was stopped", "1 protected")
	})
}

// The plan shows what a token may do, when it was used and which one it is, how many
// are out of sight, one cursor at a time, and behind enter all of it.
func TestPlanShowsWhatToDecideBy(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{Tokens: 400}, size)
		s.Press("C")
		s.WaitFor("Clean-up plan")
		s.Says("Application", "Access", "Used", "Id", "more ↓")
		cursors := func() {
			t.Helper()
			if n := strings.Count(s.Screen(), "›"); n != 1 {
				t.Errorf("there are %d cursors:\n%s", n, s.Screen())
			}
		}
		cursors()
		s.Press("enter") // to the tokens
		cursors()
		s.Press("G")
		s.Says("more ↑")
		s.Lacks("more ↓")
		id := regexp.MustCompile(`\d{9}`).FindString(s.current())
		s.Press("enter")
		s.WaitFor("Token " + id)
		s.Says("Expires", "Last used")
		s.Press("esc")
		s.WaitFor("Clean-up plan")
		s.Says("more ↑")
	})
}
