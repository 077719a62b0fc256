package preset

import (
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
)

// ParameterError says what is wrong with the value of a parameter.
type ParameterError struct {
	// Name is the parameter, Value what was given for it, fit for a terminal; ""
	// when nothing was.
	Name, Value string
	// Reason says what is wrong and what to do about it, without the name.
	Reason string
}

// Error names the parameter and says what to do.
func (e *ParameterError) Error() string {
	if e.Value == "" {
		return e.Name + ": " + e.Reason
	}
	return fmt.Sprintf("%s %q: %s", e.Name, e.Value, e.Reason)
}

// Fill puts values in place of the parameters. Rules that have a parameter come
// once for each of its values; Every is every one. The rules of one value stay
// together, none comes twice, and those that are idle beside a star that was
// filled in are left out: GET /domain/zone/* makes GET /domain/zone/*/record idle.
//
// The error is a *ParameterError: a value is missing or can't be part of a path,
// or the preset has no such parameter.
func (p Preset) Fill(values map[string][]string) (rule.Set, error) {
	parameters := p.Parameters()
	for name := range values {
		if !slices.ContainsFunc(parameters, func(q Parameter) bool { return q.Name == name }) {
			return nil, &ParameterError{Name: name, Reason: p.noSuch(parameters)}
		}
	}
	ways := []map[string]string{{}}
	for _, q := range parameters {
		given, err := q.read(values[q.Name])
		if err != nil {
			return nil, err
		}
		if ways = product(ways, q.Name, given); len(ways) > rule.MaxRules {
			return nil, &ParameterError{Name: q.Name, Reason: fmt.Sprintf("that makes more than %d rules; give fewer values, or %s for all", rule.MaxRules, Every)}
		}
	}
	var all []filled
	there := map[rule.Rule]bool{}
	for _, way := range ways {
		for _, from := range p.Rules {
			is := rule.Rule{Method: from.Method, Path: fill(from.Path, way)}
			if !there[is] {
				there[is] = true
				all = append(all, filled{is, from})
			}
		}
		if len(all) > rule.MaxRules {
			return nil, &ParameterError{Name: parameters[0].Name, Reason: fmt.Sprintf("that makes more than %d rules; give fewer values, or %s for all", rule.MaxRules, Every)}
		}
	}
	return needed(all), nil
}

// filled is a rule and what it was made from.
type filled struct{ rule, from rule.Rule }

// needed leaves out the rules that others cover now and did not before.
func needed(all []filled) rule.Set {
	var wide []filled
	for _, f := range all {
		if slices.Contains(strings.Split(f.rule.Path, "/"), Every) && f.rule != f.from {
			wide = append(wide, f)
		}
	}
	set := make(rule.Set, 0, len(all))
	for _, f := range all {
		if !slices.ContainsFunc(wide, func(other filled) bool { return other.makesIdle(f) }) {
			set = append(set, f.rule)
		}
	}
	return set
}

// makesIdle reports whether f can go beside the other rule. That a star matches
// nothing at all is not documented, so a path with a slash at its end stays.
func (other filled) makesIdle(f filled) bool {
	return other.rule != f.rule && other.rule.Covers(f.rule) && !other.from.Covers(f.from) && !strings.HasSuffix(f.rule.Path, "/")
}

// noSuch names the parameters that there are.
func (p Preset) noSuch(parameters []Parameter) string {
	if len(parameters) == 0 {
		return p.ID + " has nothing to fill in; leave it out"
	}
	names := make([]string, len(parameters))
	for i, q := range parameters {
		names[i] = q.Name
	}
	return p.ID + " has no such parameter; give " + inWords(names)
}

// product adds a parameter to every way of filling those before it.
func product(ways []map[string]string, name string, values []string) []map[string]string {
	out := make([]map[string]string, 0, len(ways)*len(values))
	for _, way := range ways {
		for _, v := range values {
			longer := map[string]string{name: v}
			for k, other := range way {
				longer[k] = other
			}
			out = append(out, longer)
		}
	}
	return out
}

// fill replaces the parameters of a path.
func fill(path string, values map[string]string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if m := parameterPattern.FindStringSubmatch(part); m != nil {
			parts[i] = values[m[1]]
		}
	}
	return strings.Join(parts, "/")
}

// read checks the values of a parameter and drops empty and doubled ones.
func (q Parameter) read(given []string) ([]string, error) {
	var values []string
	for _, v := range given {
		if v = strings.TrimSpace(v); v == "" || slices.Contains(values, v) {
			continue
		}
		if err := q.Check(v); err != nil {
			return nil, err
		}
		values = append(values, v)
	}
	if len(values) == 0 {
		return nil, &ParameterError{Name: q.Name, Reason: "there is no value; give a " + q.Label + q.such() + ", or " + Every + " for all"}
	}
	if len(values) > 1 && slices.Contains(values, Every) {
		return nil, &ParameterError{Name: q.Name, Value: Every, Reason: "it stands for all, so it stands alone; leave the other values out"}
	}
	return values, nil
}

// such is the example, to stand in a sentence.
func (q Parameter) such() string {
	if q.Example == "" {
		return ""
	}
	return ", such as " + q.Example
}

// Check says why one value can't be filled in, or nil. The error is a
// *ParameterError. Blanks around a value are no fault.
func (q Parameter) Check(value string) error {
	value = strings.TrimSpace(value)
	wrong := func(reason string) error {
		return &ParameterError{Name: q.Name, Value: plain.Text(value), Reason: reason}
	}
	switch {
	case value == Every:
		return nil
	case value == "":
		return wrong("there is no value; give a " + q.Label + q.such() + ", or " + Every + " for all")
	case strings.Contains(value, "/"):
		return wrong("a value is one part of a path, without a slash; give the " + q.Label + " alone" + q.such())
	case strings.Contains(value, Every):
		return wrong("a star stands for all, so it stands alone; give " + Every + ", or a " + q.Label + " without a star")
	case strings.ContainsAny(value, open+shut):
		return wrong("braces are not part of a value; put a " + q.Label + " in their place" + q.such())
	case strings.ContainsAny(value, "\"'`"):
		return wrong("quotes are not part of a value; give the " + q.Label + " alone" + q.such())
	case q.isName() && strings.HasSuffix(value, "."):
		return wrong("leave the dot at the end out: " + strings.TrimRight(value, "."))
	case q.isName() && strings.ToLower(value) != value:
		return wrong("case counts in rules, and OVH writes names of domains in small letters: " + strings.ToLower(value))
	}
	path := "/x/" + value + "/x"
	if read, err := rule.ParsePath(path); err != nil || read != path {
		return wrong("it has a character that no part of a path has; give the " + q.Label + q.such())
	}
	return nil
}

// isName reports whether values are names of domains.
func (q Parameter) isName() bool { return q.Name == "zone" }
