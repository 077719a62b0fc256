// Package revoking is the sheet below a list in which tokens go: a countdown
// that can still be stopped, a progress bar, and a result with one line per
// failure.
package revoking

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
)

// countdown is how long a clean-up waits for a change of mind.
const countdown = 5 * time.Second

// tick is how often the countdown is drawn anew.
const tick = 250 * time.Millisecond

type state int

const (
	idle state = iota
	counting
	running
	finished
)

// Sheet belongs to one screen, whose Base delivers its messages.
type Sheet struct {
	env     *shell.Env
	base    *shell.Base
	gone    func(*shell.Env, []int64) tea.Cmd
	resized func()
	state   state
	round   int  // tells ticks of an earlier countdown apart
	ticking bool // a pause of the run is drawn anew every second
	halted  bool // it was the countdown that was stopped, before anything was sent
	note    string
	until   time.Time
	parts   []*part // the accounts that tokens go in
	stopped bool
	top     int // first failure shown
}

// New makes an idle sheet for the screen with this base. gone is called, within
// Update, with the ids of an account's tokens that exist no more; resized after a
// key has made the sheet taller or shorter, so that the screen shares out its room
// anew.
func New(env *shell.Env, base *shell.Base, gone func(*shell.Env, []int64) tea.Cmd, resized func()) *Sheet {
	return &Sheet{env: env, base: base, gone: gone, resized: resized}
}

// Underway is why nothing else is revoked while a run is under way. The sheet
// takes it back from the status line when the run has ended.
const Underway = "Tokens are being revoked; ctrl+c stops that."

// Imminent is why nothing else is revoked during the countdown.
const Imminent = "Tokens are about to go: esc keeps them, enter revokes them now."

type tickMsg struct{ round int }

// pausedMsg draws the seconds of a pause anew while they pass.
type pausedMsg struct{ round int }

type progressMsg struct {
	of       *part
	progress ovhapi.Progress
}

type startedMsg struct {
	of  *part
	run *ovhapi.Revocation
}

// Active reports whether the sheet has something to show.
func (s *Sheet) Active() bool { return s.state != idle }

// Busy reports whether tokens are going or about to.
func (s *Sheet) Busy() bool { return s.state == counting || s.state == running }

// Stopping reports whether a run has been told to stop and has not ended yet.
func (s *Sheet) Stopping() bool { return s.state == running && s.stopped }

// Count starts the countdown of plans, one for each account; note says what else
// is to be known of them.
func (s *Sheet) Count(note string, runs ...Run) tea.Cmd {
	s.reset(runs)
	s.note = note
	s.state, s.until = counting, s.env.Clock.Now().Add(countdown)
	return s.base.After(tick, tickMsg{s.round})
}

// Start runs plans at once, one for each account.
func (s *Sheet) Start(runs ...Run) tea.Cmd {
	s.reset(runs)
	return s.begin()
}

func (s *Sheet) reset(runs []Run) {
	*s = Sheet{env: s.env, base: s.base, gone: s.gone, resized: s.resized, round: s.round + 1}
	for _, r := range runs {
		s.parts = append(s.parts, newPart(r))
	}
}

// begin starts all accounts side by side: each has a pace of its own.
func (s *Sheet) begin() tea.Cmd {
	s.state = running
	s.round++
	cmds := make([]tea.Cmd, len(s.parts))
	for i, p := range s.parts {
		cmds[i] = p.begin(s.base)
	}
	return tea.Batch(cmds...)
}

// Counting reports whether a countdown runs that can still be stopped.
func (s *Sheet) Counting() bool { return s.state == counting }

// Stop ends the countdown or the run and reports whether there was one that had
// not been stopped before.
func (s *Sheet) Stop() bool {
	switch s.state {
	case counting:
		s.state, s.halted = finished, true
		for _, p := range s.parts {
			p.untried = p.plan.Tokens
		}
		s.round++
		return true
	case running:
		if s.stopped {
			return false
		}
		s.stopped = true
		for _, p := range s.parts {
			if p.run != nil {
				p.run.Stop()
			}
		}
		return true
	case idle, finished:
	}
	return false
}

func (s *Sheet) dismiss() {
	s.state = idle
	s.round++
	s.resized()
}

// receipts says once more where it is written what was done, for when the result is
// closed.
func (s *Sheet) receipts() tea.Cmd {
	var said []string
	for _, p := range s.parts {
		if p.receipt != "" {
			said = append(said, s.of(p)+p.receipt)
		}
	}
	if len(said) == 0 {
		return nil
	}
	return shell.Say("Receipt: " + strings.Join(said, ", "))
}

