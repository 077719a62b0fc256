package presets

import (
	"strings"

	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// layFill composes the form for the present room.
func (s *Screen) layFill() {
	f := s.fill
	width := max(s.width-2*margin, 12)
	for _, e := range f.entries {
		e.field.SetWidth(min(width, measure))
		e.field.SetNotes(f.notes(e)...)
	}
	if f.pick != nil {
		f.pick.filter.SetWidth(max(s.width-searchIndent-1, 8))
		f.pick.settle(max(s.height-s.pickHead(), 1))
		return
	}
	b := &sheet{theme: s.env.Theme, width: width}
	b.warning(&f.set)
	b.head("Rules")
	b.rules(f.rules, func(r rule.Rule) string { return noteOf(f.set, r) })
	b.may(f.may)
	b.blank()
	b.remark(&f.set)
	b.origin(&f.set)
	f.about.SetLines(b.lines)
	f.room = max(s.height-f.fieldsHeight()-1, 0)
	f.about.SetHeight(f.room)
}

// fieldsHeight is how many lines the fields take, with a blank one before each.
func (f *fill) fieldsHeight() int {
	lines := 0
	for _, e := range f.entries {
		lines += 1 + e.field.Height()
	}
	return lines
}

func (s *Screen) fillHeading() shell.Heading {
	f, t := s.fill, s.env.Theme
	left := f.set.Group.Title()
	if f.adding {
		left = "added to the rules there are"
	}
	right := f.about.More()
	if p := f.pick; p != nil {
		right = ""
		if p.count > 0 {
			right = layout.Number(p.count) + " picked"
		}
	}
	return shell.Heading{Title: plain.Text(f.set.Title), Left: t.Paint(theme.Subtle, left), Right: t.Paint(theme.Subtle, right)}
}

func (s *Screen) fillCursor() (x, y int, visible bool) {
	f := s.fill
	if f.pick != nil {
		x, _, visible = f.pick.filter.Cursor()
		return x + searchIndent, max(s.pickHead()-2, 0), visible
	}
	x, _, visible = f.current().field.Cursor()
	return x + margin, f.line() - s.hidden(), visible
}

// line is where the field with the focus stands among the lines of the fields.
func (f *fill) line() int {
	y := 1
	for _, e := range f.entries[:f.at] {
		y += 1 + e.field.Height()
	}
	return y
}

// hidden is how many lines of the fields are left out above, in a terminal that
// is too low for all of them.
func (s *Screen) hidden() int {
	return max(min(s.fill.line()-(s.height-1)/2, s.fill.fieldsHeight()-s.height), 0)
}

// fillView draws the fields and the rules that come of them, or the values to
// pick from.
func (s *Screen) fillView() string {
	f := s.fill
	if f.pick != nil {
		return s.pickView()
	}
	var fields []string
	for _, e := range f.entries {
		fields = append(fields, "", layout.Indent(e.field.View(s.env.Theme), margin))
	}
	lines := strings.Split(strings.Join(fields, "\n"), "\n")[s.hidden():]
	if f.room > 0 {
		lines = append(lines, "", layout.Indent(f.about.View(), margin))
	}
	return strings.Join(lines[:min(len(lines), s.height)], "\n")
}

// pickHead is how many lines stand above the values.
func (s *Screen) pickHead() int {
	if s.height < 10 {
		return 1
	}
	return 4
}

// settle keeps the cursor among the values in sight.
func (p *pick) settle(height int) {
	p.height = height
	p.top = min(p.top, p.at)
	p.top = max(p.top, p.at-height+1)
	p.top = max(min(p.top, len(p.shown)-height), 0)
}

// pickView draws the values of the account that match.
func (s *Screen) pickView() string {
	p, t := s.fill.pick, s.env.Theme
	filter := " " + t.Paint(theme.Accent, "/") + " " + p.filter.Line(t)
	title := t.Paint(theme.Strong, "Which "+p.entry.Label) + t.Paint(theme.Subtle, " · of this account, by GET "+strings.Join(p.routes, ", "))
	lines := []string{
		" " + layout.Cut(title, s.width-2), "", filter, "",
	}
	if s.pickHead() == 1 {
		lines = []string{filter}
	}
	switch {
	case p.loading:
		lines = append(lines, t.Paint(theme.Subtle, "  Asking OVH for them …"))
	case len(p.shown) == 0:
		note := form.Note{Text: "None of " + layout.Number(len(p.values)) + " matches.", Role: theme.Subtle}
		lines = append(lines, layout.Indent(strings.Join(note.Lines(t, s.width-2*margin), "\n"), margin))
	}
	for i := p.top; i < min(p.top+p.height, len(p.shown)) && !p.loading; i++ {
		lines = append(lines, s.valueLine(i))
	}
	return strings.Join(lines, "\n")
}

func (s *Screen) valueLine(i int) string {
	p, t := s.fill.pick, s.env.Theme
	paint, mark, sign := t.Paint, "   ", "  "
	if i == p.at {
		paint, mark = t.PaintCursor, " › "
	}
	v := p.values[p.shown[i]]
	role := theme.Text
	if p.picked[v] {
		role, sign = theme.Picked, "■ "
	}
	return paint(theme.Accent, mark) + paint(theme.Picked, sign) + paint(role, layout.Cut(v, max(s.width-6, 1)))
}
