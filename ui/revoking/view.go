package revoking

import (
	"fmt"
	"strings"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// failuresShown is how many failures are listed at once.
const failuresShown = 6

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
		lines = s.resultLines(width, most-1)
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
	text := t.Paint(theme.Caution, fmt.Sprintf("%s %s in %d s", s.what(s.total), verb, max(seconds, 0)))
	keys := t.Paint(theme.Accent, "esc") + " keeps them   " + t.Paint(theme.Accent, "enter") + " now"
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
	text := s.what(s.revoked) + " revoked."
	if s.revoked == 0 {
		role, text = theme.Text, "Nothing was revoked."
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
	lines := []string{" " + layout.Cut(t.Paint(role, text), width-2)}
	if s.err != nil {
		for _, line := range layout.Wrap(ovhapi.Advise(s.err).String(), width-2) {
			lines = append(lines, " "+t.Paint(theme.Danger, line))
		}
	}
	lines = append(lines, s.failureLines(width)...)
	switch {
	case s.receiptErr != nil:
		lines = append(lines, " "+layout.Cut(t.Paint(theme.Caution, "No receipt could be written: "+s.receiptErr.Error()), width-2))
	case s.receipt != "":
		lines = append(lines, " "+layout.Cut(t.Paint(theme.Subtle, "Receipt: "+s.receipt), width-2))
	}
	if len(lines) > most && most > 1 {
		lines = append(lines[:most-1], " "+t.Paint(theme.Subtle, "…"))
	}
	return lines
}

func (s *Sheet) failureLines(width int) []string {
	t := s.env.Theme
	var lines []string
	for i, f := range s.failures[min(s.top, len(s.failures)):] {
		if i == failuresShown {
			rest := fmt.Sprintf("%d more; ctrl+down scrolls", len(s.failures)-s.top-i)
			return append(lines, " "+t.Paint(theme.Subtle, rest))
		}
		a := ovhapi.Advise(f.Err)
		reason := a.What
		if a.QueryID != "" {
			reason += " OVH query " + a.QueryID + "."
		}
		name := fmt.Sprintf("%d %s: ", f.Token.ID, f.Token.Name())
		lines = append(lines, " "+layout.Cut(t.Paint(theme.Danger, name)+reason, width-2))
	}
	return lines
}
