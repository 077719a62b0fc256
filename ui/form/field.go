// Package form holds the parts of a form: a line of text to be typed, and what
// is said about it. It knows nothing of the screens it stands on.
package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// maxPaste bounds, in bytes, what is pasted into one line.
const maxPaste = 4096

// Field is one line of text with a label before it and notes below it. The text
// scrolls sideways when it is longer than the field, and the terminal's own
// cursor shows where typing goes.
type Field struct {
	label, placeholder string
	notes              []Note
	input              textinput.Model
	masked             bool
	width              int
	first              int // the first rune of the text that is shown
}

// New returns an empty field. Label and placeholder may be empty; the
// placeholder stands where the text will.
func New(label, placeholder string) *Field {
	input := textinput.New()
	input.Prompt = ""
	input.SetVirtualCursor(false)
	// Pasting is the terminal's and arrives as a message; the widget would read
	// the clipboard by itself.
	input.KeyMap.Paste.SetEnabled(false)
	return &Field{label: label, placeholder: placeholder, input: input, width: 40}
}

// Dot stands for each character of a masked text.
const Dot = "•"

// SetMasked hides the text behind as many dots, or shows it; Value tells it
// either way.
func (f *Field) SetMasked(masked bool) {
	f.masked = masked
	f.follow()
}

// Masked reports whether the text is hidden.
func (f *Field) Masked() bool { return f.masked }

// String names the field; it keeps fmt from what was typed.
func (f *Field) String() string { return "field " + f.label }

// SetWidth gives the room in cells for label and text together.
func (f *Field) SetWidth(width int) {
	f.width = width
	f.follow()
}

// Focus makes the field take keystrokes, with the cursor behind the text.
func (f *Field) Focus() {
	// The command is that of the widget's own cursor, which is not shown.
	_ = f.input.Focus()
	f.input.CursorEnd()
	f.follow()
}

// Blur makes the field ignore keystrokes.
func (f *Field) Blur() {
	f.input.Blur()
	f.first = 0
}

// Focused reports whether the field takes keystrokes.
func (f *Field) Focused() bool { return f.input.Focused() }

// Value is the text as typed.
func (f *Field) Value() string { return f.input.Value() }

// SetValue replaces the text and puts the cursor behind it.
func (f *Field) SetValue(text string) {
	f.input.SetValue(clean(text))
	f.input.CursorEnd()
	f.first = 0
	f.follow()
}

// Update takes a keystroke or a paste and reports whether it was the field's: a
// paste of several lines, or one too long for a line, is left to the screen as
// a whole.
func (f *Field) Update(msg tea.Msg) bool {
	if !f.Focused() {
		return false
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		msg.Text = clean(msg.Text)
		f.input, _ = f.input.Update(msg)
	case tea.PasteMsg:
		text := strings.TrimRight(msg.Content, "\r\n")
		if strings.ContainsAny(text, "\r\n") || len(text) > maxPaste {
			return false
		}
		f.input, _ = f.input.Update(tea.PasteMsg{Content: clean(text)})
	default:
		return false
	}
	f.follow()
	return true
}

// clean drops what can't be seen and keeps blanks as typed.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.C) || !unicode.IsPrint(r):
			return -1
		}
		return r
	}, text)
}

// indent is where the text begins.
func (f *Field) indent() int {
	if f.label == "" {
		return 0
	}
	return min(ansi.StringWidth(f.label)+2, max(f.width/2, 0))
}

// room is how many cells the text has; the cursor takes one of them.
func (f *Field) room() int { return max(f.width-f.indent(), 2) }

// follow keeps the cursor within what is shown, and fills the room.
func (f *Field) follow() {
	text, at := f.shown(), f.input.Position()
	f.first = max(min(f.first, at), f.reach(text[:at]))
	f.first = min(f.first, f.reach(text))
}

// reach is the first rune from which on a text has room, with one cell to spare.
// The text is gone through once: a paste may be long, and in any script.
func (f *Field) reach(text []rune) int {
	rest, room, first := string(text), f.room(), 0
	var widths, runes []int // of what is one character on the screen
	total := 0
	for rest != "" {
		cluster, width := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
		rest = rest[len(cluster):]
		widths, runes, total = append(widths, width), append(runes, utf8.RuneCountInString(cluster)), total+width
	}
	for i, width := range widths {
		if total < room {
			break
		}
		total -= width
		first += runes[i]
	}
	return first
}

// Cursor is where the terminal's cursor belongs, counted from the field's first
// cell.
func (f *Field) Cursor() (x, y int, visible bool) {
	text := f.shown()
	return f.indent() + ansi.StringWidth(string(text[f.first:f.input.Position()])), 0, f.Focused()
}

// Line draws label and text without the notes.
func (f *Field) Line(t *theme.Theme) string {
	label := ""
	if f.label != "" {
		role := theme.Subtle
		if f.Focused() {
			role = theme.Accent
		}
		label = t.Paint(role, layout.Pad(f.label, f.indent()))
	}
	if f.input.Value() == "" {
		return label + t.Paint(theme.Subtle, layout.Cut(f.placeholder, f.room()))
	}
	return label + f.text()
}

// shown is the text as it may be seen.
func (f *Field) shown() []rune {
	text := []rune(f.input.Value())
	if f.masked {
		return []rune(strings.Repeat(Dot, len(text)))
	}
	return text
}

// text is the part of the text that is shown.
func (f *Field) text() string {
	rest := string(f.shown()[f.first:])
	if f.Focused() {
		return ansi.Truncate(rest, f.room(), "")
	}
	return layout.Cut(rest, f.room())
}

// View draws the line and the notes under it.
func (f *Field) View(t *theme.Theme) string {
	return strings.Join(append([]string{f.Line(t)}, f.noteLines(t)...), "\n")
}

// Height is how many lines View draws.
func (f *Field) Height() int { return 1 + len(f.noteLines(nil)) }
