package table_test

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ui/table"
	"ovh-tokens/ui/theme"
)

// byName gathers rows of one name under a heading that counts them.
var byName = &table.Grouping[item]{
	Key: func(i item) int64 { return int64(i.name[0]) },
	Heading: func(rows iter.Seq[item]) []table.Cell {
		all := slices.Collect(rows)
		return []table.Cell{
			{Text: all[0].name + " by its whole name", Role: theme.Strong},
			{Text: fmt.Sprint(len(all), " rows")},
			{Text: "the rest of what is to say"},
		}
	},
}

func grouped(width int) *table.Table[item] {
	tab := newTable(item{1, "alpha", 5}, item{2, "beta", 4}, item{3, "alpha", 9}, item{4, "beta", 1}, item{5, "gamma", 7})
	tab.SetSize(width, 10)
	tab.Sort("size", false)
	tab.SetGrouping(byName)
	return tab
}

// outline is the marks and the beginning of each line.
func outline(tab *table.Table[item]) string {
	var lines []string
	for _, line := range plain(tab)[1:] {
		if line = strings.TrimSpace(line); line != "" {
			fields := strings.Fields(line)
			lines = append(lines, strings.Join(fields[:min(len(fields), 3)], " "))
		}
	}
	return strings.Join(lines, "\n")
}

// Groups stand in the order of their first rows, and the order holds within them.
func TestHeadingsStandOverTheirRows(t *testing.T) {
	t.Parallel()
	tab := grouped(60)
	wantString(t, "rows", ids(tab.ShownRows()), "4 2 1 3 5")
	tab.ReverseSort()
	wantString(t, "rows the other way round", ids(tab.ShownRows()), "3 1 5 2 4")
	tab.Sort("size", false)
	tab.SetFilter(func(i item) bool { return i.size != 1 })
	wantString(t, "rows left by a filter", ids(tab.ShownRows()), "2 1 3 5")
	tab.SetFilter(nil)
	tab.Top()
	tab.SetFolded(true)
	wantString(t, "outline", outline(tab), "› ▸ beta\n▾ alpha by\nalpha at length\nalpha at length\n▾ gamma by\ngamma at length")
	if tab.Shown() != 5 || tab.Groups() != 3 {
		t.Errorf("%d rows in %d groups are shown, want 5 in 3", tab.Shown(), tab.Groups())
	}
}

// What is selected out of sight is marked on the heading, all or some.
func TestHeadingSelectsItsRowsAndShowsWhatIsSelected(t *testing.T) {
	t.Parallel()
	tab := grouped(60)
	tab.SetSelectable(func(i item) bool { return i.id != 3 })
	tab.Top()
	tab.ToggleSelect() // beta; on to alpha
	tab.ToggleSelect() // alpha, but for 3; on to gamma
	wantString(t, "selected", selected(tab), "4 2 1")
	tab.FoldAll()
	wantString(t, "outline", outline(tab), "■ ▸ beta\n■ ▸ alpha\n› ▸ gamma")
	tab.SetCursor(2)
	tab.ToggleSelect()
	if got := outline(tab); !strings.HasPrefix(got, "▪ ▾ beta\n■ beta") {
		t.Errorf("of beta one row is selected, shown as\n%s", got)
	}
	tab.Top()
	tab.ToggleSelect()
	wantString(t, "selected after the rest of beta", selected(tab), "4 2 1")
	tab.Top()
	tab.ToggleSelect()
	wantString(t, "selected without beta", selected(tab), "1")
}

func TestCursorStaysWhileRowsArriveInGroups(t *testing.T) {
	t.Parallel()
	tab := grouped(60)
	tab.SetCursor(3)
	tab.Upsert([]item{{id: 9, name: "delta", size: 0}, {id: 8, name: "alpha", size: 0}, {id: 7, name: "alpha", size: 99}})
	wantCursor(t, tab, 3)
	tab.Remove(3)
	wantCursor(t, tab, 7)
	tab.SetFolded(true)
	wantCursor(t, tab, -1)
	tab.Upsert([]item{{id: 6, name: "alpha", size: 50}})
	rows, on := tab.Heading()
	if !on || ids(rows) != "8 1 6 7" {
		t.Error("the cursor has left the heading whose rows it had folded")
	}
	tab.SetGrouping(nil)
	wantCursor(t, tab, 8)
}

// A heading gives up what it says last, then its name.
func TestHeadingFitsItsLine(t *testing.T) {
	t.Parallel()
	for width := range 70 {
		tab := grouped(width)
		tab.Top()
		for i, line := range plain(tab) {
			if got := cells(line); got != width {
				t.Errorf("at %d line %d is %d cells wide: %q", width, i, got, line)
			}
		}
	}
	for width, want := range map[int]string{70: "the rest of what is to say", 40: "2 rows", 20: "▾ beta by its…", 36: "beta by its whole n…  2 rows"} {
		if line := plain(grouped(width))[1]; !strings.Contains(line, want) {
			t.Errorf("at %d the heading reads %q, want %q in it", width, line, want)
		}
	}
}
