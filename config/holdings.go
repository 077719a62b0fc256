package config

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
)

// Holding is one consumer key of this machine with every place it stands in.
type Holding struct {
	Key ovhapi.Secret
	// Places are where the consumer key stands, with its line; at least one.
	// A line that has no effect, because a later one stands for the same key, is
	// among them.
	Places []FoundKey
	// Profile is what to ask with: endpoint, application key and secret that
	// stand beside the key. Complete is false when something is missing, which
	// Missing tells; an endpoint that isn't known, or that must not be given
	// these keys, is left empty.
	Profile Profile
}

// Holdings lists every consumer key of this machine once: those in the files
// that Load reads, in further files and in the environment, in the order in
// which FindKeys comes across them. The problems tell which files could not be
// read.
//
// Keys of different files or sections stand together in a Profile only where
// Load itself would put them together, and never with an address that another
// file names, unless it is one of OVH's own endpoints.
func Holdings(s Sources, files ...string) ([]Holding, []Problem) {
	return look(s, files).holdings()
}

// holdings gathers the places of each consumer key.
func (f findings) holdings() ([]Holding, []Problem) {
	var list []Holding
	for _, k := range f.keys {
		if k.Key != keyConsumer || k.Value.Empty() {
			continue
		}
		i := slices.IndexFunc(list, func(h Holding) bool { return h.Key == k.Value })
		if i < 0 {
			i = len(list)
			list = append(list, Holding{Key: k.Value})
		}
		list[i].Places = append(list[i].Places, k)
	}
	m, _ := load(f.from, f.machine, nil) // what is wrong with it matters to who works with it
	for i := range list {
		h := &list[i]
		h.Profile = f.profile(m, *h)
		if at := h.Places[0]; at.loose && h.Profile.Endpoint.URL == "" {
			f.problems = append(f.problems, Problem{
				File: at.Origin.File, Line: at.Origin.Line, shown: at.Origin.shown,
				Message: "No endpoint stands with this consumer key, so it is not known where to ask about it.",
				Fix:     "Name the endpoint with --endpoint.",
			})
		}
	}
	return list, f.problems
}

// profile chooses what to ask with: first what can be asked with at all, then
// what comes from one place, then what this program would work with.
func (f findings) profile(m *Machine, h Holding) Profile {
	candidates := slices.Clone(append([]Profile{m.Active}, m.Profiles...))
	for _, k := range h.Places {
		candidates = append(candidates, f.beside(k, candidates)...)
	}
	best, rank := Profile{}, 0
	for _, p := range candidates {
		if p.ConsumerKey.Secret != h.Key {
			continue
		}
		if _, borrowed := p.borrowed(); borrowed {
			p.Endpoint = ovhapi.Endpoint{}
		}
		if r := p.askable(); r > rank {
			best, rank = p, r
		}
	}
	return best
}

// askable ranks profiles by how likely an answer is.
func (p Profile) askable() int {
	first := p.ConsumerKey.Origin
	for _, o := range p.origins() {
		if o.File != first.File || (o.Variable == "") != (first.Variable == "") {
			first = Origin{}
		}
	}
	switch {
	case p.Complete() && first != Origin{}:
		return 4
	case p.Complete():
		return 3
	case p.Endpoint.URL != "":
		return 2
	}
	return 1
}

// beside returns what stands beside a key: in its section of its file and, when
// that file is one that Load reads, in the files behind it as well, as Load reads
// them where no nearer file is in the way. The endpoint may come from elsewhere.
func (f findings) beside(k FoundKey, elsewhere []Profile) []Profile {
	var list []Profile
	for i, src := range f.all {
		if k.Origin.File == "" || src.Path != k.Origin.File {
			continue
		}
		if k.loose {
			if p, ok := f.looseProfile(src, k.Value, elsewhere); ok {
				list = append(list, p)
			}
			continue
		}
		list = append(list, k.among([]*source{src}))
		if i < len(f.machine) {
			list = append(list, k.among(f.machine[i:]))
		}
	}
	return list
}

// among reads the section of a key from some files, without the environment.
func (k FoundKey) among(sources []*source) Profile {
	l := &loader{sources: sources}
	l.values, _ = merge(sources)
	var p Profile
	name, isProfile := strings.CutPrefix(k.Section, profilePrefix)
	_, err := ovhapi.ParseEndpoint(k.Section)
	switch {
	case isProfile:
		p = l.named(name, false)
	case err == nil:
		p = l.section(k.Section, false)
	default:
		p = Profile{Name: k.Section, Section: k.Section}
		l.fill(&p, false)
		if text, at, ok := l.values.value(k.Section, keyEndpoint); ok {
			p.setEndpoint(Value{Text: text, Origin: at.origin()})
		}
	}
	p.ConsumerKey = SecretValue{Secret: k.Value, Origin: k.Origin}
	return p
}
