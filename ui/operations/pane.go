// Package operations shows the operations of an API: to be searched and browsed,
// to be chosen from, and those that a rule reaches. It is a part of a screen and
// knows nothing of the screen it stands on.
package operations

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/theme"
)

// Pane is the list of operations with its search line above and what there is to
// say about the operation under the cursor below. It shows one of three things:
// everything by section, what a search finds, or what a rule reaches.
type Pane struct {
	// Chosen is told which operations the user adds, by path, at least one. It
	// may be nil.
	Chosen func([]catalog.Operation) tea.Cmd

	theme   *theme.Theme
	field   *form.Field
	index   *index // nil while there is no catalogue
	note    string
	reach   []Reach // by place; what is missing is not reached
	focused bool

	query string // what was typed
	found []int  // the places that it finds
	hits  *hits  // nil unless they are shown
	open  map[string]bool
	rows  []row
	spots [modes]spot

	picked []bool // by place
	count  int    // of them
	anchor int    // the row where a range began, or none
	stored []catalog.Operation

	width, height int
	room          room
}

// hits is what a rule reaches.
type hits struct {
	title string
	list  []catalog.Hit
	part  int // those for some values only
}

// mode is which list is shown.
type mode int

const (
	browsing mode = iota
	searching
	covering
	modes
)

// spot is where the cursor is in a list, and the first row in sight.
type spot struct{ at, top int }

// none is a row that is not there.
const none = -1

// New returns a pane without a catalogue and without the focus.
func New(t *theme.Theme) *Pane {
	p := &Pane{
		theme: t, field: form.New("", "path or purpose: /domain/zone, reverse dns"),
		open: map[string]bool{}, anchor: none,
	}
	p.SetSize(80, 18)
	return p
}

// SetTheme changes the colours.
func (p *Pane) SetTheme(t *theme.Theme) { p.theme = t }

// SetCatalog shows another catalogue, or with nil none; note then says why there
// is none, and what can be done all the same. Beside a catalogue a note is about
// its age. What is typed, selected and opened stays, as far as the new catalogue
// has it. What the rules reach is to be set anew, since places have moved.
func (p *Pane) SetCatalog(c *catalog.Catalog, note string) {
	p.note = note
	if p.index != nil && p.index.Catalog == c {
		p.settle()
		return
	}
	p.endRange()
	selected, here := p.Selected(), p.name()
	p.index, p.reach, p.hits, p.found = nil, nil, nil, nil
	p.picked, p.count, p.stored = nil, 0, selected
	if c != nil {
		p.index = newIndex(c)
		p.picked, p.stored = make([]bool, c.Len()), nil
		for _, o := range selected {
			if place := p.index.find(o); place != none {
				p.pick(place)
			}
		}
		p.search()
	}
	p.gather()
	p.comeTo(here)
}

// SetCovered marks the operations that the rules reach already, by their places
// in the catalogue that is shown.
func (p *Pane) SetCovered(reach []Reach) {
	p.reach = reach
	if p.index != nil {
		p.index.count(reach)
	}
}

// ShowHits shows what a rule reaches, under a title that names the rule, until
// HideHits, esc or another catalogue. The list can only be read. With the title
// that is shown already the cursor stays. Without a catalogue nothing happens.
func (p *Pane) ShowHits(title string, list []catalog.Hit) {
	if p.index == nil {
		return
	}
	p.endRange()
	h := &hits{title: title}
	for _, hit := range list {
		if hit.Place >= p.index.Len() { // of another catalogue
			continue
		}
		h.list = append(h.list, hit)
		if hit.Part {
			h.part++
		}
	}
	if p.hits == nil || p.hits.title != title {
		p.spots[covering] = spot{}
	}
	p.field.Blur()
	p.hits = h
	p.gather()
}

// HideHits goes back from what a rule reaches to all operations.
func (p *Pane) HideHits() {
	if p.hits != nil {
		p.hits = nil
		p.gather()
	}
}

// ShowsHits reports whether what a rule reaches is shown.
func (p *Pane) ShowsHits() bool { return p.hits != nil }

// SetFocused says whether keys go to the pane. Without the focus the cursor keeps
// its mark and loses its emphasis.
func (p *Pane) SetFocused(focused bool) {
	p.focused = focused
	if !focused {
		p.field.Blur()
	}
}

// Typing reports whether keystrokes are text just now.
func (p *Pane) Typing() bool { return p.field.Focused() }

// Search puts the focus into the search line, with what was typed there before.
func (p *Pane) Search() {
	if p.index == nil {
		return
	}
	p.endRange()
	p.HideHits()
	p.focused = true
	p.field.Focus()
	p.settle()
}

// Update takes a keystroke or a paste for the search line and reports whether it
// was the pane's. Keys that are no text are in the table of Keys.
func (p *Pane) Update(msg tea.Msg) bool {
	if !p.field.Update(msg) {
		return false
	}
	p.setQuery(p.field.Value())
	return true
}

// setQuery searches for another text; the best match is under the cursor then.
func (p *Pane) setQuery(text string) {
	if text == p.query {
		return
	}
	p.endRange()
	p.query = text
	p.spots[searching] = spot{}
	p.search()
	p.gather()
}

func (p *Pane) search() {
	p.found = nil
	if p.index != nil && !p.blank() {
		p.found = p.index.Search(p.query)
	}
}

// blank reports whether nothing is searched for.
func (p *Pane) blank() bool { return strings.TrimSpace(p.query) == "" }

func (p *Pane) mode() mode {
	switch {
	case p.hits != nil:
		return covering
	case p.blank():
		return browsing
	}
	return searching
}

// Cursor is where the terminal's own cursor belongs: in the search line while
// it is typed in, else at the row.
func (p *Pane) Cursor() (x, y int, visible bool) {
	switch {
	case p.Typing():
		x, _, visible = p.field.Cursor()
		return searchMargin + x, p.room.search, visible && p.room.search >= 0 && searchMargin+x < p.width
	case !p.focused || len(p.rows) == 0 || p.room.list == 0:
		return 0, 0, false
	}
	s := p.spots[p.mode()]
	return 1, p.room.head + s.at - s.top, true
}
