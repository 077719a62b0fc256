package profiles

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/rotate"
)

// Keys choose, rotate, make default and remove; while something is asked, they
// answer.
func (s *Screen) Keys() []key.Binding {
	if s.asked != nil {
		return s.answers()
	}
	none := func() string {
		if _, ok := s.current(); !ok {
			return "There is no profile."
		}
		return ""
	}
	keys := []key.Binding{
		{Keys: []string{"enter"}, Short: "work on it", Long: "work on this account from now on, until the program ends", Footer: 1, Do: s.use, Disabled: none},
		{Keys: []string{"R"}, Short: "rotate", Long: "replace its key by a new one with the same rules, in every file that holds it", Footer: 3, Dangerous: true, Do: s.rotate, Disabled: s.cannotRotate},
		{Keys: []string{"*"}, Short: "default", Long: "make it the account that is taken when nothing else is said, after a question", Footer: 4, Do: s.makeDefault, Disabled: none},
		{Keys: []string{"-"}, Short: "remove", Long: "remove it from its files, after a question that also offers to revoke its token first", Footer: 5, Do: s.remove, Disabled: none},
		{Keys: []string{"L"}, Short: "keep others out", Long: "let nobody but your user read the files that hold its keys (mode 0600)", Footer: 2, Do: s.repair, Disabled: func() string {
			if len(s.exposed()) == 0 {
				return "No other user can read these files."
			}
			return ""
		}},
		{Keys: []string{"r"}, Short: "check again", Long: "read the files and ask again whether the keys work", Footer: 6, Do: s.again},
		{Keys: []string{"esc"}, Short: "back", Long: "back to the list", Footer: 7, Do: func() tea.Cmd { return s.Pop() }},
	}
	if s.start != nil {
		keys = s.startKeys(keys)
	}
	return append(keys, s.moves()...)
}

// moves lead through the list, and through what is said of a profile.
func (s *Screen) moves() []key.Binding {
	move := func(how func()) func() tea.Cmd {
		return func() tea.Cmd {
			how()
			s.said = nil
			s.details.Scroll(-1 << 20)
			s.compose()
			return nil
		}
	}
	scroll := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			s.details.Scroll(n)
			return nil
		}
	}
	t := s.table
	keys := []key.Binding{
		{Keys: []string{"down", "j"}, Label: "↑ ↓", Long: "move down", Do: move(t.Down)},
		{Keys: []string{"up", "k"}, Long: "move up", Do: move(t.Up)},
		{Keys: []string{"pgdown"}, Long: "next page", Do: move(t.PageDown)},
		{Keys: []string{"pgup"}, Long: "previous page", Do: move(t.PageUp)},
		{Keys: []string{"g", "home"}, Long: "first profile", Do: move(t.Top)},
		{Keys: []string{"G", "end"}, Long: "last profile", Do: move(t.Bottom)},
		{Keys: []string{"ctrl+down"}, Short: "more below", Long: "scroll what is said of the profile down", Do: scroll(3)},
		{Keys: []string{"ctrl+up"}, Long: "scroll it up", Do: scroll(-3)},
	}
	if s.details.Longer() {
		keys[6].Footer = 8
	}
	return keys
}

// answers are the keys while something is asked or done.
func (s *Screen) answers() []key.Binding {
	c := s.asked
	leave := key.Binding{Keys: []string{"esc", "n", "enter"}, Label: "n", Short: "leave it", Long: "leave everything as it is", Footer: 1, Do: func() tea.Cmd {
		s.leaveAsIs()
		return nil
	}}
	switch c.stage {
	case typing:
		leave.Keys, leave.Label = []string{"esc"}, ""
		return []key.Binding{leave, {
			Keys: []string{"enter"}, Short: "end the token, then remove", Long: "take the token out of use, then remove the profile, once its name is typed", Footer: 2, Dangerous: true, Do: s.typed,
		}}
	case planning:
		leave.Keys, leave.Label = []string{"esc"}, ""
		return []key.Binding{leave}
	case naming:
		return append([]key.Binding{leave, {
			Keys: []string{"y"}, Short: "revoke, then remove", Long: "revoke this token, then remove the profile from its files", Footer: 2, Dangerous: true, Do: s.retire,
		}}, s.details.Keys(3)...)
	case making:
		return nil
	case open:
	}
	keys := []key.Binding{leave, {Keys: []string{"y"}, Short: c.yes, Long: c.yes, Footer: 2, Do: s.write}}
	if c.retire {
		keys = append(keys, key.Binding{Keys: []string{"d"}, Short: "revoke, then remove", Long: "revoke its token first, then remove it from its files", Footer: 3, Dangerous: true, Do: s.planRetirement})
	}
	return append(keys, s.details.Keys(4)...)
}

func (s *Screen) rotate() tea.Cmd {
	r, _ := s.current()
	s.said = nil
	return s.Push(rotate.New(s.env, r.Profile))
}

func (s *Screen) cannotRotate() string {
	r, ok := s.current()
	switch {
	case !ok:
		return "There is no profile."
	case !r.Complete():
		return "Its keys are not complete."
	}
	return ""
}
