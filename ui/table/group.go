package table

import (
	"iter"
	"slices"
	"strings"

	"ovh-tokens/ui/theme"
)

// Grouping gathers rows under headings. The order of the rows holds within a
// group, and the groups stand in the order of their first rows.
type Grouping[R any] struct {
	// Key tells which rows belong together. It must not change while a row stays
	// as it is.
	Key func(R) int64
	// Heading is what stands above the rows of a group that the filter lets
	// through. It is asked for visible headings only, and once until rows change.
	// The first cell gives way when the others need its room, and the last ones go
	// when even that is not enough. So that headings line up, the other cells of all
	// of them should be as many, and padded to one width each.
	Heading func(rows iter.Seq[R]) []Cell
}

// group are rows that belong together.
type group[R any] struct {
	head   *entry[R]
	rows   []*entry[R] // those that the filter keeps, in order
	folded bool
	cells  []Cell // of the heading; nil when they are to be asked for
}

// SetGrouping puts headings over the rows, or takes them away when given nil. A
// cursor on a heading goes to the first row below it. A range being extended ends
// with what it holds.
func (t *Table[R]) SetGrouping(g *Grouping[R]) {
	t.EndRange()
	if t.cursor != nil && t.cursor.head != nil {
		t.cursor = t.cursor.head.first()
	}
	t.grouping, t.foldNew = g, false
	t.moved = t.moved || len(t.shown) > 0
	t.groups, t.apart, t.lines = map[int64]*group[R]{}, nil, nil
	for _, e := range t.order {
		t.enroll(e)
	}
	t.settle(t.order)
}

// Grouped reports whether there are headings.
func (t *Table[R]) Grouped() bool { return t.grouping != nil }

// Groups is how many headings there are.
func (t *Table[R]) Groups() int { return len(t.apart) }

// Heading yields the rows below the heading under the cursor that the filter lets
// through; false means that the cursor is not on a heading.
func (t *Table[R]) Heading() (iter.Seq[R], bool) {
	if t.at < 0 || t.cursor.head == nil {
		return nil, false
	}
	return rowsOf(t.cursor.head.rows), true
}

// Selectable is how many rows below the heading under the cursor may be selected; 0
// when the cursor is on none.
func (t *Table[R]) Selectable() int {
	if t.at < 0 || t.cursor.head == nil {
		return 0
	}
	may, _ := t.cursor.head.count()
	return may
}

// Folded reports whether the rows of the group under the cursor are out of sight.
func (t *Table[R]) Folded() bool {
	g := t.under()
	return g != nil && g.folded
}

// SetFolded takes the rows of the group under the cursor out of sight, or brings
// them back. Of a group that is folded the cursor goes to the heading.
func (t *Table[R]) SetFolded(folded bool) {
	if g := t.under(); g != nil && g.folded != folded {
		t.setFolded(g, folded)
	}
}

// FoldAll folds every group, or opens all when none is open. Groups that are still
// to come are folded like the others.
func (t *Table[R]) FoldAll() {
	if t.grouping == nil {
		return
	}
	open := slices.ContainsFunc(t.apart, func(g *group[R]) bool { return !g.folded })
	for _, g := range t.groups {
		g.folded = open
	}
	t.foldNew = open
	t.refold(t.under())
}

func (t *Table[R]) setFolded(g *group[R], folded bool) {
	g.folded = folded
	t.refold(g)
}

// refold gathers the lines after g, or every group, was folded or opened.
func (t *Table[R]) refold(g *group[R]) {
	t.EndRange()
	if g != nil && g.folded && (t.cursor.group == g || t.cursor.head == g) {
		t.cursor = g.head
	}
	t.moved = true
	t.settle(t.order)
}

// under is the group that the cursor is in, on its heading or on a row.
func (t *Table[R]) under() *group[R] {
	switch {
	case t.at < 0:
		return nil
	case t.cursor.head != nil:
		return t.cursor.head
	}
	return t.cursor.group
}

// enroll finds the group of a row.
func (t *Table[R]) enroll(e *entry[R]) {
	if t.grouping == nil {
		e.group = nil
		return
	}
	key := t.grouping.Key(e.row)
	g, known := t.groups[key]
	if !known {
		g = &group[R]{folded: t.foldNew}
		g.head = &entry[R]{head: g, kept: true, barred: true}
		t.groups[key] = g
	}
	e.group = g
}

