package builder

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/key"
)

// Keys is the table of what can be done where the focus is.
func (s *Screen) Keys() []key.Binding {
	var table []key.Binding
	switch {
	case s.choosing:
		return nil
	case s.leaving == asked:
		return s.settling(s.leaveKeys())
	case s.confirming:
		return s.settling(s.confirmKeys())
	case s.editing:
		table = s.pathKeys()
	case s.addresses.Focused():
		table = s.addressKeys()
	case s.part == partRules:
		table = s.ruleKeys()
	case s.part == partOperations:
		table = s.operationKeys()
	default:
		table = append(s.scrollKeys(), s.editKeys()...)
	}
	table = key.Merge(s.mendKeys(), key.Merge(table, s.formKeys()))
	if !s.Typing() && s.part != partOperations {
		table = append(table, key.Binding{
			Keys: []string{"esc"}, Short: "leave", Long: "leave without asking for a token", Footer: 90,
			Do: func() tea.Cmd { return s.Pop() },
		})
	}
	return s.settling(key.Merge(s.reportKeys(), table))
}

// settling makes every binding forget that leaving was asked about, and keep
// what it changed in sight.
func (s *Screen) settling(table []key.Binding) []key.Binding {
	for i := range table {
		do := table[i].Do
		table[i].Do = func() tea.Cmd {
			s.leaving = stays
			cmd := do()
			s.settle()
			return cmd
		}
	}
	return table
}

// act makes a binding's action of a step.
func act(step func(int) tea.Cmd, n int) func() tea.Cmd {
	return func() tea.Cmd { return step(n) }
}

// moving are the keys that move up and down in a list.
func moving(step func(int) tea.Cmd, page int) []key.Binding {
	const far = 1 << 20
	return []key.Binding{
		{Keys: []string{"down", "j"}, Label: "↑ ↓ j k", Long: "move", Do: act(step, 1)},
		{Keys: []string{"up", "k"}, Do: act(step, -1)},
		{Keys: []string{"pgdown"}, Label: "pgup pgdn", Long: "move by a page", Do: act(step, page)},
		{Keys: []string{"pgup"}, Do: act(step, -page)},
		{Keys: []string{"g", "home"}, Label: "g G", Long: "first, last", Do: act(step, -far)},
		{Keys: []string{"G", "end"}, Do: act(step, far)},
	}
}

// formKeys are the keys that work wherever the focus is.
func (s *Screen) formKeys() []key.Binding {
	rank := 0
	if len(s.rules) > 0 {
		rank = 2
	}
	keys := []key.Binding{
		{Keys: []string{"shift+tab"}, Long: "previous part", Do: act(s.step, -1)},
		{
			Keys: []string{"ctrl+s"}, Short: "request it", Long: "look at the request once more, then send it",
			Dangerous: true, Footer: rank, Do: s.request,
		},
		{Keys: []string{"tab"}, Short: "next part", Long: "next part", Footer: 14, Do: act(s.step, 1)},
	}
	return keys
}

// The keys of repairs: one for mistakes, and one for what is worth knowing, which
// is not in the way of going on.
const (
	keyMend  = "tab"
	keyWiden = "ctrl+f"
)

// mendKeys make the next repairs of the row under the cursor.
func (s *Screen) mendKeys() []key.Binding {
	r, ok := s.current()
	if !ok || s.part != partRules {
		return nil
	}
	var keys []key.Binding
	if s.mends() {
		short := "write " + r.mended
		if r.mended == "" {
			m, _ := s.mending()
			short = m.repair
		}
		keys = append(keys, key.Binding{
			Keys: []string{keyMend}, Short: shortened(short, "mend it"), Long: "mend the mistake under the row as it says there", Footer: 1, Do: s.mend,
		})
	}
	if m, found := s.widening(); found && r.fault == "" {
		keys = append(keys, key.Binding{
			Keys: []string{keyWiden}, Short: shortened(m.repair, "do as noted"), Long: "do what the note under the row offers", Footer: 2, Do: s.widen,
		})
	}
	return keys
}

// shortened keeps one repair from filling the footer: a long one stands under the
// row alone, and the footer has short words for it.
func shortened(what, short string) string {
	const most = 40
	if len([]rune(what)) <= most {
		return what
	}
	return short
}

// undoKeys go back and forth between the edits; the footer has those that there
// is an edit for.
func (s *Screen) undoKeys() []key.Binding {
	none := func(steps *[]step, what string) func() string {
		return func() string {
			if len(*steps) == 0 {
				return "There is nothing to " + what + "."
			}
			return ""
		}
	}
	return []key.Binding{
		{Keys: []string{"ctrl+r"}, Short: "redo", Long: "redo what was undone", Footer: 5, Disabled: none(&s.history.future, "redo"), Do: s.redo},
		{Keys: []string{"u"}, Short: "undo", Long: "undo the last edit", Footer: 5, Disabled: none(&s.history.past, "undo"), Do: s.undo},
		{Keys: []string{"i"}, Short: "addresses", Long: "the addresses that the token works from", Footer: 9, Do: s.editAddresses},
	}
}

