package operations

import (
	"slices"

	"ovh-tokens/ovhapi/catalog"
)

// row is a line of the list: an operation by its place, or without one the
// heading of a section.
type row struct {
	section, place int
	part           bool // of what a rule reaches: for some values only
}

func (r row) heading() bool { return r.place == none }

// gather makes the rows of what is shown.
func (p *Pane) gather() {
	p.rows = p.rows[:0]
	if p.index != nil {
		switch p.mode() {
		case covering:
			for _, h := range p.hits.list {
				p.rows = append(p.rows, row{p.index.of[h.Place], h.Place, h.Part})
			}
		case searching:
			for _, place := range p.found {
				p.rows = append(p.rows, row{p.index.of[place], place, false})
			}
		case browsing, modes:
			p.gatherSections()
		}
	}
	p.settle()
}

func (p *Pane) gatherSections() {
	for i, s := range p.index.sections {
		p.rows = append(p.rows, row{i, none, false})
		if !p.open[s.name] {
			continue
		}
		for _, place := range s.places {
			p.rows = append(p.rows, row{i, place, false})
		}
	}
}

// row is the one under the cursor.
func (p *Pane) row() (row, bool) {
	at := p.spots[p.mode()].at
	if at >= len(p.rows) {
		return row{}, false
	}
	return p.rows[at], true
}

// Current returns the operation under the cursor; false means that a section is,
// or nothing.
func (p *Pane) Current() (catalog.Operation, bool) {
	r, ok := p.row()
	if !ok || r.heading() {
		return catalog.Operation{}, false
	}
	return p.index.At(r.place), true
}

// name is what a row is found by again in another catalogue.
type name struct {
	section   string
	operation catalog.Operation
	heading   bool
}

func (p *Pane) name() name {
	r, ok := p.row()
	switch {
	case !ok:
		return name{}
	case r.heading():
		return name{section: p.index.sections[r.section].name, heading: true}
	}
	return name{operation: p.index.At(r.place)}
}

// comeTo puts the cursor on a row by its name, where there is one.
func (p *Pane) comeTo(n name) {
	if p.index == nil {
		return
	}
	want := row{section: none, place: none}
	if n.heading {
		want.section = slices.IndexFunc(p.index.sections, func(s section) bool { return s.name == n.section })
	} else if n.operation.Path != "" {
		want.place = p.index.find(n.operation)
	}
	p.goTo(func(r row) bool {
		return r.place == want.place && (!r.heading() || r.section == want.section)
	})
}

// goTo puts the cursor on the first row that is meant, or leaves it.
func (p *Pane) goTo(meant func(row) bool) {
	if at := slices.IndexFunc(p.rows, meant); at >= 0 {
		p.spots[p.mode()].at = at
		p.settle()
	}
}

// move moves the cursor by rows, as far as there are any.
func (p *Pane) move(n int) {
	s := &p.spots[p.mode()]
	s.at = max(min(s.at+n, len(p.rows)-1), 0)
	p.settle()
}

// page is how far a page moves.
func (p *Pane) page() int { return max(p.room.list-1, 1) }

// far is farther than any list is long.
const far = 1 << 20

// leap moves to the next section, or back to where this one begins and then to
// the one before it.
func (p *Pane) leap(n int) {
	at := p.spots[p.mode()].at
	if at >= len(p.rows) {
		return
	}
	begins := func(i int) bool { return i == 0 || p.rows[i].section != p.rows[i-1].section }
	to := at + n
	for to > 0 && to < len(p.rows) && !begins(to) {
		to += n
	}
	if to < len(p.rows) {
		p.move(to - at)
	}
}

// fold opens or closes a section. Closed, it has the cursor on its heading; open,
// as many of its operations in sight as there is room for.
func (p *Pane) fold(i int, open bool) {
	p.endRange()
	p.open[p.index.sections[i].name] = open
	p.gather()
	p.goTo(func(r row) bool { return r.heading() && r.section == i })
	if s := &p.spots[browsing]; open {
		s.top = min(max(s.top, s.at+len(p.index.sections[i].places)+1-p.room.list), s.at)
		p.settle()
	}
}

// neighbours leaves a search and shows the operation under the cursor in its
// section.
func (p *Pane) neighbours() {
	r, ok := p.row()
	if !ok || r.heading() {
		return
	}
	p.hits = nil
	p.drop()
	p.fold(r.section, true)
	p.goTo(func(o row) bool { return o.place == r.place })
}

// drop empties the search line.
func (p *Pane) drop() {
	p.field.SetValue("")
	p.field.Blur()
	p.setQuery("")
}
