package config

import (
	"slices"

	"ovh-tokens/ovhapi"
)

// Held lists the consumer keys of this machine that may be those of an
// application at an endpoint: all but those that are known to belong to another
// one. known are keys that are found even where nothing names them. unread names
// the files that Unread lists.
func (r KeyReplacer) Held(e ovhapi.Endpoint, applicationKey string, known ...ovhapi.Secret) (keys []ovhapi.HeldKey, unread []string) {
	f := look(r.Sources, r.Files, known...)
	list, _ := f.holdings()
	for _, h := range list {
		if !h.Profile.mayBeAt(e, applicationKey) {
			continue
		}
		held := ovhapi.HeldKey{Key: h.Key}
		for _, k := range h.Places {
			held.Places = append(held.Places, k.Origin.String())
		}
		keys = append(keys, held)
	}
	for _, file := range r.unread(f) {
		unread = append(unread, where(file.Path, file.Shown, 0))
	}
	return keys, unread
}

// Unread lists the files that may hold more keys than were found: those that
// can't be read, and of the further ones those that are not there, such as on a
// disk that is not mounted, or hold no consumer key any more. The machine's own
// file is among them when only its administrator may read it: a service of this
// machine may use the key in it.
func (r KeyReplacer) Unread(known ...ovhapi.Secret) []File {
	return r.unread(look(r.Sources, r.Files, known...))
}

func (r KeyReplacer) unread(f findings) []File {
	var list []File
	for i, src := range f.all {
		further := i >= len(f.machine)
		dark := src.Exists && !src.Readable || further && (!src.Exists || f.bare(src))
		if dark && !slices.Contains(r.Without, src.Path) {
			list = append(list, src.File)
		}
	}
	return list
}

// mayBeAt reports whether the consumer key of a profile may be one of an
// application at an endpoint. Only that two of OVH's own endpoints differ speaks
// against it: any other address may lead to one of those, and an endpoint that
// stands because nothing was said tells nothing.
func (p Profile) mayBeAt(e ovhapi.Endpoint, applicationKey string) bool {
	switch {
	case p.Endpoint.URL == e.URL, p.ApplicationKey.Text == applicationKey, p.EndpointOrigin == Origin{}:
		return true
	}
	return !isOwn(e) || !isOwn(p.Endpoint)
}

// Seen is the same without those of the further files that were read and hold no
// consumer key: the user has been told that nothing was found in them. One that is
// not there stays, since the key may stand in it when it is there again. known
// are keys that are found even where nothing names them.
func (r KeyReplacer) Seen(known ...ovhapi.Secret) KeyReplacer {
	f := look(r.Sources, r.Files, known...)
	r.Files = nil
	for _, src := range f.all[len(f.machine):] {
		if !f.bare(src) {
			r.Files = append(r.Files, src.Path)
		}
	}
	return r
}

// bare reports whether a file of any format holds no consumer key.
func (f findings) bare(src *source) bool {
	return src.loose && len(consumerKeys(src.looseKeys(f.known))) == 0
}
