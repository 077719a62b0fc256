package waiting

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/theme"
)

// former are the requests that this one was asked for anew after. They stay
// stored until the user has the new token and forgets them.
type former struct {
	requests []*ovhapi.Request
	live     int   // of those that were to be forgotten, how many turned out to be validated
	err      error // why not all of them could be forgotten
	busy     bool
}

// and adds the request of a screen that asks anew, when somebody may still
// validate it. One that came to an end is no more of use; one that was validated
// is a token, which the list has.
func (f former) and(s *Screen) former {
	next := former{requests: append([]*ovhapi.Request(nil), f.requests...)}
	pending := s.stage == waiting || s.stage == stopped
	if s.request != nil && pending && s.key.err == nil && !s.key.forgotten && !s.key.removing {
		next.requests = append(next.requests, s.request)
	}
	return next
}

// words says how many there are.
func (f former) words() (subject, verb, object string) {
	if n := len(f.requests); n > 1 {
		return fmt.Sprintf("%d requests from before this one", n), "are", "them"
	}
	return "The request before this one", "is", "it"
}

// formerKey forgets them once they are of no more use.
func (s *Screen) formerKey() []key.Binding {
	if len(s.former.requests) == 0 {
		return nil
	}
	return []key.Binding{{Keys: []string{"B"}, Short: "forget the one before", Long: "forget the request from before this one, after a question", Footer: 5, Do: s.askFormer, Disabled: func() string {
		if s.former.busy {
			return "It is being looked at."
		}
		return ""
	}}}
}

func (s *Screen) askFormer() tea.Cmd {
	text := "Forget the request from before this one? If it was validated meanwhile it is kept all the same."
	if len(s.former.requests) > 1 {
		text = "Forget the requests from before this one? Those that were validated meanwhile are kept all the same."
	}
	s.question = &question{text, s.forgetFormer}
	return nil
}

// formerMsg tells which of them are still stored.
type formerMsg struct{ former }

// String keeps fmt from walking into the keys.
func (formerMsg) String() string { return "what became of the requests from before" }

// forgetFormer removes their keys from this machine, but for those that work.
func (s *Screen) forgetFormer() tea.Cmd {
	s.former.busy = true
	requests := s.former.requests
	return s.Run(func(ctx context.Context) tea.Msg {
		var left former
		for _, r := range requests {
			got, err := r.Client().CurrentCredential(ctx)
			switch {
			case err == nil && got.Status == ovhapi.StatusValidated:
				left.live++
				continue
			case err == nil, errors.Is(err, ovhapi.ErrKeyNotValid), errors.Is(err, ovhapi.ErrNoSuchKey):
				err = r.Forget()
			}
			if err != nil {
				left.err = err
				left.requests = append(left.requests, r)
			}
		}
		return formerMsg{left}
	})
}

func (s *Screen) takeFormer(msg formerMsg) { s.former = msg.former }

// drawFormer says that they are still there, or what became of them.
func (s *Screen) drawFormer(b *sheet) {
	f := s.former
	switch {
	case f.live == 1:
		b.say(theme.Caution, "The request before this one was validated too: its key stays in the list of new tokens (w).")
	case f.live > 1:
		b.say(theme.Caution, fmt.Sprintf("%d requests from before this one were validated too: their keys stay in the list of new tokens (w).", f.live))
	}
	subject, verb, object := f.words()
	switch {
	case len(f.requests) == 0:
	case f.err != nil:
		b.say(theme.Caution, subject+" could not be forgotten: "+ovhapi.Advise(f.err).What)
	case s.stage == verified:
		b.say(theme.Text, subject+" "+verb+" still pending; B forgets "+object+".")
	default:
		b.say(theme.Subtle, subject+" "+verb+" kept until this one is validated.")
	}
}
