package table

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// ellipsis ends what was cut; it is one cell wide.
const ellipsis = "…"

// fit returns text on one line in at most width cells, and the cells it takes.
func fit(text string, width int) (string, int) {
	if ascii(text) {
		if len(text) <= width {
			return text, len(text)
		}
		return text[:width-1] + ellipsis, width
	}
	text = anchored(strings.Map(tame, text))
	used := ansi.StringWidth(text)
	if used <= width {
		return text, used
	}
	text = ansi.Truncate(text, width, ellipsis)
	return text, ansi.StringWidth(text)
}

// ascii reports whether every byte of text is one visible cell, which is the
// common case and needs no measuring.
func ascii(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// tame turns what would break the line into a blank.
func tame(r rune) rune {
	if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
		return ' '
	}
	return r
}

// anchored gives what would melt into the blanks around the text, such as a
// lone accent or variation selector, something of its own to melt into. Else the
// line would not be as wide as its parts.
func anchored(text string) string {
	if ansi.StringWidth(" "+text) != 1+ansi.StringWidth(text) {
		text = "◌" + text
	}
	if ansi.StringWidth(text+" ") != ansi.StringWidth(text)+1 {
		text += ellipsis
	}
	return text
}

const someBlanks = "                                                                                "

func blanks(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= len(someBlanks):
		return someBlanks[:n]
	}
	return strings.Repeat(" ", n)
}

func blank(b *strings.Builder, n int) { b.WriteString(blanks(n)) }
