package config

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
)

// Target is a place where something can be written, and what writing it there
// would do.
type Target struct {
	// File is the place as it was found when the configuration was loaded.
	File File
	// Section is the section that is written; empty when it is more than one.
	Section string
	// Holds is set when the section stands in the file already.
	Holds bool
	// Plan is what would change, nil when Err is set.
	Plan *Plan
	// Err says why nothing can be written there.
	Err error
	// Overrides tells what goes before the things that are written, so that they
	// would have no effect.
	Overrides []Override
}

// Override is a variable or a line of a nearer file that goes before a key of
// the same name.
type Override struct {
	// Key is the key that has no effect, as ovh.conf spells it.
	Key string
	// By is where the value stands that goes before it.
	By Origin
	// Avoidable is set when --profile or OVH_PROFILE would keep the variable
	// out.
	Avoidable bool
}

// String is the override in a sentence.
func (o Override) String() string {
	text := o.By.String() + " goes before the " + o.Key + " written here"
	if o.By.Variable != "" {
		text = o.By.Variable + " is set and goes before the " + o.Key + " written here"
	}
	if o.Avoidable {
		text += ", unless the profile is named by --profile"
	}
	return text + "."
}

// Repair takes the rights of other users from the file: mode 0600. A link is
// followed.
func (f File) Repair() error {
	info, err := os.Stat(f.Path)
	if err == nil && !info.Mode().IsRegular() {
		err = errSpecial
	}
	if err == nil {
		err = os.Chmod(f.Path, newFileMode)
	}
	if err != nil {
		return &fs.PathError{Op: "make private", Path: f.Path, Err: reason(err)}
	}
	return nil
}

var (
	errNoSection   = errors.New("the profile has no section to write to")
	errNoEndpoint  = errors.New("the profile has no endpoint")
	errNoKeys      = errors.New("the profile has no keys to write")
	errReserved    = errors.New(`"` + plainProfile + `" means no profile; choose another name`)
	errUnnamed     = errors.New("the profile has no name")
	errEnvironment = errors.New("this profile comes from OVH_* variables, which only the shell that sets them can change")
	errForeign     = errors.New("the section belongs to another endpoint than the profile")
)

// NewProfile returns a profile that stands in a section [profile:NAME] of its
// own, for Targets.
func NewProfile(name string, e ovhapi.Endpoint) Profile {
	return Profile{Name: name, Section: profilePrefix + name, Endpoint: e, written: e.Name}
}

// Targets returns the places for the keys of a profile, the best first: where
// its keys stand already, then ~/.ovh.conf, ./ovh.conf and the machine's own
// file; with --config that file alone. p holds the keys to be written; empty ones
// are left as they are. A key that reads so already from the same section is
// not written again. When no file chooses an endpoint yet, a plain section's is
// chosen along with it, since Python programs have no default.
//
// The files are read again for it; nothing is written.
func (m *Machine) Targets(p Profile) []Target {
	wanted, err := m.wanted(p)
	var list []Target
	for _, s := range m.candidates(p.Section) {
		t := Target{File: s.File, Section: p.Section, Holds: s.has(p.Section), Err: err}
		if err == nil {
			t.Plan, t.Err = NewPlan(s.Path, m.lacking(s, p, wanted))
			t.Overrides = m.overrides(s, wanted)
		}
		list = append(list, t)
	}
	return list
}

// wanted lists everything that a profile's section should say.
func (m *Machine) wanted(p Profile) ([]Change, error) {
	name, isProfile := strings.CutPrefix(p.Section, profilePrefix)
	switch {
	case p.Section == "" || p.Section == defaultSection || p.Section == cliSection:
		return nil, errNoSection
	case isProfile && strings.TrimSpace(name) == "":
		return nil, errUnnamed
	case isProfile && name == plainProfile:
		return nil, errReserved
	case p.Endpoint.Name == "":
		return nil, errNoEndpoint
	case len(p.Missing()) == 3:
		return nil, errNoKeys
	}
	var list []Change
	if isProfile {
		list = append(list, Change{Section: p.Section, Key: keyEndpoint, Value: p.Endpoint.Name})
	} else if e, err := ovhapi.ParseEndpoint(p.Section); err != nil || e != p.Endpoint {
		return nil, errForeign
	}
	for _, c := range []Change{
		{Key: keyApplication, Value: p.ApplicationKey.Text},
		{Key: keySecret, Value: p.ApplicationSecret.Secret.Reveal()},
		{Key: keyConsumer, Value: p.ConsumerKey.Secret.Reveal()},
	} {
		if c.Section = p.Section; c.Value != "" {
			list = append(list, c)
		}
	}
	_, _, hasEndpoint := m.values.value(defaultSection, keyEndpoint)
	_, _, hasProfile := m.values.value(defaultSection, keyProfile)
	if !isProfile && !hasEndpoint && !hasProfile {
		list = append(list, Change{Section: defaultSection, Key: keyEndpoint, Value: p.Section})
	}
	return list, nil
}

