package text

import (
	"fmt"
	"strings"

	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// readable is the widest line that is still read with ease.
const readable = 100

// margin stands before every line.
const margin = "  "

// Lines gathers wrapped text for a pane.
type Lines struct {
	theme  *theme.Theme
	width  int
	labels int
	out    []string
}

// NewLines begins a text on a screen of that width, with a column of labels.
func NewLines(t *theme.Theme, width, labels int) *Lines {
	return &Lines{theme: t, width: max(min(width-2*len(margin), readable), 10), labels: labels}
}

// All is what was gathered.
func (b *Lines) All() []string { return b.out }

// Blank leaves a line empty.
func (b *Lines) Blank() { b.out = append(b.out, "") }

// Say writes a paragraph; an empty one is left out.
func (b *Lines) Say(role theme.Role, words string) {
	if words == "" {
		return
	}
	for _, line := range layout.Wrap(words, b.width) {
		b.out = append(b.out, margin+b.theme.Paint(role, line))
	}
}

// Ask writes a question and beside it the answers that count.
func (b *Lines) Ask(question string) {
	b.out = append(b.out, margin+b.theme.Paint(theme.Strong, question)+margin+b.theme.Paint(theme.Subtle, "y/N"))
}

// Field writes a label with its value wrapped beside it; an empty label goes on
// with the field before, an empty value is left out.
func (b *Lines) Field(label string, role theme.Role, value string) {
	if value == "" {
		return
	}
	for i, line := range layout.Wrap(value, max(b.width-b.labels, 10)) {
		if i > 0 {
			label = ""
		}
		b.out = append(b.out, margin+layout.Pad(b.theme.Paint(theme.Subtle, label), b.labels)+b.theme.Paint(role, line))
	}
}

// Several names up to most things, and counts those that would be too many to
// read; a single one is named rather than counted.
func Several(names []string, most int, things string) string {
	if n := len(names) - most; n > 1 {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more %s", n, things)
	}
	return strings.Join(names, ", ")
}
