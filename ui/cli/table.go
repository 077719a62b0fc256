package cli

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// column is one of a table on stdout.
type column struct {
	title string
	right bool // numbers and times stand at the right
	// least is how narrow the column may become on a terminal; 0 is as wide as
	// what stands in it.
	least int
	// leaves tells which columns a narrow terminal does without: the highest goes
	// first, 0 stays.
	leaves int
}

// cell is one text of a table. fit, if there is one, makes the text for a width.
type cell struct {
	text string
	role theme.Role
	fit  func(width int) string
}

// between columns stand so many blanks.
const columnGap = 2

// table writes rows below their headings in plain columns: on a terminal as wide
// as that is, elsewhere as wide as they are, so that nothing is lost.
func (c *console) table(columns []column, rows [][]cell) error {
	shown, widths := arrange(columns, rows, c.outWidth)
	var b strings.Builder
	line := func(cellAt func(int) (string, theme.Role)) {
		var parts []string
		for n, i := range shown {
			text, role := cellAt(i)
			text = layout.Cut(text, widths[i])
			blank := strings.Repeat(" ", widths[i]-ansi.StringWidth(text))
			switch {
			case columns[i].right:
				parts = append(parts, blank+c.paint(role, text))
			case n == len(shown)-1:
				parts = append(parts, c.paint(role, text))
			default:
				parts = append(parts, c.paint(role, text)+blank)
			}
		}
		b.WriteString(strings.TrimRight(strings.Join(parts, strings.Repeat(" ", columnGap)), " ") + "\n")
	}
	line(func(i int) (string, theme.Role) { return columns[i].title, theme.Strong })
	for _, row := range rows {
		line(func(i int) (string, theme.Role) {
			if row[i].fit != nil {
				return row[i].fit(widths[i]), row[i].role
			}
			return row[i].text, row[i].role
		})
	}
	return c.print(b.String())
}

// arrange chooses the columns that are shown in so many cells, and how wide each
// of them is. Without a width all are, as wide as they are.
func arrange(columns []column, rows [][]cell, room int) (shown, widths []int) {
	widths = make([]int, len(columns))
	for i, col := range columns {
		shown = append(shown, i)
		widths[i] = ansi.StringWidth(col.title)
		for _, row := range rows {
			widths[i] = max(widths[i], ansi.StringWidth(row[i].text))
		}
	}
	if room == 0 {
		return shown, widths
	}
	for over(columns, shown, widths, room) > 0 {
		leaving := -1
		for n, i := range shown {
			if columns[i].leaves > 0 && (leaving < 0 || columns[i].leaves >= columns[shown[leaving]].leaves) {
				leaving = n
			}
		}
		if leaving < 0 {
			break
		}
		shown = append(shown[:leaving:leaving], shown[leaving+1:]...)
	}
	narrow(columns, shown, widths, room)
	return shown, widths
}

// taken is how wide the columns are with the blanks between them.
func taken(shown, widths []int) int {
	sum := columnGap * (len(shown) - 1)
	for _, i := range shown {
		sum += widths[i]
	}
	return sum
}

// over is how much is too much even when every column is as narrow as it may be.
func over(columns []column, shown, widths []int, room int) int {
	sum := taken(shown, widths) - room
	for _, i := range shown {
		if columns[i].least > 0 {
			sum -= max(widths[i]-columns[i].least, 0)
		}
	}
	return sum
}

// narrow takes from the widest of those that may become narrower until all fit.
func narrow(columns []column, shown, widths []int, room int) {
	for taken(shown, widths) > room {
		widest := -1
		for _, i := range shown {
			if columns[i].least > 0 && widths[i] > columns[i].least && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		widths[widest]--
	}
}

// field is one line of a description: what it is, and what it says.
type field struct {
	label, text string
	role        theme.Role
}

// describe writes fields below each other, their texts wrapped on a terminal.
func (c *console) describe(fields []field) error {
	width := 0
	for _, f := range fields {
		width = max(width, ansi.StringWidth(f.label))
	}
	var b strings.Builder
	for _, f := range fields {
		lines := []string{f.text}
		if room := c.outWidth - width - columnGap; room > 10 {
			lines = layout.Wrap(f.text, room)
		}
		for i, line := range lines {
			label := ""
			if i == 0 {
				label = f.label
			}
			b.WriteString(c.paint(theme.Subtle, layout.Pad(label, width)) + strings.Repeat(" ", columnGap) + c.paint(f.role, line) + "\n")
		}
	}
	return c.print(b.String())
}

// print writes the answer to stdout.
func (c *console) print(text string) error {
	if _, err := c.out.Write([]byte(text)); err != nil {
		return &failure{what: "writing the answer", why: err.Error(), code: exitFailed, cause: err}
	}
	return nil
}
