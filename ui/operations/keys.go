package operations

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
)

// act makes a binding's action of a plain function.
func act(f func()) func() tea.Cmd {
	return func() tea.Cmd {
		f()
		return nil
	}
}

// Keys is the table of what can be done as things stand. Only while there is
// something to clear does it hold esc: what leaves the pane is the screen's.
func (p *Pane) Keys() []key.Binding {
	switch {
	case p.index == nil:
		return nil
	case p.Typing():
		return append([]key.Binding{
			{Keys: []string{"enter"}, Short: "to the list", Long: "keep the search and go to the list", Footer: 1, Do: act(p.field.Blur)},
			{Keys: []string{"esc"}, Short: "show all", Long: "drop the search", Footer: 2, Do: act(p.drop)},
		}, p.moving("↑ ↓", 3)...)
	case p.hits != nil:
		keys := p.hitKeys()
		return append(append(keys, p.moving("↑ ↓ j k", 0)...), p.leaping()...)
	}
	keys := append(p.choosing(), p.folding()...)
	keys = append(append(keys, p.moving("↑ ↓ j k", 0)...), p.leaping()...)
	if undo := p.clearing(); undo != nil {
		keys = append(keys, key.Binding{
			Keys: []string{"esc"}, Short: "clear", Long: "drop the range, the search, the selection, in that order", Footer: 6, Do: act(undo),
		})
	}
	return keys
}

// moving are the keys that move the cursor; of letters there are none while a
// text is typed.
func (p *Pane) moving(label string, rank int) []key.Binding {
	by := func(n func() int) func() tea.Cmd { return act(func() { p.move(n()) }) }
	steps := func(n int) func() int { return func() int { return n } }
	down, up, first, last := []string{"down"}, []string{"up"}, []string{"g", "home"}, []string{"G", "end"}
	if !p.Typing() {
		down, up = append(down, "j"), append(up, "k")
	}
	keys := []key.Binding{
		{Keys: down, Label: label, Short: "move", Long: "move in the list", Footer: rank, Do: by(steps(1))},
		{Keys: up, Do: by(steps(-1))},
		{Keys: []string{"pgdown"}, Label: "pgup pgdn", Long: "move by a page", Do: by(p.page)},
		{Keys: []string{"pgup"}, Do: by(func() int { return -p.page() })},
	}
	if p.Typing() {
		return keys
	}
	return append(keys,
		key.Binding{Keys: first, Label: "g G", Long: "first, last", Do: by(steps(-far))},
		key.Binding{Keys: last, Do: by(steps(far))})
}

func (p *Pane) leaping() []key.Binding {
	return []key.Binding{
		{Keys: []string{"]"}, Label: "[ ]", Long: "previous, next section", Do: act(func() { p.leap(1) })},
		{Keys: []string{"["}, Do: act(func() { p.leap(-1) })},
	}
}

func (p *Pane) hitKeys() []key.Binding {
	return []key.Binding{
		{Keys: []string{"esc"}, Short: "all operations", Long: "back to all operations", Footer: 1, Do: act(p.HideHits)},
		{Keys: []string{"right"}, Long: "show the operation in its section", Disabled: p.noOperation, Do: act(p.neighbours)},
		p.searchKey(),
	}
}

func (p *Pane) searchKey() key.Binding {
	return key.Binding{
		Keys: []string{"/"}, Short: "search", Footer: 3, Do: act(p.Search),
		Long: "search by path, purpose or method: /domain/zone, reverse dns, GET bill",
	}
}

// choosing are the keys that select and add.
func (p *Pane) choosing() []key.Binding {
	add, label := "add", "add the selected operations, or the one under the cursor"
	if n := p.selectedCount(); n > 0 {
		add = "add " + layout.Number(n)
		if hidden := p.hidden(); hidden > 0 {
			add += ", " + layout.Number(hidden) + " not shown"
		}
	}
	enter := key.Binding{Keys: []string{"enter", "+"}, Label: "enter", Short: add, Long: label, Footer: 1, Disabled: p.nothing, Do: p.add}
	keys := []key.Binding{enter}
	if r, ok := p.row(); ok && r.heading() {
		open := p.open[p.index.sections[r.section].name]
		verb := "open"
		if open {
			verb = "close"
		}
		keys[0].Keys, keys[0].Label, keys[0].Footer = []string{"+"}, "+", 2
		keys = append(keys, key.Binding{
			Keys: []string{"enter"}, Short: verb, Long: verb + " the section", Footer: 1,
			Do: act(func() { p.fold(r.section, !open) }),
		})
	}
	return append(keys,
		key.Binding{Keys: []string{"space"}, Short: "select", Long: "select the operation", Footer: 2, Disabled: p.noToggle, Do: act(p.toggle)},
		p.searchKey(),
		key.Binding{Keys: []string{"a"}, Long: "select all that were found, or the whole section", Do: act(p.selectAll), Disabled: func() string {
			return p.tooMany(p.all())
		}},
		key.Binding{Keys: []string{"A"}, Long: "select none", Do: act(p.SelectNone)},
		key.Binding{Keys: []string{"v"}, Long: "select a range: v, move, v", Do: act(p.toggleRange), Disabled: p.tooLong})
}

// folding are the keys that open and close sections.
func (p *Pane) folding() []key.Binding {
	if p.mode() == searching {
		return []key.Binding{{
			Keys: []string{"right"}, Short: "its section", Long: "show the operation in its section", Footer: 4,
			Disabled: p.noOperation, Do: act(p.neighbours),
		}}
	}
	fold := func(open bool) func() tea.Cmd {
		return act(func() {
			if r, ok := p.row(); ok && (!open || r.heading()) {
				p.fold(r.section, open)
			}
		})
	}
	return []key.Binding{
		{Keys: []string{"right"}, Label: "← →", Long: "close, open the section", Do: fold(true)},
		{Keys: []string{"left"}, Do: fold(false)},
	}
}

// clearing is what esc undoes: the range, the search, the selection; nil when
// there is none of them.
func (p *Pane) clearing() func() {
	switch {
	case p.anchor != none:
		return func() { p.anchor = none }
	case p.query != "":
		return p.drop
	case p.count > 0:
		return p.SelectNone
	}
	return nil
}

// noOperation says why what is done to an operation can't be done.
func (p *Pane) noOperation() string {
	if r, ok := p.row(); ok && r.heading() {
		return "This is a section; enter opens it, a selects all of it."
	} else if !ok {
		return "There is no operation on this line."
	}
	return ""
}

// noToggle says why space does nothing: in a range it ends the range.
func (p *Pane) noToggle() string {
	if p.anchor != none {
		return p.tooLong()
	}
	return p.noOperation()
}

// nothing says why there is nothing to add.
func (p *Pane) nothing() string {
	if p.selectedCount() > 0 {
		return p.tooLong()
	}
	return p.noOperation()
}

// selectedCount counts the selection with the range that is being extended.
func (p *Pane) selectedCount() int {
	if p.anchor == none {
		return p.count
	}
	return p.count + len(p.fresh(p.rangeRows()))
}

// hidden counts the selected operations that a search has not found. While the
// sections are browsed, their headings count what is selected in them.
func (p *Pane) hidden() int {
	if p.mode() != searching || p.count == 0 {
		return 0
	}
	n := p.count
	for _, r := range p.rows {
		if !r.heading() && p.picked[r.place] {
			n--
		}
	}
	return n
}

// tooLong says why a range can't be taken.
func (p *Pane) tooLong() string {
	if p.anchor == none {
		return ""
	}
	return p.tooMany(p.rangeRows())
}
