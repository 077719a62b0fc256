package table

import "slices"

// SetSelectable names the rows that may be selected; nil means all. A selected
// row that may not be any more is let go, now or when it is replaced.
func (t *Table[R]) SetSelectable(may func(R) bool) {
	t.selectable = may
	for _, e := range t.order {
		t.bar(e)
	}
	t.dropUnranged()
	t.countHidden()
}

// ToggleSelect selects the row under the cursor, or lets it go, and moves down.
// It reports false when the row may not be selected. On a heading it does so with
// all rows below it that may be selected, and moves to the next heading. In range
// mode it ends the range instead.
func (t *Table[R]) ToggleSelect() bool {
	if t.anchor != nil {
		t.EndRange()
		return true
	}
	if t.at < 0 {
		return false
	}
	e := t.cursor
	switch {
	case e.head != nil:
		return t.toggleGroup(e.head)
	case e.selected:
		t.unmark(e)
	case !e.barred:
		t.pick(e)
	}
	t.Down()
	return !e.barred
}

// SelectAllShown adds every row that the filter lets through to the selection,
// those of folded groups included, as their headings show.
func (t *Table[R]) SelectAllShown() {
	t.EndRange()
	for _, e := range t.passed() {
		if !e.barred {
			t.pick(e)
		}
	}
}

// SelectNone empties the selection, hidden rows and a range included.
func (t *Table[R]) SelectNone() {
	t.CancelRange()
	for _, e := range t.order {
		e.selected = false
	}
	t.picked, t.hidden = 0, 0
}

// StartRange begins a range at the cursor: every move then selects what lies
// between there and the cursor, on top of what is selected already, but for what is
// folded. Called in range mode it ends the range. Rows that arrive within a range join it only
// with the next move, and so before the eye.
func (t *Table[R]) StartRange() {
	if t.anchor != nil {
		t.EndRange()
		return
	}
	if t.at < 0 {
		return
	}
	t.anchor, t.moved = t.cursor, true
	t.extend()
}

// EndRange leaves range mode; what the range holds stays selected.
func (t *Table[R]) EndRange() {
	for _, e := range t.ranged {
		e.ranged = false
		t.pick(e)
	}
	t.anchor, t.ranged = nil, nil
}

// CancelRange leaves range mode and lets go what the range had added.
func (t *Table[R]) CancelRange() {
	for _, e := range t.ranged {
		e.ranged = false
	}
	t.anchor, t.ranged = nil, nil
	t.countHidden()
}

// Ranging reports whether a range is being extended.
func (t *Table[R]) Ranging() bool { return t.anchor != nil }

// Selected returns the selected rows, those of a range being extended included:
// what is marked is what is taken. They come in the order of the list, those
// that the filter hides last.
func (t *Table[R]) Selected() []R {
	if t.SelectedCount() == 0 {
		return nil
	}
	rows := make([]R, 0, t.SelectedCount())
	for _, e := range t.passed() {
		if e.marked() {
			rows = append(rows, e.row)
		}
	}
	if t.hidden == 0 {
		return rows
	}
	for _, e := range t.order {
		if e.marked() && !e.kept {
			rows = append(rows, e.row)
		}
	}
	return rows
}

// SelectedCount is the number of rows that Selected returns.
func (t *Table[R]) SelectedCount() int { return t.picked + len(t.ranged) }

// SelectedHidden is how many of them the filter hides.
func (t *Table[R]) SelectedHidden() int { return t.hidden }

// extend makes the range hold what lies between its beginning and the cursor.
// When its beginning is hidden, there is nothing left to measure from, and the
// range ends.
func (t *Table[R]) extend() {
	if t.anchor == nil {
		return
	}
	from := slices.Index(t.shown, t.anchor)
	if from < 0 {
		t.EndRange()
		return
	}
	for _, e := range t.ranged {
		e.ranged = false
	}
	t.ranged = t.ranged[:0]
	for _, e := range t.shown[min(from, t.at) : max(from, t.at)+1] {
		if !e.barred && !e.selected {
			e.ranged = true
			t.ranged = append(t.ranged, e)
		}
	}
	t.countHidden()
}

func (t *Table[R]) pick(e *entry[R]) {
	if !e.selected {
		e.selected = true
		t.picked++
	}
}

// unmark lets a row go. One that was in a range is still to be dropped from its
// list.
func (t *Table[R]) unmark(e *entry[R]) {
	if e.selected {
		e.selected = false
		t.picked--
	}
	e.ranged = false
}

// bar asks anew whether a row may be selected.
func (t *Table[R]) bar(e *entry[R]) {
	e.barred = t.selectable != nil && !t.selectable(e.row)
	if e.barred {
		t.unmark(e)
	}
}

// dropUnranged takes from the range what has been let go.
func (t *Table[R]) dropUnranged() {
	t.ranged = slices.DeleteFunc(t.ranged, func(e *entry[R]) bool { return !e.ranged })
}

func (t *Table[R]) countHidden() {
	t.hidden = 0
	if t.SelectedCount() == 0 || t.rows == len(t.order) {
		return
	}
	for _, e := range t.order {
		if e.marked() && !e.kept {
			t.hidden++
		}
	}
}
