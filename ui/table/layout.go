package table

const (
	// gutter is the width left of the first column: " › ■ ".
	gutter = 5
	// gap is the width between two columns.
	gap = 2
	// edge is the width kept free at the right.
	edge = 1
	// floor is how far the first column gives way before others have to go.
	floor = 6
)

// place is a column that is there, and the width it has.
type place struct{ column, width int }

// arrange decides which columns are there and how wide.
func (t *Table[R]) arrange() {
	t.places = t.places[:0]
	room := t.width - gutter - edge
	if room < 1 || len(t.columns) == 0 {
		return
	}
	for i, c := range t.columns {
		if c.Spare && i > 0 && i != t.sorted {
			continue
		}
		t.places = append(t.places, place{column: i, width: max(c.Min, 1)})
	}
	for needed(t.places) > room {
		leaving := t.first(t.places)
		if leaving < 0 {
			break
		}
		t.places = append(t.places[:leaving], t.places[leaving+1:]...)
	}
	t.squeeze(room)
	t.grow(room - needed(t.places))
}

// needed is the width of columns with the gaps between them.
func needed(places []place) int {
	sum := gap * (len(places) - 1)
	for _, p := range places {
		sum += p.width
	}
	return sum
}

// first is the index of the place that gives way first, -1 when each of them
// has to be there. Of equals the rightmost goes.
func (t *Table[R]) first(places []place) int {
	leaving, highest := -1, 1
	for i, p := range places {
		priority := t.columns[p.column].Priority
		if p.column == t.sorted {
			priority = min(priority, 1)
		}
		if i > 0 && priority >= highest {
			leaving, highest = i, priority
		}
	}
	return leaving
}

// squeeze cuts the first column until the others fit beside it, and lets them
// go from the right once too little is left of it.
func (t *Table[R]) squeeze(room int) {
	least := min(t.places[0].width, floor)
	for {
		left := room - (needed(t.places) - t.places[0].width)
		if len(t.places) == 1 {
			t.places[0].width = min(t.places[0].width, room)
			return
		}
		if left >= least {
			t.places[0].width = min(t.places[0].width, left)
			return
		}
		t.places = t.places[:len(t.places)-1]
	}
}

// grow shares out what is left over, by weight, up to each column's limit.
func (t *Table[R]) grow(left int) {
	for left > 0 {
		total := 0
		for _, p := range t.places {
			if t.growth(p) > 0 {
				total += t.columns[p.column].Weight
			}
		}
		if total == 0 {
			return
		}
		given := 0
		for i, p := range t.places {
			more := min(t.growth(p), left*t.columns[p.column].Weight/total)
			t.places[i].width += more
			given += more
		}
		left -= given
		if given == 0 {
			t.crumbs(left)
			return
		}
	}
}

// crumbs gives out what is too little to be shared, one cell to a column.
func (t *Table[R]) crumbs(left int) {
	for i, p := range t.places {
		if left > 0 && t.growth(p) > 0 {
			t.places[i].width++
			left--
		}
	}
}

// growth is how much wider a column may get.
func (t *Table[R]) growth(p place) int {
	c := t.columns[p.column]
	switch {
	case c.Weight <= 0:
		return 0
	case c.Max == 0:
		return t.width
	}
	return max(0, c.Max-p.width)
}
