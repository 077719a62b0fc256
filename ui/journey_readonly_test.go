package ui_test

import (
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

func TestReadOnlyChangesNothingAndSaysWhy(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t, ovhsim.Options{})
		s.env.ReadOnly = true
		s.start(size)
		s.loaded()
		before := s.ids(every)
		const why = "Read-only: nothing that changes the account can be done here."
		s.Says("read-only · " + ovhsim.Owner)
		for _, stroke := range []string{"d", "X", "n", "ctrl+x"} {
			s.Press(stroke)
			s.Says(why)
		}
		for _, offer := range []string{"revoke", "clean", "new"} {
			if strings.Contains(s.footer(), offer) {
				t.Errorf("the footer offers %q: %q", offer, s.footer())
			}
		}
		s.Press("enter")
		s.WaitFor(" Token 4")
		for _, stroke := range []string{"d", "n"} {
			s.Press(stroke)
			s.Says(why)
			s.Press("up")
			s.WaitGone(why)
		}
		s.Press("?")
		s.WaitFor("Keys · Token 4")
		s.Says("not now: " + why)
		s.wantTokens(before)
		if n := s.sent("DELETE", "POST", "PUT"); n != 0 {
			t.Errorf("%d calls that change something were sent", n)
		}
	})
}
