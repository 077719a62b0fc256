package presets

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
)

// Keys is what can be done as things stand.
func (s *Screen) Keys() []key.Binding {
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
	switch {
	case s.fill != nil && s.fill.pick != nil:
		return s.pickKeys()
	case s.fill != nil:
		return s.fillKeys()
	case s.search.Focused():
		return s.searchKeys()
	case s.reading:
		return key.Merge(s.readingKeys(), append(s.setKeys(), s.about.Keys(2)...))
	}
	return key.Merge(s.listKeys(), s.setKeys())
}

// act makes a binding's action of a plain function.
func act(f func()) func() tea.Cmd {
	return func() tea.Cmd {
		f()
		return nil
	}
}

// move goes through the list.
func (s *Screen) move(n int) {
	s.sets.move(n)
	s.about.Scroll(-far)
}

// moving are the keys that move the cursor; of letters there are none while a text
// is typed.
func moving(typing bool, rank int, move func(int), page func() int) []key.Binding {
	by := func(n int) func() tea.Cmd { return act(func() { move(n) }) }
	keys := []key.Binding{
		{Keys: []string{"down", "j"}, Label: "↑ ↓", Short: "move", Long: "move in the list", Footer: rank, Do: by(1)},
		{Keys: []string{"up", "k"}, Do: by(-1)},
		{Keys: []string{"pgdown"}, Label: "pgup pgdn", Long: "move by a page", Do: act(func() { move(page()) })},
		{Keys: []string{"pgup"}, Do: act(func() { move(-page()) })},
	}
	if typing {
		keys[0].Keys, keys[1].Keys = keys[0].Keys[:1], keys[1].Keys[:1]
		return keys
	}
	return append(keys,
		key.Binding{Keys: []string{"g", "home"}, Label: "g G", Long: "first, last", Do: by(-far)},
		key.Binding{Keys: []string{"G", "end"}, Do: by(far)})
}

func (s *Screen) page() int { return max(s.sets.height-1, 1) }

// verb is what enter does with a set.
func (s *Screen) verb(p *preset.Preset) string {
	if p != nil && s.sets.asks[p.ID] != "" {
		return "fill in " + s.sets.asks[p.ID]
	}
	return "take it"
}

// noSet says why there is no set to take.
func (s *Screen) noSet() string {
	switch {
	case s.sets.current() != nil:
		return ""
	case s.proposal() != nil:
		return "No set matches: tab opens the one for certificates, esc shows all."
	}
	return "There is no set to take."
}

// proposal is the set that suits when the tool is not known, where no set matches.
func (s *Screen) proposal() *preset.Preset {
	if s.sets.current() != nil || s.sets.query == "" {
		return nil
	}
	return s.suggested
}

// setKeys are what can be done with the set under the cursor, and without any.
func (s *Screen) setKeys() []key.Binding {
	keys := []key.Binding{{
		Keys: []string{"enter"}, Short: s.verb(s.sets.current()), Long: "take the set, once its parameters are filled in", Footer: 1,
		Disabled: s.noSet, Do: func() tea.Cmd { return s.open(s.sets.current(), false) },
	}}
	if s.do.Add != nil {
		keys = append(keys, key.Binding{
			Keys: []string{"+"}, Short: "add to the rules", Long: "add the set to the rules there are", Footer: 3,
			Disabled: s.noSet, Do: func() tea.Cmd { return s.open(s.sets.current(), true) },
		})
	}
	if s.proposal() != nil {
		keys = append(keys, s.takeProposal())
	}
	if s.do.Empty != nil {
		keys = append(keys, key.Binding{Keys: []string{"0"}, Short: "empty set", Long: "start without any rule and type them", Footer: 5, Do: s.do.Empty})
	}
	return keys
}

func (s *Screen) listKeys() []key.Binding {
	keys := []key.Binding{
		{Keys: []string{"/"}, Short: "search", Long: "search by tool, purpose or path", Footer: 2, Do: act(s.search.Focus)},
	}
	if s.about.Longer() {
		keys = append(keys, key.Binding{
			Keys: []string{"tab"}, Short: "read on", Long: "scroll in what is said of the set", Footer: 4,
			Do: act(func() { s.reading = true }),
		})
	}
	keys = append(append(keys, s.faultKeys()...), moving(false, 0, s.move, s.page)...)
	if s.sets.query == "" {
		keys = append(keys,
			key.Binding{Keys: []string{"]"}, Label: "[ ]", Long: "previous, next group", Do: act(func() { s.leap(1) })},
			key.Binding{Keys: []string{"["}, Do: act(func() { s.leap(-1) })})
	}
	esc := key.Binding{Keys: []string{"esc"}, Short: "back", Long: "back to where this was opened from", Footer: 6, Do: s.Pop}
	if s.sets.query != "" {
		esc.Short, esc.Long, esc.Do = "show all", "drop the search", act(s.clear)
	}
	return append(keys, esc)
}

func (s *Screen) leap(by int) {
	s.sets.leap(by)
	s.about.Scroll(-far)
}

// clear drops the search.
func (s *Screen) clear() {
	s.search.SetValue("")
	s.search.Blur()
	s.sets.find("")
}

func (s *Screen) readingKeys() []key.Binding {
	back := act(func() { s.reading = false })
	return []key.Binding{
		{Keys: []string{"tab", "shift+tab"}, Short: "to the list", Long: "back to the list", Footer: 4, Do: back},
		{Keys: []string{"esc"}, Long: "back to the list of sets", Do: back},
	}
}

