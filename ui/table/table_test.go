package table_test

import (
	"cmp"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ui/table"
	"ovh-tokens/ui/theme"
)

// item is a row of the tests.
type item struct {
	id   int64
	name string
	size int
}

func itemID(i item) int64 { return i.id }

func columns() []table.Column[item] {
	return []table.Column[item]{
		{
			Name: "name", Title: "Name", Min: 10, Weight: 3,
			Cell:    func(i item, _ int) table.Cell { return table.Cell{Text: i.name} },
			Compare: func(a, b item) int { return cmp.Compare(a.name, b.name) },
		},
		{
			Name: "kind", Title: "Kind", Min: 8, Max: 12, Weight: 1, Priority: 2,
			Cell: func(_ item, width int) table.Cell {
				if width < 12 {
					return table.Cell{Text: "short", Role: theme.Good}
				}
				return table.Cell{Text: "at length", Role: theme.Good}
			},
		},
		{
			Name: "size", Title: "Size", Min: 6, Right: true,
			Cell: func(i item, _ int) table.Cell {
				return table.Cell{Text: fmt.Sprint(i.size), Role: theme.Caution}
			},
			Compare: func(a, b item) int { return cmp.Compare(a.size, b.size) },
		},
		{
			Name: "id", Title: "Id", Min: 6, Priority: 3, Right: true,
			Cell: func(i item, _ int) table.Cell {
				return table.Cell{Text: fmt.Sprint(i.id), Role: theme.Subtle}
			},
			Compare: func(a, b item) int { return cmp.Compare(a.id, b.id) },
		},
	}
}

// newTable returns a table of 60×10 with the given rows.
func newTable(rows ...item) *table.Table[item] {
	t := table.New(theme.New(theme.Dark), itemID, columns())
	t.SetSize(60, 10)
	t.Upsert(rows)
	return t
}

// numbered returns rows with the ids 1 to n; the size falls as the id rises.
func numbered(n int) []item {
	rows := make([]item, n)
	for i := range rows {
		rows[i] = item{id: int64(i + 1), name: fmt.Sprintf("row %03d", i+1), size: n - i}
	}
	return rows
}

func ids(rows iter.Seq[item]) string {
	var b strings.Builder
	for row := range rows {
		fmt.Fprintf(&b, "%d ", row.id)
	}
	return strings.TrimSpace(b.String())
}

func selected(t *table.Table[item]) string {
	var b strings.Builder
	for _, row := range t.Selected() {
		fmt.Fprintf(&b, "%d ", row.id)
	}
	return strings.TrimSpace(b.String())
}

func cursor(t *table.Table[item]) int64 {
	id, ok := t.CursorID()
	if !ok {
		return -1
	}
	return id
}

// plain returns the lines of the view without their colours.
func plain(t *table.Table[item]) []string {
	return strings.Split(ansi.Strip(t.View()), "\n")
}

func wantString(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func wantCursor(t *testing.T, tab *table.Table[item], want int64) {
	t.Helper()
	if got := cursor(tab); got != want {
		t.Errorf("the cursor is on %d, want %d", got, want)
	}
}

// cells is the width of a line on screen.
func cells(line string) int { return ansi.StringWidth(line) }

func even(i item) bool { return i.id%2 == 0 }

func none(item) bool { return false }
