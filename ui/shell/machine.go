package shell

import (
	"fmt"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
)

// Reading is what this machine's files say now, with the account in use found
// in them again.
type Reading struct {
	machine *config.Machine
	sources config.Sources
	client  *ovhapi.Client
}

// Reread returns what reads this machine's files anew, for whoever has written
// one: lines move, profiles come and go, and what screens show should be true.
// The account in use stays the one it is, whatever the files say of it now. The
// returned function does I/O, so it belongs in a command; Adopt takes its result
// in.
func (e *Env) Reread() func() Reading {
	if e.Machine == nil {
		return func() Reading { return Reading{} }
	}
	was, r := e.Machine.Active, Reading{sources: e.Sources, client: e.Client}
	return func() Reading {
		r.machine, _ = config.Load(r.sources) // what is wrong with them is among the machine's problems
		if SameKeys(r.machine.Active, was) {
			return r
		}
		// The files may choose another profile than before: that is for the next
		// start, so the one in use is asked for by its name from here on.
		pinned := r.sources
		pinned.Profile = was.Name
		if m, err := config.Load(pinned); was.Name != "" && err == nil && SameKeys(m.Active, was) {
			r.machine, r.sources = m, pinned
			return r
		}
		// They hold other keys in its place, or none: the client still works with
		// those it was made with.
		r.machine.Active = was
		return r
	}
}

// Adopt makes a reading what screens show of this machine, unless they have
// changed to another account since.
func (e *Env) Adopt(r Reading) {
	if r.machine == nil || r.client != e.Client {
		return
	}
	e.Machine, e.Sources = r.machine, r.sources
	if e.Origin != "" {
		e.Origin = origins(r.machine.Active)
	}
}

// SameKeys reports whether two profiles speak for the same token with the same
// keys.
func SameKeys(a, b config.Profile) bool {
	return a.Endpoint.URL == b.Endpoint.URL && a.ApplicationKey.Text == b.ApplicationKey.Text &&
		a.ApplicationSecret.Secret == b.ApplicationSecret.Secret && a.ConsumerKey.Secret == b.ConsumerKey.Secret
}

// origins says in words where a profile's values come from.
func origins(p config.Profile) string {
	return fmt.Sprintf("Endpoint from %s; application key from %s; secret from %s; consumer key from %s.",
		p.EndpointOrigin, p.ApplicationKey.Origin, p.ApplicationSecret.Origin, p.ConsumerKey.Origin)
}

// RevokedMsg tells every screen that tokens are gone which another screen has
// revoked, at the endpoint with this URL.
type RevokedMsg struct {
	URL string
	IDs []int64
	// Listed is set when they only ended, so that the account lists them still.
	Listed bool
}
