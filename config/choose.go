package config

import (
	"strings"

	"ovh-tokens/ovhapi"
)

// choose finds the active profile.
func (l *loader) choose() {
	m := l.machine
	m.Default = l.defaultName()
	name, origin := l.chosenName()
	m.Chosen = origin
	explicit := origin.Flag != "" || origin.Variable != ""

	known, listed := m.Profile(name)
	switch {
	case name == "" || name == plainProfile:
		m.Active = l.plain()
	case l.holdsAnything(profilePrefix + name):
		m.Active = l.named(name, !explicit)
	case listed && (explicit || name == EnvironmentProfile):
		m.Active = known
	case listed:
		m.Active = l.section(known.Section, true)
	default:
		m.Active = Profile{Name: name}
		l.unknownProfile(name, origin)
		return
	}
	if l.Endpoint != "" {
		m.Active.setEndpoint(l.flagOr(Value{}))
	}
	if _, ok := m.Profile(m.Active.Name); !ok && m.Active.hasKeys() {
		m.Profiles = append(m.Profiles, m.Active)
	}
}

// chosenName returns the name that chooses a profile and who says it.
func (l *loader) chosenName() (string, Origin) {
	if l.Profile != "" {
		return l.Profile, Origin{Flag: "--profile"}
	}
	if name := l.getenv(variable(keyProfile)); name != "" {
		return name, Origin{Variable: variable(keyProfile)}
	}
	if name, at, ok := l.values.value(defaultSection, keyProfile); ok && name != "" {
		return name, at.origin()
	}
	return "", Origin{}
}

// defaultName is the profile that the files choose.
func (l *loader) defaultName() string {
	if name, _, ok := l.values.value(defaultSection, keyProfile); ok && name != "" && name != plainProfile {
		return name
	}
	text := l.endpointText("", false).Text
	if e, err := ovhapi.ParseEndpoint(text); err == nil && !l.values.file.HasSection(text) {
		return e.Name
	}
	return text
}

// unknownProfile tells which profiles there are.
func (l *loader) unknownProfile(name string, origin Origin) {
	fix := "There is no profile on this machine yet: write a section [profile:NAME] into ovh.conf."
	if known := l.machine.profileNames(); known != "" {
		fix = "The profiles are: " + known + "."
	}
	p := l.at(origin, "There is no profile "+quoted(name)+", which "+saidBy(origin)+" asks for.", fix)
	p.Fatal = true
	l.unknown = true
	l.report(p)
}

// at makes a problem at the place an origin names; an origin that is no file
// leaves the place empty.
func (l *loader) at(o Origin, message, fix string) Problem {
	for _, s := range l.sources {
		if o.File != "" && s.Path == o.File {
			return s.problem(o.Line, message, fix)
		}
	}
	return Problem{Message: message, Fix: fix, rank: len(l.sources)}
}

// saidBy names an origin within a sentence; a line of a file is named by the
// problem's place already.
func saidBy(o Origin) string {
	if o.File != "" {
		return "this line"
	}
	return o.String()
}

// quoted puts a text from outside in quotes.
func quoted(text string) string { return `"` + quotable(text) + `"` }

// join lists words: "a, b and c".
func join(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
