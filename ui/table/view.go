package table

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ui/theme"
)

// The marks stand in the gutter, so that nothing is told by colour alone.
const (
	cursorMark   = " › "
	noCursorMark = "   "
	pickedMark   = "■ "
	noPickedMark = "  "
	partlyMark   = "▪ " // on a heading: some of its rows
	ascending    = "▴"
	descending   = "▾"
)

// View draws the header and the visible rows: exactly as many lines as the
// height, each exactly as wide as the table, so that a panel can be set beside
// them. At height 0 it is empty.
func (t *Table[R]) View() string {
	if t.height == 0 {
		return ""
	}
	var b strings.Builder
	b.Grow(t.height * (t.width + 96))
	t.header(&b)
	for line := range t.window() {
		b.WriteByte('\n')
		if at := t.top + line; at < len(t.shown) {
			t.line(&b, t.shown[at], at == t.at)
			continue
		}
		blank(&b, t.width)
	}
	return b.String()
}

func (t *Table[R]) header(b *strings.Builder) {
	if len(t.places) == 0 {
		blank(b, t.width)
		return
	}
	blank(b, gutter)
	used := gutter
	for i, p := range t.places {
		if i > 0 {
			blank(b, gap)
			used += gap
		}
		text, pad := t.title(p)
		if t.columns[p.column].Right {
			blank(b, pad)
			b.WriteString(t.theme.Paint(theme.Subtle, text))
		} else {
			b.WriteString(t.theme.Paint(theme.Subtle, text))
			blank(b, pad)
		}
		used += p.width
	}
	blank(b, t.width-used)
}

// title is what stands above a column, and the blanks that it leaves free. Of
// the sorted column rather the title is cut than the arrow.
func (t *Table[R]) title(p place) (text string, pad int) {
	title := t.columns[p.column].Title
	if p.column != t.sorted {
		text, used := fit(title, p.width)
		return text, p.width - used
	}
	arrow := ascending
	if t.reverse {
		arrow = descending
	}
	if p.width < 2 {
		return arrow, p.width - 1
	}
	text, used := fit(title, p.width-1)
	if used > 0 && used+2 <= p.width {
		text, used = text+" ", used+1
	}
	return text + arrow, p.width - used - 1
}

// line draws one row. The row under the cursor is painted over its whole width.
func (t *Table[R]) line(b *strings.Builder, e *entry[R], cursor bool) {
	if len(t.places) == 0 {
		var narrow strings.Builder
		t.marks(&narrow, e, cursor)
		b.WriteString(ansi.Truncate(narrow.String(), t.width, ""))
		blank(b, t.width-gutter)
		return
	}
	t.marks(b, e, cursor)
	if e.head != nil {
		t.heading(b, e.head, cursor && t.focused)
		return
	}
	lit := cursor && t.focused
	used := gutter
	for i, p := range t.places {
		column := &t.columns[p.column]
		in := 0
		if i == 0 {
			in = e.setIn(p.width)
		}
		var cell Cell
		if column.Cell != nil {
			cell = column.Cell(e.row, p.width-in)
		}
		text, width := fit(cell.Text, p.width-in)
		before, after := in, p.width-in-width
		if column.Right {
			before, after = in+after, 0
		}
		used += p.width
		if i < len(t.places)-1 {
			after += gap
			used += gap
		} else {
			after += t.width - used
		}
		if lit {
			b.WriteString(t.theme.PaintCursor(cell.Role, blanks(before)+text+blanks(after)))
			continue
		}
		blank(b, before)
		b.WriteString(t.theme.Paint(cell.Role, text))
		blank(b, after)
	}
}

// marks draws the gutter.
func (t *Table[R]) marks(b *strings.Builder, e *entry[R], cursor bool) {
	here, picked := noCursorMark, t.picking(e)
	if cursor {
		here = cursorMark
	}
	switch {
	case cursor && t.focused:
		b.WriteString(t.theme.PaintCursor(theme.Accent, here))
		b.WriteString(t.theme.PaintCursor(theme.Picked, picked))
		return
	case cursor:
		b.WriteString(t.theme.Paint(theme.Subtle, here))
	default:
		b.WriteString(here)
	}
	if picked != noPickedMark {
		picked = t.theme.Paint(theme.Picked, picked)
	}
	b.WriteString(picked)
}

// picking is the mark of what is selected.
func (t *Table[R]) picking(e *entry[R]) string {
	switch {
	case e.head != nil:
		return e.head.picking()
	case e.marked():
		return pickedMark
	}
	return noPickedMark
}
