package keep

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/key"
)

// question is about something that cannot be undone; the answer is no unless y
// is pressed.
type question struct {
	text string
	yes  func() tea.Cmd
}

// Keys is what can be done as things stand.
func (s *Screen) Keys() []key.Binding {
	if s.leaving {
		return nil // a key that comes before the screen has gone is not for it
	}
	table := s.table()
	for i := range table {
		do := table[i].Do
		table[i].Do = func() tea.Cmd {
			defer s.lay()
			return do()
		}
	}
	return table
}

func (s *Screen) table() []key.Binding {
	if s.question != nil {
		return s.answers()
	}
	switch s.part {
	case inFile:
		return key.Merge(s.confKeys(), s.tabKeys())
	case forTool:
		return key.Merge(s.toolKeys(), s.tabKeys())
	case byCopy, parts:
	}
	keys := []key.Binding{{Keys: []string{"y"}, Short: "copy the key", Long: "copy the consumer key alone", Footer: 1, Do: s.copyKey}}
	if len(s.kept) > 0 {
		keys = append(keys, s.doneKey(2))
	}
	return key.Merge(keys, s.tabKeys())
}

func (s *Screen) answers() []key.Binding {
	q := s.question
	return []key.Binding{
		{Keys: []string{"esc", "n", "N", "enter"}, Label: "n", Short: "no", Long: "no", Footer: 1, Do: func() tea.Cmd {
			s.question = nil
			return nil
		}},
		{Keys: []string{"y"}, Short: "yes", Long: "yes", Footer: 2, Do: func() tea.Cmd {
			s.question = nil
			return q.yes()
		}},
	}
}

// doneKey leaves once the key was put somewhere.
func (s *Screen) doneKey(rank int) key.Binding {
	return key.Binding{Keys: []string{"enter"}, Short: "done", Long: "done here: the key was put where it is used", Footer: rank, Do: s.leave}
}

// tabKeys lead to the other parts and away.
func (s *Screen) tabKeys() []key.Binding {
	short := "back"
	if len(s.kept) > 0 {
		short = "done"
	}
	next := names[(s.part+1)%parts]
	return []key.Binding{
		{Keys: []string{"tab"}, Short: lower(next), Long: "next way to keep the key", Footer: 8, Do: func() tea.Cmd { return s.turn(1) }},
		{Keys: []string{"shift+tab"}, Long: "previous way to keep the key", Do: func() tea.Cmd { return s.turn(-1) }},
		{Keys: []string{"esc"}, Short: short, Long: "done here; the key stays where it is", Footer: 9, Do: s.leave},
	}
}

// confKeys are those of the ovh.conf.
func (s *Screen) confKeys() []key.Binding {
	c := &s.conf
	if c.name.Focused() {
		return []key.Binding{
			{Keys: []string{"enter"}, Short: "take this name", Long: "write to a profile of this name", Footer: 1, Do: s.rename},
			{Keys: []string{"esc"}, Short: "as it was", Long: "leave the name as it was", Footer: 2, Do: func() tea.Cmd {
				c.name.Blur()
				return nil
			}},
		}
	}
	move := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			c.list.MoveBy(n)
			c.pane.Scroll(-1 << 20)
			return nil
		}
	}
	write, writes := s.writeWord()
	enter := key.Binding{Keys: []string{"enter"}, Short: write, Long: writes, Footer: 1, Disabled: s.cannot, Do: s.ask}
	if s.standsHere() {
		enter = s.doneKey(1)
	}
	keys := []key.Binding{
		enter,
		{Keys: []string{"f"}, Short: "profile", Long: "fill in the name of another profile, or of none for the endpoint's own section", Footer: 3, Do: func() tea.Cmd {
			c.name.SetValue(c.wanted)
			c.name.Focus()
			s.said = nil
			return nil
		}},
		{Keys: []string{"L"}, Short: "keep others out", Long: "let nobody but your user read the file (mode 0600)", Footer: 2, Disabled: s.private, Do: s.repair},
		{Keys: []string{"down", "j"}, Label: "↑ ↓", Short: "file", Long: "next file", Footer: 10, Do: move(1)},
		{Keys: []string{"up", "k"}, Long: "previous file", Do: move(-1)},
		{Keys: []string{"g", "home"}, Long: "first file", Do: move(-c.list.Len())},
		{Keys: []string{"G", "end"}, Long: "last file", Do: move(c.list.Len())},
	}
	if c.list.Len() < 2 {
		keys[3].Footer = 0
	}
	return key.Merge(keys, c.pane.Keys(0))
}

