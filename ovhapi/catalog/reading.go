package catalog

import (
	"slices"
	"strings"
	"sync"

	"ovh-tokens/ovhapi/rule"
)

// reading is what a pattern with text behind its first star comes to, whatever the
// method.
type reading struct {
	// places are the operations that it meets, sorted; meant tells which of them
	// are meant, the others are met by chance.
	places []int
	meant  []bool
	// instead are the patterns with a mistyped word replaced, the likeliest first.
	instead []string
}

// Bounds of what is remembered of the patterns asked about last: lint asks several
// times about each rule, and the worst of them is held against every route.
const (
	maxReadings = 500
	maxPlaces   = 200_000 // in all readings together
)

// readings remembers patterns. It may be used by several goroutines at once.
type readings struct {
	guard  sync.Mutex
	known  map[string]*reading
	places int
}

func (m *readings) find(pattern string) *reading {
	m.guard.Lock()
	defer m.guard.Unlock()
	return m.known[pattern]
}

func (m *readings) keep(pattern string, r *reading) {
	m.guard.Lock()
	defer m.guard.Unlock()
	if m.known == nil || len(m.known) >= maxReadings || m.places+len(r.places) > maxPlaces {
		m.known, m.places = map[string]*reading{}, 0
	}
	m.known[pattern] = r
	m.places += len(r.places)
}

// read works out what a pattern with text behind its first star comes to. Meant are
// those operations that have most of that text as words of their own, whatever the
// method: where POST has the word, DELETE is not meant for something that is called
// so. With a mistyped word behind the star none is.
func (c *Catalog) read(pattern string) *reading {
	if known := c.readings.find(pattern); known != nil {
		return known
	}
	r := &reading{}
	c.meet(pattern, "", func(place int) { r.places = append(r.places, place) })
	r.meant = make([]bool, len(r.places))
	if len(r.places) > 0 {
		r.instead = c.mistyped(pattern, r.places)
	}
	if len(r.places) > 0 && len(r.instead) == 0 {
		own := c.own(pattern, r.places)
		most := slices.Max(own)
		for i := range r.places {
			r.meant[i] = own[i] == most
		}
	}
	c.readings.keep(pattern, r)
	return r
}

// told divides the operations of a method, or of all, that a pattern meets into
// those that are meant and those met by chance.
func (c *Catalog) told(pattern string, method rule.Method) (meant, chance []int) {
	if !hasTextBehindStar(pattern) {
		return nil, nil
	}
	r := c.read(pattern)
	for i, place := range r.places {
		switch {
		case method != "" && c.ops[place].Method != method:
		case r.meant[i]:
			meant = append(meant, place)
		default:
			chance = append(chance, place)
		}
	}
	return meant, chance
}

// hasTextBehindStar reports whether a pattern names something behind its first star.
func hasTextBehindStar(pattern string) bool {
	_, rest, _ := strings.Cut(pattern, "*")
	return strings.Trim(rest, "*/") != ""
}
