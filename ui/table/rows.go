package table

import (
	"cmp"
	"slices"
)

// Upsert adds rows, or replaces those whose id is known already; the last of
// several with one id counts. Cursor, selection, filter and sort stay as they
// are. It costs one pass over the table however many rows are given, so rows
// are best handed over in batches.
func (t *Table[R]) Upsert(rows []R) {
	if len(rows) == 0 {
		return
	}
	fresh := make([]*entry[R], 0, len(rows))
	replaced := false
	for _, row := range rows {
		id := t.id(row)
		e, known := t.byID[id]
		if !known {
			e = &entry[R]{id: id}
			t.byID[id] = e
		}
		if !e.fresh {
			e.fresh = true
			replaced = replaced || known
			fresh = append(fresh, e)
		}
		e.row = row
		t.enroll(e)
		e.kept = t.keep == nil || t.keep(row)
		t.bar(e)
	}
	rest := t.order
	if replaced {
		rest = without(nil, t.order, func(e *entry[R]) bool { return e.fresh })
	}
	slices.SortFunc(fresh, t.compare)
	next := t.merge(rest, fresh)
	for _, e := range fresh {
		e.fresh = false
	}
	t.dropUnranged()
	t.replaceOrder(next)
}

// merge returns two sorted lists as one, in the spare slice. The second is
// usually short, so that its places are searched for rather than walked to.
func (t *Table[R]) merge(rest, fresh []*entry[R]) []*entry[R] {
	out := slices.Grow(t.spare[:0], len(rest)+len(fresh))
	for _, e := range fresh {
		n, _ := slices.BinarySearchFunc(rest, e, t.compare)
		out = append(out, rest[:n]...)
		out = append(out, e)
		rest = rest[n:]
	}
	return append(out, rest...)
}

// without appends to out what drop does not name.
func without[R any](out, entries []*entry[R], drop func(*entry[R]) bool) []*entry[R] {
	out = slices.Grow(out, len(entries))
	for _, e := range entries {
		if !drop(e) {
			out = append(out, e)
		}
	}
	return out
}

// Remove takes rows out of the table and out of the selection; unknown ids are
// passed over.
func (t *Table[R]) Remove(ids ...int64) {
	removed := false
	for _, id := range ids {
		e, ok := t.byID[id]
		if !ok {
			continue
		}
		delete(t.byID, id)
		e.gone, removed = true, true
		t.unmark(e)
	}
	if !removed {
		return
	}
	t.dropUnranged()
	if t.anchor != nil && t.anchor.gone {
		t.EndRange()
	}
	t.replaceOrder(without(t.spare[:0], t.order, func(e *entry[R]) bool { return e.gone }))
}

// Clear removes every row, and with them cursor and selection. Filter and sort
// stay for the rows to come.
func (t *Table[R]) Clear() {
	t.byID = map[int64]*entry[R]{}
	t.order, t.shown, t.spare, t.rows = nil, nil, nil, 0
	t.groups, t.apart, t.lines, t.foldNew = map[int64]*group[R]{}, nil, nil, false
	t.anchor, t.ranged, t.picked, t.hidden = nil, nil, 0, 0
	t.cursor, t.at, t.top, t.moved = nil, -1, 0, false
}

// SetFilter shows only the rows that keep lets through; nil shows all. Hidden
// rows stay selected: SelectedHidden counts them. A range being extended ends
// with what it holds.
func (t *Table[R]) SetFilter(keep func(R) bool) {
	t.EndRange()
	t.keep = keep
	t.Refilter()
}

// Refilter asks the filter anew about every row, for when its answer depends
// on more than the row, as on the time.
func (t *Table[R]) Refilter() {
	for _, e := range t.order {
		e.kept = t.keep == nil || t.keep(e.row)
	}
	t.settle(t.order)
}

// replaceOrder puts a new order in place of the old one.
func (t *Table[R]) replaceOrder(next []*entry[R]) {
	before := t.order
	t.order = next
	t.settle(before)
	clear(before)
	t.spare = before
}

// settle gathers the shown rows anew and finds the cursor among them. before
// is the order of the rows until now: it says what followed a cursor whose row
// has gone. With headings that is told by the lines until now.
func (t *Table[R]) settle(before []*entry[R]) {
	line := 0
	if t.at >= 0 {
		line = t.at - t.top
	}
	if t.grouping != nil {
		before = t.gatherGroups()
	} else {
		t.gather()
	}
	if t.at < 0 && len(t.shown) > 0 {
		t.cursor = cmp.Or(t.heir(before), t.shown[0])
		t.at = slices.Index(t.shown, t.cursor)
	}
	t.top = t.at - line
	t.reveal()
}

// gather collects the shown rows in order.
func (t *Table[R]) gather() {
	was := len(t.shown)
	t.shown = slices.Grow(t.shown[:0], len(t.order))
	t.hidden, t.at = 0, -1
	for _, e := range t.order {
		switch {
		case e.kept:
			if e == t.cursor {
				t.at = len(t.shown)
			}
			t.shown = append(t.shown, e)
		case e.marked():
			t.hidden++
		}
	}
	if was > len(t.shown) {
		clear(t.shown[len(t.shown):was])
	}
	t.rows = len(t.shown)
	t.hold()
}

// hold keeps a cursor that nobody has moved on the first line.
func (t *Table[R]) hold() {
	if t.holdTop && !t.moved && len(t.shown) > 0 {
		t.cursor, t.at = t.shown[0], 0
	}
}
