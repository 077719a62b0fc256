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
// their parameters, in the order of their places. What it lets pass by chance is
// left out: Chance lists that.
func (c *Catalog) Reach(r rule.Rule) []Hit {
	var hits []Hit
	c.walk(r.Path, r.Method, func(place int) {
		hits = append(hits, Hit{Place: place, Part: !contains(r, c.ops[place].Path)})
	})
	slices.SortFunc(hits, func(a, b Hit) int { return a.Place - b.Place })
	return hits
}

// Chance lists the places of the operations besides those of Reach that a rule lets
// pass only where something on the account is called like a word of the rule. A star
// crosses slashes, so "/cloud/project/*/kube/*" also matches calls about an instance
// called "kube".
func (c *Catalog) Chance(r rule.Rule) []int {
	_, chance := c.told(r.Path, r.Method)
	return chance
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

// walk visits the operations that a pattern meets other than by chance.
func (c *Catalog) walk(pattern string, method rule.Method, visit func(place int)) {
	if !hasTextBehindStar(pattern) {
		c.meet(pattern, method, visit)
		return
	}
	meant, _ := c.told(pattern, method)
	for _, place := range meant {
		visit(place)
	}
}

// own tells of each place how many characters behind a pattern's first star stand
// on the route's own text. Where some route has all of them, those that have not
// are not counted out.
func (c *Catalog) own(pattern string, places []int) []int {
	head, rest, _ := strings.Cut(pattern, "*")
	all := len(rest) - strings.Count(rest, "*") - strings.Count(rest, "/")
	own, complete := make([]int, len(places)), false
	for i, place := range places {
		tokens := c.texts[place].tokens
		if i > 0 && c.texts[places[i-1]].tokens == tokens {
			own[i] = own[i-1]
		} else if covers(pattern, tokens) {
			own[i], complete = all, true
		}
	}
	for i, place := range places {
		tokens := c.texts[place].tokens
		switch {
		case own[i] == all || complete && strings.HasPrefix(tokens, head):
		case i > 0 && c.texts[places[i-1]].tokens == tokens:
			own[i] = own[i-1]
		default:
			own[i], _ = rule.Literal(pattern, tokens)
		}
	}
	return own
}

// covers reports whether the parameters of a route stand for what stars of a
// pattern take, and all other text is the same.
func covers(pattern, tokens string) bool {
	return rule.Rule{Path: pattern}.Covers(rule.Rule{Path: tokens})
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
// routes without so many segments. Operations of one path follow each other and are
// told once.
func (w walker) sift(first, end, segments int, pattern string) {
	tail := pattern[strings.LastIndexByte(pattern, '*')+1:]
	whole := strings.HasPrefix(tail, "/") // the last segments are told as they are
	alone := pattern == "*"+tail && whole // and whatever stands before them
	last, met := "", false
	for i := first; i < end; i++ {
		if !w.wants(i) {
			continue
		}
		if w.texts[i].tokens != last {
			last = w.texts[i].tokens
			route := from(last, segments)
			met = (!whole || endsWith(route, tail)) && (alone || rule.Meets(pattern, route))
		}
		if met {
			w.visit(i)
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
