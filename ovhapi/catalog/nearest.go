package catalog

import (
	"cmp"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/nearest"
)

// Nearest offers paths for one that meets no route: the routes most like it,
// filled with what was typed where a route has a parameter, the best first, at
// most limit. A path that is like none brings nothing. Of a pattern with a
// mistyped word behind a star, that word alone is replaced.
func (c *Catalog) Nearest(path string, limit int) []string {
	path = strings.Trim(path, "/ ")
	if path == "" {
		return nil
	}
	if len(wordsBehindStar(path)) > 0 {
		if instead := c.read("/" + path).instead; len(instead) > 0 {
			return slices.Clone(instead[:min(limit, len(instead))])
		}
	}
	typed := strings.Split(path, "/")
	type candidate struct {
		path string
		cost int
	}
	var list []candidate
	last := ""
	likely := likeness{typed: typed, limit: worst(typed)}
	for i := range c.ops {
		route := c.ops[i].Path
		if route == last {
			continue
		}
		last = route
		if !likely.of(route) {
			continue
		}
		if filled, cost := fit(typed, route, worst(typed)); cost < worst(typed) {
			list = append(list, candidate{filled, cost})
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int {
		return cmp.Or(a.cost-b.cost, len(a.path)-len(b.path))
	})
	var out []string
	for _, k := range list {
		if !slices.Contains(out, k.path) {
			out = append(out, k.path)
		}
		if len(out) == limit {
			break
		}
	}
	return out
}

// likeness rules out routes by their beginning, which most of them share with
// their neighbours.
type likeness struct {
	typed []string
	limit int
	head  string // of the route that was looked at last
	like  bool
}

func (l *likeness) of(route string) bool {
	head, rest, _ := strings.Cut(route[1:], "/")
	if head == "v2" {
		second, _, _ := strings.Cut(rest, "/")
		head = route[:len("/v2/")+len(second)]
	}
	if head != l.head {
		l.head = head
		l.like = l.begins(strings.TrimPrefix(head, "/v2/"))
	}
	return l.like
}

// begins reports whether a section is like the first segment typed, or like the
// second, where one too many was typed.
func (l *likeness) begins(section string) bool {
	if segmentCost(l.typed[0], section) < l.limit {
		return true
	}
	return len(l.typed) > 1 && segmentCost(l.typed[1], section) < l.limit-costDropped
}

// worst is the cost from which a route is no longer like a path: about two
// mistypings and a little more for long paths.
func worst(typed []string) int { return 30 + 4*len(typed) }

// Costs of what may differ, in tenths of a mistyped letter.
const (
	costLetter  = 10
	costSegment = 22 // one too few
	costDropped = 26 // one too many: what was typed was meant
	costCase    = 1  // capitals: a name of the API all the same
	costParam   = 2  // so that a written-out segment goes before a parameter
	costOther   = 1000
)

// costHead is what it costs besides that a path lacks the beginning of a route:
// only the /v2 of the newer API is forgotten, a section is not.
func costHead(segments []string, missing int) int {
	if missing == 0 || segments[0] == "v2" && missing == 1 {
		return 0
	}
	return costOther
}

// prefixes are what people put before a path that is none of it.
var prefixes = []string{"api", "ovh", "rest", "root"}

// dropped is what it costs to leave the segment of that number out: what stands
// between two slashes by mistake, and what people put before a path, such as
// "/api". No other segment goes, since each says more closely what is meant.
func dropped(number int, typed []string) int {
	switch {
	case typed[number-1] == "":
		return costLetter / 2
	case number == 1 && len(typed) > 1 && slices.Contains(prefixes, strings.ToLower(typed[0])):
		return costDropped
	}
	return costOther
}

// placed is what it costs that segment i typed stands for segment j of a route. A
// word at the end is hardly the value of a parameter where the route has more
// segments than were typed: "/me/unicorn" is not "/me/sla/unicorn".
func placed(typed []string, i int, segments []string, j int) int {
	missing := len(segments) - len(typed)
	if segments[0] == "v2" && typed[0] != "v2" {
		missing--
	}
	if i == len(typed) && missing > 0 && strings.Contains(segments[j-1], "{") && isWord(typed[i-1]) {
		return costOther
	}
	return segmentCost(typed[i-1], segments[j-1])
}

// isWord reports whether a text looks like a word of the API: most names that
// people have for their things hold digits, dots or the like.
func isWord(text string) bool {
	return text != "" && strings.Trim(strings.ToLower(text), "abcdefghijklmnopqrstuvwxyz") == ""
}

// fit aligns a path with a route and returns the route filled with what was
// typed, and what it costs; costs from limit on are not told apart.
func fit(typed []string, route string, limit int) (string, int) {
	segments := strings.Split(strings.TrimPrefix(route, "/"), "/")
	if abs(len(segments)-len(typed))*costSegment >= limit {
		return "", limit
	}
	// table[i][j] is the cheapest way to turn the first i segments typed into the
	// first j of the route.
	table := make([][]int, len(typed)+1)
	for i := range table {
		table[i] = make([]int, len(segments)+1)
		for j := range table[i] {
			switch {
			case i == 0:
				table[i][j] = j*costSegment + costHead(segments, j)
			case j == 0:
				table[i][j] = table[i-1][j] + dropped(i, typed)
			default:
				table[i][j] = min(
					table[i-1][j-1]+placed(typed, i, segments, j),
					table[i-1][j]+dropped(i, typed),
					table[i][j-1]+costSegment)
			}
		}
		if slices.Min(table[i]) >= limit {
			return "", limit
		}
	}
	cost := table[len(typed)][len(segments)]
	if cost >= limit {
		return "", limit
	}
	return trace(table, typed, segments), cost
}

// trace goes the cheapest way back and fills the route's parameters.
func trace(table [][]int, typed, segments []string) string {
	filled := slices.Clone(segments)
	for i := range filled {
		if strings.Contains(filled[i], "{") {
			filled[i] = "*"
		}
	}
	i, j := len(typed), len(segments)
	for i > 0 && j > 0 {
		switch table[i][j] {
		case table[i-1][j-1] + placed(typed, i, segments, j):
			switch {
			case strings.Contains(segments[j-1], "{") && typed[i-1] != "":
				filled[j-1] = typed[i-1]
			case len(typed[i-1]) > 1 && strings.HasSuffix(typed[i-1], "*"):
				filled[j-1] += "*" // a star was glued to the word
			}
			i, j = i-1, j-1
		case table[i-1][j] + dropped(i, typed):
			i--
		default:
			j--
		}
	}
	return "/" + strings.Join(filled, "/")
}

// segmentCost says how unlike two segments are.
func segmentCost(typed, segment string) int {
	switch {
	case typed == segment:
		return 0
	case strings.Contains(segment, "{"), strings.Contains(typed, "{"):
		return costParam
	case typed == "*":
		return costSegment // a star where the route has a name of its own
	}
	typed = strings.Trim(typed, "*")
	most := max(1, len(segment)/3) // more is another word
	if abs(len(typed)-len(segment)) > max(most, len("ies")) {
		return costOther
	}
	switch {
	case strings.EqualFold(typed, segment):
		return costCase
	case singular(typed) == singular(segment):
		return costLetter / 2
	}
	if abs(len(typed)-len(segment)) > most {
		return costOther
	}
	d := nearest.Distance(typed, segment)
	if d > most {
		return costOther
	}
	return costLetter * d
}

// singular takes the ending off a word in the plural.
func singular(word string) string {
	if stem, found := strings.CutSuffix(word, "ies"); found {
		return stem + "y"
	}
	return strings.TrimSuffix(word, "s")
}

func abs(n int) int { return max(n, -n) }
