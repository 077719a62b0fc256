package config

import (
	"errors"
	"slices"
)

// Removal plans to remove a profile: its section from every file that holds it,
// and the line that makes it the default. A profile that stands in no file has
// no targets.
func (m *Machine) Removal(p Profile) []Target {
	if p.Name == EnvironmentProfile || p.Section == "" || p.Section == defaultSection {
		return nil
	}
	var list []Target
	for _, s := range m.writingOrder() {
		var changes []Change
		if s.has(p.Section) {
			changes = append(changes, Change{Section: p.Section, Remove: true})
		}
		if name, ok := s.value(defaultSection, keyProfile); ok && name == p.Name {
			changes = append(changes, Change{Section: defaultSection, Key: keyProfile, Remove: true})
		}
		if len(changes) == 0 {
			continue
		}
		t := Target{File: s.File, Section: p.Section, Holds: s.has(p.Section)}
		t.Plan, t.Err = NewPlan(s.Path, changes)
		list = append(list, t)
	}
	return list
}

// DefaultTargets plans to make a profile the one that is taken when nothing else
// is said, the best place first: where the choice stands now, then where the
// profile stands, then the other places. A named profile becomes
// [default] profile=, which ovhcloud-cli and this program read; a plain section
// becomes [default] endpoint=, which all of OVH's libraries read, and a profile=
// in its way is put out of effect.
func (m *Machine) DefaultTargets(p Profile) []Target {
	var list []Target
	for _, s := range m.defaultPlaces(p) {
		changes, err := m.defaultChanges(p, s)
		t := Target{File: s.File, Section: defaultSection, Holds: s.has(defaultSection), Err: err}
		if err == nil {
			t.Plan, t.Err = NewPlan(s.Path, s.unsaid(changes))
			t.Overrides = m.defaultOverrides(p, s, changes)
		}
		list = append(list, t)
	}
	return list
}

// DefaultTarget is the best of the places in which the choice of a profile can be
// written, false when there is none. Its Plan is Empty when the profile is the
// default already.
func (m *Machine) DefaultTarget(p Profile) (Target, bool) {
	for _, t := range m.DefaultTargets(p) {
		if t.Err == nil && t.Plan != nil {
			return t, true
		}
	}
	return Target{}, false
}

// defaultPlaces lists the files in which the choice can be written.
func (m *Machine) defaultPlaces(p Profile) []*source {
	chooses := func(s *source) int {
		for _, key := range []string{keyProfile, keyEndpoint} {
			if _, ok := s.last(defaultSection, key); ok {
				return 0
			}
		}
		if s.has(p.Section) {
			return 1
		}
		return 2
	}
	list := m.writingOrder()
	slices.SortStableFunc(list, func(a, b *source) int {
		ca, cb := chooses(a), chooses(b)
		if ca != cb {
			return ca - cb
		}
		if ca < 2 {
			return a.rank - b.rank // the one that wins
		}
		return 0
	})
	return list
}

var errNotThere = errors.New("the profile stands in no file")

// defaultChanges is what chooses a profile when it is written to a file.
func (m *Machine) defaultChanges(p Profile, s *source) ([]Change, error) {
	if p.Name == EnvironmentProfile {
		return nil, errEnvironment
	}
	if p.Section == "" || !slices.ContainsFunc(m.sources, func(s *source) bool { return s.Readable && s.has(p.Section) }) {
		return nil, errNotThere
	}
	if p.Section == profilePrefix+p.Name {
		return []Change{{Section: defaultSection, Key: keyProfile, Value: p.Name}}, nil
	}
	changes := []Change{{Section: defaultSection, Key: keyEndpoint, Value: p.Section}}
	_, here := s.last(defaultSection, keyProfile)
	elsewhere := slices.ContainsFunc(m.sources, func(other *source) bool {
		name, ok := other.value(defaultSection, keyProfile)
		return ok && other != s && name != "" && name != plainProfile
	})
	switch {
	case elsewhere:
		changes = append(changes, Change{Section: defaultSection, Key: keyProfile, Value: plainProfile})
	case here:
		changes = append(changes, Change{Section: defaultSection, Key: keyProfile, Remove: true})
	}
	return changes, nil
}

// defaultOverrides finds what would choose another profile all the same.
func (m *Machine) defaultOverrides(p Profile, s *source, changes []Change) []Override {
	wanted := slices.DeleteFunc(slices.Clone(changes), func(c Change) bool { return c.Remove })
	list := m.overrides(s, wanted)
	name := m.from.getenv(variable(keyProfile))
	said := slices.ContainsFunc(list, func(o Override) bool { return o.By.Variable == variable(keyProfile) })
	isPlain := p.Section != profilePrefix+p.Name
	if name != "" && name != p.Name && !said && (!isPlain || name != plainProfile) {
		list = append(list, Override{Key: changes[0].Key, By: Origin{Variable: variable(keyProfile)}})
	}
	return list
}
