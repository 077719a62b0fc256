package table

import (
	"cmp"
	"slices"
)

// Sort orders the rows by the named column; rows that it holds equal stand by
// id, in either direction. An empty name orders by id alone. It reports false,
// and changes nothing, when there is no such column or none to sort by. A range
// being extended ends with what it holds.
func (t *Table[R]) Sort(name string, reverse bool) bool {
	column := -1
	if name != "" {
		column = slices.IndexFunc(t.columns, func(c Column[R]) bool {
			return c.Name == name && c.Compare != nil
		})
		if column < 0 {
			return false
		}
	}
	t.sortBy(column, reverse)
	return true
}

// NextSort sorts by the next column that can be sorted by, and after the last
// by the first.
func (t *Table[R]) NextSort() {
	for step := range t.columns {
		column := (t.sorted + 1 + step) % len(t.columns)
		if t.columns[column].Compare != nil {
			t.sortBy(column, false)
			return
		}
	}
}

// ReverseSort turns the order around.
func (t *Table[R]) ReverseSort() { t.sortBy(t.sorted, !t.reverse) }

// SortState is the name of the column that the rows are sorted by, empty for
// the id, and whether the order is turned around.
func (t *Table[R]) SortState() (name string, reverse bool) {
	if t.sorted >= 0 {
		name = t.columns[t.sorted].Name
	}
	return name, t.reverse
}

func (t *Table[R]) sortBy(column int, reverse bool) {
	t.EndRange()
	t.sorted, t.reverse = column, reverse
	slices.SortFunc(t.order, t.compare)
	t.arrange()
	t.settle(t.order)
}

// compare is the order of the rows. It never finds two of them equal, which
// makes every sort stable.
func (t *Table[R]) compare(a, b *entry[R]) int {
	byID := cmp.Compare(a.id, b.id)
	if t.sorted < 0 {
		if t.reverse {
			return -byID
		}
		return byID
	}
	order := t.columns[t.sorted].Compare(a.row, b.row)
	if order == 0 {
		return byID
	}
	if t.reverse {
		return -order
	}
	return order
}
