package waiting

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/verdict"
)

// custody is where the consumer key is.
type custody struct {
	err       error // why the key is not stored on this machine; nil means that it is
	stale     error // why what was learnt of a stored key could not be stored with it
	forgotten bool  // removed from this machine
	removing  bool
	stuck     error // why it could not be removed

	kept  []string // the files it was put into, in words
	moved bool     // removed from this program, since a file holds it
}

// settled takes in whether the request could be stored again with its last
// state, key included.
func (c *custody) settled(err error) {
	switch {
	case err == nil:
		c.err = nil
	case c.err != nil:
		c.err = err
	default:
		c.stale = err
	}
}

// ending is how the screen's matter came to its end.
type ending struct {
	state    ovhapi.RequestState
	worked   bool // the token had been validated before
	givenUp  bool // by the user
	stopping bool // ctrl+c was pressed and what ran has not ended yet
}

// holdsOnlyCopy reports whether leaving the screen would lose a key that is, or
// may become, of use.
func (s *Screen) holdsOnlyCopy() bool {
	return s.request != nil && s.key.err != nil && !s.key.forgotten && len(s.key.kept) == 0 && s.stage != over
}

// finish ends the matter without a token. A key that will never work is not
// worth keeping; but that OVH does not know one is no proof, and a key that was
// thrown away cannot be had again.
func (s *Screen) finish(state ovhapi.RequestState) tea.Cmd {
	s.stage, s.ending.state, s.failure, s.top = over, state, nil, 0
	s.reveal.hide()
	if s.key.err != nil || !state.CameToNothing() {
		return nil // never stored, or not given up
	}
	return s.forget()
}

// forgottenMsg tells whether the key could be removed from this machine.
type forgottenMsg struct{ err error }

// forget removes the key from this machine once nothing can store it again.
func (s *Screen) forget() tea.Cmd {
	s.halt()
	s.round++
	s.key.removing, s.key.stuck = true, nil
	s.reveal.hide()
	r, events := s.request, s.look.events
	return s.Run(func(context.Context) tea.Msg {
		if events != nil {
			// A look that was under way may still store the key. The channel
			// is closed once none can; what it tells no longer matters.
			for range events {
			}
		}
		return forgottenMsg{r.Forget()}
	})
}

func (s *Screen) takeForgotten(msg forgottenMsg) {
	s.key.removing, s.key.stuck = false, msg.err
	s.key.forgotten = msg.err == nil
	if s.ending.givenUp && msg.err == nil {
		s.stage = over
	}
}

// question is a question about something that cannot be undone; the answer is
// no unless y is pressed.
type question struct {
	text string
	yes  func() tea.Cmd
}

// askForget asks before the key is removed.
func (s *Screen) askForget() tea.Cmd {
	switch s.stage {
	case verified, checkFailed, checking:
		text := "Forget the consumer key on this machine? OVH never shows it again."
		if s.stage == verified {
			text += " The token itself stays valid " + s.until() + "."
		}
		s.question = &question{text, s.forget}
	case over:
		if s.key.stuck != nil {
			return s.forget() // it failed before, and was wanted then
		}
		s.question = &question{"Forget the consumer key on this machine? OVH never shows it again: authorized after all, the token would be of use to nobody.", s.forget}
	default:
		s.question = &question{
			"Give this request up? Its key is removed from this machine; authorized on the page all the same, the token would be of use to nobody.",
			s.giveUp,
		}
	}
	return nil
}

// giveUp ends the wait for good.
func (s *Screen) giveUp() tea.Cmd {
	s.ending.givenUp = true
	s.stage = stopped
	s.failure = nil
	return s.forget()
}

// askLeave asks before the only copy of a key goes.
func (s *Screen) askLeave(leave tea.Cmd) {
	s.question = &question{"The key is stored nowhere else: leaving loses it for good. Leave?", func() tea.Cmd {
		s.leaving = true
		return leave
	}}
}

// again asks anew for the same rights. A request that is still pending is kept:
// until the new one is validated, nobody knows which of them will be.
func (s *Screen) again() tea.Cmd {
	anew := New(s.env, s.draft).With(s.client).Then(s.then)
	anew.former = s.former.and(s)
	next := s.Replace(anew)
	if s.holdsOnlyCopy() {
		s.askLeave(next)
		return nil
	}
	return next
}

// until says how long the verified token is valid, without a capital or stop.
func (s *Screen) until() string { return verdict.Until(s.result) }
