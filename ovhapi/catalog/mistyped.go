package catalog

import (
	"cmp"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/rule"
)

// A star crosses slashes, so whatever is written behind one ends up as the value
// of some parameter: /domain/zone/*/recrd is met by the records' own route, with a
// record called "recrd". Nobody means that. The word is taken for one of the API
// where it is but a mistyping away from it, and for a value where the pattern
// names a route segment by segment: /domain/zone/*/record/recrd.

// mistyped returns the pattern with the words behind its first star that no route
// in places has replaced by those that were meant, the likeliest first, or nothing
// when every word may stand as it is. places are those of all methods.
func (c *Catalog) mistyped(pattern string, places []int) []string {
	segments := strings.Split(pattern, "/")
	for _, at := range wordsBehindStar(pattern) {
		word := named{"/" + segments[at], at == len(segments)-1}
		if slices.ContainsFunc(places, func(p int) bool { return word.in(c.ops[p].Path) }) {
			continue
		}
		if slices.ContainsFunc(places, func(p int) bool { return aligned(segments, c.ops[p].Path) }) {
			continue
		}
		if meant := c.meant(segments, at); len(meant) > 0 {
			return meant
		}
	}
	return nil
}

// wordsBehindStar lists the segments behind the first star that hold none. What
// stands for a name, as in a manual, is like every word and no word itself.
func wordsBehindStar(pattern string) []int {
	var list []int
	starred := false
	for i, segment := range strings.Split(pattern, "/") {
		switch {
		case strings.Contains(segment, "*"):
			starred = true
		case starred && segment != "" && !strings.ContainsAny(segment, "{}<>"):
			list = append(list, i)
		}
	}
	return list
}

// named is a word of a pattern, with the slash before it.
type named struct {
	word string
	last bool // the pattern ends in it
}

// in reports whether a route has the word as a segment of its own, at its end where
// the pattern ends in it.
func (n named) in(route string) bool {
	if strings.HasSuffix(route, n.word) {
		return true
	}
	for !n.last {
		_, after, found := strings.Cut(route, n.word)
		if !found || strings.HasPrefix(after, "/") {
			return found
		}
		route = after
	}
	return false
}

// aligned reports whether a pattern is a route segment by segment: its stars stand
// where the route has parameters, or a word behind them is one of the route's own.
func aligned(segments []string, route string) bool {
	if strings.Count(route, "/") != len(segments)-1 {
		return false
	}
	starred, elsewhere, named := false, false, false
	for i, segment := range segments {
		part, rest, more := strings.Cut(route, "/")
		if more == (i == len(segments)-1) || !rule.Meets(segment, rule.Tokens(part)) {
			return false
		}
		switch open := strings.Contains(part, "{"); {
		case strings.Contains(segment, "*"):
			starred = true
			elsewhere = elsewhere || !open
		case !open:
			named = named || starred
		}
		route = rest
	}
	return !elsewhere || named
}

// maxLikely bounds how many words are tried in place of a mistyped one: each has to
// be held against all routes.
const maxLikely = 4

// meant lists the patterns that meet a route with a word of the API in one place,
// where another was typed that is like it.
func (c *Catalog) meant(segments []string, at int) []string {
	costs := map[string]int{}
	var likely []string
	for _, word := range c.words() {
		if cost := segmentCost(segments[at], word); cost < worst(nil) {
			costs[word] = cost
			likely = append(likely, word)
		}
	}
	slices.SortStableFunc(likely, func(a, b string) int { return cmp.Or(costs[a]-costs[b], strings.Compare(a, b)) })
	var out []string
	for _, word := range likely[:min(len(likely), maxLikely)] {
		mended := slices.Clone(segments)
		mended[at] = word
		pattern := strings.Join(mended, "/")
		if c.meetsNamed(pattern, named{"/" + word, at == len(segments)-1}) {
			out = append(out, pattern)
		}
	}
	return out
}

// meetsNamed reports whether a pattern meets a route that has a word of its own.
func (c *Catalog) meetsNamed(pattern string, word named) bool {
	last := ""
	for place := range c.ops {
		if path := c.ops[place].Path; path != last {
			last = path
			if word.in(path) && rule.Meets(pattern, c.texts[place].tokens) {
				return true
			}
		}
	}
	return false
}

// wordsOf lists the segments of routes that are no parameters, each once.
func wordsOf(ops []Operation) []string {
	var words []string
	known := map[string]bool{}
	for i, op := range ops {
		if i > 0 && ops[i-1].Path == op.Path {
			continue
		}
		for word := range strings.SplitSeq(strings.TrimPrefix(op.Path, "/"), "/") {
			if !strings.Contains(word, "{") && !known[word] {
				known[word] = true
				words = append(words, word)
			}
		}
	}
	return words
}
