package waiting

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/shell"
)

// verifiedMsg brings what was really granted.
type verifiedMsg struct {
	round  int
	result ovhapi.Verified
	err    error
}

// verify asks, with the new key, what was granted to whom.
func (s *Screen) verify() tea.Cmd {
	s.stage, s.ending.stopping, s.ending.worked = checking, false, true
	ctx, r := s.begin(), s.request
	round := s.round
	return s.Run(func(context.Context) tea.Msg {
		result, err := r.Verify(ctx)
		return verifiedMsg{round, result, err}
	})
}

// takeResult shows the result. What the API says of a token that worked once
// may also be that it is over.
func (s *Screen) takeResult(msg verifiedMsg) tea.Cmd {
	if msg.round != s.round {
		return nil
	}
	s.failure = msg.err
	if s.wrongSecret(msg.err) {
		return s.handOver(msg.err)
	}
	if msg.result.Credential.ID == 0 {
		if errors.Is(msg.err, ovhapi.ErrNoSuchKey) {
			return s.finish(ovhapi.RequestGone)
		}
		s.stage = checkFailed
		return nil
	}
	switch msg.result.Credential.Status {
	case ovhapi.StatusExpired:
		return s.finish(ovhapi.RequestExpired)
	case ovhapi.StatusRefused:
		return s.finish(ovhapi.RequestRefused)
	case ovhapi.StatusPending:
		return s.watch()
	case ovhapi.StatusValidated:
	}
	s.stage, s.result, s.top = verified, msg.result, 0
	return nil
}

// done goes back to the list, with the cursor on the new token.
func (s *Screen) done() tea.Cmd {
	if s.then != nil {
		return s.handOver(nil)
	}
	s.reveal.hide()
	home := shell.Send(shell.HomeMsg{Msg: NewTokenMsg{ID: s.result.Credential.ID}})
	if s.holdsOnlyCopy() {
		s.askLeave(home)
		return nil
	}
	return home
}

// revealed is how long the consumer key stays in sight.
const revealed = 30 * time.Second

// reveal is whether the consumer key is in sight.
type reveal struct {
	shown bool
	count int // which showing this is
}

// hideMsg ends one showing of the key.
type hideMsg struct{ count int }

func (r *reveal) hide() { r.shown = false }

// end hides the key unless it was hidden and shown again meanwhile.
func (r *reveal) end(msg hideMsg) {
	if msg.count == r.count {
		r.hide()
	}
}

// toggleKey shows the consumer key for a while, or hides it.
func (s *Screen) toggleKey() tea.Cmd {
	if s.reveal.shown {
		s.reveal.hide()
		return nil
	}
	s.reveal.shown = true
	s.reveal.count++
	return s.After(revealed, hideMsg{s.reveal.count})
}
