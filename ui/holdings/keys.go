package holdings

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/rotate"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/standing"
)

// Keys agree to the look, name further files, and act on the key under the
// cursor.
func (s *Screen) Keys() []key.Binding {
	switch {
	case s.typing:
		return []key.Binding{
			{Keys: []string{"enter"}, Short: s.addShort(), Long: "look through this file too", Footer: 1, Do: s.addFile},
			{Keys: []string{"esc"}, Short: "back", Long: "name no file", Footer: 2, Do: s.endTyping},
		}
	case s.dropping:
		return s.dropKeys()
	case s.stage == asking:
		return append([]key.Binding{
			{Keys: []string{"enter"}, Short: "look", Long: "read these places and ask about each key found", Footer: 1, Do: s.begin},
			s.nameFile(2),
			s.dropFile(),
			{Keys: []string{"esc"}, Short: "leave", Long: "leave; nothing is read", Footer: 3, Do: func() tea.Cmd { return s.Pop() }},
		}, s.details.Keys(4)...)
	}
	return slices.Concat(s.actions(), s.movement())
}

func (s *Screen) actions() []key.Binding {
	return []key.Binding{
		{Keys: []string{"enter"}, Short: "show in the list", Long: "go to this token in the list", Footer: 1, Do: s.open, Disabled: s.notMine},
		{Keys: []string{"R"}, Short: "rotate", Long: "put a new key with the same rules wherever this one stands", Footer: 2, Dangerous: true, Do: func() tea.Cmd {
			h, _ := s.current()
			return s.Push(rotate.New(s.env, h.Profile))
		}, Disabled: s.notRotatable},
		s.nameFile(3),
		s.dropFile(),
		{Keys: []string{"r"}, Short: "look again", Long: "read the files and ask about their keys again", Footer: 4, Do: s.begin},
		{Keys: []string{"y"}, Short: s.copyShort(), Long: "copy the number of the token, or of a key that is none the file and line", Footer: 5, Do: s.copy, Disabled: s.noKey},
		{Keys: []string{"esc"}, Short: "back", Long: "back", Footer: 6, Do: func() tea.Cmd { return s.Pop() }},
	}
}

func (s *Screen) movement() []key.Binding {
	act := func(f func()) func() tea.Cmd {
		return func() tea.Cmd {
			f()
			s.compose()
			return nil
		}
	}
	page := max(s.room()-s.table.Len()-3, 1)
	return []key.Binding{
		{Keys: []string{"down", "j"}, Label: "↑ ↓", Long: "down", Do: act(s.table.Down)},
		{Keys: []string{"up", "k"}, Long: "up", Do: act(s.table.Up)},
		{Keys: []string{"g", "home"}, Long: "first key", Do: act(s.table.Top)},
		{Keys: []string{"G", "end"}, Long: "last key", Do: act(s.table.Bottom)},
		{Keys: []string{"pgdown"}, Long: "scroll what is said about the key down", Do: act(func() { s.details.Scroll(page) })},
		{Keys: []string{"pgup"}, Long: "scroll it up", Do: act(func() { s.details.Scroll(-page) })},
	}
}

func (s *Screen) noKey() string {
	if _, ok := s.current(); !ok {
		return "There is no key."
	}
	return ""
}

func (s *Screen) notMine() string {
	h, ok := s.current()
	switch {
	case !ok:
		return s.noKey()
	case h.Token.ID == 0:
		return "Which token this is, is not known."
	case !h.mine:
		return "Its token is not in the list on screen, which is that of another account or older."
	}
	return ""
}

func (s *Screen) notRotatable() string {
	h, ok := s.current()
	switch {
	case !ok:
		return s.noKey()
	case h.state == standing.Asking:
		return "Still asking what this key is."
	case h.state != standing.Works:
		return "This key does not work, so there is nothing to take its rules from."
	}
	return ""
}

// open goes back to the list, to this token.
func (s *Screen) open() tea.Cmd {
	h, _ := s.current()
	return shell.Send(shell.HomeMsg{Msg: shell.FocusMsg{ID: h.Token.ID}})
}

func (s *Screen) copyShort() string {
	if h, ok := s.current(); ok && h.Token.ID == 0 {
		return "copy place"
	}
	return "copy id"
}

// copy takes the number of the token, or where a key stands that is none: as
// editors take it.
func (s *Screen) copy() tea.Cmd {
	h, _ := s.current()
	if h.Token.ID != 0 {
		id := strconv.FormatInt(h.Token.ID, 10)
		return shell.Copy(s.env, id, "the number "+id)
	}
	o := h.Places[0].Origin
	if o.File == "" {
		return shell.Copy(s.env, o.String(), "the name "+o.String())
	}
	return shell.Copy(s.env, o.File+":"+strconv.Itoa(o.Line), "the place "+o.String())
}
