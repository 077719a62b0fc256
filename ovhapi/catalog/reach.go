package catalog

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi/rule"
)

// Hit is an operation that a rule reaches.
type Hit struct {
	// Place is where At finds the operation.
	Place int
	// Part is set when the rule reaches it only for some values of its
	// parameters, such as one zone.
	Part bool
}

// Reach lists the operations that a rule lets pass for some or all values of
// their parameters, in the order of their places. Where the end of a pattern
// behind its last star is the end of some routes, routes that would meet it only
// by a parameter of that very name are left out. A pattern with a mistyped word
// behind a star reaches nothing.
func (c *Catalog) Reach(r rule.Rule) []Hit {
	var hits []Hit
	c.walk(r.Path, r.Method, func(place int) {
		hits = append(hits, Hit{Place: place, Part: !contains(r, c.ops[place].Path)})
	})
	slices.SortFunc(hits, func(a, b Hit) int { return a.Place - b.Place })
	return hits
}

// contains reports whether a rule lets every call of a route pass.
func contains(r rule.Rule, path string) bool {
	prefix, rest, starred := strings.Cut(r.Path, "*")
	known, _, open := strings.Cut(path, "{")
	switch {
	case !open && !starred:
		return path == r.Path
	case !starred:
		return false
	case rest == "":
		return strings.HasPrefix(known, prefix)
	}
	return r.Covers(rule.Rule{Method: r.Method, Path: openPath(path)})
}

// openPath writes a route with a star for each parameter. The stars match more
// than parameters do, so a rule that covers the result covers the route.
func openPath(path string) string {
	for {
		before, rest, found := strings.Cut(path, "{")
		if !found {
			return path
		}
		_, after, _ := strings.Cut(rest, "}")
		path = before + "*" + after
	}
}

// Routes lists the operations, whatever their method, whose route a path or a
// pattern meets, in the order of their places.
func (c *Catalog) Routes(pattern string) []int {
	var places []int
	c.walk(pattern, "", func(place int) { places = append(places, place) })
	slices.Sort(places)
	return places
}

// walker visits the operations of a method, or of any when it is empty, that a
// pattern meets, each once.
type walker struct {
	*Catalog
	method rule.Method
	visit  func(place int)
}

// walk visits the operations that a pattern meets, unless it has a mistyped word
// behind a star, which is met by parameters alone.
func (c *Catalog) walk(pattern string, method rule.Method, visit func(place int)) {
	if len(wordsBehindStar(pattern)) == 0 {
		c.meet(pattern, method, visit)
		return
	}
	var places []int
	c.meet(pattern, method, func(place int) { places = append(places, place) })
	if len(places) == 0 || len(c.mistyped(pattern, places)) > 0 {
		return
	}
	for _, place := range places {
		visit(place)
	}
}

// meet visits the operations that a pattern meets.
func (c *Catalog) meet(pattern string, method rule.Method, visit func(place int)) {
	w := walker{c, method, visit}
	rest, found := strings.CutPrefix(pattern, "/")
	switch {
	case found:
		w.descend(c.root, 1, rest)
	case strings.HasPrefix(pattern, "*"):
		w.sift(0, len(c.ops), 0, pattern)
	}
}

// take visits the operations of a range.
func (w walker) take(first, end int) {
	for i := first; i < end; i++ {
		if w.wants(i) {
			w.visit(i)
		}
	}
}

func (w walker) wants(i int) bool { return w.method == "" || w.ops[i].Method == w.method }

// descend follows the rest of a pattern from a node on, which lies so many
// segments deep; the root's rest begins behind the first slash.
func (w walker) descend(n *node, depth int, rest string) {
	segment, after, more := strings.Cut(rest, "/")
	switch {
	case rest == "*": // whatever lies below
		w.take(n.own, n.end)
	case strings.Contains(segment, "*"):
		w.sift(n.own, n.end, depth, rest)
	default:
		for _, next := range n.below(segment) {
			if more {
				w.descend(next, depth+1, after)
			} else {
				w.take(next.first, next.own)
			}
		}
	}
}

// sift tries the operations of a range one by one: the pattern against their
// routes without so many segments.
func (w walker) sift(first, end, segments int, pattern string) {
	tail := pattern[strings.LastIndexByte(pattern, '*')+1:]
	alone := pattern == "*"+tail && strings.HasPrefix(tail, "/") // whole segments behind anything
	for _, literal := range []bool{true, false} {
		found := false
		for i := first; i < end; i++ {
			if !w.wants(i) || literal != strings.HasSuffix(w.texts[i].end, tail) {
				continue
			}
			route := from(w.texts[i].tokens, segments)
			if alone && endsWith(route, tail) || !alone && rule.Meets(pattern, route) {
				found = true
				w.visit(i)
			}
		}
		if found || tail == "" {
			return
		}
	}
}

// endsWith reports whether the last segments of a route, with at least one before
// them, meet those of a tail such as "/record/12", segment by segment.
func endsWith(route, tail string) bool {
	for tail != "" {
		t, r := strings.LastIndexByte(tail, '/'), strings.LastIndexByte(route, '/')
		if r < 0 || !meetsSegment(tail[t+1:], route[r+1:]) {
			return false
		}
		tail, route = tail[:t], route[:r]
	}
	return true
}

// meetsSegment is rule.Meets for one segment that holds no star, without its cost
// where the route's is a word or a parameter alone.
func meetsSegment(typed, segment string) bool {
	switch {
	case typed == segment:
		return true
	case segment == rule.Parameter:
		return typed != ""
	case !strings.Contains(segment, rule.Parameter):
		return false
	}
	return rule.Meets(typed, segment)
}

// from cuts the first segments off: from("/a/b/c", 2) is "b/c".
func from(route string, segments int) string {
	for range segments {
		_, route, _ = strings.Cut(route, "/")
	}
	return route
}
