package config

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi/plain"
)

// Explanation tells why the active profile has no usable keys.
type Explanation struct {
	// Missing names what is not there, as ovh.conf spells it.
	Missing []string
	// Looked lists every place in the order in which it counts.
	Looked []Look
}

// Look is one place and what was found there, in words for people.
type Look struct{ Place, Found string }

// Explain returns what is missing and where it was looked for.
func (m *Machine) Explain() Explanation {
	e := Explanation{Missing: m.Active.Missing()}
	if m.Active.Endpoint.URL == "" {
		e.Missing = append([]string{keyEndpoint}, e.Missing...)
	}
	found := "no OVH_* variable is set"
	if len(m.variables) > 0 {
		found = join(m.variables)
	}
	e.Looked = append(e.Looked, Look{Place: "environment", Found: found})
	for _, s := range m.sources {
		e.Looked = append(e.Looked, Look{Place: plain.Text(s.Shown), Found: s.found()})
	}
	return e
}

// found says what stands in a file: its sections, and which keys they hold.
func (s *source) found() string {
	switch {
	case !s.Exists:
		return "not there"
	case s.Err != nil:
		return "can't be used: " + s.Err.Error()
	}
	var sections []string
	keys := map[string][]string{}
	for _, e := range s.entries {
		if e.header || e.fault != sound || e.raw == "" || !slices.Contains(knownKeys, e.key) || slices.Contains(keys[e.section], e.key) {
			continue
		}
		if keys[e.section] == nil {
			sections = append(sections, e.section)
		}
		keys[e.section] = append(keys[e.section], e.key)
	}
	if len(sections) == 0 {
		return "no keys in it"
	}
	for i, section := range sections {
		sections[i] = sectionName(section) + " " + strings.Join(keys[section], ", ")
	}
	return strings.Join(sections, "; ")
}
