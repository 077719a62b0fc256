package cli

import (
	"errors"
	"fmt"
	"strings"

	"ovh-tokens/config/export"
	"ovh-tokens/ovhapi/nearest"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
)

// format finds the form in which a tool takes its keys, by its name.
func (s *session) format(id string) (export.Format, error) {
	if f, found := export.ByID(strings.ToLower(id)); found {
		return f, nil
	}
	var ids []string
	for _, f := range export.Find(id) { // the name of a tool
		ids = append(ids, f.ID)
	}
	const most = 4
	if len(ids) == 0 {
		for _, f := range export.Formats() {
			ids = append(ids, f.ID)
		}
		ids = nearest.Words(id, ids, most)
	}
	f := &failure{what: fmt.Sprintf("there is no format %q", plain.Text(id)), next: s.paste("export", "--list"), code: exitUsage}
	switch ids = ids[:min(len(ids), most)]; len(ids) {
	case 0:
	case 1:
		f.why, f.next = "the nearest is "+ids[0], s.instead(id, ids[0])
	default:
		f.why, f.next = "near are "+strings.Join(ids, ", "), s.instead(id, ids[0])
	}
	return export.Format{}, f
}

// parameters reads NAME=VALUE for a format.
func parameters(f export.Format, given []string) (map[string]string, error) {
	values := map[string]string{}
	for _, text := range given {
		name, value, found := strings.Cut(text, "=")
		if !found || !hasParameter(f, name) {
			var names []string
			for _, p := range f.Parameters {
				names = append(names, p.Name)
			}
			if len(names) == 0 {
				return nil, usageError("%s has nothing to fill in: leave --set out.", f.ID)
			}
			return nil, usageError("%q fills nothing in: %s takes %s=VALUE.", plain.Text(text), f.ID, strings.Join(names, "=VALUE, "))
		}
		values[name] = value
	}
	return values, nil
}

func hasParameter(f export.Format, name string) bool {
	for _, p := range f.Parameters {
		if p.Name == name {
			return true
		}
	}
	return false
}

// unrendered puts into words why a format gives no text.
func (s *session) unrendered(f export.Format, err error) error {
	failed := &failure{what: "writing the keys for " + f.Tool, why: f.Trouble(err), code: exitUsage, cause: err}
	if missing, ok := errors.AsType[*export.MissingError](err); ok {
		if len(missing.Keys) > 0 {
			failed.code, failed.next = exitUnauthorised, s.paste("doctor")
			return failed
		}
		var flags []string
		for _, p := range missing.Parameters {
			flags = append(flags, "--set", p.Name+"="+sample(p.Name))
		}
		failed.next = s.again(flags...)
	}
	return failed
}

// sample is a value as it looks, to be replaced.
func sample(parameter string) string {
	if parameter == "zone" {
		return "example.com"
	}
	return strings.ToUpper(parameter)
}

// warnAbout says on stderr what is unsafe about a form, will not work, or is lacking:
// rules are what the token may do, nil where that is not known.
func (s *session) warnAbout(f export.Format, k export.Keys, rules rule.Set) {
	for _, w := range f.Warnings(k) {
		s.say("warning: %s", plain.Sentence(w))
	}
	if lacks := f.Lacking(rules); lacks != "" {
		s.say("warning: %s", lacks)
	}
}

// printKeys prints what a tool takes, keys included, with an end to its last line.
func (c *console) printKeys(text export.Text) error {
	return c.print(strings.TrimSuffix(text.Reveal(), "\n") + "\n")
}

// explainFormat says on stderr where the text goes and what to know.
func (s *session) explainFormat(f export.Format) {
	if f.Where != "" {
		s.say("Where it goes: %s", f.Where)
	}
	for _, note := range f.Notes {
		s.say("%s", note)
	}
}
