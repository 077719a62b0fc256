package revoking

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/sign"
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
	if s.sum(total) == 1 {
		verb = "goes"
	}
	words := fmt.Sprintf("%s %s in %d s", s.what(s.sum(total)), verb, max(seconds, 0))
	if s.note != "" {
		words += ", " + s.note
	}
	text := t.Paint(theme.Caution, words)
	keys := t.Paint(theme.Accent, "esc") + " keeps them   " + t.Paint(theme.Accent, "enter") + " now"
	if width < roomy {
		keys = "" // the footer shows them too
	}
	lines := []string{" " + layout.Ends(text, keys, width-2)}
	if shares := s.shares(total); shares != "" {
		lines = append(lines, " "+layout.Cut(t.Paint(theme.Subtle, shares), width-2))
	}
	return append(lines, " "+sign.Bar(t, float64(countdown-left)/float64(countdown), width-2))
}

func (s *Sheet) runLines(width int) []string {
	t := s.env.Theme
	count := fmt.Sprintf("%d of %d", s.sum(done), s.sum(total))
	bar := sign.Bar(t, float64(s.sum(done))/float64(max(s.sum(total), 1)), max(width-4-len(count), 0))
	lines := []string{" " + bar + "  " + count}
	for _, p := range s.parts {
		if p.finished && len(s.parts) > 1 {
			continue
		}
		what := s.doing(p)
		if len(s.parts) > 1 {
			what = p.name + ": " + strings.ToLower(what[:1]) + what[1:]
		}
		lines = append(lines, " "+layout.Cut(t.Paint(theme.Subtle, what), width-2))
	}
	if n := s.sum(failures); n > 0 {
		lines = append(lines, " "+layout.Cut(t.Paint(theme.Danger, fmt.Sprintf("%d failed so far", n)), width-2))
	}
	return lines
}

// doing says what is under way in one account.
func (s *Sheet) doing(p *part) string {
	switch {
	case s.stopped:
		return "Stopping; what was sent is waited for"
	case !p.paused.IsZero():
		now := s.env.Clock.Now()
		text := "OVH asks to wait; going on in " + when.Span(max(p.paused.Sub(now), 0))
		if left := p.ready.Sub(now); left > time.Minute {
			text += ", done in about " + when.Span(left)
		}
		return text
	case p.next.ID != 0:
		return fmt.Sprintf("Revoking %d %s", p.next.ID, p.next.Name())
	}
	return "Asking which token is in use"
}

// shares splits a figure up where several accounts have a part in it: "12
// zz12345-ovh, 6 lab".
func (s *Sheet) shares(of func(*part) int) string {
	if len(s.parts) < 2 {
		return ""
	}
	var shares []string
	for _, p := range s.parts {
		if n := of(p); n > 0 {
			shares = append(shares, layout.Number(n)+" "+p.name)
		}
	}
	return strings.Join(shares, ", ")
}

// resultLines say what was done, never more than that.
func (s *Sheet) resultLines(width, most int) []string {
	t := s.env.Theme
	role := theme.Good
	here := func(p *part) int { return p.revoked - p.already }
	text := s.what(s.sum(here)) + " revoked"
	if shares := s.shares(here); shares != "" {
		text += " (" + shares + ")"
	}
	text += "."
	if s.sum(here) == 0 {
		role, text = theme.Text, "Nothing was revoked."
	}
	if n := s.sum(already); n > 0 {
		text += " " + layout.Number(n) + " had gone already."
	}
	if n := s.sum(failures); n > 0 {
		role = theme.Caution
		text += " " + layout.Number(n) + " failed."
	}
	if n := s.sum(untried); n > 0 {
		text += fmt.Sprintf(" %s not tried. t goes on.", layout.Number(n))
	}
	for _, alone := range ovhapi.LeftAlone(s.skipped()) {
		text += " " + alone
	}
	var lines, last []string
	for _, line := range layout.Wrap(text, max(width-2, 8)) {
		lines = append(lines, " "+t.Paint(role, line))
	}
	for _, p := range s.parts {
		if p.err != nil {
			for _, line := range layout.Wrap(s.of(p)+ovhapi.Advise(p.err).String(), max(width-2, 8)) {
				lines = append(lines, " "+t.Paint(theme.Danger, line))
			}
		}
		last = append(last, s.receiptLine(p, width)...)
	}
	lines = append(lines, s.failureLines(width, most-len(lines)-len(last))...)
	return append(lines, last...)
}

// skipped are the tokens that were left alone, account by account.
func (s *Sheet) skipped() []ovhapi.Skip {
	var all []ovhapi.Skip
	for _, p := range s.parts {
		all = append(all, p.skipped...)
	}
	return all
}

// of names the account of a part where there are several.
func (s *Sheet) of(p *part) string {
	if len(s.parts) < 2 {
		return ""
	}
	return p.name + ": "
}

// receiptLine says where it is written what was done, or why it is not.
func (s *Sheet) receiptLine(p *part, width int) []string {
	t := s.env.Theme
	switch {
	case p.receiptErr != nil:
		return []string{" " + layout.Cut(t.Paint(theme.Caution, s.of(p)+"No receipt could be written: "+plain.Text(p.receiptErr.Error())), width-2)}
	case p.receipt != "":
		var lines []string
		for _, line := range layout.Wrap(s.of(p)+"Receipt: "+p.receipt, max(width-2, 8)) {
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
	failed := s.failed()
	for i, f := range failed[min(s.top, len(failed)):] {
		a := ovhapi.Advise(f.Err)
		name := fmt.Sprintf("%d %s: ", f.Token.ID, f.Token.Name())
		if len(s.parts) > 1 {
			name = f.account + " " + name
		}
		entry := []string{t.Paint(theme.Danger, name) + a.What}
		if a.QueryID != "" {
			query := "OVH query " + a.QueryID
			if ansi.StringWidth(name+a.What+" "+query) <= width-2 {
				entry[0] += " " + query
			} else {
				entry = append(entry, "  "+query)
			}
		}
		left := len(failed) - s.top - i
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
