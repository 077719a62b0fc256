package builder

import (
	"fmt"
	"strings"

	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

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
	mark := gutter(lit)
	if r.id == s.rowID && s.part == partOperations && s.pane.ShowsHits() {
		mark = " · " // what is shown beside it is its reach
	}
	b.WriteString(paint(theme.Accent, mark))
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
		b.WriteString(layout.Pad(s.path.Line(t), s.pathWidth()))
	} else {
		role := theme.Text
		switch {
		case r.problem() != "" || s.failing(r):
			role = theme.Danger
		case lit && s.column == s.columns():
			role = theme.Accent
		}
		b.WriteString(paint(role, layout.Pad(r.path, s.pathWidth())))
	}
	if s.room.reach > 0 {
		role, text := s.reachText(r)
		b.WriteString(paint(role, fmt.Sprintf("%*s ", s.room.reach, text)))
	}
	if s.room.levels > 0 {
		b.WriteString(paint(theme.Subtle, layout.Pad(" "+access(r), s.room.levels)))
	}
	return b.String()
}

// failing reports whether a row grants nothing, as far as is known.
func (s *Screen) failing(r row) bool {
	list := s.remarks[r.id]
	return len(list) > 0 && list[0].severity == rule.Error
}

// reachText says how many operations a row reaches.
func (s *Screen) reachText(r row) (theme.Role, string) {
	switch n := s.reached[r.held]; {
	case s.reached == nil || r.problem() != "":
		return theme.Subtle, "–"
	case n == 0:
		return theme.Danger, "0"
	default:
		return theme.Text, layout.Number(n)
	}
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
