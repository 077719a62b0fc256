package builder

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// The table of rules: a gutter for the cursor, a cell for each method, the path,
// how many operations it reaches, and where there is room the access level in
// words.
const (
	gutterWidth = 3
	cellWidth   = 5
	reachWidth  = 7
	levelWidth  = 22
	reachFrom   = 56
	levelsFrom  = 66
)

// gridHead is how many lines stand above the rows: title and header, which give
// way where the table is cut so short that there is hardly room for a row and
// what is said about it.
func (s *Screen) gridHead() int {
	switch {
	case s.room.main >= min(6, s.gridHeight()):
		return 2
	case s.room.main >= 4:
		return 1
	}
	return 0
}

// pathColumn is where paths begin.
func (s *Screen) pathColumn() int { return gutterWidth + s.columns()*cellWidth + 1 }

// pathWidth is the room for paths.
func (s *Screen) pathWidth() int {
	return max(s.room.left-s.pathColumn()-1-s.room.reach-s.room.levels, 4)
}

// columnsFor decides which columns stand behind the paths. The one with words
// gives way to long paths, since its words only repeat the cells.
func (s *Screen) columnsFor(width int) (reach, levels int) {
	if width >= reachFrom {
		reach = reachWidth
	}
	if width < levelsFrom {
		return reach, 0
	}
	left := width - s.pathColumn() - 1 - reach - levelWidth
	for _, r := range s.doc.rows {
		if ansi.StringWidth(r.path) > left {
			return reach, 0
		}
	}
	return reach, levelWidth
}

// here reports whether keys go to a row.
func (s *Screen) here(r row) bool { return r.id == s.rowID && s.part == partRules }

// rowHeight is how many lines a row fills; behind the last row stands the line
// that adds one.
func (s *Screen) rowHeight(i int) int {
	switch {
	case i >= len(s.doc.rows):
		return 1
	case s.doc.rows[i].id == s.rowID || i >= len(s.heights):
		return 1 + len(s.noteLines(s.doc.rows[i], s.here(s.doc.rows[i]), nil))
	}
	return s.heights[i]
}

// gridHeight is what the whole table would fill.
func (s *Screen) gridHeight() int {
	height := 3 + s.rowsHeight
	if at := s.cursor(); at < len(s.heights) {
		height += s.rowHeight(at) - s.heights[at]
	}
	return height
}

// leastHeight is what the table needs for four rows, the one under the cursor
// among them, with what is said under them and the header.
func (s *Screen) leastHeight() int {
	const few = 4
	height := 1
	from := max(min(s.cursor(), len(s.doc.rows)-few), 0)
	for i := from; i < min(from+few, len(s.doc.rows)); i++ {
		height += s.rowHeight(i)
	}
	return height
}

// rowLine is the line, within the table, of a row that is shown.
func (s *Screen) rowLine(i int) int {
	y := s.gridHead()
	for at := s.top; at < i; at++ {
		y += s.rowHeight(at)
	}
	return y
}

// follow keeps the row under the cursor, with its notes, in sight, and fills the
// table from the top where it can.
func (s *Screen) follow() {
	room := max(s.room.main-s.gridHead(), 1)
	at := s.cursor()
	s.top = min(s.top, at)
	used := 0
	for i := s.top; i <= at; i++ {
		used += s.rowHeight(i)
	}
	for s.top < at && used > room {
		used -= s.rowHeight(s.top)
		s.top++
	}
	for i := at + 1; i <= len(s.doc.rows) && used < room; i++ {
		used += s.rowHeight(i)
	}
	for s.top > 0 && used+s.rowHeight(s.top-1) <= room {
		s.top--
		used += s.rowHeight(s.top)
	}
}

// gridView draws the header and the rows in sight.
func (s *Screen) gridView() []string {
	t := s.env.Theme
	var head strings.Builder
	head.WriteString(strings.Repeat(" ", gutterWidth))
	for _, m := range s.methods() {
		head.WriteString(layout.Pad(short(m), cellWidth))
	}
	head.WriteString(" Path")
	header := t.Paint(theme.Subtle, layout.Pad(head.String(), s.pathColumn()+s.pathWidth()))
	if s.room.reach > 0 {
		header += t.Paint(theme.Subtle, fmt.Sprintf("%*s ", s.room.reach, "Reach"))
	}
	if s.room.levels > 0 {
		header += t.Paint(theme.Subtle, " Access")
	}
	lines := []string{" " + t.Paint(theme.Strong, "Rules"), header}[2-s.gridHead():]
	for i := s.top; i <= len(s.doc.rows) && len(lines) < s.room.main; i++ {
		if i == len(s.doc.rows) {
			lines = append(lines, s.addLine())
			break
		}
		lines = append(lines, s.rowView(s.doc.rows[i]))
		lines = append(lines, s.noteLines(s.doc.rows[i], s.here(s.doc.rows[i]), t)...)
	}
	return lines
}
