package ruleset

import (
	"errors"
	"strings"

	"ovh-tokens/ovhapi/nearest"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/preset"
)

// PresetError says that there is no ready-made set of a name.
type PresetError struct {
	// Name is what was named, fit for a terminal.
	Name string
	// Near are the ids of sets that may be meant, the likeliest first.
	Near []string
}

// Error names what may be meant.
func (e *PresetError) Error() string {
	text := "there is no ready-made set " + e.Name
	switch len(e.Near) {
	case 0:
		return text
	case 1:
		return text + "; the nearest is " + e.Near[0]
	}
	return text + "; near are " + strings.Join(e.Near, ", ")
}

// ValueError says what is wrong with the values for a set's parameters.
type ValueError struct {
	// Preset is the id of the set, "" where none is named.
	Preset string
	// Reason says what is wrong, beginning with what it is about.
	Reason string
	// Flags are what to write instead, or besides: "--set zone=example.com".
	Flags string
}

// Error says what is wrong and what to write.
func (e *ValueError) Error() string {
	if e.Flags == "" {
		return e.Reason
	}
	return e.Reason + ": " + e.Flags
}

// maxNear bounds how many sets are offered for a name that none has.
const maxNear = 4

// FindPreset returns the set with an id. The error is a *PresetError.
func FindPreset(list preset.List, id string) (preset.Preset, error) {
	if p, found := list.Find(id); found {
		return p, nil
	}
	ids := make([]string, len(list))
	for i, p := range list {
		ids[i] = p.ID
	}
	near := nearest.Words(id, ids, maxNear)
	if len(near) > 0 && strings.EqualFold(near[0], id) {
		p, _ := list.Find(near[0])
		return p, nil
	}
	if len(near) == 0 { // a tool rather than a set
		for _, p := range list.Search(id) {
			if len(near) < maxNear {
				near = append(near, p.ID)
			}
		}
	}
	return preset.Preset{}, &PresetError{Name: plain.Text(id), Near: near}
}

// fromPreset fills the named set in.
func (s *Set) fromPreset(c Choice, list preset.List) error {
	p, err := FindPreset(list, c.Preset)
	if err != nil {
		return err
	}
	values, err := assignments(p, c.Values)
	if err != nil {
		return err
	}
	if err := missing(p, values); err != nil {
		return err
	}
	filled, err := p.Fill(values)
	if wrong, ok := errors.AsType[*preset.ParameterError](err); ok {
		return &ValueError{Preset: p.ID, Reason: plain.Text(wrong.Error())}
	}
	if err != nil {
		return err
	}
	s.Preset, s.filled = p, filled
	s.add(filled)
	return nil
}

// assignments reads "zone=example.com,example.org". A lone value goes to the only
// parameter of a set.
func assignments(p preset.Preset, given []string) (map[string][]string, error) {
	values := map[string][]string{}
	parameters := p.Parameters()
	for _, text := range given {
		name, value, found := strings.Cut(text, "=")
		if !found {
			if len(parameters) != 1 {
				return nil, &ValueError{
					Preset: p.ID, Reason: "\"" + plain.Text(text) + "\" names no parameter; write NAME=VALUE", Flags: Example(p),
				}
			}
			name, value = parameters[0].Name, text
		}
		name = strings.TrimSpace(name)
		for v := range strings.SplitSeq(value, ",") {
			values[name] = append(values[name], strings.TrimSpace(v))
		}
	}
	return values, nil
}

// missing says which parameters have no value, with an example for each.
func missing(p preset.Preset, values map[string][]string) error {
	var labels, flags []string
	for _, q := range p.Parameters() {
		if strings.Join(values[q.Name], "") != "" {
			continue
		}
		labels = append(labels, q.Label)
		flags = append(flags, setting(q))
	}
	if len(labels) == 0 {
		return nil
	}
	return &ValueError{
		Preset: p.ID, Flags: strings.Join(flags, " "),
		Reason: p.ID + " needs to be told the " + strings.Join(labels, " and the ") + ", or " + preset.Every + " for all",
	}
}

// setting is a flag that fills a parameter in with its example.
func setting(q preset.Parameter) string {
	value := q.Example
	if value == "" {
		value = strings.ToUpper(q.Name)
	}
	return "--set " + q.Name + "=" + value
}

// Example is the flags that fill a set in, with example values; "" where there is
// nothing to fill in.
func Example(p preset.Preset) string {
	var flags []string
	for _, q := range p.Parameters() {
		flags = append(flags, setting(q))
	}
	return strings.Join(flags, " ")
}
