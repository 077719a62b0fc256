package holdings

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/theme"
)

// state is what is known of a key.
type state int

const (
	stateAsking     state = iota // the answer has not come yet
	stateWorks                   // OVH lets it in
	stateExpired                 // its time has passed
	stateRefused                 // the owner of the account said no to it
	statePending                 // nobody has validated it yet
	stateNotValid                // one of these three: OVH does not say which
	stateUnknown                 // revoked, or never existed at this endpoint
	stateNoApp                   // its application was deleted, or never existed at this endpoint
	stateMismatch                // the secret beside it is not its own
	stateBarred                  // not let in from here
	stateIncomplete              // what is needed to ask does not stand beside it
	stateNoAnswer                // its endpoint can't be reached
	stateStopped                 // the user stopped the question
	stateFailed                  // an answer that tells nothing
)

// words of the states, for the list, in the order of the constants.
var words = map[state]struct {
	text string
	role theme.Role
}{
	stateAsking: {"asking…", theme.Subtle}, stateWorks: {"works", theme.Good}, stateExpired: {"expired", theme.Caution},
	stateRefused: {"refused", theme.Caution}, statePending: {"pending", theme.Caution}, stateNotValid: {"not valid", theme.Caution},
	stateUnknown: {"unknown", theme.Danger}, stateNoApp: {"no app", theme.Danger}, stateMismatch: {"mismatch", theme.Danger},
	stateBarred: {"barred", theme.Caution}, stateIncomplete: {"incomplete", theme.Caution}, stateNoAnswer: {"no answer", theme.Caution},
	stateStopped: {"stopped", theme.Subtle}, stateFailed: {"not told", theme.Caution},
}

// open reports whether the key may be any token for all that is known.
func (s state) open() bool { return s != stateWorks && !s.dead() }

// dead reports whether the key is good for nothing where it stands.
func (s state) dead() bool {
	return s == stateExpired || s == stateRefused || s == stateNotValid || s == stateUnknown || s == stateNoApp
}

// judge sorts an answer at the server's time now.
func (h held) judge(now time.Time) state {
	if h.err != nil {
		return h.failed()
	}
	switch {
	case h.token.Expired(now):
		return stateExpired
	case h.token.Status == ovhapi.StatusRefused:
		return stateRefused
	case h.token.Status == ovhapi.StatusPending:
		return statePending
	}
	return stateWorks
}

// failed sorts an error. Of a key that is not valid the request it came from may
// know more than OVH says.
func (h held) failed() state {
	kinds := []struct {
		err   error
		state state
	}{
		{context.Canceled, stateStopped},
		{ovhapi.ErrOffline, stateNoAnswer},
		{ovhapi.ErrNoSuchKey, stateUnknown},
		{ovhapi.ErrUnknownApp, stateNoApp},
		{ovhapi.ErrSignature, stateMismatch},
		{ovhapi.ErrNotGranted, stateBarred},
		{ovhapi.ErrIAMDenied, stateBarred},
	}
	for _, k := range kinds {
		if errors.Is(h.err, k.err) {
			return k.state
		}
	}
	if !errors.Is(h.err, ovhapi.ErrKeyNotValid) {
		return stateFailed
	}
	switch h.stored {
	case ovhapi.RequestWaiting:
		return statePending
	case ovhapi.RequestRefused:
		return stateRefused
	case ovhapi.RequestExpired:
		return stateExpired
	case ovhapi.RequestValidated, ovhapi.RequestGone:
	}
	return stateNotValid
}

// count sums the list up for the heading.
func (s *Screen) count() string {
	t := s.env.Theme
	if s.stage == reading {
		return t.Paint(theme.Subtle, "Looking through the files…")
	}
	works, dead, rest, waiting := 0, 0, 0, s.waiting()
	for h := range s.table.Rows() {
		switch {
		case h.state == stateWorks:
			works++
		case h.state.dead():
			dead++
		case h.state != stateAsking:
			rest++
		}
	}
	parts := []string{plural(s.table.Len(), "key", "keys")}
	add := func(n int, role theme.Role, word string) {
		if n > 0 {
			parts = append(parts, t.Paint(role, fmt.Sprintf("%d %s", n, word)))
		}
	}
	verb := "work"
	if works == 1 {
		verb = "works"
	}
	add(works, theme.Good, verb)
	add(dead, theme.Danger, "dead")
	add(rest, theme.Caution, "not told")
	add(waiting, theme.Subtle, "being asked…")
	return strings.Join(parts, "   ")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// now is the server's time: expiry is judged by it.
func (s *Screen) now() time.Time {
	if s.env.Client == nil {
		return s.env.Clock.Now()
	}
	return s.env.Client.ServerNow()
}
