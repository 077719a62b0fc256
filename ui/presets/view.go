package presets

import (
	"strconv"
	"strings"

	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// Where things stand.
const (
	wide    = 116 // what is said of a set stands beside the list from this width on
	listMin = 58  // the list beside it
	margin  = 2
	between = " │ "
)

// room is how the screen is divided.
type room struct {
	list, about, height int // widths of list and description, and the lines they have
	head                []string
	below               bool // the description stands below the list, in aboutHeight lines
	aboutHeight         int
}

// lay divides the room and composes what changes with it.
func (s *Screen) lay() {
	if s.env.Theme == nil {
		return
	}
	if s.fill != nil {
		s.layFill()
		return
	}
	r := room{list: s.width, about: max(s.width-2*margin, 8), head: s.headLines()}
	r.height = max(s.height-1-len(r.head), 1) // the search line
	s.search.SetWidth(max(s.width-searchIndent-1, 8))
	switch {
	case s.width >= wide:
		r.list = max(listMin, s.width*2/5)
		r.about = s.width - r.list - 1 - len(between)
		r.aboutHeight = r.height
	case r.height >= 9:
		r.below = true
		r.aboutHeight = (r.height - 1) * 2 / 5
		if s.reading {
			r.aboutHeight = r.height - 4
		}
		// What few rows leave is for the description too.
		r.aboutHeight += max(r.height-r.aboutHeight-1-max(len(s.sets.rows), 3), 0)
		r.height -= r.aboutHeight + 1
	}
	s.room = r
	s.sets.height = r.height
	s.sets.reveal()
	s.compose()
}

// compose writes what is said of the set under the cursor.
func (s *Screen) compose() {
	b := &sheet{theme: s.env.Theme, width: s.room.about}
	if p := s.sets.current(); p != nil {
		if !s.room.below {
			b.say(theme.Strong, plain.Text(p.Title))
		}
		b.say(theme.Text, plain.Text(p.Purpose))
		b.warning(p)
		b.remark(p)
		if len(p.Tools) > 0 {
			b.say(theme.Subtle, "For "+plain.Text(strings.Join(p.Tools, ", "))+".")
		}
		b.head("Rules")
		b.rules(p.Rules, func(r rule.Rule) string { return p.Notes[r] })
		b.may(sentences(p.Rules))
		b.origin(p)
	}
	s.about.SetLines(b.lines)
	s.about.SetHeight(s.room.aboutHeight)
}

// headLines stand between the search and the list.
func (s *Screen) headLines() []string {
	var lines []string
	t := s.env.Theme
	if s.height < 12 {
		return nil
	}
	if s.suggested != nil {
		for _, part := range layout.Wrap("Not sure which tool? Take "+strconv.Quote(plain.Text(s.suggested.Title))+".", max(s.width-2, 8)) {
			lines = append(lines, " "+t.Paint(theme.Subtle, part))
		}
	}
	lead := signDanger
	for _, part := range s.trouble(max(s.width-2*margin, 8)) {
		lines = append(lines, " "+t.Paint(theme.Caution, lead+part))
		lead = "  "
	}
	return append(lines, "")
}

// Heading counts the sets.
func (s *Screen) Heading() shell.Heading {
	t := s.env.Theme
	if s.fill != nil {
		return s.fillHeading()
	}
	left := layout.Count(len(s.sets.all), "set")
	if s.width >= 72 { // beside what more there is below
		left += " of rules that are ready to use"
	}
	if s.sets.query != "" {
		left = layout.Number(s.sets.found) + " of " + layout.Count(len(s.sets.all), "set")
	}
	return shell.Heading{Title: "Ready-made sets", Left: t.Paint(theme.Subtle, left), Right: t.Paint(theme.Subtle, s.about.More())}
}

// Cursor is in the field that has the focus, or on the row under the cursor.
func (s *Screen) Cursor() (x, y int, visible bool) {
	switch {
	case s.fill != nil:
		return s.fillCursor()
	case s.search.Focused():
		x, _, visible = s.search.Cursor()
		return x + searchIndent, 0, visible
	case s.reading:
		return 0, 0, false
	}
	return 1, 1 + len(s.room.head) + s.sets.at - s.sets.top, s.sets.at >= 0
}

// searchIndent is where the text of the search begins.
const searchIndent = 3

// View draws the list and what is said of the set under the cursor, or the
// parameters of the chosen one.
func (s *Screen) View() string {
	if s.fill != nil {
		return s.fillView()
	}
	lines := append([]string{s.searchLine()}, s.room.head...)
	if s.sets.at < 0 {
		return strings.Join(append(lines, s.nothing()...), "\n")
	}
	list := s.listLines()
	if s.room.aboutHeight > 0 && !s.room.below {
		t := s.env.Theme
		columns := layout.Columns(strings.Join(list, "\n"), s.room.list, t.Paint(theme.Rule, between), s.about.View(), s.room.height)
		return strings.Join(append(lines, columns), "\n")
	}
	lines = append(lines, list...)
	if s.room.below {
		lines = append(lines, s.env.Theme.Paint(theme.Rule, strings.Repeat("─", s.width)), layout.Indent(s.about.View(), margin))
	}
	return strings.Join(lines, "\n")
}

func (s *Screen) searchLine() string {
	role := theme.Subtle
	if s.search.Focused() {
		role = theme.Accent
	}
	return " " + s.env.Theme.Paint(role, "/") + " " + s.search.Line(s.env.Theme)
}

// listLines draws the rows in sight.
func (s *Screen) listLines() []string {
	lines := make([]string, s.room.height)
	for i := range lines {
		at := s.sets.top + i
		if at < len(s.sets.rows) {
			lines[i] = s.rowLine(s.sets.rows[at], at == s.sets.at)
		}
	}
	return lines
}

// rowLine draws a heading, or a set with what it asks for.
func (s *Screen) rowLine(r row, here bool) string {
	t := s.env.Theme
	if r.set == nil {
		return t.Paint(theme.Strong, layout.Cut(" "+r.heading, s.room.list))
	}
	paint, mark := t.Paint, "   "
	if here {
		paint, mark = t.PaintCursor, " › "
		if s.reading {
			paint, mark = t.Paint, " · " // what is scrolled is about it
		}
	}
	asks := s.sets.asks[r.set.ID]
	if r.set.Own && r.set.Group != preset.GroupOwn {
		asks = strings.TrimSpace("yours " + asks)
	}
	width := max(s.room.list-4, 1)
	line := layout.Ends(plain.Text(r.set.Title), "", max(width-len(asks)-1, 0))
	return paint(theme.Accent, mark) + paint(theme.Text, layout.Pad(line, max(width-len(asks), 0))) + paint(theme.Subtle, layout.Cut(asks, width)+" ")
}

// nothing says that no set matches, and what to do then.
func (s *Screen) nothing() []string {
	b := &sheet{theme: s.env.Theme, width: max(s.width-2*margin, 8)}
	if s.sets.query == "" {
		return []string{layout.Indent("There are no sets.", margin)}
	}
	b.say(theme.Text, "No set matches "+strconv.Quote(s.sets.query)+".")
	if s.suggested != nil {
		b.blank()
		b.say(theme.Subtle, "Is it for certificates? "+strconv.Quote(plain.Text(s.suggested.Title))+" suits every ACME client; tab opens it.")
	}
	b.say(theme.Subtle, "esc shows all sets.")
	lines := strings.Split(layout.Indent(strings.Join(b.lines, "\n"), margin), "\n")
	return lines[:min(len(lines), s.room.height)]
}