func (s *Screen) takeProposal() key.Binding {
	return key.Binding{
		Keys: []string{"tab"}, Short: "the one for certificates", Long: "where no set matches: the one that suits every tool for certificates", Footer: 2,
		Do: func() tea.Cmd {
			p := s.proposal()
			s.search.Blur()
			return s.open(p, false)
		},
	}
}

func (s *Screen) searchKeys() []key.Binding {
	esc := key.Binding{Keys: []string{"esc"}, Short: "leave the search", Long: "drop the search", Footer: 3, Do: act(s.clear)}
	if s.search.Value() != "" {
		esc.Short = "show all"
	}
	keys := []key.Binding{
		{
			Keys: []string{"enter"}, Short: s.verb(s.sets.current()), Long: "take the set under the cursor, which fits best", Footer: 1,
			Disabled: s.noSet, Do: func() tea.Cmd {
				s.search.Blur()
				return s.open(s.sets.current(), false)
			},
		},
		{Keys: []string{"tab"}, Short: "to the list", Long: "keep the search and go to the list", Footer: 4, Do: act(s.search.Blur)},
		esc,
	}
	if s.proposal() != nil {
		keys[1] = s.takeProposal()
	}
	rank := 2
	if s.sets.found < 2 {
		rank = 0
	}
	return append(keys, moving(true, rank, s.move, s.page)...)
}

// fillKeys are those of the form, in which every letter is text.
func (s *Screen) fillKeys() []key.Binding {
	f := s.fill
	enter := key.Binding{Keys: []string{"enter"}, Short: "next field", Long: "next field", Footer: 1, Do: act(func() { f.step(1) })}
	if f.last() {
		enter.Short, enter.Long, enter.Do = "take it", "take the set with what is filled in", s.choose
		if f.adding {
			enter.Short, enter.Long = "add it", "add the set with what is filled in to the rules there are"
		}
	}
	list := key.Binding{Keys: []string{"ctrl+l"}, Short: "pick from the account", Long: "list what the account has, to pick from", Footer: 2, Do: s.list}
	if s.noValues() != "" {
		list.Footer = 0
	}
	keys := []key.Binding{
		enter,
		list,
		{Keys: []string{"esc"}, Short: "back", Long: "back to the list; what was typed is kept", Footer: 4, Do: act(func() { s.fill = nil })},
	}
	if len(f.entries) > 1 {
		keys = append(keys,
			key.Binding{Keys: []string{"tab"}, Short: "next field", Long: "next field", Footer: 3, Do: act(func() { f.step(1) })},
			key.Binding{Keys: []string{"shift+tab"}, Long: "previous field", Do: act(func() { f.step(-1) })})
		if !f.last() {
			keys[len(keys)-2].Footer = 0
		}
	}
	if meant := f.current().mended(); meant != "" {
		keys = key.Merge([]key.Binding{{
			Keys: []string{"tab"}, Short: "write " + shorten(meant), Long: "write the values as they were meant", Footer: 1, Do: act(f.mend),
		}}, keys)
	}
	for _, b := range f.about.Keys(5) {
		switch b.Keys[0] {
		case "down", "up", "pgdown", "pgup":
			b.Keys = b.Keys[:1]
			keys = append(keys, b)
		}
	}
	return keys
}

// pickKeys are those of the values: letters filter, the blank picks.
func (s *Screen) pickKeys() []key.Binding {
	f := s.fill
	p := f.pick
	none := func() string {
		switch {
		case p.loading:
			return "They are not here yet; esc goes back to the field."
		case len(p.shown) == 0:
			return "None matches."
		}
		return ""
	}
	take := key.Binding{Keys: []string{"enter"}, Short: "take it", Long: "take what is picked, or the one under the cursor", Footer: 1, Do: f.takePick}
	switch v, is := p.current(); {
	case p.touched && p.count == 0:
		take.Short = "take none"
	case p.touched:
		take.Short = "take " + layout.Count(p.count, "value")
	case is:
		take.Short, take.Disabled = "take "+shorten(v), none
	default:
		take.Disabled = none
	}
	esc := key.Binding{Keys: []string{"esc"}, Short: "back", Long: "back to the field as it was", Footer: 4, Do: act(func() { f.pick = nil })}
	if p.filter.Value() != "" {
		esc.Short, esc.Long = "show all", "drop the filter"
		esc.Do = act(func() {
			p.filter.SetValue("")
			p.match()
		})
	}
	keys := []key.Binding{
		take, esc,
		{Keys: []string{"space"}, Short: "pick", Long: "pick the value under the cursor, or let it go", Footer: 2, Disabled: none, Do: act(p.toggle)},
		{Keys: []string{"ctrl+a"}, Short: "all shown", Long: "pick all that are shown, or let them go", Footer: 3, Disabled: none, Do: act(p.toggleAll)},
		{Keys: []string{"ctrl+l"}, Long: "ask for them anew", Do: func() tea.Cmd {
			delete(s.values, strings.Join(p.routes, " "))
			return s.list()
		}},
	}
	return append(keys, moving(true, 0, p.move, func() int { return max(p.height-1, 1) })...)
}

// shorten keeps the footer from being filled by one value.
func shorten(v string) string {
	const most = 28
	if len([]rune(v)) <= most {
		return v
	}
	return "it"
}
