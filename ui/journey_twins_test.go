package ui_test

import (
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

// Whoever picks every twin is told that no copy of some would remain; with one of
// each spared, nothing is said.
func TestRevokingEveryTwinIsWarnedOf(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.filter("finding:twin")
		s.Press("a", "d")
		s.Says("sets of rules would have no token left; C keeps one of each.")
		s.Press("esc")
		s.WaitFor("tokens shown")
		s.Press("A", "g", "space", "d")
		s.WaitFor("Revoke 1 token?")
		s.Lacks("no token left")
	})
}

// A question about several accounts says how many in which, what to type, and in its
// title that it is about all of them.
func TestQuestionAboutSeveralAccountsIsWhole(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		l := newLab(t)
		l.show(size)
		l.filter("status:expired")
		l.Press("a", "d")
		l.WaitFor("Revoke 36 tokens: 18 in prod")
		l.Says(", 18 in lab", "Type 36 and press enter.")
		if !strings.Contains(l.at(0), "2 accounts side by side") {
			t.Errorf("the title names one account: %q", l.at(0))
		}
		l.Type("36")
		l.Press("enter")
		l.WaitFor("36 tokens revoked")
	})
}
