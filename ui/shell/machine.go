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
	client  *ovhapi.Client // the one in use when it was asked for
	next    *ovhapi.Client // takes its place, unless nil
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
	was, sources, client := e.Machine.Active, e.Sources, e.Client
	return func() Reading {
		r, _ := find(sources, was)
		r.client = client
		return r
	}
}

// Succeed is Reread for after the key in use may have given way to a fresh one of
// the same application. Where the files hold that in its place, or the old one
// has ended, the program works on with the fresh one; otherwise it keeps the old
// one.
func (e *Env) Succeed(fresh ovhapi.Secret) func(ended bool) Reading {
	if e.Machine == nil || e.Client == nil {
		return func(bool) Reading { return Reading{} }
	}
	was, sources, client := e.Machine.Active, e.Sources, e.Client
	heir := was
	heir.ConsumerKey.Secret = fresh
	return func(ended bool) Reading {
		r, there := find(sources, heir)
		if !there && !ended {
			r, _ = find(sources, was)
			r.client = client
			return r
		}
		r.client, r.next = client, client.WithConsumerKey(fresh)
		return r
	}
}

// find reads the files and reports whether they still hold a profile, as the
// active one or under its name.
func find(sources config.Sources, was config.Profile) (Reading, bool) {
	m, _ := config.Load(sources) // what is wrong with them is among the machine's problems
	if SameKeys(m.Active, was) {
		return Reading{machine: m, sources: sources}, true
	}
	// The files may choose another profile than before: that is for the next
	// start, so the one in use is asked for by its name from here on.
	pinned := sources
	pinned.Profile = was.Name
	if m, err := config.Load(pinned); was.Name != "" && err == nil && SameKeys(m.Active, was) {
		return Reading{machine: m, sources: pinned}, true
	}
	// They hold other keys in its place, or none: the client still works with
	// those it was made with.
	m.Active = was
	return Reading{machine: m, sources: sources}, false
}

// Adopt makes a reading what screens show of this machine, unless they have
// changed to another account since.
func (e *Env) Adopt(r Reading) {
	if r.machine == nil || r.client != e.Client {
		return
	}
	e.Machine, e.Sources = r.machine, r.sources
	if r.next != nil {
		e.Client = r.next
	}
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
