package ui_test

import (
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

func TestTokensAreGroupedByApplication(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.Press("z")
		s.Says("61 tokens", "▾ terraform-prod 4 tokens 3 live 1 reaches everything own")
		if got := s.current(); !strings.Contains(got, "in use") {
			t.Errorf("the cursor has left its row for %q", got)
		}
		s.Press("left")
		if got := s.current(); !strings.Contains(got, "▸ ovh-tokens on admin-laptop") {
			t.Errorf("the cursor of a folded row is on %q", got)
		}
		s.Lacks("in use")
		s.Says("enter unfold", "space select 2") // not the token in use
		s.Press("enter")
		s.Says("in use", "enter fold")
		s.Press("Z")
		s.Says("▸ OVH API console 13 tokens 12 live 12 reach everything foreign", "▸ deleted application")
		s.Lacks("▾", "more ↓")
		s.Press("Z", "z")
		s.Lacks("▾ ", "▸ ")
		s.Press("right")
		s.Says("The list is not grouped by application: z does that.")
	})
}

// A heading stands for the tokens below it in a selection, and for none of them in
// what is done to one token.
func TestHeadingInASelection(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.Press("z", "Z", "g", "space")
		s.Says("2 selected") // the third one is in use
		if got := s.current(); strings.Contains(got, "ovh-tokens on") {
			t.Errorf("the cursor has not moved to the next heading: %q", got)
		}
		s.Press("A", "d")
		s.Says("Nothing is selected.")
		s.Press("R")
		s.Says("This is a heading: what is for one token works on the rows below it.")
		s.Press("e")
		s.Says("This is a heading: ")
		s.filter("app:console status:live")
		s.Says("▸ OVH API console 12 tokens 12 live")
		s.Press("g", "space", "d")
		s.WaitFor("Revoke 12 tokens?")
		s.Says("Type 12")
		s.Press("esc")
		s.WaitFor("12 selected")
		if got := s.current(); !strings.Contains(got, " › ■ ▸") {
			t.Errorf("the heading does not show that its tokens are selected: %q", got)
		}
		s.Press("space")
		s.Lacks("selected")
	})
}

// What is folded, selected and under the cursor stays while rows come and go, and
// the order holds within the groups.
func TestGroupsStayAsTheyAreWhileTheAccountIsReadAgain(t *testing.T) {
	t.Parallel()
	underEveryWay(t, func(t *testing.T, o ovhsim.Options, size uitest.Option) {
		s := account(t, o, size)
		s.Press("z", "Z", "g", "down", "down", "space", "up")
		here := s.current()
		s.Says("selected")
		shown := s.Screen()
		s.Press("r")
		s.loaded()
		if s.Screen() != shown || s.current() != here {
			t.Errorf("it looked like\n%s\nand now\n%s", shown, s.Screen())
		}
		s.Press("enter")
		before := s.column(5, 40)
		s.Press("S", "S")
		if after := s.column(5, 40); strings.Join(after, "\n") != strings.Join(before, "\n") {
			t.Errorf("turning the order round twice changed it from\n%s\nto\n%s", before, after)
		}
	})
}

func TestPanelExplainsTheApplicationUnderTheCursor(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{}, uitest.Size(140, 50))
	s.filter("app:console")
	s.Press("z", "g")
	s.Says("Not made by this account: the API", "console, the mobile app or another", "13 in all that are shown")
	s.filter(" !status:live") // added to the filter before
	s.Says("1 in all that are shown")
}
