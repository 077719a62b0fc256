package catalog

import (
	"cmp"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/rule"
)

// query is what was typed, taken apart.
type query struct {
	words  []string // in lower case
	method rule.Method
	path   string // of a call or a rule, where one was typed
}

func readQuery(text string) query {
	var q query
	for word := range strings.FieldsSeq(text) {
		if m, err := rule.ParseMethod(word); err == nil && (q.method == "" && word == string(m)) {
			q.method = m
			continue
		}
		if strings.HasPrefix(word, "/") && q.path == "" {
			q.path = word
		}
		q.words = append(q.words, strings.ToLower(word))
	}
	return q
}

// found is a hit of a search and how well it fits.
type found struct{ place, score int }

// Search lists the operations that a text is about, the ones that fit best
// first: words of the path, of the description, and of what the operation is
// good for ("reverse dns"), a method in capitals, or the path of a call or rule.
// Where no operation has every word, those that have most of them are listed. An
// empty text lists everything, in the order of places.
func (c *Catalog) Search(text string) []int {
	q := readQuery(text)
	if len(q.words) == 0 {
		return c.everything(q.method)
	}
	hits := c.sweep(q, true)
	if len(hits) == 0 {
		hits = c.sweep(q, false)
	}
	if q.path != "" && len(hits) == 0 {
		hits = c.meeting(q)
	}
	slices.SortFunc(hits, func(a, b found) int { return cmp.Or(b.score-a.score, a.place-b.place) })
	places := make([]int, len(hits))
	for i, h := range hits {
		places[i] = h.place
	}
	return places
}

func (c *Catalog) everything(method rule.Method) []int {
	places := make([]int, 0, len(c.ops))
	for i := range c.ops {
		if method == "" || c.ops[i].Method == method {
			places = append(places, i)
		}
	}
	return places
}

// sweep lists the operations that hold all of the words, or else those that hold
// the most of them.
func (c *Catalog) sweep(q query, all bool) []found {
	var hits []found
	most := 1
	if all {
		most = len(q.words)
	}
	for i := range c.texts {
		if q.method != "" && c.ops[i].Method != q.method {
			continue
		}
		held := 0
		for n, word := range q.words {
			if strings.Contains(c.texts[i].all, word) {
				held++
			}
			if held+len(q.words)-n-1 < most {
				break
			}
		}
		if held < most {
			continue
		}
		if held > most {
			hits, most = hits[:0], held
		}
		hits = append(hits, found{place: i})
	}
	for i := range hits {
		hits[i].score = c.score(hits[i].place, q)
	}
	return hits
}

// meeting lists the operations that the path of a call belongs to: nobody types
// a route's parameters in braces.
func (c *Catalog) meeting(q query) []found {
	var hits []found
	for _, place := range c.Routes(q.path) {
		if q.method == "" || c.ops[place].Method == q.method {
			hits = append(hits, found{place, c.meetingScore(place, q.path)})
		}
	}
	return hits
}

// meetingScore says how well an operation fits a call: the route that has as many
// segments goes first, since a star takes in more than one.
func (c *Catalog) meetingScore(place int, path string) int {
	score := -6 * c.texts[place].segments
	if strings.Count(path, "/") == c.texts[place].segments {
		score += 100
	}
	return score
}

// score says how well an operation fits: a word in the path weighs more than one
// in the description, a whole word more than a part, also where it is one that
// people use for the operation, and a short path is more likely meant than a long
// one.
func (c *Catalog) score(i int, q query) int {
	h := &c.texts[i]
	score := 0
	for _, word := range q.words {
		switch {
		case bounded(h.path, word):
			score += 120
		case bounded(h.purpose, word):
			score += 100
		case strings.Contains(h.path, word):
			score += 70
		case bounded(h.words, word):
			score += 60
		case strings.Contains(h.words, word):
			score += 30
		case strings.Contains(h.purpose, word):
			score += 10
		}
	}
	if q.path != "" && strings.HasPrefix(h.path, strings.ToLower(q.path)) {
		score += 200
	}
	if h.isKnownAs(q.words) {
		score += 300
	}
	score -= 6 * h.segments
	if c.ops[i].Status == Deprecated {
		score -= 40
	}
	return score
}

// bounded reports whether a word stands in a text as a word of its own.
func bounded(text, word string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], word)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(word)
		if (at == 0 || !letter(text[at-1]) || !letter(text[at])) && (end == len(text) || !letter(text[end])) {
			return true
		}
		from = at + 1
	}
}

func letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 0x80 }
