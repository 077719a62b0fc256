package table_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ui/table"
	"ovh-tokens/ui/theme"
)

func TestViewAsDrawn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name          string
		width, height int
		prepare       func(*table.Table[item])
		want          []string
	}{
		{"all columns, sorted", 60, 5, func(t *table.Table[item]) { t.Sort("size", true); t.ToggleSelect() }, []string{
			"     Name                      Kind          Size ▾      Id ",
			"   ■ certbot web1              at length         12       1 ",
			" ›   old                       at length          7       2 ",
			"     日本語の名前              at length          0       3 ",
			"                                                            ",
		}},
		{"room to spare goes by weight, up to the limit", 80, 2, func(*table.Table[item]) {}, []string{
			"     Name                                          Kind            Size      Id ",
			" ›   certbot web1                                  at length         12       1 ",
		}},
		{"the least important column gives way", 34, 4, func(*table.Table[item]) {}, []string{
			"     Name        Kind        Size ",
			" ›   certbot w…  short         12 ",
			"     old         short          7 ",
			"     日本語の…   short          0 ",
		}},
		{"the sorted column stays instead", 34, 2, func(t *table.Table[item]) { t.Sort("id", true) }, []string{
			"     Name            Size    Id ▾ ",
			" ›   certbot web1      12       1 ",
		}},
		{"then the next", 31, 2, func(*table.Table[item]) {}, []string{
			"     Name                 Size ",
			" ›   certbot web1           12 ",
		}},
		{"the first column is cut", 21, 2, func(*table.Table[item]) {}, []string{
			"     Name       Size ",
			" ›   certbo…      12 ",
		}},
		{"the first column alone", 16, 2, func(*table.Table[item]) {}, []string{
			"     Name       ",
			" ›   certbot w… ",
		}},
		{"no room for a column", 6, 2, func(*table.Table[item]) {}, []string{
			"      ",
			" ›    ",
		}},
		{"not even for the marks", 2, 2, func(*table.Table[item]) {}, []string{"  ", " ›"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			tab := newTable(item{1, "certbot web1", 12}, item{2, "old", 7}, item{3, "日本語の名前", 0})
			tab.SetSize(test.width, test.height)
			test.prepare(tab)
			if diff := cmp.Diff(test.want, plain(tab)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEmptyTableIsHeaderAndBlanks(t *testing.T) {
	t.Parallel()
	lines := plain(newTable())
	if len(lines) != 10 || !strings.Contains(lines[0], "Name") {
		t.Fatalf("got %q", lines)
	}
	for _, line := range lines[1:] {
		if line != strings.Repeat(" ", 60) {
			t.Errorf("got %q, want a blank line", line)
		}
	}
}

// The background of the cursor row must have no holes.
func TestCursorRowIsPaintedOverItsWholeWidth(t *testing.T) {
	t.Parallel()
	tab := newTable(numbered(2)...)
	line := strings.Split(tab.View(), "\n")[1]
	background := "48;2;48;48;48"
	painted := 0
	for part := range strings.SplitSeq(line, "\x1b[m") {
		if part != "" && !strings.Contains(part, background) {
			t.Errorf("%q is not painted in %q", part, line)
		}
		painted += ansi.StringWidth(part)
	}
	if painted != 60 {
		t.Errorf("%d cells are painted, want 60", painted)
	}
	tab.SetTheme(theme.New(theme.Light))
	if strings.Contains(tab.View(), background) {
		t.Error("the theme did not change")
	}
}

func TestTextThatWouldBreakTheLine(t *testing.T) {
	t.Parallel()
	tab := newTable(item{id: 1, name: "a\tb\nc\r\x1b[31md"}, item{id: 2, name: ""}, item{id: 3, name: "x\u2028y\u0085z\xff"})
	lines := plain(tab)
	if len(lines) != 10 {
		t.Fatalf("%d lines, want 10", len(lines))
	}
	for i, want := range []string{" ›   a b c  [31md ", "          ", "     x y z\ufffd "} {
		if !strings.HasPrefix(lines[i+1], want) {
			t.Errorf("got %q, want %q", lines[i+1], want)
		}
	}
}

// Only what is seen is asked for: that is what keeps a long list quick.
func TestOnlyVisibleRowsAreDrawn(t *testing.T) {
	t.Parallel()
	asked := map[int64]int{}
	tab := table.New(theme.New(theme.Unknown), itemID, []table.Column[item]{
		{Name: "name", Title: "Name", Min: 10, Cell: func(i item, _ int) table.Cell {
			asked[i.id]++
			return table.Cell{Text: i.name}
		}},
		{Name: "bare", Title: "Bare", Min: 3},
	})
	tab.SetSize(40, 11)
	tab.Upsert(numbered(1000))
	tab.MoveBy(500)
	tab.View()
	if len(asked) != 10 || asked[501] != 1 {
		t.Errorf("asked for %v, want ten rows once each", asked)
	}
}

// Every line has its exact width at every size, whatever the text.
func TestEverySize(t *testing.T) {
	t.Parallel()
	hostile := []string{
		"", "plain", "日本語の名前がとても長い場合", "e\u0301\u0301\u0301 combining", "👩‍👩‍👧‍👦 family 🇫🇷", "\u0600", "tab\tand\nline",
		"ａｂｃ", "a\u200db", strings.Repeat("長", 120), strings.Repeat("x", 300), "\u0301", "\xff\xfe", "क्षि", "❤️‍🔥",
	}
	rows := make([]item, 0, len(hostile))
	for i, name := range hostile {
		rows = append(rows, item{id: int64(i), name: name, size: i})
	}
	for _, background := range []theme.Background{theme.Unknown, theme.Dark} {
		tab := table.New(theme.New(background), itemID, columns())
		tab.Upsert(rows)
		tab.Sort("name", false)
		for width := range 201 {
			measured := map[string]int{}
			for height := range 61 {
				tab.SetSize(width, height)
				tab.MoveBy(width%5 - 2)
				if height < 20 || height%10 == 0 || width%10 == 0 {
					checkFrame(t, tab, width, height, measured)
				}
			}
		}
	}
}

// checkFrame reports a view that does not fill its room exactly, or whose
// cursor is not where it says. It measures every line once.
func checkFrame(t *testing.T, tab *table.Table[item], width, height int, measured map[string]int) {
	t.Helper()
	view := tab.View()
	if height == 0 {
		wantString(t, "a view without height", view, "")
		return
	}
	lines := strings.Split(view, "\n")
	if len(lines) != height {
		t.Fatalf("%d×%d: %d lines", width, height, len(lines))
	}
	for i, line := range lines {
		got, known := measured[line]
		if !known {
			got = cells(line)
			measured[line] = got
		}
		if got != width {
			t.Fatalf("%d×%d: line %d is %d cells wide: %q", width, height, i, got, line)
		}
		if marked := strings.Contains(line, "›"); width > 1 && marked != (i == tab.CursorLine()) {
			t.Fatalf("%d×%d: the cursor is said to be on line %d, and line %d is %q", width, height, tab.CursorLine(), i, line)
		}
	}
}
