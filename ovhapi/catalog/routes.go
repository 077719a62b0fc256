package catalog

import (
	"slices"

	"ovh-tokens/ovhapi/rule"
)

var _ rule.Routes = (*Catalog)(nil)

// About sums up the operations that a rule reaches.
func (c *Catalog) About(r rule.Rule) rule.About {
	var sum rule.About
	c.walk(r.Path, r.Method, func(place int) {
		op := &c.ops[place]
		sum.Operations++
		if op.NoAuth {
			sum.Open++
		}
		switch op.Status {
		case Deprecated:
			sum.Deprecated++
			sum.Replacement = op.Replacement
		case Alpha, Beta:
			sum.Unstable++
		case Production:
		}
	})
	if sum.Operations == 0 {
		sum.Chance = len(c.Chance(r))
	}
	if sum.Operations != 1 {
		sum.Replacement = "" // one word for several operations would be a guess
	}
	return sum
}

// Methods lists the methods of the operations whose route a pattern meets, in
// reading order.
func (c *Catalog) Methods(pattern string) []rule.Method {
	has := map[rule.Method]bool{}
	c.walk(pattern, "", func(place int) { has[c.ops[place].Method] = true })
	return slices.DeleteFunc(rule.Methods(), func(m rule.Method) bool { return !has[m] })
}
