package setup

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// Where text stands: the margin, and how wide a line may grow before it is
// tiring to read.
const (
	margin = 3
	widest = 88
)

func (s *Screen) measure() int { return max(min(s.width-2*margin, widest), 20) }

// stages name the parts of the set-up as the heading counts them.
var stages = []string{"the account", "the rights", "the keys", "the token", "the file"}

// tokenStage is the part in which the token is asked for and waited for.
const tokenStage = 3

// stage is the part that a step belongs to.
func (s *Screen) stage() int {
	switch s.step {
	case stepReading, stepEndpoint, stepURL:
		return 0
	case stepRights:
		return 1
	case stepWay, stepKeys, stepChecking, stepVerdict:
		return 2
	case stepAsk, stepSecret:
		return tokenStage
	case stepFinishing:
		return 4
	}
	return 0
}

// Heading says how far the set-up is.
func (s *Screen) Heading() shell.Heading {
	left := nth(s.stage()) + " · " + stages[s.stage()]
	return shell.Heading{Title: "Set up Tokens for OVH", Left: s.env.Theme.Paint(theme.Subtle, left)}
}

// nth counts a part; the last one is where the key is written.
func nth(stage int) string { return fmt.Sprintf("Step %d of %d", stage+1, len(stages)) }

// sheet collects the lines of a step, and where the focus is.
type sheet struct {
	theme *theme.Theme
	width int // of a paragraph
	full  int // of the screen
	lines []string
	// The line that has the focus, and the column of the cursor on it.
	focus, column int
	focused       bool
}

func (b *sheet) blank() { b.lines = append(b.lines, "") }

// say writes a paragraph.
func (b *sheet) say(role theme.Role, text string) { b.hang("", 0, role, text) }

// hang writes text from a column on, with a label before its first line.
func (b *sheet) hang(label string, column int, role theme.Role, text string) {
	for i, line := range layout.Wrap(text, max(b.width-column, 16)) {
		before := strings.Repeat(" ", margin+column)
		if i == 0 && label != "" {
			before = strings.Repeat(" ", margin) + layout.Pad(label, column)
		}
		b.lines = append(b.lines, before+b.theme.Paint(role, line))
	}
}

// row writes one row of a list.
func (b *sheet) row(text, more string, current bool) {
	mark, paint := "   ", b.theme.Paint
	if current {
		mark, paint = " › ", b.theme.PaintCursor
		b.focus, b.column, b.focused = len(b.lines), 1, true
		more = layout.Pad(more, b.width-ansi.StringWidth(text))
	}
	b.lines = append(b.lines, paint(theme.Accent, mark)+paint(theme.Text, text)+paint(theme.Subtle, layout.Cut(more, b.width-ansi.StringWidth(text))))
}

// field draws a field with its notes.
func (b *sheet) field(f *form.Field) {
	if x, _, shown := f.Cursor(); shown {
		b.focus, b.column, b.focused = len(b.lines), margin+x, true
	}
	for line := range strings.SplitSeq(f.View(b.theme), "\n") {
		b.lines = append(b.lines, strings.Repeat(" ", margin)+line)
	}
}

// link writes an address whole: one that fits stands at the margin, a longer one
// takes the full width, so that what a terminal selects holds no blanks.
func (b *sheet) link(address string) {
	width, indent := max(b.full, 1), ""
	if ansi.StringWidth(address) <= b.full-2*margin {
		indent = strings.Repeat(" ", margin)
	}
	open, end := ansi.SetHyperlink(address, "id=page"), ansi.ResetHyperlink()
	for line := range strings.SplitSeq(ansi.Hardwrap(address, width, true), "\n") {
		b.lines = append(b.lines, indent+open+line+end)
	}
}

// sheet draws the whole of the present step.
func (s *Screen) sheet() *sheet {
	b := &sheet{theme: s.env.Theme, width: s.measure(), full: s.width}
	if s.height > 12 {
		b.blank()
		s.drawAnswers(b)
	}
	if s.storeErr != nil {
		b.say(theme.Caution, "What you answer cannot be stored for the next start: "+plain.Text(s.storeErr.Error())+".")
		b.blank()
	}
	switch s.step {
	case stepReading:
		b.say(theme.Text, "Looking where the set-up was left…")
	case stepEndpoint:
		s.drawEndpoint(b)
	case stepURL:
		s.drawURL(b)
	case stepRights:
		s.drawRights(b)
	case stepWay:
		s.drawWay(b)
	case stepKeys:
		s.drawKeys(b)
	case stepChecking:
		b.say(theme.Text, "Asking "+s.endpoint.Short()+" whether it knows this application…")
		b.say(theme.Subtle, "Nothing derived from the secret is sent for that.")
	case stepVerdict:
		s.drawVerdict(b)
	case stepAsk:
		s.drawAsk(b)
	case stepSecret:
		s.drawSecret(b)
	case stepFinishing:
		b.say(theme.Text, "Reading the keys of this machine…")
	}
	return b
}

// window is the first line shown and how many stay hidden below. The line with
// the focus is always in sight.
func (s *Screen) window() (top, below int) {
	b := s.sheet()
	last := max(len(b.lines)-s.height, 0)
	top = min(s.top, last)
	if b.focused {
		top = max(min(b.focus-s.height/2, last), 0)
	}
	return top, last - top
}

// View draws the lines that fit.
func (s *Screen) View() string {
	lines := s.sheet().lines
	top, _ := s.window()
	return strings.Join(lines[top:min(top+s.height, len(lines))], "\n")
}

// Cursor stands on the row or in the field that has the focus.
func (s *Screen) Cursor() (x, y int, visible bool) {
	b := s.sheet()
	top, _ := s.window()
	return b.column, b.focus - top, b.focused
}

// sentence makes one of an error.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + strings.TrimRight(text[size:], ".") + "."
}
