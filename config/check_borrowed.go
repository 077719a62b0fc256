package config

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
)

// checkBorrowed refuses to send keys of one file to an address that another
// file names: an ovh.conf that lies in a folder somebody happens to work in must
// not lead the keys in the home folder to a host of its own. OVH's own
// endpoints are fine, and so is an address that the user names by a flag or a
// variable. Nor do the keys of variables go to an address of such a folder's.
func (l *loader) checkBorrowed() {
	p := l.machine.Active
	key, borrowed := p.borrowed()
	if !borrowed {
		return
	}
	problem := l.at(p.EndpointOrigin, "The endpoint "+quoted(strings.TrimSpace(p.written))+" comes from this file and "+key+" from "+p.origins()[key].String()+": keys are not sent to an address that another file names.",
		"Write endpoint and keys into one file, or name the endpoint with --endpoint.")
	problem.Fatal = true
	l.report(problem)
}

// borrowed names a key that stands in another file than the address it would be
// sent to, which is not one of OVH's own.
func (p Profile) borrowed() (key string, yes bool) {
	from := p.EndpointOrigin
	if from.File == "" || isOwn(p.Endpoint) {
		return "", false
	}
	origins := p.origins()
	for _, key := range credentialKeys {
		origin, there := origins[key]
		fromVariable := origin.Variable != "" && from.shown == workShown
		if there && (fromVariable || origin.File != "" && origin.File != from.File) {
			return key, true
		}
	}
	return "", false
}

// isOwn reports whether an endpoint is one of OVH's.
func isOwn(e ovhapi.Endpoint) bool {
	return slices.ContainsFunc(ovhapi.Endpoints(), func(known ovhapi.Endpoint) bool { return known.URL == e.URL })
}