// gatherGroups collects headings and shown rows, and returns the lines until now.
func (t *Table[R]) gatherGroups() []*entry[R] {
	for _, g := range t.groups {
		clear(g.rows)
		g.rows, g.cells = g.rows[:0], nil
	}
	t.apart, t.rows, t.hidden = t.apart[:0], 0, 0
	for _, e := range t.order {
		switch g := e.group; {
		case e.kept:
			if len(g.rows) == 0 {
				t.apart = append(t.apart, g)
			}
			g.rows = append(g.rows, e)
			t.rows++
		case e.marked():
			t.hidden++
		}
	}
	before := t.shown
	clear(t.lines)
	t.shown, t.lines = slices.Grow(t.lines[:0], t.rows+len(t.apart)), before
	for _, g := range t.apart {
		t.shown = append(t.shown, g.head)
		if !g.folded {
			t.shown = append(t.shown, g.rows...)
		}
	}
	t.at = -1
	if t.cursor != nil {
		t.at = slices.Index(t.shown, t.cursor)
	}
	t.hold()
	return before
}

func (g *group[R]) first() *entry[R] {
	if len(g.rows) == 0 {
		return nil
	}
	return g.rows[0]
}

// toggleGroup selects every row of a group, or lets them go when all are selected,
// and moves to the next heading. It reports false when none may be selected.
func (t *Table[R]) toggleGroup(g *group[R]) bool {
	may, picked := g.count()
	for _, e := range g.rows {
		switch {
		case e.barred:
		case picked < may:
			t.pick(e)
		default:
			t.unmark(e)
		}
	}
	if next := slices.Index(t.apart, g) + 1; next < len(t.apart) {
		t.place(slices.Index(t.shown, t.apart[next].head))
	}
	return may > 0
}

// count tells how many rows of a group may be selected, and how many are.
func (g *group[R]) count() (may, picked int) {
	for _, e := range g.rows {
		if !e.barred {
			may++
		}
		if e.marked() {
			picked++
		}
	}
	return may, picked
}

// picking is the mark of what is selected below a heading.
func (g *group[R]) picking() string {
	switch may, picked := g.count(); {
	case picked == 0:
		return noPickedMark
	case picked < may:
		return partlyMark
	}
	return pickedMark
}

// What stands before a heading says whether its rows are in sight.
const (
	openMark   = "▾ "
	foldedMark = "▸ "
	markWidth  = 2
	// indent is how far the rows of a group stand right of the others' edge: they
	// begin right of the name in their heading.
	indent = 4
	// leastName is how far the name in a heading gives way before other cells go.
	leastName = 20
)

// setIn is the indent of a row within a first column of a width.
func (e *entry[R]) setIn(width int) int {
	if e.group == nil || width < indent+floor {
		return 0
	}
	return indent
}

// heading draws the cells of a heading after the marks.
func (t *Table[R]) heading(b *strings.Builder, g *group[R], lit bool) {
	if g.cells == nil {
		g.cells = t.grouping.Heading(rowsOf(g.rows))
	}
	paint := t.theme.Paint
	if lit {
		paint = t.theme.PaintCursor
	}
	mark := openMark
	if g.folded {
		mark = foldedMark
	}
	room := t.width - gutter - edge - markWidth
	if room < 1 || len(g.cells) == 0 {
		b.WriteString(paint(theme.Text, blanks(t.width-gutter)))
		return
	}
	cells := g.cells
	for len(cells) > 1 && spread(cells)+min(leastName, room) > room {
		cells = cells[:len(cells)-1]
	}
	used := gutter + markWidth
	b.WriteString(paint(theme.Subtle, mark))
	for i, c := range cells {
		width := room
		if i == 0 {
			width = room - spread(cells)
			if len(cells) > 1 {
				width = min(width, max(room/2, leastName))
			}
		} else {
			b.WriteString(paint(theme.Text, blanks(gap)))
			used += gap
		}
		text, taken := fit(c.Text, width)
		if i == 0 { // so that the others stand below each other
			text, taken = text+blanks(width-taken), width
		}
		b.WriteString(paint(c.Role, text))
		used += taken
	}
	b.WriteString(paint(theme.Text, blanks(t.width-used)))
}

// spread is the width of all cells but the first, with the gaps before them.
func spread(cells []Cell) int {
	sum := 0
	for _, c := range cells[1:] {
		_, width := fit(c.Text, longest)
		sum += gap + width
	}
	return sum
}

// longest is more than any cell has.
const longest = 1 << 20
