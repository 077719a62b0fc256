package builder

import (
	"strings"

	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// The table of rules: a gutter for the cursor, a cell for each method, the path,
// and where there is room the access level in words.
const (
	gutterWidth = 3
	cellWidth   = 5
	levelWidth  = 22
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
	width := s.room.left - s.pathColumn() - 1
	if s.room.left >= levelsFrom {
		width -= levelWidth
	}
	return max(width, 4)
}

// noteLines draws what is said under a row.
func (s *Screen) noteLines(r row, t *theme.Theme) []string {
	notes := s.notes(r)
	if len(notes) == 0 {
		return nil
	}
	margin := s.pathColumn()
	if s.room.left < levelsFrom {
		margin = gutterWidth
	}
	var lines []string
	for _, n := range notes {
		for _, text := range n.Lines(t, s.room.left-margin-1) {
			lines = append(lines, strings.Repeat(" ", margin)+text)
		}
	}
	return lines
}

// rowHeight is how many lines a row fills; behind the last row stands the line
// that adds one.
func (s *Screen) rowHeight(i int) int {
	if i >= len(s.doc.rows) {
		return 1
	}
	return 1 + len(s.noteLines(s.doc.rows[i], nil))
}

// gridHeight is what the whole table would fill.
func (s *Screen) gridHeight() int {
	height := 2
	for i := range len(s.doc.rows) + 1 {
		height += s.rowHeight(i)
	}
	return height
}

// leastHeight is what the table needs for four rows, the one under the cursor
// among them, with what is said under them and the header. The sets to start from
// need all of theirs, since a warning stands last.
func (s *Screen) leastHeight() int {
	if s.starting {
		return s.startHeight()
	}
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
	header := t.Paint(theme.Subtle, head.String())
	if s.room.left >= levelsFrom {
		header = layout.Pad(header, s.room.left-levelWidth) + t.Paint(theme.Subtle, "Access")
	}
	lines := []string{" " + t.Paint(theme.Strong, "Rules"), header}[2-s.gridHead():]
	for i := s.top; i <= len(s.doc.rows) && len(lines) < s.room.main; i++ {
		if i == len(s.doc.rows) {
			lines = append(lines, s.addLine())
			break
		}
		lines = append(lines, s.rowView(s.doc.rows[i]))
		lines = append(lines, s.noteLines(s.doc.rows[i], t)...)
	}
	return lines
}

// short names a method within a cell.
func short(m rule.Method) string {
	if m == rule.Delete {
		return "DEL"
	}
	return string(m)
}

// rowView draws one row.
func (s *Screen) rowView(r row) string {
	t := s.env.Theme
	lit := r.id == s.rowID && s.part == partRules
	paint := t.Paint
	if lit && !s.editing {
		paint = t.PaintCursor
	}
	var b strings.Builder
	b.WriteString(paint(theme.Accent, gutter(lit)))
	for i, m := range s.methods() {
		mark, role := "·", theme.Subtle
		if r.has(m) {
			mark, role = "■", theme.Text
		}
		if lit && !s.editing && i == s.column {
			b.WriteString(paint(theme.Accent, "["+mark+"]") + paint(theme.Text, "  "))
			continue
		}
		b.WriteString(paint(role, " "+mark+"   "))
	}
	b.WriteString(paint(theme.Text, " "))
	if lit && s.editing {
		return b.String() + s.path.Line(t)
	}
	role := theme.Text
	if r.problem() != "" {
		role = theme.Danger
	}
	path := r.path
	if lit && s.column == s.columns() {
		role = theme.Accent
	}
	b.WriteString(paint(role, layout.Pad(path, s.pathWidth()+1)))
	if s.room.left >= levelsFrom {
		b.WriteString(paint(theme.Subtle, layout.Pad(access(r), levelWidth)))
	}
	return b.String()
}

// gutter marks the row under the cursor while the keys go to it.
func gutter(here bool) string {
	if here {
		return " › "
	}
	return "   "
}

// addLine draws the line behind the rows.
func (s *Screen) addLine() string {
	t := s.env.Theme
	paint := t.Paint
	here := s.rowID == 0 && s.part == partRules
	if here {
		paint = t.PaintCursor
	}
	text := "+ another rule"
	if len(s.doc.rows) == 0 {
		text = "+ a rule; or " + pastes
	}
	return paint(theme.Accent, gutter(here)+" ") + paint(theme.Subtle, layout.Pad(text, max(s.room.left-gutterWidth-1, 0)))
}
