// Package table is a list of rows of which only the visible ones are ever
// drawn. It holds cursor and selection by id, so that both survive a refresh,
// a sort and a filter. It knows nothing of the screens that use it.
package table

import (
	"iter"
	"slices"

	"ovh-tokens/ui/theme"
)

// Cell is what a column shows of one row. Text is one line, sanitised by
// whoever made it.
type Cell struct {
	Text string
	Role theme.Role
}

// Column is one property of a row. Widths are cells of the terminal.
type Column[R any] struct {
	// Name is stable and never shown; preferences keep the sort by it.
	Name string
	// Title stands in the header.
	Title string
	// Min is the width below which the column rather gives way, Max the width
	// it never exceeds; a Max of 0 means no limit.
	Min, Max int
	// Weight is the column's share of the room that is left over when every
	// column has its Min; with 0 it stays at Min.
	Weight int
	// Priority says who gives way on a narrow screen: the highest number first,
	// 0 only when nothing else helps. The first column always stays, and so
	// does the sorted one while any other may go.
	Priority int
	// Spare columns are there only while the rows are sorted by them.
	Spare bool
	// Right aligns title and text to the right.
	Right bool
	// Cell makes the text for a row. It is asked for visible rows only, at every
	// frame; width is the room there is, so that it may choose a shorter form.
	// What is still too long is cut and ends in "…".
	Cell func(row R, width int) Cell
	// Compare orders two rows as cmp.Compare does; nil means that the table
	// can't be sorted by this column.
	Compare func(a, b R) int
}

// Table is a list with a cursor, a selection, a filter and a sort order, and if
// wanted with headings over groups of rows. It belongs to one goroutine, as models
// do.
type Table[R any] struct {
	theme   *theme.Theme
	id      func(R) int64
	columns []Column[R]

	width, height int
	focused       bool
	places        []place

	byID  map[int64]*entry[R]
	order []*entry[R] // all rows, sorted
	shown []*entry[R] // the lines: rows that the filter keeps, sorted, and headings
	rows  int         // how many rows the filter keeps, those of folded groups included
	spare []*entry[R] // room for the next order

	grouping *Grouping[R] // nil: there are no headings
	groups   map[int64]*group[R]
	apart    []*group[R] // those that have a heading in shown, in order
	lines    []*entry[R] // room for the next shown, while there are headings
	foldNew  bool        // groups that come are folded

	keep       func(R) bool
	selectable func(R) bool
	sorted     int // index of the column; -1 means by id
	reverse    bool

	cursor  *entry[R]
	at      int // index of the cursor in shown; -1 when nothing is shown
	top     int // index in shown of the first visible row
	holdTop bool
	moved   bool

	anchor *entry[R]   // where a range began; nil outside range mode
	ranged []*entry[R] // what the range adds to the selection
	picked int         // selected rows, without ranged
	hidden int         // selected or ranged rows that the filter hides
}

// entry is a row and what the table knows of it, so that nothing is asked
// twice; or it is a heading.
type entry[R any] struct {
	row      R
	head     *group[R] // what it is the heading of; nil for a row
	group    *group[R] // what the row belongs to, while there are headings
	id       int64
	kept     bool // the filter lets it through
	barred   bool // may not be selected
	selected bool
	ranged   bool // in the range being extended, and not selected before
	fresh    bool // part of the batch being taken in
	gone     bool // removed
}

func (e *entry[R]) marked() bool { return e.selected || e.ranged }

// New returns an empty table, focused and sorted by id. id must be unique and
// must not change during the life of a row.
func New[R any](t *theme.Theme, id func(R) int64, columns []Column[R]) *Table[R] {
	return &Table[R]{
		theme:   t,
		id:      id,
		columns: columns,
		focused: true,
		byID:    map[int64]*entry[R]{},
		sorted:  -1,
		at:      -1,
	}
}

// SetColumns gives the table other columns. The order of the rows stays, and the
// column they are sorted by is found again by its name; where it is missing they
// are sorted by id.
func (t *Table[R]) SetColumns(columns []Column[R]) {
	name, reverse := t.SortState()
	t.columns = columns
	t.sorted = slices.IndexFunc(columns, func(c Column[R]) bool { return c.Name == name && c.Compare != nil })
	if name != "" && t.sorted < 0 {
		t.sortBy(-1, reverse)
		return
	}
	t.arrange()
	t.reveal()
}

// SetTheme changes the colours.
func (t *Table[R]) SetTheme(th *theme.Theme) { t.theme = th }

// SetSize gives the table its room in cells; h includes the header line.
func (t *Table[R]) SetSize(w, h int) {
	t.width, t.height = max(w, 0), max(h, 0)
	t.arrange()
	t.reveal()
}

// SetFocused says whether keys go to this table. Without the focus the cursor
// keeps its mark and loses its emphasis.
func (t *Table[R]) SetFocused(focused bool) { t.focused = focused }

// Len is the number of all rows.
func (t *Table[R]) Len() int { return len(t.order) }

// Shown is the number of rows that the filter lets through, those of folded groups
// included.
func (t *Table[R]) Shown() int { return t.rows }

// Row returns the row with an id, whether it is shown or not.
func (t *Table[R]) Row(id int64) (R, bool) {
	e, ok := t.byID[id]
	if !ok {
		var none R
		return none, false
	}
	return e.row, true
}

// Rows yields all rows in order, those that the filter hides included. The
// table must not be changed meanwhile.
func (t *Table[R]) Rows() iter.Seq[R] { return rowsOf(t.order) }

// ShownRows yields the rows that the filter lets through, in order and those of
// folded groups included. The table must not be changed meanwhile.
func (t *Table[R]) ShownRows() iter.Seq[R] { return rowsOf(t.passed()) }

// passed are the rows that the filter lets through, in the order of the screen.
func (t *Table[R]) passed() []*entry[R] {
	if t.grouping == nil {
		return t.shown
	}
	rows := make([]*entry[R], 0, t.rows)
	for _, g := range t.apart {
		rows = append(rows, g.rows...)
	}
	return rows
}

func rowsOf[R any](entries []*entry[R]) iter.Seq[R] {
	return func(yield func(R) bool) {
		for _, e := range entries {
			if !yield(e.row) {
				return
			}
		}
	}
}
