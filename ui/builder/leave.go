package builder

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
)

// leaving is how far the user is on the way out.
type leaving int

const (
	stays leaving = iota
	asked         // whether to lose what has changed; only y leaves
	sure          // y was pressed
)

// unchanged reports whether leaving loses nothing: what is there is as it was when
// the screen was opened, was saved, or is a set as it was chosen.
func (s *Screen) unchanged() bool {
	return s.doc.same(s.first) || s.chosen && s.doc.addresses == s.first.addresses
}

// Leave lets go of an unchanged set at once. Of a changed one it asks, and what
// asked to leave once more, be it esc or q, does not answer for the user.
func (s *Screen) Leave() (bool, tea.Cmd) {
	s.leaveField()
	if s.leaving == sure || s.unchanged() {
		return true, nil
	}
	s.leaving = asked
	what := "the changes"
	if n := len(s.rules); n > 0 {
		what = layout.Count(n, "rule")
	}
	return false, shell.Warn("Leave and lose " + what + "?  y/N")
}

// Cover takes the question back when something else comes to stand over it: what
// is no longer on the screen must not be answered.
func (s *Screen) Cover() { s.leaving, s.covered = stays, true }

// leaveKeys answer the question. Any other key is taken as a no as well.
func (s *Screen) leaveKeys() []key.Binding {
	return []key.Binding{
		{Keys: []string{"y"}, Short: "leave", Long: "leave and lose what has changed", Footer: 1, Do: func() tea.Cmd {
			s.leaving = sure
			return s.Pop()
		}},
		{Keys: []string{"n", "esc", "enter"}, Short: "stay", Long: "stay; nothing is lost", Footer: 2, Do: func() tea.Cmd { return nil }},
	}
}
