package keytext

import (
	"slices"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/pattern"
)

// group are keys that stand together.
type group struct {
	keys      []item
	endpoints []item
}

// accounts pairs the keys and endpoints of a text.
//
// Where a text holds one application, every consumer key belongs to it. Where it
// holds several, they are told apart by their order: a kind that comes again
// begins the next one, and so does a break in the text behind a consumer key.
func accounts(text string, items []item, number func(int) int) []Account {
	var keys, endpoints []item
	for _, i := range items {
		if i.kind == endpoint {
			endpoints = append(endpoints, i)
		} else {
			keys = append(keys, i)
		}
	}
	if slices.ContainsFunc(endpoints, func(i item) bool { return !i.weak }) {
		endpoints = slices.DeleteFunc(endpoints, func(i item) bool { return i.weak })
	}
	groups := grouped(text, keys)
	attach(groups, endpoints)
	var list []Account
	for _, g := range groups {
		a := Account{Endpoint: g.endpoint(endpoints, number, len(groups) == 1)}
		if key, ok := g.find(ApplicationKey); ok {
			a.ApplicationKey = key.key(number)
		}
		if secret, ok := g.find(ApplicationSecret); ok {
			a.ApplicationSecret = secret.key(number)
		}
		for _, k := range g.keys {
			if k.kind == ConsumerKey {
				a.ConsumerKey = k.key(number)
				list = append(list, a)
			}
		}
	}
	return list
}

// breaks end what belongs together: an empty line, a document, an object, a
// section.
var breaks = pattern.New(`\n[ \t\r]*\n|\n---|\}|\n[ \t]*\[`)

// grouped puts keys together.
func grouped(text string, keys []item) []group {
	if len(keys) == 0 {
		return nil
	}
	if distinct(keys, ApplicationKey) < 2 && distinct(keys, ApplicationSecret) < 2 {
		return []group{{keys: keys}}
	}
	groups := []group{{}}
	for n, k := range keys {
		g := &groups[len(groups)-1]
		_, again := g.find(k.kind)
		_, complete := g.find(ConsumerKey)
		if again || complete && breaks.MatchString(text[min(keys[n-1].to, k.from):k.from]) {
			groups = append(groups, group{})
			g = &groups[len(groups)-1]
		}
		g.keys = append(g.keys, k)
	}
	return groups
}

// distinct counts the different keys of a kind.
func distinct(keys []item, kind Kind) int {
	seen := map[string]bool{}
	for _, k := range keys {
		if k.kind == kind {
			seen[k.text] = true
		}
	}
	return len(seen)
}

// find returns the first key of a kind.
func (g group) find(kind Kind) (item, bool) {
	i := slices.IndexFunc(g.keys, func(k item) bool { return k.kind == kind })
	if i < 0 {
		return item{}, false
	}
	return g.keys[i], true
}

// attach gives the endpoints to the groups of keys. One between two groups
// belongs to the second where endpoints come first in this text, to the first
// where they come last, and to neither where that can't be told.
func attach(groups []group, endpoints []item) {
	if len(groups) == 0 || len(endpoints) == 0 {
		return
	}
	last := len(groups) - 1
	leads := endpoints[0].start < groups[0].keys[0].start
	trails := endpoints[len(endpoints)-1].start > groups[last].keys[len(groups[last].keys)-1].start
	for _, e := range endpoints {
		// behind is the first group that ends behind the endpoint.
		behind := slices.IndexFunc(groups, func(g group) bool { return g.keys[len(g.keys)-1].start >= e.start })
		switch {
		case behind < 0:
			groups[last].endpoints = append(groups[last].endpoints, e)
		case behind == 0, groups[behind].keys[0].start <= e.start, leads && !trails:
			groups[behind].endpoints = append(groups[behind].endpoints, e)
		case trails && !leads:
			groups[behind-1].endpoints = append(groups[behind-1].endpoints, e)
		}
	}
}

// near is how many lines an address that is not OVH's own may be away from the
// keys that are sent to it.
const near = 3

// endpoint chooses the endpoint of a group: the only one, or the only one of
// OVH's own. A group without any takes OVH's own endpoint that the text names
// for all.
func (g group) endpoint(all []item, number func(int) int, alone bool) Endpoint {
	candidates := g.endpoints
	if len(candidates) == 0 && !alone {
		candidates = slices.DeleteFunc(slices.Clone(all), func(i item) bool { return !own(i) })
		if len(candidates) < len(all) {
			return Endpoint{}
		}
	}
	var named, owned []Endpoint
	for _, i := range candidates {
		e := Endpoint{Line: number(i.start)}
		e.Endpoint, _ = ovhapi.ParseEndpoint(i.text) // it was understood when it was found
		same := func(other Endpoint) bool { return other.URL == e.URL }
		if !own(i) && !g.within(near, e.Line, number) {
			continue
		}
		if !slices.ContainsFunc(named, same) {
			named = append(named, e)
		}
		if own(i) && !slices.ContainsFunc(owned, same) {
			owned = append(owned, e)
		}
	}
	switch {
	case len(named) == 1:
		return named[0]
	case len(owned) == 1:
		return owned[0]
	}
	return Endpoint{}
}

// own reports whether an endpoint is one of OVH's.
func own(i item) bool {
	e, err := ovhapi.ParseEndpoint(i.text)
	return err == nil && slices.ContainsFunc(ovhapi.Endpoints(), func(k ovhapi.Endpoint) bool { return k.URL == e.URL })
}

// within reports whether a key of the group is at most so many lines away.
func (g group) within(lines, line int, number func(int) int) bool {
	return slices.ContainsFunc(g.keys, func(k item) bool {
		at := number(k.start)
		return line-at <= lines && at-line <= lines
	})
}
