package operations

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// rowLine draws one row. Under the cursor it is painted over its whole width while
// the keys go to the pane.
func (p *Pane) rowLine(at int, here bool) string {
	r := p.rows[at]
	paint := p.theme.Paint
	if here && p.focused && !p.Typing() {
		paint = p.theme.PaintCursor
	}
	cursor, role := "   ", theme.Accent
	if here {
		cursor = " › "
		if !p.focused {
			role = theme.Subtle
		}
	}
	marked, reach := p.marks(r, at)
	picked := noSign
	if marked {
		picked = signPicked
	}
	start := paint(role, cursor) + paint(theme.Picked, picked) + paint(theme.Good, signOf(reach))
	if r.heading() {
		return start + p.headingCells(r, paint)
	}
	return start + p.operationCells(r, paint)
}

// marks are whether a row, or anything in its section, is selected, and how much
// of it the rules reach.
func (p *Pane) marks(r row, at int) (picked bool, reach Reach) {
	if r.heading() {
		s := &p.index.sections[r.section]
		return s.picked > 0, s.reach()
	}
	return p.picked[r.place] || p.ranged(at), p.reachOf(r)
}

// reachOf is how much of an operation the rule that is looked at reaches, or else
// the rules there are.
func (p *Pane) reachOf(r row) Reach {
	switch {
	case r.part:
		return Partly
	case p.hits != nil:
		return Wholly
	case r.place < len(p.reach):
		return p.reach[r.place]
	}
	return Unreached
}

func signOf(r Reach) string {
	switch r {
	case Wholly:
		return signWholly
	case Partly:
		return signPartly
	case Unreached:
	}
	return noSign
}

// painter is one of the theme's two ways to paint.
type painter func(theme.Role, string) string

// headingCells draws a section: its name and how many operations it has.
func (p *Pane) headingCells(r row, paint painter) string {
	s := &p.index.sections[r.section]
	fold := signClosed
	if p.open[s.name] {
		fold = signOpen
	}
	size := layout.Number(len(s.places))
	if s.reached > 0 {
		size = layout.Number(s.reached) + " of " + size
	}
	if s.picked > 0 {
		size = layout.Number(s.picked) + " selected · " + size
	}
	room := max(p.width-gutter-markWidth-edge-len(noSign), 1)
	used := ansi.StringWidth(size)
	name := layout.Pad(title(s), max(room-used-1, 0))
	return paint(theme.Subtle, fold) + paint(theme.Strong, name) + paint(theme.Subtle, " "+layout.Cut(size, room)+" ")
}

// title names a section.
func title(s *section) string {
	if s.name == "" {
		return "no section"
	}
	return s.name
}

// operationCells draws method, path and what there is to say in the row.
func (p *Pane) operationCells(r row, paint painter) string {
	o := p.index.At(r.place)
	method := string(o.Method)
	if p.room.method == shortMethod && o.Method == rule.Delete {
		method = "DEL"
	}
	cells := paint(methodRole(o.Method), layout.Pad(method, p.room.method))
	words := strings.Join(remarks(o), ", ")
	used := ansi.StringWidth(words)
	if p.room.words > 0 {
		room := p.room.words - used
		if used > 0 {
			room--
		}
		text := layout.Pad(o.Description, max(room, 0)) + strings.Repeat(" ", min(used, 1))
		return cells + paint(theme.Text, layout.Pad(cutPath(o.Path, p.room.path), p.room.path)+"  ") + paint(theme.Subtle, text+words+" ")
	}
	room := p.room.path
	if used > 0 && room-used-1 >= min(leastPath, ansi.StringWidth(o.Path)) {
		room -= used + 1
		words = " " + words
	} else {
		words = ""
	}
	return cells + paint(theme.Text, layout.Pad(cutPath(o.Path, room), room)) + paint(theme.Subtle, words+" ")
}

// leastPath is what remarks leave a path at least.
const leastPath = 20

// remarks are what a row says about an operation beside its path.
func remarks(o catalog.Operation) []string {
	var words []string
	switch o.Status {
	case catalog.Deprecated:
		words = append(words, "deprecated")
	case catalog.Beta:
		words = append(words, "beta")
	case catalog.Alpha:
		words = append(words, "alpha")
	case catalog.Production:
	}
	if o.NoAuth {
		words = append(words, "open to everybody")
	}
	return words
}

// methodRole tells what reads, what changes and what deletes apart.
func methodRole(m rule.Method) theme.Role {
	switch m {
	case rule.Get:
		return theme.Subtle
	case rule.Delete:
		return theme.Danger
	case rule.Post, rule.Put, rule.Patch:
	}
	return theme.Caution
}
