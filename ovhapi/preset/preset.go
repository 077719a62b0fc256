// Package preset holds ready-made rule sets as data: what they are for, what to
// know before asking for them, and their rules.
package preset

import (
	"slices"

	"ovh-tokens/ovhapi/rule"
)

// Preset is one rule set under a name.
type Preset struct {
	// ID is the name that commands and files use. It never changes.
	ID string
	// Title names the preset on screen.
	Title string
	// Purpose says in one sentence what a token with it is good for.
	Purpose string
	// Warning says what should be known before it is asked for; it may be empty.
	Warning string
	// Rules are what the token may do, in the order in which they are shown.
	Rules rule.Set
}

// Find returns the preset with an id.
func Find(id string) (Preset, bool) {
	ready := Ready()
	at := slices.IndexFunc(ready, func(p Preset) bool { return p.ID == id })
	if at < 0 {
		return Preset{}, false
	}
	return ready[at], true
}
