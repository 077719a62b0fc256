package config

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
)

// Machine is what this machine's files, environment and flags say.
type Machine struct {
	// Profiles lists the accounts: [profile:NAME] sections, endpoint sections
	// that hold keys, and EnvironmentProfile when variables hold keys.
	Profiles []Profile
	// Active is the profile to work with. It may be incomplete.
	Active Profile
	// Chosen tells who chose the profile: a flag, OVH_PROFILE or a line of a
	// file; the zero Origin when nobody did.
	Chosen Origin
	// Default names the profile that is taken when neither a flag nor a
	// variable chooses one.
	Default string
	// Files are the places looked at, the one that wins first.
	Files []File
	// Problems are worth telling, the fatal ones first.
	Problems []Problem

	variables []string // OVH_* variables that are set, as they are looked for
	sources   []*source
	values    *values
	from      Sources
}

// Load reads this machine's configuration with the precedence of OVH's own
// libraries, key by key: flags, then OVH_* variables, then ./ovh.conf,
// ~/.ovh.conf and /etc/ovh.conf.
//
// It departs from them where mixing accounts or giving up would harm:
//   - A profile chosen by --profile or OVH_PROFILE takes nothing from the other
//     OVH_* variables, so that its keys are never mixed with another account's;
//     a Problem names the variables that were passed over. The reserved name
//     "default" means no profile, as in ovhcloud-cli.
//   - A line that can't be read is left out and told; go-ovh refuses all files.
//   - With two ways to authenticate, the application keys are taken; go-ovh
//     refuses.
//
// The Machine is never nil. An error that is ErrUnusable says that what was
// asked for can't be used; the fatal Problems tell the same.
func Load(s Sources) (*Machine, error) {
	var sources []*source
	var problems []Problem
	for rank, p := range s.places() {
		src, more := read(p, rank)
		if p.named && !src.Readable {
			more[len(more)-1].Fatal = true
		}
		sources, problems = append(sources, src), append(problems, more...)
	}
	return load(s, sources, problems)
}

// load is Load for files that were read already, the one that wins first.
func load(s Sources, sources []*source, problems []Problem) (*Machine, error) {
	l := loader{Sources: s, machine: &Machine{from: s}, sources: sources, topic: TopicFiles}
	l.report(problems...)
	var refused []*source
	l.values, refused = merge(l.sources)
	for _, src := range refused {
		l.report(src.refuse(errNotINI))
	}
	for _, name := range append([]string{keyEndpoint, keyProfile}, credentialKeys...) {
		if s.getenv(variable(name)) != "" {
			l.machine.variables = append(l.machine.variables, variable(name))
		}
	}
	l.list()
	l.about(TopicProfile)
	l.choose()
	l.check()

	m := l.machine
	m.sources, m.values = l.sources, l.values
	for _, src := range l.sources {
		m.Files = append(m.Files, src.File)
	}
	m.Problems = tidy(m.Problems)
	return m, fatal(m.Problems)
}

// fatal returns the fatal problems as an error.
func fatal(problems []Problem) error {
	e := &fatalError{}
	for _, p := range problems {
		if p.Fatal {
			e.problems = append(e.problems, p)
		}
	}
	if len(e.problems) == 0 {
		return nil
	}
	return e
}

// Profile returns the profile that --profile NAME means, if there is one. A
// [profile:NAME] goes before an endpoint section of the same name.
func (m *Machine) Profile(name string) (Profile, bool) {
	i := slices.IndexFunc(m.Profiles, func(p Profile) bool { return p.Name == name })
	if i < 0 {
		return Profile{}, false
	}
	return m.Profiles[i], true
}

// Holding returns the profile that a consumer key is the key of, if there is one:
// it was written there before, whatever happened afterwards.
func (m *Machine) Holding(key ovhapi.Secret) (Profile, bool) {
	i := slices.IndexFunc(m.Profiles, func(p Profile) bool { return !key.Empty() && p.ConsumerKey.Secret == key })
	if i < 0 {
		return Profile{}, false
	}
	return m.Profiles[i], true
}

// profileNames lists the names of all profiles for a message.
func (m *Machine) profileNames() string {
	var names []string
	for _, p := range m.Profiles {
		if name := quotable(p.Name); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// loader holds what is being read.
type loader struct {
	Sources
	sources []*source
	values  *values
	machine *Machine
	topic   Topic
	unknown bool // there is no profile of the name that was asked for
}

// about says what the problems are about that are reported from here on.
func (l *loader) about(t Topic) { l.topic = t }

func (l *loader) report(p ...Problem) {
	for i := range p {
		if p[i].Topic == "" {
			p[i].Topic = l.topic
		}
	}
	l.machine.Problems = append(l.machine.Problems, p...)
}

// list finds the profiles: named ones first, then endpoint sections with keys,
// each in the order of the files, then the environment.
func (l *loader) list() {
	m := l.machine
	for _, section := range l.values.order {
		name, ok := strings.CutPrefix(section, profilePrefix)
		if ok && name != "" && name != plainProfile && l.holdsAnything(section) {
			m.Profiles = append(m.Profiles, l.named(name, false))
		}
	}
	for _, section := range l.values.order {
		if _, err := ovhapi.ParseEndpoint(section); err != nil {
			continue
		}
		if p := l.section(section, false); p.hasKeys() {
			m.Profiles = append(m.Profiles, p)
		}
	}
	if p := l.plain(); p.fromEnvironment() {
		m.Profiles = append(m.Profiles, p)
	}
}

// holdsAnything reports whether a section has a key of its own; an empty one is
// no profile to ovhcloud-cli either.
func (l *loader) holdsAnything(section string) bool { return len(l.values.keys[section]) > 0 }
