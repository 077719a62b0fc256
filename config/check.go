package config

import (
	"errors"
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
)

var errNotINI = errors.New("it can't be understood even without its faulty lines")

// check looks for everything that a user should know, from the single line to
// what the files and the environment say together.
func (l *loader) check() {
	l.about(TopicFiles)
	for _, s := range l.sources {
		if s.Readable {
			l.report(checkLines(s)...)
		}
	}
	l.checkReferences()
	l.checkSections()
	for _, p := range l.everyProfile() {
		l.checkProfile(p)
	}
	l.checkActive()
	l.about(TopicFiles)
	l.checkUnread()
	l.about(TopicPermissions)
	l.checkModes()
}

// everyProfile returns the profiles and the active one, which may not be among
// them.
func (l *loader) everyProfile() []Profile {
	list := slices.Clone(l.machine.Profiles)
	if !l.unknown {
		list = append(list, l.machine.Active)
	}
	return list
}

// checkActive looks at how the active profile came about.
func (l *loader) checkActive() {
	if l.unknown {
		return
	}
	l.checkEndpoint(l.machine.Active, true)
	l.about(TopicOrigin)
	l.checkBorrowed()
	l.checkPassedOver()
	l.checkMixed()
	l.about(TopicProfile)
	l.checkElsewhere()
}

// checkEndpoint tells what a profile's endpoint should be.
func (l *loader) checkEndpoint(p Profile, isFatal bool) {
	l.about(TopicEndpoint)
	_, err := ovhapi.ParseEndpoint(p.written)
	if err == nil {
		if strings.HasSuffix(p.written, "/") {
			l.report(l.at(p.EndpointOrigin, "The endpoint ends in a slash, which OVH's own libraries refuse.", "Leave the slash out."))
		}
		return
	}
	names := make([]string, 0, len(ovhapi.Endpoints()))
	for _, e := range ovhapi.Endpoints() {
		names = append(names, e.Name)
	}
	message := "The endpoint " + quoted(p.written) + " is not known."
	fix := "Use one of " + strings.Join(names, ", ") + ", or a URL such as https://eu.api.ovh.com/1.0."
	switch {
	case looksSecret(p.written) || strings.Contains(p.written, "@"):
		message = "The endpoint is not known; what stands there looks like a key or holds a password."
	case strings.Contains(p.written, "/"):
		message = strings.ToUpper(err.Error()[:1]) + err.Error()[1:] + "."
		fix = "Names that are known: " + strings.Join(names, ", ") + "."
	default:
		if name := nearest(p.written, names); name != "" {
			fix = "Did you mean " + name + "? " + fix
		}
	}
	if p.EndpointOrigin.File == "" {
		message = p.EndpointOrigin.String() + ": " + message
	}
	problem := l.at(p.EndpointOrigin, message, fix)
	problem.Fatal = isFatal
	l.report(problem)
}

// checkPassedOver names the variables that an explicitly chosen profile keeps
// out.
func (l *loader) checkPassedOver() {
	m := l.machine
	explicit := m.Chosen.Flag != "" || m.Chosen.Variable != ""
	if !explicit || m.Active.Name == EnvironmentProfile || l.isPlain() {
		return
	}
	var ignored []string
	for _, name := range m.variables {
		switch name {
		case variable(keyProfile):
			continue
		case variable(keyEndpoint):
			if l.Endpoint != "" || l.getenv(name) == m.Active.written {
				continue
			}
		}
		ignored = append(ignored, name)
	}
	if len(ignored) == 0 {
		return
	}
	verb := " is set but not used"
	if len(ignored) > 1 {
		verb = " are set but not used"
	}
	l.report(l.at(Origin{}, join(ignored)+verb+": "+m.Chosen.String()+" chose the profile "+quoted(m.Active.Name)+", and keys of two accounts must not be mixed.",
		"Unset them, or choose --profile "+plainProfile+" to let the environment go first."))
}

// isPlain reports whether the reserved name for "no profile" was given.
func (l *loader) isPlain() bool {
	name, _ := l.chosenName()
	return name == plainProfile
}

// checkMixed tells when variables hide or complete what files say.
func (l *loader) checkMixed() {
	m := l.machine
	var variables, files []string
	for _, key := range []string{keyApplication, keySecret, keyConsumer} {
		o, ok := m.Active.origins()[key]
		switch {
		case !ok:
		case o.Variable != "":
			variables = append(variables, o.Variable)
		default:
			files = append(files, key+" ("+o.String()+")")
		}
	}
	switch {
	case len(variables) == 0:
	case len(files) > 0:
		l.report(l.at(Origin{}, "The keys come from two places: "+join(variables)+" from the environment, "+join(files)+".",
			"They work only if they belong together; else unset the variables or set all three."))
	case l.ConfigFile != "" || m.Chosen.File != "":
		l.report(l.at(Origin{}, join(variables)+" go before the keys in the file.", "Unset them to use the file, or name a profile with --profile."))
	}
}

// checkElsewhere helps when the active profile has no keys at all and others do.
func (l *loader) checkElsewhere() {
	m := l.machine
	if m.Active.hasKeys() || m.Active.Endpoint.URL == "" {
		return
	}
	for _, other := range m.Profiles {
		if len(other.Missing()) == 3 || other.Section == m.Active.Section {
			continue
		}
		message := "There are no keys in " + inBrackets(m.Active.Section) + ", but there are some in " + inBrackets(other.Section)
		if at := firstOrigin(other); at.File != "" {
			message += " (" + at.String() + ")"
		}
		said := "the endpoint is " + quotable(m.Active.Endpoint.Name) + ", as " + saidBy(m.Active.EndpointOrigin) + " says"
		if m.Active.EndpointOrigin == (Origin{}) {
			said = "no endpoint is given, so it is " + ovhapi.DefaultEndpoint
		}
		fix := "Choose it with --profile " + quotable(other.Name)
		if other.Endpoint.Name != "" && other.Section == other.Name {
			fix += ", or write endpoint=" + quotable(other.Name) + " under [" + defaultSection + "]"
		}
		l.report(l.at(m.Active.EndpointOrigin, message+"; "+said+".", fix+"."))
		return
	}
}

// firstOrigin is where the first key of a profile stands.
func firstOrigin(p Profile) Origin {
	found := p.origins()
	for _, key := range []string{keyApplication, keySecret, keyConsumer} {
		if o, ok := found[key]; ok {
			return o
		}
	}
	return Origin{}
}
