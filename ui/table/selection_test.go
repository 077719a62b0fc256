package table_test

import (
	"strings"
	"testing"

	"ovh-tokens/ui/table"
)

func TestToggleSelectMovesDown(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(5)...)
	tab.ToggleSelect()
	tab.ToggleSelect()
	wantString(t, "selected", selected(tab), "1 2")
	wantCursor(t, tab, 3)
	tab.SetCursor(2)
	tab.ToggleSelect()
	wantString(t, "after letting one go", selected(tab), "1")
	tab.Bottom()
	tab.ToggleSelect()
	wantCursor(t, tab, 5)
	wantString(t, "with the last", selected(tab), "1 5")
}

func TestSelectionOrderAndHiddenRows(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(6)...)
	tab.SelectAllShown()
	tab.SetFilter(even)
	tab.Sort("size", false)
	wantString(t, "selected", selected(tab), "6 4 2 5 3 1")
	if tab.SelectedCount() != 6 || tab.SelectedHidden() != 3 {
		t.Errorf("%d selected, %d hidden, want 6 and 3", tab.SelectedCount(), tab.SelectedHidden())
	}
	tab.SetSelectable(func(i item) bool { return i.id != 1 })
	wantString(t, "without the one that may not", selected(tab), "6 4 2 5 3")
	if tab.SelectedHidden() != 2 {
		t.Errorf("%d hidden, want 2", tab.SelectedHidden())
	}
	tab.SelectNone()
	if tab.SelectedCount() != 0 || tab.SelectedHidden() != 0 || tab.Selected() != nil {
		t.Errorf("still selected: %s", selected(tab))
	}
}

func TestSelectAllTakesOnlyWhatIsShown(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(6)...)
	tab.ToggleSelect()
	tab.SetFilter(even)
	tab.SelectAllShown()
	wantString(t, "selected", selected(tab), "2 4 6 1")
}

func TestRowsThatMayNotBeSelected(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(4)...)
	tab.SetSelectable(even)
	if tab.ToggleSelect() {
		t.Error("row 1 was selected")
	}
	wantCursor(t, tab, 2)
	if !tab.ToggleSelect() {
		t.Error("row 2 could not be selected")
	}
	tab.SelectAllShown()
	wantString(t, "all", selected(tab), "2 4")
	tab.SelectNone()
	tab.Top()
	tab.StartRange()
	tab.Bottom()
	wantString(t, "a range", selected(tab), "2 4")
	tab.SetSelectable(func(i item) bool { return i.size != 3 })
	wantString(t, "what still may", selected(tab), "4")
	tab.Upsert([]item{{id: 4, size: 3}})
	wantString(t, "after a replacement", selected(tab), "")
	tab.SetSelectable(nil)
	tab.EndRange()
	tab.SelectAllShown()
	wantString(t, "when all may", selected(tab), "1 2 3 4")
}

func TestRange(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		do   func(*table.Table[item])
		want string
		on   bool
	}{
		{"the row itself", func(*table.Table[item]) {}, "1 5", true},
		{"down", func(t *table.Table[item]) { t.MoveBy(2) }, "1 5 6 7", true},
		{"back over the start", func(t *table.Table[item]) { t.MoveBy(2); t.MoveBy(-4) }, "1 3 4 5", true},
		{"to a row", func(t *table.Table[item]) { t.SetCursor(8) }, "1 5 6 7 8", true},
		{"over what is selected", func(t *table.Table[item]) { t.Top(); t.SetCursor(4) }, "1 4 5", true},
		{"ended by v", func(t *table.Table[item]) { t.Down(); t.StartRange(); t.Down() }, "1 5 6", false},
		{"ended by space", func(t *table.Table[item]) { t.Down(); t.ToggleSelect(); t.Down() }, "1 5 6", false},
		{"left", func(t *table.Table[item]) { t.Down(); t.CancelRange(); t.Down() }, "1", false},
		{"all shown", func(t *table.Table[item]) { t.SelectAllShown() }, "1 2 3 4 5 6 7 8 9", false},
		{"none", func(t *table.Table[item]) { t.Down(); t.SelectNone(); t.Down() }, "", false},
		{"ended by the sort", func(t *table.Table[item]) { t.Down(); t.Sort("size", false); t.Bottom() }, "6 5 1", false},
		{"ended by the filter", func(t *table.Table[item]) { t.Down(); t.SetFilter(even); t.Top() }, "6 1 5", false},
		{"its start removed", func(t *table.Table[item]) { t.MoveBy(2); t.Remove(5); t.Down() }, "1 6 7", false},
		{"one of it removed", func(t *table.Table[item]) { t.MoveBy(2); t.Remove(6) }, "1 5 7", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			tab := newTable(numbered(9)...)
			tab.ToggleSelect()
			tab.SetCursor(5)
			tab.StartRange()
			test.do(tab)
			wantString(t, "selected", selected(tab), test.want)
			if tab.Ranging() != test.on {
				t.Errorf("range mode is %v, want %v", tab.Ranging(), test.on)
			}
			if got := len(strings.Fields(selected(tab))); tab.SelectedCount() != got {
				t.Errorf("the count is %d, want %d", tab.SelectedCount(), got)
			}
		})
	}
}

// What arrives in the middle of a range while nobody moves must not be taken
// unseen.
func TestRowsThatArriveWithinARange(t *testing.T) {
	t.Parallel()
	tab := newTable(item{id: 10}, item{id: 20}, item{id: 30})
	tab.StartRange()
	tab.Bottom()
	tab.Upsert([]item{{id: 15}})
	wantString(t, "before the next move", selected(tab), "10 20 30")
	tab.Up()
	wantString(t, "after it", selected(tab), "10 15 20")
}

func TestSelectedRowsAreMarked(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(4)...)
	tab.SetCursor(2)
	tab.ToggleSelect()
	tab.StartRange()
	lines := plain(tab)
	for line, want := range map[int]string{
		1: "     row 001", 2: "   ■ row 002", 3: " › ■ row 003", 4: "     row 004",
	} {
		if !strings.HasPrefix(lines[line], want) {
			t.Errorf("line %d is %q, want %q", line, lines[line], want)
		}
	}
}
