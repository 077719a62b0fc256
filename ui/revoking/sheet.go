// Package revoking is the sheet below a list in which tokens go: a countdown
// that can still be stopped, a progress bar, and a result with one line per
// failure.
package revoking

import (
	"context"
	"errors"
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
	gone    func([]int64) tea.Cmd
	state   state
	round   int // tells ticks of an earlier countdown apart
	plan    ovhapi.Plan
	on      account
	note    string
	until   time.Time
	run     *ovhapi.Revocation
	stopped bool

	done, total int
	next        ovhapi.Token
	paused      time.Time
	revoked     int
	already     int // of those revoked, gone before their turn came
	failures    []ovhapi.Result
	untried     int
	skipped     []ovhapi.Skip
	err         error
	receipt     string
	receiptErr  error
	top         int // first failure shown
	height      int
}

// New makes an idle sheet for the screen with this base. gone is called, within
// Update, with the ids of tokens that exist no more.
func New(env *shell.Env, base *shell.Base, gone func([]int64) tea.Cmd) *Sheet {
	return &Sheet{env: env, base: base, gone: gone}
}

// account is what a run works on.
type account struct {
	client *ovhapi.Client
	keeper shell.Keeper
	name   string
}

type tickMsg struct{ round int }

type progressMsg struct {
	run      *ovhapi.Revocation
	progress ovhapi.Progress
}

type startedMsg struct{ run *ovhapi.Revocation }

// Active reports whether the sheet has something to show.
func (s *Sheet) Active() bool { return s.state != idle }

// Busy reports whether tokens are going or about to.
func (s *Sheet) Busy() bool { return s.state == counting || s.state == running }

// Stopping reports whether a run has been told to stop and has not ended yet.
func (s *Sheet) Stopping() bool { return s.state == running && s.stopped }

// Count starts the countdown of a plan; note says what else is to be known of
// it.
func (s *Sheet) Count(p ovhapi.Plan, note string) tea.Cmd {
	s.reset(p)
	s.note = note
	s.state, s.until = counting, s.env.Clock.Now().Add(countdown)
	s.round++
	return s.base.After(tick, tickMsg{s.round})
}

// Start runs a plan at once.
func (s *Sheet) Start(p ovhapi.Plan) tea.Cmd {
	s.reset(p)
	return s.begin()
}

func (s *Sheet) reset(p ovhapi.Plan) {
	height := s.height
	*s = Sheet{env: s.env, base: s.base, gone: s.gone, round: s.round + 1, plan: p, total: len(p.Tokens), skipped: p.Skipped, height: height}
	s.on = account{s.env.Client, s.env.Keeper, s.env.Account}
}

func (s *Sheet) begin() tea.Cmd {
	s.state = running
	s.round++
	// The account is the one that was on screen when the plan was made. The run's
	// context is the screen's, not the command's: it outlives this call.
	plan, on, ctx, jobs := s.plan, s.on, s.base.Context(), &s.env.Jobs
	return s.base.Run(func(context.Context) tea.Msg {
		run := on.client.Revoke(ctx, plan, on.name, on.keeper)
		jobs.Go(run.Wait)
		return startedMsg{run}
	})
}

func (s *Sheet) wait() tea.Cmd {
	run := s.run
	return s.base.Run(func(ctx context.Context) tea.Msg { return progressMsg{run, run.Next(ctx)} })
}

// Counting reports whether a countdown runs that can still be stopped.
func (s *Sheet) Counting() bool { return s.state == counting }

// Stop ends the countdown or the run and reports whether there was one that had
// not been stopped before.
func (s *Sheet) Stop() bool {
	switch s.state {
	case counting:
		s.state, s.untried = finished, s.total
		s.round++
		return true
	case running:
		if s.stopped {
			return false
		}
		s.stopped = true
		if s.run != nil {
			s.run.Stop()
		}
		return true
	case idle, finished:
	}
	return false
}

func (s *Sheet) dismiss() {
	s.state = idle
	s.round++
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
	case startedMsg:
		s.run = msg.run
		if s.stopped {
			s.run.Stop()
		}
		return s.wait(), true
	case progressMsg:
		if msg.run != s.run {
			return nil, true
		}
		return s.progress(msg.progress), true
	}
	return nil, false
}

// progress takes results in and hands the ids that are gone to the screen.
func (s *Sheet) progress(p ovhapi.Progress) tea.Cmd {
	s.done, s.total, s.next, s.paused = p.Done, p.Total, p.Next, p.PausedUntil
	s.skipped = append(s.skipped, p.Skipped...)
	s.receiptErr = p.ReceiptErr
	var gone []int64
	for _, r := range p.Results {
		switch {
		case r.Err == nil:
			s.revoked++
			if r.Already {
				s.already++
			}
			gone = append(gone, r.Token.ID)
		case errors.Is(r.Err, ovhapi.ErrNotTried):
			s.untried++
		default:
			s.failures = append(s.failures, r)
		}
	}
	var cmds []tea.Cmd
	if len(gone) > 0 {
		cmds = append(cmds, s.gone(gone))
	}
	if p.Finished {
		s.state, s.err, s.receipt = finished, p.Err, p.Receipt
		return tea.Batch(cmds...)
	}
	return tea.Batch(append(cmds, s.wait())...)
}

// retry runs what failed once more.
func (s *Sheet) retry() tea.Cmd {
	left := ovhapi.Plan{Action: s.plan.Action}
	for _, f := range s.failures {
		left.Tokens = append(left.Tokens, f.Token)
	}
	return s.Start(left)
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
		return []key.Binding{{Keys: []string{"esc"}, Label: "ctrl+c", Short: "stop after this one", Long: "stop between two tokens", Footer: 1, Do: func() tea.Cmd {
			s.Stop()
			return nil
		}}}
	case finished:
		return []key.Binding{
			{Keys: []string{"enter", "esc"}, Short: "done", Long: "close the result", Footer: 1, Do: func() tea.Cmd {
				s.dismiss()
				return nil
			}},
			{Keys: []string{"t"}, Short: "try again", Long: "try the failed ones again", Footer: 2, Dangerous: true, Do: s.retry, Disabled: func() string {
				if len(s.failures) == 0 {
					return "Nothing failed."
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
	s.top = max(min(s.top+n, len(s.failures)-1), 0)
}

// what names the tokens of the plan: "18 expired tokens", "1 token".
func (s *Sheet) what(n int) string {
	kind := "token"
	if s.plan.Action == ovhapi.ActionClean {
		kind = "expired token"
	}
	if n != 1 {
		kind += "s"
	}
	return layout.Number(n) + " " + kind
}
