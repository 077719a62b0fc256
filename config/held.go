package config

import (
	"errors"
	"io/fs"

	"ovh-tokens/ovhapi"
)

// Held lists the consumer keys of this machine that may be those of an
// application at an endpoint: all but those that are known to belong to another
// one. known are keys that are found even where nothing names them. unread names
// the files that may hold more of them: those that can't be read, and of the
// further ones those that are not there or hold no consumer key any more.
//
// The machine's own file is not among unread when only its administrator may
// read it: no user of this program could ever change that, and it is told as a
// problem.
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
	for i, src := range f.all {
		further := i >= len(f.machine)
		switch {
		case !src.Exists && further,
			src.Exists && !src.Readable && (src.Path != r.Sources.SystemFile || !errors.Is(src.Err, fs.ErrPermission)),
			further && f.bare(src):
			unread = append(unread, src.problem(0, "", "").Where())
		}
	}
	return keys, unread
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

// Seen is the same without those of the further files that are not there, or that
// hold no consumer key: the user has read that nothing was found in them. known
// are keys that are found even where nothing names them.
func (r KeyReplacer) Seen(known ...ovhapi.Secret) KeyReplacer {
	f := look(r.Sources, r.Files, known...)
	r.Files = nil
	for _, src := range f.all[len(f.machine):] {
		if src.Exists && !f.bare(src) {
			r.Files = append(r.Files, src.Path)
		}
	}
	return r
}

// bare reports whether a file of any format holds no consumer key.
func (f findings) bare(src *source) bool {
	return src.loose && len(consumerKeys(src.looseKeys(f.known))) == 0
}
