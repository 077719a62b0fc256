package revoking

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// tallest is how many lines a result may take, so that the list stays in sight.
const tallest = 14

// roomy is the width from which the countdown has room for its keys.
const roomy = 60

// Lines draws the sheet, the thin rule above it included. It takes at most most
// lines; an idle sheet has none.
func (s *Sheet) Lines(width, most int) []string {
	var lines []string
	switch s.state {
	case idle:
		return nil
	case counting:
		lines = s.countLines(width)
	case running:
		lines = s.runLines(width)
	case finished:
		lines = s.resultLines(width, min(most, tallest)-1)
	}
	rule := s.env.Theme.Paint(theme.Rule, strings.Repeat("─", width))
	lines = append([]string{rule}, lines...)
	return lines[:max(min(len(lines), most), 0)]
}

func (s *Sheet) countLines(width int) []string {
	t := s.env.Theme
	left := s.until.Sub(s.env.Clock.Now())
	seconds := int((left + time.Second - 1) / time.Second)
	verb := "go"
	if s.total == 1 {
		verb = "goes"
	}
	words := fmt.Sprintf("%s %s in %d s", s.what(s.total), verb, max(seconds, 0))
	if s.note != "" {
		words += ", " + s.note
	}
	text := t.Paint(theme.Caution, words)
	keys := t.Paint(theme.Accent, "esc") + " keeps them   " + t.Paint(theme.Accent, "enter") + " now"
	if width < roomy {
		keys = "" // the footer shows them too
	}
	return []string{
		" " + layout.Ends(text, keys, width-2),
		" " + s.bar(float64(countdown-left)/float64(countdown), width-2),
	}
}

func (s *Sheet) runLines(width int) []string {
	t := s.env.Theme
	count := fmt.Sprintf("%d of %d", s.done, s.total)
	what := "Asking which token is in use"
	if s.next.ID != 0 {
		what = fmt.Sprintf("Revoking %d %s", s.next.ID, s.next.Name())
	}
	switch {
	case s.stopped:
		what = "Stopping after this one"
	case !s.paused.IsZero():
		what = "OVH asks to wait; going on in " + when.Span(max(s.paused.Sub(s.env.Clock.Now()), 0))
	}
	bar := s.bar(float64(s.done)/float64(max(s.total, 1)), max(width-4-len(count), 0))
	lines := []string{
		" " + bar + "  " + count,
		" " + layout.Cut(t.Paint(theme.Subtle, what), width-2),
	}
	if n := len(s.failures); n > 0 {
		lines = append(lines, " "+layout.Cut(t.Paint(theme.Danger, fmt.Sprintf("%d failed so far", n)), width-2))
	}
	return lines
}

// bar fills a line in proportion, in shapes that read without colour.
func (s *Sheet) bar(part float64, width int) string {
	full := max(min(int(part*float64(width)+0.5), width), 0)
	return s.env.Theme.Paint(theme.Accent, strings.Repeat("━", full)) +
		s.env.Theme.Paint(theme.Rule, strings.Repeat("─", max(width-full, 0)))
}

// resultLines say what was done, never more than that.
func (s *Sheet) resultLines(width, most int) []string {
	t := s.env.Theme
	role := theme.Good
	text := s.what(s.revoked-s.already) + " revoked."
	if s.revoked == s.already {
		role, text = theme.Text, "Nothing was revoked."
	}
	if s.already > 0 {
		text += fmt.Sprintf(" %d had gone already.", s.already)
	}
	if n := len(s.failures); n > 0 {
		role = theme.Caution
		text += fmt.Sprintf(" %d failed.", n)
	}
	if s.untried > 0 {
		text += fmt.Sprintf(" %d not tried.", s.untried)
	}
	for _, skip := range s.skipped {
		text += fmt.Sprintf(" Left alone: %d, %s.", skip.Token.ID, skip.Reason)
	}
	var lines []string
	for _, line := range layout.Wrap(text, max(width-2, 8)) {
		lines = append(lines, " "+t.Paint(role, line))
	}
	if s.err != nil {
		for _, line := range layout.Wrap(ovhapi.Advise(s.err).String(), max(width-2, 8)) {
			lines = append(lines, " "+t.Paint(theme.Danger, line))
		}
	}
	last := s.receiptLine(width)
	lines = append(lines, s.failureLines(width, most-len(lines)-len(last))...)
	return append(lines, last...)
}

// receiptLine says where it is written what was done, or why it is not.
func (s *Sheet) receiptLine(width int) []string {
	t := s.env.Theme
	switch {
	case s.receiptErr != nil:
		return []string{" " + layout.Cut(t.Paint(theme.Caution, "No receipt could be written: "+plain.Text(s.receiptErr.Error())), width-2)}
	case s.receipt != "":
		var lines []string
		for _, line := range layout.Wrap("Receipt: "+s.receipt, max(width-2, 8)) {
			lines = append(lines, " "+t.Paint(theme.Subtle, line))
		}
		return lines
	}
	return nil
}

// failureLines says what failed and why, as far as there is room. OVH's id of
// the query is never cut: their support asks for it.
func (s *Sheet) failureLines(width, most int) []string {
	t := s.env.Theme
	var lines []string
	for i, f := range s.failures[min(s.top, len(s.failures)):] {
		a := ovhapi.Advise(f.Err)
		name := fmt.Sprintf("%d %s: ", f.Token.ID, f.Token.Name())
		entry := []string{t.Paint(theme.Danger, name) + a.What}
		if a.QueryID != "" {
			query := "OVH query " + a.QueryID
			if ansi.StringWidth(name+a.What+" "+query) <= width-2 {
				entry[0] += " " + query
			} else {
				entry = append(entry, "  "+query)
			}
		}
		left := len(s.failures) - s.top - i
		if len(lines)+len(entry) > most || left > 1 && len(lines)+len(entry) == most {
			rest := fmt.Sprintf("%d more failed; ctrl+↓ scrolls", left)
			return append(lines, " "+t.Paint(theme.Subtle, rest))
		}
		for _, line := range entry {
			lines = append(lines, " "+layout.Cut(line, width-2))
		}
	}
	return lines
}
