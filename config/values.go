package config

import (
	"slices"
	"strings"

	"gopkg.in/ini.v1"
)

// values is what all files say together, the nearer file winning key by key,
// as go-ovh merges them.
type values struct {
	file    *ini.File
	keys    map[string]map[string]spot // section, key → the line that won
	headers map[string]spot            // section → its first header in the nearest file
	order   []string                   // sections with a header, nearest file first
}

// spot is a line of a source.
type spot struct {
	source *source
	entry  entry
}

func (s spot) origin() Origin { return s.source.origin(s.entry.line) }

// merge reads the sources, given nearest first, into one view. A source that
// ini.v1 refuses although its faulty lines were emptied is returned as well; it
// is left out.
func merge(sources []*source) (v *values, refused []*source) {
	v = &values{keys: map[string]map[string]spot{}, headers: map[string]spot{}}
	var texts []any
	for _, s := range slices.Backward(sources) {
		if !s.Readable {
			continue
		}
		if _, err := ini.LooseLoad([]byte(s.text)); err != nil {
			s.Readable = false
			refused = append(refused, s)
			continue
		}
		texts = append(texts, []byte(s.text))
		v.index(s)
	}
	v.file = ini.Empty()
	if len(texts) > 0 {
		// Every text was read on its own without error just above.
		if f, err := ini.LooseLoad(texts[0], texts[1:]...); err == nil {
			v.file = f
		}
	}
	for _, s := range sources {
		for _, e := range s.entries {
			if s.Readable && e.header && e.fault == sound && !slices.Contains(v.order, e.section) {
				v.order = append(v.order, e.section)
			}
		}
	}
	return v, refused
}

// index notes where the keys of a source stand; a later call wins.
func (v *values) index(s *source) {
	headers := map[string]bool{}
	for _, e := range s.entries {
		if e.fault != sound {
			continue
		}
		at := spot{source: s, entry: e}
		if e.header {
			if !headers[e.section] {
				v.headers[e.section] = at
			}
			headers[e.section] = true
			continue
		}
		if v.keys[e.section] == nil {
			v.keys[e.section] = map[string]spot{}
		}
		v.keys[e.section][e.key] = at
	}
}

// find returns the line that a key of a section is read from. As in ini.v1, a
// section "a.b" inherits what it lacks from "a".
func (v *values) find(section, key string) (spot, bool) {
	for {
		if at, ok := v.keys[section][key]; ok {
			return at, true
		}
		dot := strings.LastIndexByte(section, '.')
		if dot < 0 {
			return spot{}, false
		}
		section = section[:dot]
		if section == "" {
			section = ini.DefaultSection
		}
	}
}

// value returns a key as go-ovh would read it, and whether it stands anywhere.
// A value that can't be expanded counts as absent; checkReferences says so.
func (v *values) value(section, key string) (string, spot, bool) {
	at, k := v.lookup(section, key)
	if k == nil {
		return "", spot{}, false
	}
	x := expander{values: v, budget: maxReferences}
	text, ok := x.expand(at.entry.section, k)
	return text, at, ok
}

// lookup returns a key before its references are replaced.
func (v *values) lookup(section, key string) (spot, *ini.Key) {
	if !v.file.HasSection(section) {
		return spot{}, nil
	}
	at, ok := v.find(section, key)
	if !ok {
		return spot{}, nil
	}
	k, err := v.file.Section(section).GetKey(key)
	if err != nil {
		return spot{}, nil
	}
	return at, k
}
