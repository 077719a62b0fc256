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
		if c.meetsNamed(pattern, segments[at], at == len(segments)-1) {
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
	for _, word := range c.words().list {
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
		if c.meetsNamed(pattern, word, at == len(segments)-1) {
			out = append(out, pattern)
		}
	}
	return out
}

// meetsNamed reports whether a pattern meets a route that has a word as a segment of
// its own, at its end where the pattern ends in it.
func (c *Catalog) meetsNamed(pattern, word string, last bool) bool {
	return slices.ContainsFunc(c.words().at[word], func(place int) bool {
		return (!last || strings.HasSuffix(c.ops[place].Path, "/"+word)) && rule.Meets(pattern, c.texts[place].tokens)
	})
}

// vocabulary is what routes are made of: their segments that are no parameters.
type vocabulary struct {
	list []string         // each once
	at   map[string][]int // the first operation of each route that has one
}

func wordsOf(ops []Operation) vocabulary {
	words := vocabulary{at: map[string][]int{}}
	for i, op := range ops {
		if i > 0 && ops[i-1].Path == op.Path {
			continue
		}
		for word := range strings.SplitSeq(strings.TrimPrefix(op.Path, "/"), "/") {
			if strings.Contains(word, "{") {
				continue
			}
			if words.at[word] == nil {
				words.list = append(words.list, word)
			}
			words.at[word] = append(words.at[word], i)
		}
	}
	return words
}
