package operations

import (
	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
)

// Reach says how much of an operation a set of rules lets pass.
type Reach uint8

// An operation is out of reach, in reach for some values of its parameters, or
// for all of them.
const (
	Unreached Reach = iota
	Partly
	Wholly
)

// Covered works out what a set of rules reaches of a catalogue, by the places of
// its operations, for Pane.SetCovered.
func Covered(v *catalog.Coverer, s rule.Set) []Reach {
	reach := make([]Reach, v.Catalog().Len())
	for _, r := range s {
		for _, h := range v.Hits(r) {
			if h.Part {
				reach[h.Place] = max(reach[h.Place], Partly)
			} else {
				reach[h.Place] = Wholly
			}
		}
	}
	return reach
}

// section is a part of the API as it stands in the list.
type section struct {
	name    string
	places  []int
	reads   int
	reached int // operations that the rules reach, for some values at least
	wholly  int // of those, for all values
	picked  int // operations that are selected
}

// index is a catalogue by section. It is built once for each catalogue.
type index struct {
	*catalog.Catalog
	sections []section
	of       []int // the section of each place
}

func newIndex(c *catalog.Catalog) *index {
	x := &index{Catalog: c, of: make([]int, c.Len())}
	known := map[string]int{}
	for i, s := range c.Sections() {
		known[s.Name] = i
		x.sections = append(x.sections, section{name: s.Name, places: make([]int, 0, s.Operations)})
	}
	for place := range c.Len() {
		op := c.At(place)
		x.of[place] = known[op.Section]
		s := &x.sections[x.of[place]]
		s.places = append(s.places, place)
		if op.Method == rule.Get {
			s.reads++
		}
	}
	return x
}

// count takes in what the rules reach.
func (x *index) count(reach []Reach) {
	for i := range x.sections {
		s := &x.sections[i]
		s.reached, s.wholly = 0, 0
		for _, place := range s.places {
			if place >= len(reach) || reach[place] == Unreached {
				continue
			}
			s.reached++
			if reach[place] == Wholly {
				s.wholly++
			}
		}
	}
}

// reach is how much of the section the rules let pass.
func (s *section) reach() Reach {
	switch {
	case s.reached == 0:
		return Unreached
	case s.wholly == len(s.places):
		return Wholly
	}
	return Partly
}

// find returns the place of an operation, or -1.
func (x *index) find(o catalog.Operation) int {
	for _, place := range x.Routes(o.Path) {
		if op := x.At(place); op.Path == o.Path && op.Method == o.Method {
			return place
		}
	}
	return -1
}
