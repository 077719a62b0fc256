package builder

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/layout"
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
func (c *scroll) draw(t *theme.Theme, height int, how string) []string {
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
		out[i] = t.Paint(l.role, l.text)
	}
	if rest > 0 && height > 1 {
		out[height-1] = t.Paint(theme.Subtle, fmt.Sprintf("   … %d more lines; %s", rest+1, how))
	}
	return out
}

// The signs before what a token may do: danger and caution differ without
// colour too.
const (
	signDanger  = "▲ "
	signCaution = "△ "
	signPlain   = "· "
)

// may lists what a set lets a token do, the most dangerous first.
func may(sentences []rule.Sentence, width int) []line {
	var lines []line
	for _, s := range sentences {
		sign, role := signPlain, theme.Text
		switch s.Risk {
		case rule.RiskDanger:
			sign, role = signDanger, theme.Danger
		case rule.RiskCaution:
			sign, role = signCaution, theme.Caution
		case rule.RiskNone:
		}
		lines = append(lines, hung(role, sign, s.Text, width)...)
	}
	return lines
}

// hung wraps a text behind a sign, within a margin.
func hung(role theme.Role, sign, text string, width int) []line {
	var lines []line
	for i, part := range layout.Wrap(text, max(width-4, 10)) {
		if i > 0 {
			sign = strings.Repeat(" ", ansi.StringWidth(sign))
		}
		lines = append(lines, line{role, " " + sign + part})
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

// summaryLines says what the request will ask for.
func (s *Screen) summaryLines(width int) []line {
	if s.starting && s.part == partStart {
		c := s.choices[s.choice]
		if len(c.Rules) == 0 {
			return []line{{theme.Subtle, " Nothing yet."}}
		}
		return may(c.may, width)
	}
	if len(s.rules) == 0 {
		return hung(theme.Subtle, "", "Nothing yet: a token needs at least one rule.", width)
	}
	lines := may(s.sentences, width)
	_, wrong := s.doc.problems()
	if r, ok := s.current(); ok && s.editing && r.problem() != "" {
		wrong-- // said where it is typed
	}
	if wrong > 0 {
		lines = append(hung(theme.Danger, form.Mark, count(wrong, "row")+" must be put right before this can be sent.", width), lines...)
	}
	lines = append(lines, line{})
	lines = append(lines, labelled("Works from", s.allowed.words(), width)...)
	lines = append(lines, labelled("Valid for", validity, width)...)
	hint := "ctrl+s shows the request once more before it is sent."
	if s.env.ReadOnly {
		hint = "Read-only: it can be put together here, not sent."
	}
	return append(append(lines, line{}), hung(theme.Subtle, "", hint, width)...)
}

// summaryTitle stands above the summary.
func (s *Screen) summaryTitle() string {
	if s.starting && s.part == partStart {
		return "What it would let a token do"
	}
	return "What the token may do"
}
