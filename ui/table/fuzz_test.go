package table_test

import (
	"iter"
	"testing"

	"ovh-tokens/ui/table"
	"ovh-tokens/ui/theme"
)

// Whatever a cell holds, the lines keep their width.
func FuzzCellText(f *testing.F) {
	for _, seed := range []string{"", "a", "日本", "\ufe0f", "\u0600", "👩‍👩", "\x1b[31m", "a\u0903", "\u20e3", "\u0903", "❤", "🇫", "\u0d4e"} {
		f.Add(seed, uint8(30), uint8(2))
		f.Add(seed, uint8(30), uint8(200))
	}
	f.Fuzz(func(t *testing.T, text string, width, background uint8) {
		column := func(right bool, role theme.Role) table.Column[item] {
			return table.Column[item]{
				Title: text, Min: 3, Max: 9, Weight: 1, Right: right,
				Cell: func(item, int) table.Cell { return table.Cell{Text: text, Role: role} },
			}
		}
		tab := table.New(theme.New(theme.Background(background%3)), itemID, []table.Column[item]{
			column(false, theme.Text), column(true, theme.Text), column(false, theme.Good), column(true, theme.Text),
		})
		tab.SetSize(int(width), 4)
		tab.Upsert(numbered(2))
		tab.SetFocused(background%2 == 0)
		if background > 127 {
			tab.SetGrouping(&table.Grouping[item]{
				Key:     itemID,
				Heading: func(iter.Seq[item]) []table.Cell { return []table.Cell{{Text: text}, {Text: text}, {}} },
			})
		}
		for i, line := range plain(tab) {
			if got := cells(line); got != int(width) {
				t.Errorf("line %d is %d cells wide, want %d: %q", i, got, width, line)
			}
		}
	})
}