// Update takes the sheet's own messages in; it reports false for others.
func (s *Sheet) Update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case tea.ResumeMsg:
		// Nobody saw the countdown while the program was suspended.
		if s.state == counting {
			s.dismiss()
			return shell.Say("The countdown was interrupted. Nothing was revoked."), true
		}
		return nil, false
	case tickMsg:
		if s.state != counting || msg.round != s.round {
			return nil, true
		}
		if !s.env.Clock.Now().Before(s.until) {
			return s.begin(), true
		}
		return s.base.After(tick, msg), true
	case pausedMsg:
		if msg.round != s.round {
			return nil, true
		}
		s.ticking = false
		return s.tickPause(), true
	case startedMsg:
		if !slices.Contains(s.parts, msg.of) {
			return nil, true
		}
		msg.of.run = msg.run
		if s.stopped {
			msg.run.Stop()
		}
		return msg.of.wait(s.base), true
	case progressMsg:
		if !slices.Contains(s.parts, msg.of) {
			return nil, true
		}
		return s.progress(msg), true
	}
	return nil, false
}

// progress takes results in and hands the ids that are gone to the screen.
func (s *Sheet) progress(msg progressMsg) tea.Cmd {
	var cmds []tea.Cmd
	if gone := msg.of.take(msg.progress); len(gone) > 0 {
		cmds = append(cmds, s.gone(msg.of.env, gone))
	}
	if !msg.of.finished {
		cmds = append(cmds, msg.of.wait(s.base))
	}
	if !slices.ContainsFunc(s.parts, func(p *part) bool { return !p.finished }) {
		s.state = finished
		cmds = append(cmds, shell.Send(shell.UnsayMsg{Text: Underway}))
	}
	return tea.Batch(append(cmds, s.tickPause())...)
}

// tickPause draws the run anew every second as long as OVH's limit holds some
// account's part of it back.
func (s *Sheet) tickPause() tea.Cmd {
	now := s.env.Clock.Now()
	pausing := s.state == running && slices.ContainsFunc(s.parts, func(p *part) bool { return p.paused.After(now) })
	if s.ticking || !pausing {
		return nil
	}
	s.ticking = true
	return s.base.After(time.Second, pausedMsg{s.round})
}

// again goes on with what is still there: what failed and what was not tried. A
// countdown that was stopped begins anew.
func (s *Sheet) again() tea.Cmd {
	var left []Run
	for _, p := range s.parts {
		if p.left() > 0 {
			left = append(left, p.rest())
		}
	}
	cmd := s.Start
	if s.halted {
		note := s.note
		cmd = func(runs ...Run) tea.Cmd { return s.Count(note, runs...) }
	}
	began := cmd(left...)
	s.resized()
	return began
}

// againFooter is where t stands in the footer, if there is anything to go on with.
func (s *Sheet) againFooter() int {
	if s.sum((*part).left) == 0 {
		return 0
	}
	return 2
}

// againShort says what t does, in the footer.
func (s *Sheet) againShort() string {
	switch untried := s.sum(untried); {
	case untried == 0:
		return "try again"
	case s.sum(failures) == 0:
		return "go on with " + layout.Number(untried)
	}
	return "try the rest"
}

// Keys is the sheet's table; it comes before the screen's while active.
func (s *Sheet) Keys() []key.Binding {
	switch s.state {
	case counting:
		return []key.Binding{
			{Keys: []string{"esc"}, Short: "keep them", Long: "stop the countdown; nothing is revoked", Footer: 1, Do: func() tea.Cmd {
				s.dismiss()
				return shell.Say("Kept. Nothing was revoked.")
			}},
			{Keys: []string{"enter"}, Short: "now", Long: "revoke them now, without waiting", Footer: 2, Dangerous: true, Do: s.begin},
		}
	case running:
		return []key.Binding{{Keys: []string{"esc"}, Label: "ctrl+c", Short: "stop", Long: "stop: revocations that were sent are waited for, no other is sent", Footer: 1, Do: func() tea.Cmd {
			s.Stop()
			return nil
		}}}
	case finished:
		return []key.Binding{
			{Keys: []string{"enter", "esc"}, Short: "done", Long: "close the result", Footer: 1, Do: func() tea.Cmd {
				s.dismiss()
				return s.receipts()
			}},
			{Keys: []string{"t"}, Short: s.againShort(), Long: "try the failed ones again, and go on with what was not tried", Footer: s.againFooter(), Dangerous: true, Do: s.again, Disabled: func() string {
				if s.sum((*part).left) == 0 {
					return "Nothing failed, and nothing was left untried."
				}
				return ""
			}},
			{Keys: []string{"ctrl+down"}, Long: "scroll the failures down", Do: func() tea.Cmd { s.scroll(1); return nil }},
			{Keys: []string{"ctrl+up"}, Long: "scroll the failures up", Do: func() tea.Cmd { s.scroll(-1); return nil }},
		}
	case idle:
	}
	return nil
}

func (s *Sheet) scroll(n int) {
	s.top = max(min(s.top+n, s.sum(failures)-1), 0)
}

// what names the tokens of the plan: "18 expired tokens", "1 token".
func (s *Sheet) what(n int) string {
	kind := "token"
	if slices.ContainsFunc(s.parts, func(p *part) bool { return p.plan.Action == ovhapi.ActionClean }) {
		kind = "expired token"
	}
	if n != 1 {
		kind += "s"
	}
	return layout.Number(n) + " " + kind
}
