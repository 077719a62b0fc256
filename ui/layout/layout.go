// Package layout fits text into a frame: lines cut, padded and put side by
// side, with escape sequences and wide runes counted right.
package layout

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// Cut shortens a line to width cells, with an ellipsis when something is lost.
func Cut(line string, width int) string {
	if width <= 0 {
		return ""
	}
	return ansi.Truncate(line, width, "…")
}

// CutMiddle shortens plain text to width cells by what stands in its middle: names
// that begin alike differ at their ends, of which more is kept.
func CutMiddle(text string, width int) string {
	have := ansi.StringWidth(text)
	if have <= width || width < 5 {
		return Cut(text, width)
	}
	head := (width - 1) / 3
	tail := width - 1 - head
	return ansi.Truncate(text, head, "") + "…" + ansi.TruncateLeft(text, have-tail, "")
}

// Pad fills a line with blanks to width cells; a longer one is cut.
func Pad(line string, width int) string {
	line = Cut(line, width)
	return line + strings.Repeat(" ", max(width-ansi.StringWidth(line), 0))
}

// Ends puts left and right at the two ends of a line of width cells. When both
// do not fit, the left one gives way.
func Ends(left, right string, width int) string {
	r := ansi.StringWidth(right)
	if r >= width {
		return Cut(right, width)
	}
	if r == 0 {
		return Cut(left, width)
	}
	return Pad(Cut(left, max(width-r-1, 0)), width-r) + right
}

// Frame cuts or fills content to exactly height lines of at most width cells.
func Frame(content string, width, height int) string {
	if height <= 0 {
		return ""
	}
	lines := strings.Split(content, "\n")
	out := make([]string, height)
	for i := range out {
		if i < len(lines) {
			out[i] = Cut(lines[i], width)
		}
	}
	return strings.Join(out, "\n")
}

// Columns puts two blocks side by side: left is padded to its width.
func Columns(left string, leftWidth int, between, right string, height int) string {
	l, r := strings.Split(left, "\n"), strings.Split(right, "\n")
	out := make([]string, height)
	for i := range out {
		var a, b string
		if i < len(l) {
			a = l[i]
		}
		if i < len(r) {
			b = r[i]
		}
		out[i] = Pad(a, leftWidth) + between + b
	}
	return strings.Join(out, "\n")
}

// heldHyphen stands for a hyphen at which no line is broken. It is as wide, and of
// the private use area, so that no text has it.
const heldHyphen = "\ue000"

// holdFlags keeps the hyphens of flags and paths together: neither "--dry-run" nor
// "~/my-keys" is a word that is divided by a hyphen.
func holdFlags(text string) string {
	if !strings.Contains(text, "-") {
		return text
	}
	var b strings.Builder
	for text != "" {
		end := strings.IndexFunc(text, unicode.IsSpace)
		if end < 0 {
			end = len(text)
		}
		word, rest := text[:end], text[end:]
		if strings.ContainsAny(word, `/\`) || isFlag(word) {
			word = strings.ReplaceAll(word, "-", heldHyphen)
		}
		next := strings.IndexFunc(rest, func(c rune) bool { return !unicode.IsSpace(c) })
		if next < 0 {
			next = len(rest)
		}
		b.WriteString(word + rest[:next])
		text = rest[next:]
	}
	return b.String()
}

// isFlag reports whether a hyphen stands in a word where no word can be divided.
func isFlag(word string) bool {
	before := ' '
	for _, c := range word {
		if c == '-' && !unicode.IsLetter(before) && !unicode.IsDigit(before) {
			return true
		}
		before = c
	}
	return false
}

// Wrap breaks plain text into lines of at most width cells, at blanks where
// possible. A flag is not broken at its hyphens.
func Wrap(text string, width int) []string {
	if width <= 0 {
		return nil
	}
	var lines []string
	for line := range strings.SplitSeq(ansi.Wrap(holdFlags(text), width, ""), "\n") {
		// Of a line that begins with a blank ansi.Wrap makes one cell too many.
		if ansi.StringWidth(line) > width {
			line = ansi.Hardwrap(line, width, true)
		}
		lines = append(lines, strings.Split(strings.ReplaceAll(line, heldHyphen, "-"), "\n")...)
	}
	return lines
}

// Number writes n with commas between its thousands.
func Number(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// Count writes a number with its noun, which takes an s for all numbers but one.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Number(n) + " " + noun + "s"
}

// Indent puts a margin of blanks before every line that is not empty.
func Indent(content string, margin int) string {
	blank := strings.Repeat(" ", margin)
	lines := strings.Split(content, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = blank + line
		}
	}
	return strings.Join(lines, "\n")
}
