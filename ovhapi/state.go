package ovhapi

import "time"

// State is what a token is in a word for people: the API's status, with what else
// is known of it.
type State string

// The states. A status of the API that is none of the documented ones is a state
// of its own.
const (
	StateInUse   State = "in use"
	StateLive    State = "live"
	StatePending State = "pending"
	StateDead    State = "dead"
	StateRefused State = "refused"
	StateExpired State = "expired"
)

// States lists them, what works before what does not.
func States() []State {
	return []State{StateInUse, StateLive, StatePending, StateDead, StateRefused, StateExpired}
}

// State judges the token at the server's time now.
func (t Token) State(now time.Time) State {
	switch {
	case t.Current:
		return StateInUse
	case t.Expired(now):
		return StateExpired
	case t.Status == StatusRefused:
		return StateRefused
	case t.Status == StatusPending:
		return StatePending
	case t.Dead():
		return StateDead
	case t.Status == StatusValidated:
		return StateLive
	}
	return State(t.Status)
}
