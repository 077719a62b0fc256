package table

import "slices"

// margin is how many rows the window keeps between the cursor and its edges,
// where it can.
const margin = 2

// Cursor returns the row under the cursor; false means that nothing is shown, or
// that the cursor is on a heading.
func (t *Table[R]) Cursor() (R, bool) {
	if t.at < 0 || t.cursor.head != nil {
		var none R
		return none, false
	}
	return t.cursor.row, true
}

// CursorID returns the id of the row under the cursor; false means that
// nothing is shown, or that the cursor is on a heading.
func (t *Table[R]) CursorID() (int64, bool) {
	if t.at < 0 || t.cursor.head != nil {
		return 0, false
	}
	return t.cursor.id, true
}

// SetCursor puts the cursor on a row, and opens its group if that is folded. It
// reports false, and stays, when the filter hides the row.
func (t *Table[R]) SetCursor(id int64) bool {
	e, ok := t.byID[id]
	if !ok || !e.kept {
		return false
	}
	if e.group != nil && e.group.folded {
		t.setFolded(e.group, false)
	}
	t.place(slices.Index(t.shown, e))
	return true
}

// SetHoldTop keeps a cursor that nobody has moved yet on the first row, whichever
// that is, while a list is still arriving. Without it the cursor stays on the
// row that came first of all, wherever that ends up.
func (t *Table[R]) SetHoldTop(hold bool) { t.holdTop = hold }

// Up moves the cursor to the row above.
func (t *Table[R]) Up() { t.MoveBy(-1) }

// Down moves the cursor to the row below.
func (t *Table[R]) Down() { t.MoveBy(1) }

// PageUp moves the cursor up by a window less one row.
func (t *Table[R]) PageUp() { t.MoveBy(-t.page()) }

// PageDown moves the cursor down by a window less one row.
func (t *Table[R]) PageDown() { t.MoveBy(t.page()) }

// Top moves the cursor to the first row.
func (t *Table[R]) Top() { t.MoveBy(-len(t.shown)) }

// Bottom moves the cursor to the last row.
func (t *Table[R]) Bottom() { t.MoveBy(len(t.shown)) }

// MoveBy moves the cursor by n rows, down when n is positive, as far as there
// are rows.
func (t *Table[R]) MoveBy(n int) {
	if t.at < 0 {
		return
	}
	last := len(t.shown) - 1
	n = min(max(n, -last), last)
	t.place(min(max(t.at+n, 0), last))
}

// CursorLine is the line of View that holds the cursor row, counted from 0, for
// the terminal's own cursor. It is -1 when nothing is shown, when there is no
// room for a row, and when the table has no focus.
func (t *Table[R]) CursorLine() int {
	if t.at < 0 || !t.focused || t.window() == 0 {
		return -1
	}
	return 1 + t.at - t.top
}

// place puts the cursor on the shown row with that index.
func (t *Table[R]) place(at int) {
	t.at, t.cursor, t.moved = at, t.shown[at], true
	t.extend()
	t.reveal()
}

// heir is the row that takes the cursor over when its own is not shown any
// more: the nearest following one in the order until now, else the nearest
// before it, nil when there is none.
func (t *Table[R]) heir(before []*entry[R]) *entry[R] {
	from := slices.Index(before, t.cursor)
	if from < 0 {
		return nil
	}
	for _, e := range before[from:] {
		if e.stands() {
			return e
		}
	}
	for _, e := range slices.Backward(before[:from]) {
		if e.stands() {
			return e
		}
	}
	return nil
}

// stands reports whether an entry has a line now.
func (e *entry[R]) stands() bool {
	if e.head != nil {
		return len(e.head.rows) > 0
	}
	return e.kept && !e.gone && (e.group == nil || !e.group.folded)
}

// reveal moves the window as little as it takes to hold the cursor, and never
// past the last row.
func (t *Table[R]) reveal() {
	window := t.window()
	if window > 0 && t.at >= 0 {
		near := min(margin, (window-1)/2)
		t.top = min(t.top, t.at-near)
		t.top = max(t.top, t.at-window+1+near)
	}
	t.top = max(0, min(t.top, len(t.shown)-window))
}

// window is the number of rows there is room for.
func (t *Table[R]) window() int { return max(0, t.height-1) }

// Above is how many lines are out of sight above those in view: rows, and headings
// where there are any.
func (t *Table[R]) Above() int { return t.top }

// Below is how many lines are out of sight below those in view.
func (t *Table[R]) Below() int { return max(len(t.shown)-t.top-t.window(), 0) }

func (t *Table[R]) page() int { return max(1, t.window()-1) }
