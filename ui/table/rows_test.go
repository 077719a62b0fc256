package table_test

import (
	"strings"
	"testing"
)

func TestUpsertAddsAndReplaces(t *testing.T) {
	t.Parallel()
	tab := newTable(item{id: 2, name: "b"}, item{id: 1, name: "a"})
	tab.Upsert([]item{{id: 3, name: "c"}, {id: 1, name: "z"}, {id: 1, name: "y"}})
	tab.Upsert(nil)
	wantString(t, "rows", ids(tab.Rows()), "1 2 3")
	if row, ok := tab.Row(1); !ok || row.name != "y" {
		t.Errorf("row 1 is %v, want the last of its two replacements", row)
	}
	if _, ok := tab.Row(9); ok {
		t.Error("row 9 was found, though nobody added it")
	}
	tab.Sort("name", false)
	wantString(t, "by name", ids(tab.Rows()), "2 3 1")
	tab.Upsert([]item{{id: 1, name: "a"}, {id: 4, name: "bb"}})
	wantString(t, "after a batch", ids(tab.Rows()), "1 2 4 3")
}

func TestRemoveAndClear(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(5)...)
	tab.SelectAllShown()
	tab.Remove(9)
	tab.Remove(2, 4, 4)
	wantString(t, "rows", ids(tab.Rows()), "1 3 5")
	wantString(t, "selected", selected(tab), "1 3 5")
	tab.Sort("size", false)
	tab.SetFilter(func(i item) bool { return i.id != 1 })
	tab.Clear()
	if tab.Len() != 0 || tab.Shown() != 0 || tab.SelectedCount() != 0 || tab.SelectedHidden() != 0 {
		t.Error("something is left after Clear")
	}
	wantCursor(t, tab, -1)
	tab.Upsert(numbered(3))
	wantString(t, "shown by the filter and sort from before", ids(tab.ShownRows()), "3 2")
}

func TestFilterHidesAndCounts(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(6)...)
	tab.SetFilter(even)
	wantString(t, "shown", ids(tab.ShownRows()), "2 4 6")
	wantString(t, "all", ids(tab.Rows()), "1 2 3 4 5 6")
	tab.Upsert([]item{{id: 7}, {id: 8}})
	wantString(t, "shown after a batch", ids(tab.ShownRows()), "2 4 6 8")
	if tab.Len() != 8 || tab.Shown() != 4 {
		t.Errorf("%d of %d shown, want 4 of 8", tab.Shown(), tab.Len())
	}
	tab.SetFilter(nil)
	wantString(t, "shown without a filter", ids(tab.ShownRows()), "1 2 3 4 5 6 7 8")
}

func TestRefilterAsksAnew(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(4)...)
	limit := int64(2)
	tab.SetFilter(func(i item) bool { return i.id <= limit })
	limit = 3
	tab.Refilter()
	wantString(t, "shown", ids(tab.ShownRows()), "1 2 3")
}

func TestIteratorsStopWhenAsked(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(5)...)
	seen := 0
	for range tab.Rows() {
		seen++
		if seen == 2 {
			break
		}
	}
	if seen != 2 {
		t.Errorf("saw %d rows, want 2", seen)
	}
}

func TestSortOrders(t *testing.T) {
	t.Parallel()
	rows := []item{{3, "a", 1}, {1, "b", 1}, {2, "a", 2}, {4, "c", 0}}
	tests := []struct {
		column  string
		reverse bool
		want    string
	}{
		{"", false, "1 2 3 4"},
		{"", true, "4 3 2 1"},
		{"name", false, "2 3 1 4"},
		{"name", true, "4 1 2 3"},
		{"size", false, "4 1 3 2"},
		{"size", true, "2 1 3 4"},
	}
	for _, test := range tests {
		tab := newTable(rows...)
		if !tab.Sort(test.column, test.reverse) {
			t.Errorf("could not sort by %q", test.column)
		}
		wantString(t, "by "+test.column, ids(tab.Rows()), test.want)
		name, reverse := tab.SortState()
		if name != test.column || reverse != test.reverse {
			t.Errorf("the state is %q %v, want %q %v", name, reverse, test.column, test.reverse)
		}
	}
}

func TestSortByWhatCannotBeSorted(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(3)...)
	tab.Sort("size", true)
	for _, name := range []string{"kind", "colour"} {
		if tab.Sort(name, false) {
			t.Errorf("sorted by %q", name)
		}
	}
	if name, reverse := tab.SortState(); name != "size" || !reverse {
		t.Errorf("the sort became %q %v", name, reverse)
	}
}

func TestNextSortGoesRound(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(3)...)
	var seen []string
	for range 5 {
		tab.NextSort()
		name, _ := tab.SortState()
		seen = append(seen, name)
		tab.ReverseSort()
		if _, reverse := tab.SortState(); !reverse {
			t.Errorf("%s was not turned around", name)
		}
	}
	wantString(t, "columns", strings.Join(seen, " "), "name size id name size")
}
