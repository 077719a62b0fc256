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
		s.Says("61 tokens", "▾ terraform-prod 4 tokens 3 live 1 everything yours")
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
		s.Says("▸ OVH API console 13 tokens 12 live 12 everything foreign", "▸ deleted application")
		s.Lacks("▾ ")
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
		s.Press("A", "g", "d")
		s.Says("This is a heading: space selects its 2 tokens, then d asks.")
		if strings.Contains(s.footer(), "revoke") {
			t.Errorf("the footer offers what does nothing: %q", s.footer())
		}
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

// wantAligned checks that what the headings of groups count stands below each other.
func (s *stand) wantAligned() {
	s.t.Helper()
	columns, headings := map[string]int{}, 0
	for line := range strings.Lines(s.Screen()) {
		cells := []rune(line)
		if len(cells) < 60 || cells[5] != '▾' && cells[5] != '▸' {
			continue
		}
		headings++
		for _, word := range []string{" token", " live", " everything", " yours"} {
			before, _, there := strings.Cut(string(cells[7:]), word)
			at := len([]rune(before))
			if known, seen := columns[word]; there && seen && known != at {
				s.t.Errorf("%q does not stand below the others:\n%s", word, s.Screen())
			} else if there {
				columns[word] = at
			}
		}
	}
	if headings < 4 || len(columns) != 4 {
		s.t.Fatalf("%d headings with %v:\n%s", headings, columns, s.Screen())
	}
}

// What the headings count stands below each other, names of any length before it, and
// the rows stand to the right of the names and do not repeat them.
func TestHeadingsLineUpAndRowsStandBelowThem(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.Press("z")
		s.Says("▾ terraform-prod", "Application, token")
		for _, fold := range []bool{false, true} {
			if fold {
				s.Press("Z")
				s.Says("▸ terraform-prod")
			}
			s.wantAligned()
		}
		s.Press("Z", "g", "down")
		if got := s.current(); !strings.HasPrefix(got, " ›       ") || strings.Contains(got, "ovh-tokens on") {
			t.Errorf("the row below the heading is %q", got)
		}
	})
}

// Folded groups that are out of sight are counted, above as well as below.
func TestFoldedGroupsOutOfSightAreCounted(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{}, uitest.Size(80, 14))
	s.Press("z", "Z")
	s.Says("9 more ↓")
	s.Press("G")
	s.Says("9 more ↑")
	s.Lacks("↓")
	s.Press("up", "up", "up", "up", "up", "up", "up")
	s.Says(" ↑ ", " more ↓")
}
