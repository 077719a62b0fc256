package keep

import (
	"fmt"
	"strings"

	"ovh-tokens/ui/form"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// Where text stands: the margin, and how wide a line may grow before it is
// tiring to read.
const (
	margin  = 3
	measure = 100
)

// line is a paragraph in a role.
type line struct {
	role theme.Role
	text string
}

// sheet collects lines of at most a width, behind the margin.
type sheet struct {
	theme *theme.Theme
	width int
	lines []string
}

func (s *Screen) sheet(width int) *sheet { return &sheet{theme: s.env.Theme, width: max(width, 16)} }

func (b *sheet) blank() { b.lines = append(b.lines, "") }

// put adds a line that is painted already.
func (b *sheet) put(text string) {
	b.lines = append(b.lines, strings.Repeat(" ", margin)+layout.Cut(text, b.width))
}

// say writes a paragraph.
func (b *sheet) say(role theme.Role, text string) {
	for _, line := range layout.Wrap(text, b.width) {
		b.put(b.theme.Paint(role, line))
	}
}

// warn writes a paragraph behind the mark.
func (b *sheet) warn(text string) {
	for _, line := range (form.Note{Text: text, Role: theme.Caution}).Lines(b.theme, b.width) {
		b.put(line)
	}
}

// change writes a line of a file that comes or goes.
func (b *sheet) change(role theme.Role, number int, sign, text string) {
	b.put(b.theme.Paint(theme.Subtle, fmt.Sprintf("%4d ", number)) + b.theme.Paint(role, sign+" "+text))
}

// more is a line that says at its end how much a pane hides below, or is blank.
func (s *Screen) more(p *text.Pane, width int) string {
	if p.Below() == 0 {
		return ""
	}
	return layout.Ends("", s.env.Theme.Paint(theme.Subtle, "pgdn shows "+count(p.Below(), "more line")), width-margin)
}
