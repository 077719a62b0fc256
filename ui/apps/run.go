package apps

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/shell"
)

// run is applications being deleted, and what became of each.
type run struct {
	list     []ovhapi.Application
	tried    int // of list
	results  []ovhapi.DeletedApplication
	stopped  bool
	finished bool
	receipt  string
	err      error // why there is no receipt

	cancel context.CancelFunc
	told   chan ovhapi.DeletedApplication // has room for all, so that the run never waits for a screen
}

// going reports whether something is being deleted; a run that is nil is not.
func (r *run) going() bool { return r != nil && !r.finished }

// stop ends the run between two applications, and reports whether it had not been
// stopped before.
func (r *run) stop() bool {
	first := !r.stopped
	r.stopped = true
	r.cancel()
	return first
}

// deleteMsg comes back from the question.
type deleteMsg struct {
	list    []ovhapi.Application
	refused []ovhapi.DeletedApplication
}

// resultMsg tells what became of one application, or that the run has ended.
type resultMsg struct {
	run     *run
	result  ovhapi.DeletedApplication
	ended   bool
	receipt string
	err     error
}

// begin deletes the applications. Their tokens are counted once more by whoever
// deletes them: some may have come while the question stood.
func (s *Screen) begin(msg deleteMsg) tea.Cmd {
	if s.run.going() {
		return shell.Warn(busy)
	}
	r := &run{list: msg.list, results: msg.refused, told: make(chan ovhapi.DeletedApplication, len(msg.list))}
	var ctx context.Context
	ctx, r.cancel = context.WithCancel(s.Context())
	s.run = r
	s.table.SelectNone()
	client, account, keeper := s.env.Client, s.env.Account, s.env.Keeper
	end := s.Finish(s.env, func() tea.Msg {
		defer r.cancel()
		m := resultMsg{run: r, ended: true}
		m.receipt, m.err = client.DeleteApplications(ctx, msg.list, account, keeper, func(d ovhapi.DeletedApplication) {
			r.told <- d
		})
		close(r.told)
		return m
	})
	return s.next(r, end)
}

// next waits for one more result, and after the last one for the end.
func (s *Screen) next(r *run, end tea.Cmd) tea.Cmd {
	id := s.ID()
	return func() tea.Msg {
		if d, more := <-r.told; more {
			return shell.Delivery{To: id, Msg: stepMsg{resultMsg{run: r, result: d}, end}}
		}
		return end()
	}
}

// stepMsg is a result with more to come.
type stepMsg struct {
	resultMsg
	end tea.Cmd
}

// takeStep takes one result in and waits for the next.
func (s *Screen) takeStep(msg stepMsg) tea.Cmd {
	s.takeResult(msg.resultMsg)
	return s.next(msg.run, msg.end)
}

// takeResult takes applications that are gone off the list, and has the tokens
// read again once the run has ended: those of a deleted application are dead, and
// those that made one stay may be news.
func (s *Screen) takeResult(msg resultMsg) tea.Cmd {
	r := msg.run
	if msg.ended {
		r.finished, r.receipt, r.err = true, msg.receipt, msg.err
		return tea.Batch(s.list.Refresh(), s.watch())
	}
	r.tried++
	r.results = append(slices.Clone(r.results), msg.result)
	if msg.result.Err == nil {
		s.gone[msg.result.Application.ID] = true
		s.gather()
	}
	return nil
}

// tally counts what became of the applications of a run.
type tally struct{ deleted, already, refused, failed, untried int }

func (r *run) tally() tally {
	var n tally
	for _, d := range r.results {
		_, held := errors.AsType[*ovhapi.HeldError](d.Err)
		switch {
		case d.Already:
			n.already++
		case d.Err == nil:
			n.deleted++
		case held:
			n.refused++
		case errors.Is(d.Err, ovhapi.ErrNotTried):
			n.untried++
		default:
			n.failed++
		}
	}
	return n
}
