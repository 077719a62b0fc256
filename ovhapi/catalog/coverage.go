package catalog

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi/rule"
)

// Coverage is what a set of rules reaches of a catalogue.
type Coverage struct {
	// Rules counts the operations that each rule reaches, in the order of the set.
	Rules []int
	// Operations counts those that the set as a whole reaches.
	Operations int
	// Sections tells where, the sections with the most operations first.
	Sections []SectionReach
}

// SectionReach counts what a set reaches in one section, by what it does.
type SectionReach struct {
	Name          string
	Reads, Writes int // GET; and everything else
	Of            int // operations that the section has
}

// maxKnown bounds how many rules a Coverer remembers; a form has tens of them.
const maxKnown = 2000

// Coverer works out coverages of one catalogue. It remembers each rule, since a
// set that is being edited changes in one of them at a time. It is for one
// goroutine.
type Coverer struct {
	catalog *Catalog
	known   map[rule.Rule][]Hit
}

// NewCoverer works on a catalogue.
func NewCoverer(c *Catalog) *Coverer { return &Coverer{c, map[rule.Rule][]Hit{}} }

// Catalog is the one it works on.
func (v *Coverer) Catalog() *Catalog { return v.catalog }

// Hits lists what a rule reaches, as Reach does. It must not be changed.
func (v *Coverer) Hits(r rule.Rule) []Hit {
	hits, known := v.known[r]
	if !known {
		if len(v.known) >= maxKnown {
			clear(v.known)
		}
		hits = v.catalog.Reach(r)
		v.known[r] = hits
	}
	return hits
}

// Cover works out what a set reaches.
func (v *Coverer) Cover(s rule.Set) Coverage {
	cover := Coverage{Rules: make([]int, len(s))}
	seen := make([]bool, v.catalog.Len())
	reach := map[string]*SectionReach{}
	for i, r := range s {
		hits := v.Hits(r)
		cover.Rules[i] = len(hits)
		for _, h := range hits {
			if seen[h.Place] {
				continue
			}
			seen[h.Place] = true
			cover.Operations++
			op := &v.catalog.ops[h.Place]
			in := reach[op.Section]
			if in == nil {
				in = &SectionReach{Name: op.Section}
				reach[op.Section] = in
			}
			if op.Method == rule.Get {
				in.Reads++
			} else {
				in.Writes++
			}
		}
	}
	for _, section := range v.catalog.sections {
		if in := reach[section.Name]; in != nil {
			in.Of = section.Operations
			cover.Sections = append(cover.Sections, *in)
		}
	}
	slices.SortStableFunc(cover.Sections, func(a, b SectionReach) int {
		if d := (b.Reads + b.Writes) - (a.Reads + a.Writes); d != 0 {
			return d
		}
		return strings.Compare(a.Name, b.Name)
	})
	return cover
}
