package doctor

import (
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/diagnosis"
	"ovh-tokens/ovhapi/plain"
)

// lookAtMachine checks what the files, the variables and the flags say.
func (e *exam) lookAtMachine() {
	e.files()
	e.of(config.TopicPermissions, e.permissions)
	e.of(config.TopicProfile, func() {
		if name := e.active.Name; name != "" && len(e.active.Missing()) < 3 {
			e.pass("profile", "The keys of "+plain.Text(name)+" are used"+e.chosen()+".")
		}
	})
	e.endpoint()
	e.origin()
	e.of(config.TopicFormat, e.format)
	e.missing()
	e.of(config.TopicMethods, func() {
		if len(e.active.Missing()) < 3 {
			e.pass("methods", "Application keys are the only way to log in that is configured.")
		}
	})
}

// endpoint tells of one that is not known, which all else depends on.
func (e *exam) endpoint() {
	e.of(config.TopicEndpoint, func() {})
	if e.active.Endpoint.URL != "" || e.text.Symptom != diagnosis.NotTold {
		return
	}
	for _, p := range e.Machine.Problems {
		if p.Topic == config.TopicEndpoint && p.Fatal {
			e.prove(diagnosis.EndpointMisspelt, p.String())
		}
	}
}

// of tells the problems of a topic; without one it says what is right instead.
func (e *exam) of(t config.Topic, right func()) {
	found := false
	for _, p := range e.Machine.Problems {
		if p.Topic != t {
			continue
		}
		found = true
		e.problem(p)
	}
	if !found {
		right()
	}
}

// problem tells one problem of the configuration.
func (e *exam) problem(p config.Problem) {
	message := p.Message
	if at := p.Where(); at != "" {
		message = at + ": " + message
	}
	next := ""
	switch {
	case p.Topic == config.TopicPermissions:
		next = "chmod 600 " + plain.ShellWord(p.File)
	case p.File != "":
		next = e.edit(config.Origin{File: p.File, Line: p.Line})
	case p.Topic == config.TopicMethods:
		next = e.unsetOthers()
	case p.Topic == config.TopicProfile:
		next = e.command("profiles")
	}
	if p.Fatal {
		e.fail(string(p.Topic), message, p.Fix, next)
		return
	}
	e.warn(string(p.Topic), message, p.Fix, next)
}

