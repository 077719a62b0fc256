package table_test

import (
	"math"
	"strings"
	"testing"

	"ovh-tokens/ui/table"
)

func TestMoves(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		start int64
		move  func(*table.Table[item])
		want  int64
	}{
		{"up", 5, (*table.Table[item]).Up, 4},
		{"up at the top", 1, (*table.Table[item]).Up, 1},
		{"down", 5, (*table.Table[item]).Down, 6},
		{"down at the bottom", 50, (*table.Table[item]).Down, 50},
		{"page up", 20, (*table.Table[item]).PageUp, 12},
		{"page down", 20, (*table.Table[item]).PageDown, 28},
		{"page down at the end", 48, (*table.Table[item]).PageDown, 50},
		{"top", 20, (*table.Table[item]).Top, 1},
		{"bottom", 20, (*table.Table[item]).Bottom, 50},
		{"far down", 20, func(t *table.Table[item]) { t.MoveBy(math.MaxInt) }, 50},
		{"far up", 20, func(t *table.Table[item]) { t.MoveBy(math.MinInt) }, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			tab := newTable(numbered(50)...)
			if !tab.SetCursor(test.start) {
				t.Fatalf("no cursor on %d", test.start)
			}
			test.move(tab)
			wantCursor(t, tab, test.want)
			row, _ := tab.Cursor()
			line := tab.CursorLine()
			if line < 1 || line > 9 {
				t.Fatalf("the cursor is on line %d of 10", line)
			}
			if got := plain(tab)[line]; !strings.HasPrefix(got, " › ") || !strings.Contains(got, row.name) {
				t.Errorf("line %d is %q, want the cursor on %s", line, got, row.name)
			}
		})
	}
}

func TestNothingToMoveOn(t *testing.T) {
	t.Parallel()
	tab := newTable()
	tab.Down()
	tab.Top()
	tab.StartRange()
	if tab.ToggleSelect() || tab.Ranging() || tab.SetCursor(1) || tab.CursorLine() != -1 {
		t.Error("an empty table has a cursor")
	}
	if _, ok := tab.Cursor(); ok {
		t.Error("an empty table has a cursor row")
	}
}

func TestCursorStaysOnItsRow(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(20)...)
	tab.SetCursor(11)
	tab.Upsert([]item{{id: -1}, {id: 30}, {id: 11, name: "new name"}})
	wantCursor(t, tab, 11)
	tab.Sort("size", false)
	wantCursor(t, tab, 11)
	tab.SetFilter(func(i item) bool { return i.id > 8 })
	wantCursor(t, tab, 11)
	tab.Remove(12, 10)
	wantCursor(t, tab, 11)
	if row, _ := tab.Cursor(); row.name != "new name" {
		t.Errorf("the cursor row is %v, want the replaced one", row)
	}
}

func TestCursorOfARowThatGoes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		start  int64
		change func(*table.Table[item])
		want   int64
	}{
		{"removed: the next takes over", 4, func(t *table.Table[item]) { t.Remove(4) }, 5},
		{"removed with the next ones", 4, func(t *table.Table[item]) { t.Remove(5, 4, 6) }, 7},
		{"the last is removed: the one before", 9, func(t *table.Table[item]) { t.Remove(9) }, 8},
		{"filtered: the next that is shown", 5, func(t *table.Table[item]) { t.SetFilter(even) }, 6},
		{"filtered at the end: the one before", 9, func(t *table.Table[item]) { t.SetFilter(even) }, 8},
		{"all filtered", 5, func(t *table.Table[item]) { t.SetFilter(none) }, -1},
		{"all removed", 5, func(t *table.Table[item]) { t.Remove(1, 2, 3, 4, 5, 6, 7, 8, 9) }, -1},
		{"all filtered, and back", 5, func(t *table.Table[item]) { t.SetFilter(none); t.SetFilter(nil) }, 5},
		{"all filtered, then removed", 5, func(t *table.Table[item]) {
			t.SetFilter(none)
			t.Remove(5)
			t.SetFilter(nil)
		}, 1},
		{"replaced by a row that the filter hides", 4, func(t *table.Table[item]) {
			t.SetFilter(func(i item) bool { return i.size > 0 })
			t.Upsert([]item{{id: 4}})
		}, 5},
		{"moved away by the sort and hidden at once", 4, func(t *table.Table[item]) {
			t.Sort("size", false)
			t.SetFilter(func(i item) bool { return i.name != "" })
			t.Upsert([]item{{id: 4, size: 100}})
		}, 3},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			tab := newTable(numbered(9)...)
			tab.SetCursor(test.start)
			test.change(tab)
			wantCursor(t, tab, test.want)
		})
	}
}

