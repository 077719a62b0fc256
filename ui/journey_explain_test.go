package ui_test

import (
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui"
	"ovh-tokens/ui/share"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/uitest"
)

// TestASlowListOfOperationsIsNotInTheWay asks about a token while the API keeps
// its list of operations back: what is waited for is said, the question opens
// without it, and what it tells comes when it is there.
func TestASlowListOfOperationsIsNotInTheWay(t *testing.T) {
	t.Parallel()
	for name, details := range map[string]bool{"from the list": false, "from the token": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			atBothSizes(t, func(t *testing.T, size uitest.Option) {
				s := account(t, ovhsim.Options{}, size)
				s.filter("2001:db8:40::")
				if details {
					s.Press("enter")
					s.WaitFor(" Token 4")
				}
				s.gate.hold("GET")
				s.Press("e")
				s.Says("Reading the operations…")
				s.WaitFor("Would this call pass?")
				s.Type("GET /vpss")
				s.Says("Smallest rule that would let it: GET /vpss", "not known yet: its list is being read.")
				s.gate.open()
				s.WaitFor("The nearest is /vps;")
				s.Says("No operation of ")
				s.Lacks("being read", "Smallest rule")
			})
		})
	}
}

// TestAnAnswerThatIsDroppedIsNotWaitedFor gets what a screen asked for that is not on
// top any more: that it is waited for stays said no longer, anything else does.
func TestAnAnswerThatIsDroppedIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	for said, stays := range map[string]bool{"Reading the operations…": false, "Copied GET /me.": true} {
		env := &shell.Env{}
		left, top := share.New(env, share.Subject{}), share.New(env, share.Subject{})
		m := ui.New(env, top, ui.Options{Background: theme.Dark})
		m.Init()
		m.Update(shell.StatusMsg{Text: said})
		m.Update(shell.PushMsg{Screen: share.New(env, share.Subject{}), From: left.Life().ID()})
		if m.Top() != shell.Screen(top) || strings.Contains(m.View().Content, said) != stays {
			t.Errorf("%s\n%s", said, m.View().Content)
		}
	}
}

// TestRulesAreSharedWhileTheOperationsAreRead opens what can be copied without
// them.
func TestRulesAreSharedWhileTheOperationsAreRead(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{})
	s.filter("2001:db8:40::")
	s.Press("enter")
	s.WaitFor(" Token 4")
	s.gate.hold("GET")
	defer s.gate.open()
	s.Press("y", "y")
	s.Says("Reading the operations…")
	s.WaitFor("GET POST PUT DELETE /domain/zone/example.net/*")
	s.Press("esc")
	s.WaitFor(" Token 4")
}