// unsetOthers is the command that takes the other ways to log in out of the
// environment, where there are application keys; "" when none is there.
func (e *exam) unsetOthers() string {
	if len(e.active.Missing()) == 3 {
		return ""
	}
	var names []string
	for _, o := range e.active.Others {
		for _, at := range []config.Origin{o.Origin, o.Second} {
			if at.Variable != "" {
				names = append(names, at.Variable)
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "unset " + strings.Join(names, " ")
}

// files tells of every place that was looked at, then what is wrong in them.
func (e *exam) files() {
	for _, f := range e.Machine.Files {
		shown := plain.Text(f.Shown)
		switch {
		case !f.Exists:
			e.skip("files", shown+" is not there.")
		case f.Readable && e.System == "windows":
			e.pass("files", shown+" was read.")
		case f.Readable:
			e.pass("files", fmt.Sprintf("%s was read; its mode is %04o.", shown, f.Mode.Perm()))
		}
	}
	e.of(config.TopicFiles, func() {})
}

func (e *exam) permissions() {
	for _, f := range e.Machine.Files {
		if f.Readable && e.System != "windows" {
			e.pass("permissions", "Nobody else on this machine can read the keys.")
			return
		}
	}
}

// chosen says who chose the profile.
func (e *exam) chosen() string {
	if e.Machine.Chosen == (config.Origin{}) {
		return ""
	}
	return ", chosen by " + e.Machine.Chosen.String()
}

// origins lists the values of the active profile that are there.
func (e *exam) origins() (names []string, at []config.Origin) {
	p := e.active
	for _, v := range []struct {
		name   string
		there  bool
		origin config.Origin
	}{
		{"endpoint", p.Endpoint.URL != "", p.EndpointOrigin},
		{"application_key", p.ApplicationKey.Text != "", p.ApplicationKey.Origin},
		{"application_secret", !p.ApplicationSecret.Secret.Empty(), p.ApplicationSecret.Origin},
		{"consumer_key", !p.ConsumerKey.Secret.Empty(), p.ConsumerKey.Origin},
	} {
		if v.there {
			names, at = append(names, v.name), append(at, v.origin)
		}
	}
	return names, at
}

// origin tells where each value comes from, and whether keys of two files meet.
func (e *exam) origin() {
	names, at := e.origins()
	if len(names) < 2 && len(e.active.Missing()) == 3 {
		e.of(config.TopicOrigin, func() { e.skip("origin", "There are no keys.") })
		return
	}
	said := make([]string, len(names))
	files := map[string]bool{}
	for i, name := range names {
		said[i] = name + " from " + at[i].String()
		if name != "endpoint" && at[i].File != "" {
			files[at[i].File] = true
		}
	}
	message := together(names, at)
	if message == "" {
		message = plain.Sentence(strings.Join(said, ", "))
	}
	if len(files) > 1 {
		e.warn("origin", "The keys come from two files: "+strings.Join(said, ", ")+".", "They work only if they belong together; write all of them into one file.", e.edit(at[len(at)-1]))
	}
	e.of(config.TopicOrigin, func() {
		if len(files) < 2 {
			e.pass("origin", message)
		}
	})
}

// together says where values stand that all come from one file, or "".
func together(names []string, at []config.Origin) string {
	said := make([]string, len(names))
	for i, name := range names {
		if at[i].File == "" || at[i].File != at[0].File {
			return ""
		}
		said[i] = fmt.Sprintf("%s in line %d", name, at[i].Line)
	}
	return "Everything stands in " + at[0].Place() + ": " + strings.Join(said, ", ") + "."
}

// format says that the keys look right, if they are all there.
func (e *exam) format() {
	if len(e.active.Missing()) == 0 {
		e.pass("format", "The keys have the usual lengths, and nothing around them.")
	}
}

// misformed is what is wrong with how the values at some places are written, or "".
func (e *exam) misformed(at ...config.Origin) string {
	for _, p := range e.Machine.Problems {
		here := slices.ContainsFunc(at, func(o config.Origin) bool {
			return o.File != "" && o.File == p.File && o.Line == p.Line || o.Variable != "" && strings.HasPrefix(p.Message, o.Variable+":")
		})
		if p.Topic == config.TopicFormat && here {
			return p.String()
		}
	}
	return ""
}

// missing tells which keys are not there.
func (e *exam) missing() {
	missing := e.active.Missing()
	if len(missing) == 0 {
		return
	}
	list := strings.Join(missing, ", ")
	if lines := e.Machine.Ignored(e.active); len(lines) > 0 {
		e.ignored(list, lines[0])
		return
	}
	if len(missing) == 3 && e.text.Symptom != diagnosis.NotTold {
		e.skip("keys", "There are no keys on this machine to try the call with.")
		return
	}
	e.fail("keys", "Missing: "+list+".", "Set it up: ovh-tokens asks one question at a time.", e.command())
	e.suspect(diagnosis.KeysMissing)
	if e.text.Symptom == diagnosis.NotTold && len(e.proved) == 0 {
		e.prove(diagnosis.KeyAbsent, "This machine's configuration lacks "+list+".")
	}
}

// ignored tells of a line that was meant to hold what is missing and has no effect:
// that is why it is missing here, and wherever the same file is read.
func (e *exam) ignored(missing string, line config.Problem) {
	fault := line
	fault.Fix = ""
	e.fail("keys", "Missing: "+missing+". A line that was meant to hold it has no effect: "+fault.String(), line.Fix, e.edit(config.Origin{File: line.File, Line: line.Line}))
	e.suspect(diagnosis.KeysMissing)
	switch e.text.Symptom {
	case diagnosis.NotTold, diagnosis.KeysMissing, diagnosis.WrongFile:
		// The line tells more than the text.
		e.proved = slices.DeleteFunc(e.proved, func(c diagnosis.Cause) bool { return c == diagnosis.KeyAbsent })
		delete(e.known, diagnosis.KeyAbsent)
		e.prove(diagnosis.KeyAbsent, "This machine's configuration lacks "+missing+": "+line.String())
	default:
	}
}