func TestSetCursorOnAHiddenRow(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(9)...)
	tab.SetFilter(even)
	tab.SetCursor(4)
	if tab.SetCursor(5) || tab.SetCursor(77) {
		t.Error("the cursor went to a row that is not shown")
	}
	wantCursor(t, tab, 4)
}

// Rows that arrive above must not make the cursor row jump about on screen.
func TestCursorKeepsItsLine(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(100)...)
	tab.SetCursor(50)
	tab.MoveBy(3)
	line := tab.CursorLine()
	more := numbered(60)
	for i := range more {
		more[i].id -= 1000
	}
	tab.Upsert(more)
	if got := tab.CursorLine(); got != line {
		t.Errorf("the cursor went from line %d to %d when rows arrived", line, got)
	}
	tab.Sort("name", true)
	if got := tab.CursorLine(); got != line {
		t.Errorf("the cursor went from line %d to %d with the sort", line, got)
	}
}

func TestWindowKeepsAMargin(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(100)...)
	tab.MoveBy(49)
	if got := tab.CursorLine(); got != 7 {
		t.Errorf("going down the cursor is on line %d, want 7 of 9", got)
	}
	tab.MoveBy(-20)
	if got := tab.CursorLine(); got != 3 {
		t.Errorf("going up the cursor is on line %d, want 3 of 9", got)
	}
	tab.Bottom()
	if got := tab.CursorLine(); got != 9 {
		t.Errorf("at the bottom the cursor is on line %d, want 9", got)
	}
	tab.SetSize(60, 4)
	if got := plain(tab)[tab.CursorLine()]; !strings.Contains(got, "row 100") {
		t.Errorf("a smaller window lost the cursor: %q", got)
	}
	tab.SetSize(60, 40)
	if got := plain(tab)[39]; !strings.Contains(got, "row 100") {
		t.Errorf("a larger window leaves room below the last row: %q", got)
	}
}

func TestHoldTop(t *testing.T) {
	t.Parallel()
	tab := newTable()
	tab.SetHoldTop(true)
	tab.Upsert([]item{{id: 5}})
	tab.Upsert([]item{{id: 4}, {id: 6}})
	wantCursor(t, tab, 4)
	tab.Down()
	tab.Upsert([]item{{id: 1}, {id: 2}})
	wantCursor(t, tab, 5)
	tab.Top()
	tab.Upsert([]item{{id: 0}})
	wantCursor(t, tab, 1)
	tab.Clear()
	tab.Upsert([]item{{id: 8}})
	tab.Upsert([]item{{id: 7}})
	wantCursor(t, tab, 7)
}

func TestWithoutFocusThereIsNoTerminalCursor(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(3)...)
	lit := tab.View()
	tab.SetFocused(false)
	if tab.CursorLine() != -1 {
		t.Error("the terminal's cursor is on a table without the focus")
	}
	if got := plain(tab)[1]; !strings.HasPrefix(got, " › ") {
		t.Errorf("the mark is gone: %q", got)
	}
	if tab.View() == lit {
		t.Error("the cursor row looks the same without the focus")
	}
	tab.SetFocused(true)
	tab.SetSize(60, 1)
	if tab.CursorLine() != -1 {
		t.Error("the terminal's cursor is on a row that has no room")
	}
}
