package tokens

import (
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/sign"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// barWidth is how wide the bar of a loading is, in cells.
const barWidth = 12

// pausedMsg draws the seconds of a pause anew while they pass.
type pausedMsg struct {
	of   *source
	load int64
}

// progress is how far reading an account has come.
type progress struct {
	total, loaded int
	// paused is until when OVH's limit on calls holds the loading back, ready about
	// when all will have come; both zero while nothing slows it down.
	paused, ready time.Time
	ticking       bool
}

// take brings news of the loading in.
func (p *progress) take(u ovhapi.Update) {
	p.total, p.loaded = u.Total, u.Loaded
	p.paused, p.ready = u.PausedUntil, u.Ready
}

// tick draws a pause anew every second, until it is over.
func (s *Screen) tick(f *source) tea.Cmd {
	if f.progress.ticking || !f.busy || !f.progress.paused.After(s.env.Clock.Now()) {
		return nil
	}
	f.progress.ticking = true
	return s.After(time.Second, pausedMsg{f, f.load})
}

func (s *Screen) ticked(msg pausedMsg) tea.Cmd {
	if msg.load != msg.of.load {
		return nil
	}
	msg.of.progress.ticking = false
	return s.tick(msg.of)
}

// progress sums up how far all accounts are.
func (s *Screen) progress() progress {
	var sum progress
	for _, f := range s.own() {
		p := f.progress
		sum.total, sum.loaded = sum.total+p.total, sum.loaded+p.loaded
		if f.busy && p.paused.After(sum.paused) {
			sum.paused = p.paused
		}
		if f.busy && p.ready.After(sum.ready) {
			sum.ready = p.ready
		}
	}
	return sum
}

// waits says how long OVH's limit holds the loading back, in a long and a short
// form; nothing when it does not.
func (p progress) waits(now time.Time) []string {
	wait := p.paused.Sub(now).Round(time.Second)
	if wait <= 0 {
		return nil
	}
	forms := []string{"OVH asks to wait, " + when.Span(wait), "waits " + when.Span(wait)}
	if left := p.ready.Sub(now); left > time.Minute && left > wait {
		all := ", all in about " + when.Span(left)
		return append([]string{forms[0] + all, forms[1] + all}, forms...)
	}
	return forms
}

// progressLine says how far the reading has come, in the widest form that fits
// into the room.
func (s *Screen) progressLine(room int) string {
	p := s.progress()
	forms := p.waits(s.env.Clock.Now())
	if count := layout.Number(p.loaded) + " of " + layout.Number(p.total); p.total > 0 && s.filterText != "" {
		forms = append(forms, "reading "+count, count) // on the left is counted what the filter shows
	}
	forms = append(forms, "reading…")
	bars := []string{""}
	if p.total > 0 {
		bars = []string{sign.Bar(s.env.Theme, float64(p.loaded)/float64(p.total), barWidth) + "  ", ""}
	}
	for _, bar := range bars {
		for _, form := range forms {
			if ansi.StringWidth(bar)+ansi.StringWidth(form) <= room {
				return bar + s.env.Theme.Paint(theme.Subtle, form)
			}
		}
	}
	return ""
}

// many is how many tokens leave so much behind that it is worth giving back.
const many = 1_000

// release gives back to the system what reading large accounts took: several times
// what stays, which the runtime would keep for a heap that does not grow again.
func (s *Screen) release() tea.Cmd {
	if s.table.Len() < many || s.reading() {
		return nil
	}
	return func() tea.Msg {
		debug.FreeOSMemory()
		return nil
	}
}
