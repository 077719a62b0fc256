package operations

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ui/layout"
)

// most bounds how many operations are selected at once: each becomes a rule, and
// a pattern does better than so many.
const most = 500

// Selected are the operations that are selected, by path, without a range that is
// still being extended. While there is no catalogue they are what was selected in
// the last one.
func (p *Pane) Selected() []catalog.Operation {
	if p.index == nil {
		return p.stored
	}
	var list []catalog.Operation
	for place, picked := range p.picked {
		if picked {
			list = append(list, p.index.At(place))
		}
	}
	return list
}

// SelectNone empties the selection.
func (p *Pane) SelectNone() {
	p.anchor, p.stored = none, nil
	if p.index == nil {
		return
	}
	clear(p.picked)
	p.count = 0
	for i := range p.index.sections {
		p.index.sections[i].picked = 0
	}
	p.settle()
}

func (p *Pane) pick(place int) {
	if !p.picked[place] {
		p.picked[place] = true
		p.count++
		p.index.sections[p.index.of[place]].picked++
	}
}

// toggle selects the operation under the cursor, or lets it go, and moves down.
func (p *Pane) toggle() {
	r, ok := p.row()
	switch {
	case !ok || r.heading():
		return
	case p.anchor != none:
		p.endRange()
		return
	case p.picked[r.place]:
		p.picked[r.place] = false
		p.count--
		p.index.sections[r.section].picked--
	default:
		p.pick(r.place)
	}
	p.move(1)
}

// toggleRange begins a range at the cursor or ends it.
func (p *Pane) toggleRange() {
	if p.anchor != none {
		p.endRange()
		p.settle()
		return
	}
	if len(p.rows) > 0 && p.hits == nil {
		p.anchor = p.spots[p.mode()].at
	}
}

// ranged reports whether a row is in the range that is being extended.
func (p *Pane) ranged(at int) bool {
	here := p.spots[p.mode()].at
	return p.anchor != none && at >= min(p.anchor, here) && at <= max(p.anchor, here) && !p.rows[at].heading()
}

// endRange selects what the range holds, unless that is too much: then it lets
// all of it go.
func (p *Pane) endRange() {
	if p.anchor == none {
		return
	}
	fresh := p.fresh(p.rangeRows())
	p.anchor = none
	if p.count+len(fresh) <= most {
		for _, place := range fresh {
			p.pick(place)
		}
	}
}

// rangeRows are the rows from where the range began to the cursor.
func (p *Pane) rangeRows() []row {
	here := p.spots[p.mode()].at
	return p.rows[min(p.anchor, here) : max(p.anchor, here)+1]
}

// fresh lists the operations among rows that are not selected yet.
func (p *Pane) fresh(rows []row) []int {
	var list []int
	for _, r := range rows {
		if !r.heading() && !p.picked[r.place] {
			list = append(list, r.place)
		}
	}
	return list
}

// all lists the rows that "select all" means: those of the section that the
// cursor is in while it is browsed, else all that were found.
func (p *Pane) all() []row {
	r, ok := p.row()
	if p.mode() != browsing || !ok {
		return p.rows
	}
	s := p.index.sections[r.section]
	rows := make([]row, len(s.places))
	for i, place := range s.places {
		rows[i] = row{r.section, place, false}
	}
	return rows
}

func (p *Pane) selectAll() {
	p.endRange()
	for _, place := range p.fresh(p.all()) {
		p.pick(place)
	}
	p.settle()
}

// tooMany says why so many rows more can't be selected.
func (p *Pane) tooMany(rows []row) string {
	if len(rows) <= most-p.count {
		return ""
	}
	if n := p.count + len(p.fresh(rows)); n > most {
		return fmt.Sprintf("%s operations are too many to be added one by one; a rule with * reaches them all.", layout.Number(n))
	}
	return ""
}

// add hands over what is selected or, with nothing selected, the operation under
// the cursor.
func (p *Pane) add() tea.Cmd {
	p.endRange()
	chosen := p.Selected()
	if len(chosen) == 0 {
		if o, ok := p.Current(); ok {
			chosen = []catalog.Operation{o}
		}
	}
	p.SelectNone()
	if len(chosen) == 0 || p.Chosen == nil {
		return nil
	}
	return p.Chosen(chosen)
}