// lacking leaves out what need not be written to a file: what it says already
// and, where it holds keys of the profile, what is read from another file. A
// file without any gets all of them, so that it can stand alone.
func (m *Machine) lacking(s *source, p Profile, wanted []Change) []Change {
	shared := s.holdsKeys(p.Section)
	return slices.DeleteFunc(s.unsaid(wanted), func(c Change) bool {
		_, here := s.last(c.Section, c.Key)
		return shared && !here && m.reads(c)
	})
}

// unsaid leaves out what the file says already, however it is written there.
func (s *source) unsaid(changes []Change) []Change {
	return slices.DeleteFunc(slices.Clone(changes), func(c Change) bool {
		text, ok := s.value(c.Section, c.Key)
		return ok && text == c.Value && !c.Remove
	})
}

// reads reports whether all files together say already what a change would.
func (m *Machine) reads(c Change) bool {
	text, _, ok := m.values.value(c.Section, c.Key)
	if c.Key == keyEndpoint && !ok {
		text, _, _ = m.values.value(defaultSection, keyEndpoint)
		text = orElse(text, ovhapi.DefaultEndpoint)
	}
	return text == c.Value
}

// candidates lists the files to write to, those that hold keys of the section
// first, and of them the one that wins.
func (m *Machine) candidates(section string) []*source {
	var first, rest []*source
	for _, s := range m.writingOrder() {
		if s.holdsKeys(section) {
			first = append(first, s)
		} else {
			rest = append(rest, s)
		}
	}
	slices.SortStableFunc(first, func(a, b *source) int { return a.rank - b.rank })
	return append(first, rest...)
}

// writingOrder is ~/.ovh.conf, ./ovh.conf, /etc/ovh.conf. A name that leads to a
// file named before is left out.
func (m *Machine) writingOrder() []*source {
	list := slices.Clone(m.sources)
	if i := slices.IndexFunc(list, func(s *source) bool { return s.Shown == homeShown }); i > 0 {
		home := list[i]
		list = slices.Insert(slices.Delete(list, i, i+1), 0, home)
	}
	var seen []fs.FileInfo
	return slices.DeleteFunc(list, func(s *source) bool {
		info, err := os.Stat(s.Path)
		if err != nil {
			return false
		}
		again := slices.ContainsFunc(seen, func(other fs.FileInfo) bool { return os.SameFile(other, info) })
		seen = append(seen, info)
		return again
	})
}

// has reports whether a section stands in the file.
func (s *source) has(section string) bool {
	return slices.ContainsFunc(s.entries, func(e entry) bool { return e.fault == sound && e.section == section })
}

// holdsKeys reports whether keys of a section stand in the file.
func (s *source) holdsKeys(section string) bool {
	return s.Readable && slices.ContainsFunc(s.entries, func(e entry) bool {
		return e.fault == sound && !e.header && e.section == section && slices.Contains(credentialKeys, e.key)
	})
}

// last returns the line that a key is read from.
func (s *source) last(section, key string) (entry, bool) {
	for _, e := range slices.Backward(s.entries) {
		if e.fault == sound && !e.header && e.section == section && e.key == key {
			return e, s.Readable
		}
	}
	return entry{}, false
}

// value returns a key as this file alone says it.
func (s *source) value(section, key string) (string, bool) {
	if _, ok := s.last(section, key); !ok {
		return "", false
	}
	alone, refused := merge([]*source{s})
	if len(refused) > 0 {
		return "", false
	}
	text, _, ok := alone.value(section, key)
	return text, ok
}

// overrides finds what goes before the values in a file.
func (m *Machine) overrides(at *source, wanted []Change) []Override {
	var list []Override
	for _, c := range wanted {
		if text := m.from.getenv(variable(c.Key)); text != "" && text != c.Value {
			list = append(list, Override{
				Key: c.Key, By: Origin{Variable: variable(c.Key)},
				Avoidable: strings.HasPrefix(c.Section, profilePrefix),
			})
		}
		for _, s := range m.sources {
			if s.rank >= at.rank {
				break
			}
			if text, ok := s.value(c.Section, c.Key); ok && text != c.Value {
				e, _ := s.last(c.Section, c.Key)
				list = append(list, Override{Key: c.Key, By: s.origin(e.line)})
			}
		}
	}
	return list
}
