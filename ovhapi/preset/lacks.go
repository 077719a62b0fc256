package preset

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi/rule"
)

// maxWays bounds how many ways of filling a preset are tried.
const maxWays = 200

// Lacks returns the rules of the preset that a token with these rules does not
// cover; none when it may do all of it. The parameters are filled with what the
// token is narrowed to, in the way that leaves the fewest, else with Every.
func (p Preset) Lacks(have rule.Set) rule.Set {
	ways := []map[string]string{{}}
	for _, q := range p.Parameters() {
		if wider := product(ways, q.Name, append(p.narrowed(q, have), Every)); len(wider) <= maxWays {
			ways = wider
		} else {
			ways = product(ways, q.Name, []string{Every})
		}
	}
	var least rule.Set
	for i, way := range ways {
		values := map[string][]string{}
		for name, v := range way {
			values[name] = []string{v}
		}
		set, err := p.Fill(values)
		if err != nil {
			continue
		}
		lacks := slices.DeleteFunc(set, have.Covers)
		if i == 0 || len(lacks) < len(least) {
			least = lacks
		}
	}
	return least
}

// narrowed are the values that the rules of a token have in the place of a
// parameter.
func (p Preset) narrowed(q Parameter, have rule.Set) []string {
	var values []string
	for _, r := range p.Rules {
		pattern := strings.Split(r.Path, "/")
		for _, own := range have {
			v := valueAt(pattern, strings.Split(own.Path, "/"), open+q.Name+shut)
			if v != "" && q.Check(v) == nil && !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
	}
	return values
}

// valueAt is what a path has in the place of a parameter, where it is as the
// pattern up to there; "" where it is not.
func valueAt(pattern, path []string, mark string) string {
	for i, part := range pattern {
		switch {
		case i >= len(path) || strings.Contains(path[i], Every):
			return ""
		case part == mark:
			return path[i]
		case part != path[i] && !strings.HasPrefix(part, open):
			return ""
		}
	}
	return ""
}
