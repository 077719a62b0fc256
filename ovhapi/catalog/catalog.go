// Package catalog knows every operation of an endpoint's API: it reads them from
// what the endpoint publishes, keeps them in a form that loads at once, finds
// operations by path and by purpose, and tells which of them a rule reaches.
package catalog

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"ovh-tokens/ovhapi/rule"
)

// Status says how far an operation can be relied upon (apiStatus.value in OVH's
// schemas).
type Status string

// The states of an operation.
const (
	Production Status = "PRODUCTION"
	Beta       Status = "BETA"
	Alpha      Status = "ALPHA"
	Deprecated Status = "DEPRECATED"
)

// Operation is one call that the API has.
type Operation struct {
	Method rule.Method
	// Path is the route as a rule writes it, its parameters in braces:
	// "/domain/zone/{zoneName}". Routes of API v2 begin with "/v2".
	Path   string
	Status Status
	// Description says in OVH's words what the call does; it may be empty.
	Description string
	// Section is the part of the API that the operation was published in, such
	// as "/dedicated/server".
	Section string
	// NoAuth is set when the call needs no key, so that no rule is needed.
	NoAuth bool
	// Replacement is what OVH names instead of a deprecated operation, or "".
	Replacement string
	// Actions are the IAM actions that a service account needs for the call.
	Actions []string
}

// String writes the operation as a rule is written.
func (o Operation) String() string { return string(o.Method) + " " + o.Path }

// Catalog is all operations of one endpoint at one time. It does not change, so
// it may be used by several goroutines at once.
type Catalog struct {
	endpoint string
	fetched  time.Time
	ops      []Operation
	sections []Section
	texts    []haystack
	root     *node
	words    func() vocabulary // that the routes are made of, listed when asked for
	readings readings          // of patterns that were asked about
}

// Section is a part of the API under its name, with the number of its
// operations.
type Section struct {
	Name       string
	Operations int
}

// New makes a catalogue of operations that endpoint, by its name or URL,
// published at a time. Operations that come twice are taken once.
func New(endpoint string, fetched time.Time, ops []Operation) *Catalog {
	ops = slices.Clone(ops)
	slices.SortStableFunc(ops, order)
	ops = slices.CompactFunc(ops, func(a, b Operation) bool { return a.Path == b.Path && a.Method == b.Method })
	c := &Catalog{endpoint: endpoint, fetched: fetched, ops: ops, texts: haystacks(ops), root: grow(ops)}
	c.words = sync.OnceValue(func() vocabulary { return wordsOf(c.ops) })
	places := map[string]int{}
	for _, op := range ops {
		at, known := places[op.Section]
		if !known {
			at = len(c.sections)
			places[op.Section] = at
			c.sections = append(c.sections, Section{Name: op.Section})
		}
		c.sections[at].Operations++
	}
	slices.SortFunc(c.sections, func(a, b Section) int { return strings.Compare(a.Name, b.Name) })
	return c
}

// order sorts by path, segment by segment so that what lies below a path
// follows it at once, and by method within a path.
func order(a, b Operation) int {
	return cmp.Or(comparePaths(a.Path, b.Path), cmp.Compare(methodRank(a.Method), methodRank(b.Method)))
}

// comparePaths takes a slash for the lowest of all characters.
func comparePaths(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] == b[i] {
			continue
		}
		switch {
		case a[i] == '/':
			return -1
		case b[i] == '/':
			return 1
		}
		return cmp.Compare(a[i], b[i])
	}
	return cmp.Compare(len(a), len(b))
}

func methodRank(m rule.Method) int { return slices.Index(rule.Methods(), m) }

// Endpoint is the name or URL of the endpoint that was asked.
func (c *Catalog) Endpoint() string { return c.endpoint }

// Fetched is when the endpoint was asked, by this machine's clock.
func (c *Catalog) Fetched() time.Time { return c.fetched }

// Len is the number of operations.
func (c *Catalog) Len() int { return len(c.ops) }

// At returns an operation by its place, from 0 to Len()-1: by path, then by
// method. What Search and Reach return are such places.
func (c *Catalog) At(i int) Operation { return c.ops[i] }

// Sections lists the parts of the API by name.
func (c *Catalog) Sections() []Section { return c.sections }

// In lists the places of a section's operations.
func (c *Catalog) In(section string) []int {
	var list []int
	for i := range c.ops {
		if c.ops[i].Section == section {
			list = append(list, i)
		}
	}
	return list
}
