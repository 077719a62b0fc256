// Package standing sorts what a consumer key turned out to be when it was asked,
// and puts it into words: for the keys of this machine, and for its profiles.
package standing

import (
	"ovh-tokens/ui/theme"
)

// State is what is known of a key.
type State int

// The states of a key. Nothing but Expired and Refused says for certain that it
// is of no use: where OVH does not know a key, another endpoint may.
const (
	Asking     State = iota // the answer has not come yet
	Works                   // OVH lets it in
	Expired                 // its time has passed
	Refused                 // the owner of the account said no to it
	Pending                 // nobody has validated it yet
	NotValid                // one of these three: OVH does not say which
	Unknown                 // revoked, or never existed at this endpoint
	NoApp                   // its application was deleted, or never existed at this endpoint
	Mismatch                // the secret beside it is not its own
	Barred                  // not let in from here
	Incomplete              // what is needed to ask does not stand beside it
	NoAnswer                // its endpoint can't be reached
	Stopped                 // the user stopped the question
	NotTold                 // an answer that tells nothing
)

// words of the states, for lists.
var words = map[State]struct {
	text string
	role theme.Role
}{
	Asking: {"asking…", theme.Subtle}, Works: {"works", theme.Good}, Expired: {"expired", theme.Caution},
	Refused: {"refused", theme.Caution}, Pending: {"pending", theme.Caution}, NotValid: {"not valid", theme.Caution},
	Unknown: {"unknown", theme.Danger}, NoApp: {"no app", theme.Danger}, Mismatch: {"mismatch", theme.Danger},
	Barred: {"barred", theme.Caution}, Incomplete: {"incomplete", theme.Caution}, NoAnswer: {"no answer", theme.Caution},
	Stopped: {"stopped", theme.Subtle}, NotTold: {"not told", theme.Caution},
}

// Word is the state in a word.
func (s State) Word() string { return words[s].text }

// Role is how the state is painted.
func (s State) Role() theme.Role { return words[s].role }

// Dead reports whether the key is good for nothing where it stands.
func (s State) Dead() bool {
	return s == Expired || s == Refused || s == NotValid || s == Unknown || s == NoApp
}

// Open reports whether the key may be any token for all that is known.
func (s State) Open() bool { return s != Works && !s.Dead() }

// Over reports whether the key works nowhere and never will: nothing is lost
// with it. That OVH does not know a key, or calls it not valid, is no proof.
func (s State) Over() bool { return s == Expired || s == Refused }
