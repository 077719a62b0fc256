package rule

import "strings"

// coverer answers which rules of a set cover another, without going through the
// whole set each time: a rule can only be covered by one that begins like it, up
// to the other's first star.
type coverer struct {
	exact map[Rule]bool
	wide  map[string][]Rule // those with a star, by what stands before it
	heads []int             // the lengths of those beginnings, each once
}

func newCoverer(s Set) coverer {
	c := coverer{exact: make(map[Rule]bool, len(s)), wide: map[string][]Rule{}}
	lengths := map[int]bool{}
	for _, r := range s {
		head, _, starred := strings.Cut(r.Path, "*")
		if !starred {
			c.exact[r] = true
			continue
		}
		c.wide[head] = append(c.wide[head], r)
		if !lengths[len(head)] {
			lengths[len(head)] = true
			c.heads = append(c.heads, len(head))
		}
	}
	return c
}

// covers is Set.Covers.
func (c coverer) covers(r Rule) bool {
	return c.exact[r] || c.any(r, func(own Rule) bool { return own.Covers(r) })
}

// any reports whether something holds for a rule with a star that may cover r.
func (c coverer) any(r Rule, holds func(own Rule) bool) bool {
	for _, n := range c.heads {
		if n > len(r.Path) {
			continue
		}
		for _, own := range c.wide[r.Path[:n]] {
			if holds(own) {
				return true
			}
		}
	}
	return false
}
