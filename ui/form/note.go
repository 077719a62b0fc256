package form

import (
	"strings"

	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// Mark stands before what wants attention, so that colour is not the only sign.
const Mark = "▲ "

// Note is something said about what was typed.
type Note struct {
	Text string
	// Role is Danger for what must change, Caution for what may, and Subtle for
	// the rest.
	Role theme.Role
}

// Wrong is a note about what must change before the text can be used.
func Wrong(text string) Note { return Note{text, theme.Danger} }

// Marked reports whether the note carries the mark.
func (n Note) Marked() bool { return n.Role == theme.Danger || n.Role == theme.Caution }

// Lines draws the note in at most width cells a line. Without a theme the lines
// are plain.
func (n Note) Lines(t *theme.Theme, width int) []string {
	margin := 0
	if n.Marked() {
		margin = len([]rune(Mark))
	}
	lines := layout.Wrap(n.Text, max(width-margin, 8))
	for i, line := range lines {
		switch {
		case margin > 0 && i == 0:
			line = Mark + line
		case margin > 0:
			line = strings.Repeat(" ", margin) + line
		}
		if t != nil {
			line = t.Paint(n.Role, line)
		}
		lines[i] = line
	}
	return lines
}

// SetNotes says something under the field, in the order given.
func (f *Field) SetNotes(notes ...Note) { f.notes = notes }

// Notes are what is said under the field.
func (f *Field) Notes() []Note { return f.notes }

// noteLines draws all notes, below the text.
func (f *Field) noteLines(t *theme.Theme) []string {
	var lines []string
	blank := strings.Repeat(" ", f.indent())
	for _, n := range f.notes {
		for _, line := range n.Lines(t, f.room()) {
			lines = append(lines, blank+line)
		}
	}
	return lines
}