// editKeys are what can be done to the set as a whole.
func (s *Screen) editKeys() []key.Binding {
	return append([]key.Binding{
		{
			Keys: []string{"+"}, Short: "add rule", Footer: 6, Do: s.addRow,
			Long: "add a rule; many at once can be pasted: METHOD /path lines, JSON, a createToken link",
		},
		{Keys: []string{"/"}, Short: "add operation", Long: "search the operations of the API, to add some", Footer: 5, Do: s.search},
		{Keys: []string{"P"}, Short: "sets", Long: "ready-made sets, to start from or to add", Footer: 8, Do: s.offer},
		{Keys: []string{"e"}, Short: "explain", Long: "explain whether a call would pass, and what it lacks", Footer: 7, Do: s.explain},
		{Keys: []string{"y"}, Long: "share the set: as text, JSON, a createToken link", Disabled: s.noRules, Do: s.share},
		{Keys: []string{"W"}, Long: "save the set as one of your own", Disabled: s.noSaving, Do: s.save},
		s.refreshKey(),
	}, s.undoKeys()...)
}

func (s *Screen) ruleKeys() []key.Binding {
	keys := append(moving(s.move, max(s.room.main-4, 1)),
		key.Binding{Keys: []string{"right"}, Label: "← →", Long: "choose a method or the path", Do: act(s.across, 1)},
		key.Binding{Keys: []string{"left"}, Do: act(s.across, -1)},
		key.Binding{
			Keys: []string{"space"}, Short: "method", Long: "turn the method under the cursor on or off", Footer: 3,
			Disabled: s.noRow, Do: func() tea.Cmd { return s.toggle(s.column) },
		})
	for i, m := range s.methods() {
		long := "turn " + string(m) + " on or off"
		keys = append(keys, key.Binding{Keys: []string{string(rune('1' + i))}, Long: long, Disabled: s.noRow, Do: act(s.toggle, i)})
	}
	enter := key.Binding{Keys: []string{"enter"}, Short: "path", Long: "edit the path", Footer: 4, Do: s.editPath}
	if s.noRow() != "" {
		enter.Short, enter.Long = "add a rule", "add a rule"
	}
	keys = append(keys, enter,
		key.Binding{
			Keys: []string{"l"}, Short: "access", Footer: 11, Disabled: s.noRow, Do: s.cycle,
			Long: "next access level, for the path and its /* alike: read-only, read-write without delete, read-write",
		},
		key.Binding{
			Keys: []string{"c"}, Short: "all below", Footer: 12, Disabled: s.noRow, Do: s.below,
			Long: "cover everything below as well: add the row with /*, or take it away",
		},
		key.Binding{Keys: []string{"-", "backspace", "delete"}, Label: "- ⌫", Long: "remove the row", Disabled: s.noRow, Do: s.removeRow})
	return append(keys, s.editKeys()...)
}

func (s *Screen) pathKeys() []key.Binding {
	leaveTo := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			cmd := s.leaveField()
			s.move(n)
			return cmd
		}
	}
	revert := key.Binding{Keys: []string{"esc"}, Short: "as before", Long: "leave the field, with what stood there before", Footer: 3, Do: s.revert}
	if s.fresh {
		revert.Short, revert.Long = "leave it out", "leave the field; the row that was added goes"
	}
	keys := []key.Binding{
		{Keys: []string{"enter"}, Short: "done", Long: "keep the path as typed", Footer: 1, Do: s.leaveField},
		revert,
		{Keys: []string{"down"}, Long: "keep it and go to the next row", Do: leaveTo(1)},
		{Keys: []string{"up"}, Long: "keep it and go to the row above", Do: leaveTo(-1)},
	}
	return keys
}

func (s *Screen) addressKeys() []key.Binding {
	return []key.Binding{
		{Keys: []string{"enter"}, Short: "done", Long: "keep the addresses, once they are right", Footer: 1, Do: s.doneAddresses},
		{Keys: []string{"esc"}, Short: "as before", Long: "leave the field, with what stood there before", Footer: 3, Do: s.revert},
	}
}

// scrollKeys move in a panel.
func (s *Screen) scrollKeys() []key.Binding {
	if s.part == partPasted {
		return moving(func(n int) tea.Cmd {
			s.pasted.top += n
			return nil
		}, max(s.room.pasted-1, 1))
	}
	return moving(func(n int) tea.Cmd {
		s.summary.top += n
		return nil
	}, max(s.room.summary-1, 1))
}

func (s *Screen) confirmKeys() []key.Binding {
	keys := moving(func(n int) tea.Cmd {
		s.confirm.top += n
		return nil
	}, max(s.height-3, 1))
	if s.insisting {
		return append(keys,
			key.Binding{Keys: []string{"y"}, Short: "send it", Long: "ask OVH for this token, mistakes and all", Dangerous: true, Footer: 1, Do: s.send},
			key.Binding{Keys: []string{"n", "esc", "enter"}, Short: "back", Long: "back to the rules; nothing is sent", Footer: 2, Do: s.back})
	}
	return append(keys,
		key.Binding{Keys: []string{"enter"}, Short: "send it", Long: "ask OVH for this token", Dangerous: true, Footer: 1, Do: s.insist},
		key.Binding{Keys: []string{"esc"}, Short: "back", Long: "back to the rules; nothing is sent", Footer: 2, Do: s.back})
}

// parts are where the focus can go, in order.
func (s *Screen) parts() []part {
	parts := []part{partRules, partAddresses}
	if s.pasted != nil {
		parts = append(parts, partPasted)
	}
	parts = append(parts, partOperations)
	if len(s.summary.lines) > s.room.summary-1 || s.part == partSummary {
		parts = append(parts, partSummary)
	}
	return parts
}

// step moves the focus by parts.
func (s *Screen) step(n int) tea.Cmd {
	from := s.part
	cmd := s.leaveField()
	parts := s.parts()
	at := 0
	for i, p := range parts {
		if p == from {
			at = i
		}
	}
	s.part = parts[(at+n+len(parts))%len(parts)]
	if s.part == partAddresses {
		s.editAddresses()
	}
	s.derive()
	return cmd
}
