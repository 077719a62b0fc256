package cli

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestTablesFitTheTerminal draws tables of random texts on terminals of every width:
// no line is longer than the terminal as long as the columns that must stay fit it,
// and where there is no terminal nothing is lost.
func TestTablesFitTheTerminal(t *testing.T) {
	t.Parallel()
	columns := []column{
		{title: "Id", right: true}, {title: "Name", least: 6}, {title: "Status"}, {title: "Used", right: true, leaves: 2}, {title: "Findings", least: 6, leaves: 1},
	}
	random := rand.New(rand.NewPCG(1, 2))
	words := []string{"", "a", "terraform-prod", "日本語のアプリ", "expires-soon dormant never-expires"}
	for range 200 {
		var rows [][]cell
		for range random.IntN(6) {
			rows = append(rows, []cell{
				{text: "498548549"}, {text: words[random.IntN(len(words))]}, {text: "live"}, {text: "35 min"}, {text: words[random.IntN(len(words))]},
			})
		}
		for _, width := range []int{0, 30, 40, 60, 80, 200} {
			var out strings.Builder
			c := &console{out: &out, outWidth: width}
			if err := c.table(columns, rows); err != nil {
				t.Fatal(err)
			}
			fits(t, strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n"), rows, width)
		}
	}
}

// fits holds the lines of a table to the width, or to all that stands in it.
func fits(t *testing.T, lines []string, rows [][]cell, width int) {
	t.Helper()
	if len(lines) != len(rows)+1 {
		t.Fatalf("%d lines, want %d", len(lines), len(rows)+1)
	}
	for i, line := range lines {
		if width > 0 && ansi.StringWidth(line) > width {
			t.Errorf("%d columns hold %d: %q", width, ansi.StringWidth(line), line)
		}
		if width == 0 && i > 0 && (!strings.Contains(line, rows[i-1][1].text) || !strings.Contains(line, rows[i-1][4].text)) {
			t.Errorf("%q has lost a text of %v", line, rows[i-1])
		}
	}
}
