package export

import (
	"slices"
	"strconv"
	"strings"

	"ovh-tokens/ovhapi/plain"
	ready "ovh-tokens/ovhapi/preset" // this package has a preset of its own
	"ovh-tokens/ovhapi/rule"
)

// Lacking says which calls of the tool a key with these rules may not make, by the
// ready-made sets for it; "" where it may make all of one set, or where that is not known. What
// serves any program has no set of its own; where a format names sets by the begin
// of their names, it takes one of them, by what the tool is used for.
func (f Format) Lacking(rules rule.Set) string {
	switch f.Group {
	case Libraries, SourceCode, General:
		return ""
	case Certificates, DNS, Provisioning, Clusters, Watching, Automation:
	}
	if len(rules) == 0 || !f.TakesApplication() {
		return ""
	}
	sets := setsFor(f)
	var closest ready.Preset
	var least rule.Set
	for _, p := range sets {
		lacks := p.Lacks(rules)
		if len(lacks) == 0 {
			return ""
		}
		if len(least) == 0 || len(lacks) < len(least) {
			closest, least = p, lacks
		}
	}
	switch {
	case len(sets) == 0:
		return ""
	case slices.ContainsFunc(f.Presets, func(id string) bool { return strings.HasSuffix(id, "*") }):
		return "This token covers none of the " + strconv.Itoa(len(sets)) + " ready-made sets for " + f.Tool + ", so some of its calls may be refused. The closest, " +
			strconv.Quote(plain.Text(closest.Title)) + ", also needs " + calls(least) + "."
	}
	return f.Tool + " needs " + calls(least) + ", which this token may not call. The ready-made set " +
		strconv.Quote(plain.Text(closest.Title)) + " has all that it needs."
}

// setsFor are the ready-made sets that a format names.
func setsFor(f Format) []ready.Preset {
	var sets []ready.Preset
	for _, p := range ready.All() {
		for _, id := range f.Presets {
			start, open := strings.CutSuffix(id, "*")
			if len(p.Rules) > 0 && (p.ID == id || open && strings.HasPrefix(p.ID, start)) {
				sets = append(sets, p)
				break
			}
		}
	}
	return sets
}

// calls names a few rules, and how many there are besides.
func calls(set rule.Set) string {
	const few = 3
	var words []string
	for _, r := range set[:min(len(set), few)] {
		words = append(words, plain.Text(r.String()))
	}
	if more := len(set) - few; more > 0 {
		words = append(words, strconv.Itoa(more)+" more")
	}
	if len(words) == 1 {
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
