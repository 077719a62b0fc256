package builder

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/sign"
	"ovh-tokens/ui/theme"
)

// line is text in a role.
type line struct {
	role theme.Role
	text string
}

// scroll is a text of which a part is shown.
type scroll struct {
	lines []line
	top   int
}

// settle keeps the shown part within the text.
func (c *scroll) settle(height int) { c.top = max(min(c.top, len(c.lines)-height), 0) }

// draw paints what is shown in a height. At the end it says how many lines are
// left out and how to get to them.
func (c *scroll) draw(t *theme.Theme, width, height int, how string) []string {
	if height <= 0 {
		return nil
	}
	shown := c.lines[min(c.top, len(c.lines)):]
	rest := len(shown) - height
	if rest > 0 {
		shown = shown[:height]
	}
	out := make([]string, len(shown))
	for i, l := range shown {
		out[i] = l.paint(t)
	}
	if rest > 0 && height > 1 {
		out[height-1] = hidden(c.lines[c.top+height-1:], width, how).paint(t)
	}
	return out
}

// hidden says how many lines are left out, and that there is danger among them:
// what can do harm is never out of sight without a word.
func hidden(lines []line, width int, how string) line {
	dangers := 0
	for _, l := range lines {
		if l.role == theme.Danger && strings.Contains(l.text, sign.Danger) {
			dangers++
		}
	}
	role, said := theme.Subtle, fmt.Sprintf("   … %d more lines", len(lines))
	if dangers > 0 {
		role, said = theme.Danger, said+", "+layout.Count(dangers, "danger")
	}
	if full := said + "; " + how; ansi.StringWidth(full) <= width {
		said = full
	}
	return line{role, said}
}

// paint draws a line.
func (l line) paint(t *theme.Theme) string { return t.Paint(l.role, l.text) }

// may lists what a set lets a token do, the most dangerous first.
func may(sentences []rule.Sentence, width int) []line {
	var lines []line
	for _, s := range sentences {
		mark, role := sign.Of(s.Risk)
		lines = append(lines, hung(role, mark+" ", s.Text, width)...)
	}
	return lines
}

// hung wraps a text behind what leads it, within a margin.
func hung(role theme.Role, lead, text string, width int) []line {
	var lines []line
	for i, part := range layout.Wrap(text, max(width-4, 10)) {
		if i > 0 {
			lead = strings.Repeat(" ", ansi.StringWidth(lead))
		}
		lines = append(lines, line{role, " " + lead + part})
	}
	return lines
}

// labelled wraps a text behind a label.
func labelled(label, text string, width int) []line {
	const column = 12
	var lines []line
	for i, part := range layout.Wrap(text, max(width-column-2, 10)) {
		if i > 0 {
			label = ""
		}
		lines = append(lines, line{theme.Text, " " + layout.Pad(label, column) + part})
	}
	return lines
}

// validity is what can't be chosen here.
const validity = "OVH's page asks, and proposes one day"

// summaryLines says what the request will ask for, as it is being built: what
// can do harm first.
func (s *Screen) summaryLines(width int) []line {
	if len(s.rules) == 0 {
		lines := append(hung(theme.Subtle, "", "Nothing yet: a token needs at least one rule.", width), line{})
		return append(lines, s.differenceLines(width)...)
	}
	var lines []line
	if wrong := s.wrongRows(); wrong > 0 {
		lines = hung(theme.Danger, form.Mark, layout.Count(wrong, "row")+" must be put right before this can be sent.", width)
	}
	if differs := s.differenceLines(width); s.differs() {
		// First, since that is what one has come for; a small screen has no room
		// for both.
		lines = append(append(lines, differs...), line{}, line{theme.Strong, " In all"})
		lines = append(lines, may(s.sentences, width)...)
	} else {
		lines = append(append(lines, may(s.sentences, width)...), differs...)
	}
	lines = append(lines, s.sectionLines(width)...)
	lines = append(lines, line{})
	lines = append(lines, labelled("Works from", s.allowed.Words(), width)...)
	lines = append(lines, labelled("Valid for", validity, width)...)
	hint := "ctrl+s shows the request once more before it is sent."
	if s.env.ReadOnly {
		hint = "Read-only: it can be put together here, not sent."
	}
	return append(append(lines, line{}), hung(theme.Subtle, "", hint, width)...)
}

// wrongRows counts the rows that can't be sent, but for the one where it is said
// as it is typed.
func (s *Screen) wrongRows() int {
	_, wrong := s.doc.problems()
	if r, ok := s.current(); ok && s.editing && r.problem() != "" {
		wrong--
	}
	return wrong
}

// differs reports whether the rules are of a token and not the same as its.
func (s *Screen) differs() bool { return len(s.added)+len(s.removed) > 0 }

// differenceLines say what changes against the token that the rules came from.
func (s *Screen) differenceLines(width int) []line {
	if s.from == "" {
		return nil
	}
	if !s.differs() {
		return append([]line{{}}, hung(theme.Subtle, "", "The same rights as "+s.from+".", width)...)
	}
	var lines []line
	for _, text := range layout.Wrap("Against "+s.from, max(width-1, 10)) {
		lines = append(lines, line{theme.Strong, " " + text})
	}
	for _, a := range s.added {
		mark, role := sign.Of(a.Risk)
		lead := "+ " + mark + " "
		if a.Risk == rule.RiskNone {
			lead = "+ "
		}
		lines = append(lines, hung(role, lead, a.Text, width)...)
	}
	for _, r := range s.removed {
		lines = append(lines, hung(theme.Subtle, "− ", r.Text, width)...)
	}
	return lines
}

// sectionLines say where in the API the set may do what.
func (s *Screen) sectionLines(width int) []line {
	if len(s.coverage.Sections) == 0 {
		return nil
	}
	names, reads, writes, of := 0, 0, 0, 0
	for _, c := range s.coverage.Sections {
		names, of = max(names, ansi.StringWidth(c.Name)), max(of, len(layout.Number(c.Of)))
		reads, writes = max(reads, len(counted(c.Reads, "read"))), max(writes, len(counted(c.Writes, "write")))
	}
	names = max(min(names, width-reads-writes-of-11), 8)
	lines := []line{{}, {theme.Strong, " Where, by section of the API"}}
	for _, c := range s.coverage.Sections {
		lines = append(lines, line{theme.Text, fmt.Sprintf(" %s  %*s  %*s  of %*s", layout.Pad(c.Name, names),
			reads, counted(c.Reads, "read"), writes, counted(c.Writes, "write"), of, layout.Number(c.Of))})
	}
	return lines
}

// counted writes a number with its noun, and nothing for none.
func counted(n int, noun string) string {
	if n == 0 {
		return ""
	}
	return layout.Count(n, noun)
}

// summaryTitle stands above the summary.
const summaryTitle = "What the token may do"