// private says why a file need not be made private, or "".
func (s *Screen) private() string {
	t, ok := s.conf.list.Cursor()
	switch {
	case s.writing:
		return "The file is being written."
	case !ok || !t.File.OthersCanRead:
		return "No other user can read this file."
	}
	return ""
}

// toolKeys are those of the tools.
func (s *Screen) toolKeys() []key.Binding {
	switch t := &s.tool; {
	case t.saving:
		return []key.Binding{
			{Keys: []string{"enter"}, Short: "write it", Long: "write the file", Footer: 1, Do: s.takePath},
			{Keys: []string{"esc"}, Short: "do not", Long: "write nothing", Footer: 2, Do: s.stopTyping},
		}
	case t.field() >= 0:
		return []key.Binding{
			{Keys: []string{"enter", "down"}, Label: "enter", Short: "next", Long: "next value; behind the last one, done", Footer: 1, Do: func() tea.Cmd { return s.nextField(1) }},
			{Keys: []string{"up"}, Long: "previous value", Do: func() tea.Cmd { return s.nextField(-1) }},
			{Keys: []string{"esc"}, Short: "done", Long: "leave the values as typed", Footer: 2, Do: s.stopTyping},
		}
	case t.open:
		return s.formatKeys()
	}
	return s.searchKeys()
}

func (s *Screen) stopTyping() tea.Cmd {
	s.tool.leaveFields()
	return nil
}

// searchKeys are there while a tool is looked for; letters are typed.
func (s *Screen) searchKeys() []key.Binding {
	t := &s.tool
	move := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			t.list.MoveBy(n)
			t.look()
			return nil
		}
	}
	page := max(s.room()-4, 1)
	keys := []key.Binding{
		{Keys: []string{"enter"}, Short: "choose", Long: "see what the tool takes", Footer: 1, Do: s.choose},
		{Keys: []string{"down"}, Label: "↑ ↓", Short: "move", Long: "next tool", Footer: 5, Do: move(1)},
		{Keys: []string{"up"}, Long: "previous tool", Do: move(-1)},
		{Keys: []string{"pgdown"}, Long: "next page", Do: move(page)},
		{Keys: []string{"pgup"}, Long: "previous page", Do: move(-page)},
	}
	if t.find.Value() != "" {
		keys = append(keys, key.Binding{Keys: []string{"esc"}, Short: "all tools", Long: "show all tools again", Footer: 6, Do: func() tea.Cmd {
			t.find.SetValue("")
			t.search()
			return nil
		}})
	}
	return keys
}

// formatKeys are about the format that was chosen.
func (s *Screen) formatKeys() []key.Binding {
	t := &s.tool
	keys := []key.Binding{
		{Keys: []string{"y"}, Short: "copy it", Long: "copy the text with the key in it", Footer: 2, Disabled: s.noText, Do: s.copyText},
		{Keys: []string{"W"}, Short: takes(t.chosen), Long: "save the text with the key in it to a file", Footer: 1, Disabled: s.noText, Do: s.askPath},
		{Keys: []string{"esc", "/"}, Short: "other tools", Long: "back to the list of tools", Footer: 6, Do: s.searchAgain},
	}
	if t.wrote && !s.writing {
		keys[1].Footer = 4
		keys = append([]key.Binding{s.doneKey(1)}, keys...)
	}
	if len(t.fields) > 0 {
		keys = append(keys, key.Binding{Keys: []string{"f"}, Short: "values", Long: "fill in the values that the tool needs", Footer: 3, Do: s.edit})
	}
	return key.Merge(keys, t.pane.Keys(5))
}
