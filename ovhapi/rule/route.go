package rule

import "strings"

// A route is matched with a pattern token by token. A parameter is at least one
// character and no slash, so it is two tokens: one such character, and any number
// of them. The bytes that stand for them occur in no route.
const (
	one  = '\x01'
	many = '\x02'
	// anything stands in a route that a warning names for whatever follows, slashes
	// included.
	anything = '*'
)

// Parameter is what Tokens makes of a parameter.
const Parameter = string(one) + string(many)

// Tokens writes a route as Meets takes it: "/domain/zone/{zoneName}" with what may
// stand in place of the parameter. That a parameter holds no slash keeps
// "/domain/zone/*" apart from "/domain/{domain}/authInfo", which it would else
// seem to meet.
func Tokens(route string) string {
	if !strings.Contains(route, "{") {
		return route
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(route, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteString(Parameter)
		_, route, found = strings.Cut(rest, "}")
		if !found {
			return b.String()
		}
	}
}

// MaxRoute bounds the room that Meets needs, in bytes; the longest route that OVH has
// published has 140 bytes.
const MaxRoute = 512

// Meets reports whether some call of a route, given as Tokens writes it, matches a
// pattern. Both may be parts of paths. They are read side by side: at lists, in
// ascending order, after how many of the first tokens the two have had a text in
// common up to where the pattern is read.
func Meets(pattern, tokens string) bool {
	if len(tokens) >= MaxRoute {
		return false
	}
	var room [2][MaxRoute + 1]int16
	at, next := arrive(room[0][:0], 0, tokens), room[1][:0]
	for i := range len(pattern) {
		next = next[:0]
		switch c := pattern[i]; {
		case c == '*' && i == len(pattern)-1:
			return true
		case c == '*': // it may stand for nothing, or for anything that the tokens allow
			next = append(next, at[0])
		case i > 0 && pattern[i-1] == '*':
			next = leap(next, int(at[0]), c, tokens)
		default:
			for _, j := range at {
				next = step(next, int(j), c, tokens)
			}
		}
		if len(next) == 0 {
			return false
		}
		at, next = next, at
	}
	return int(at[len(at)-1]) == len(tokens)
}

// arrive adds a place to a list, and those behind it that are reached by tokens
// which may stand for nothing.
func arrive(list []int16, place int, tokens string) []int16 {
	for ; ; place++ {
		if n := len(list); n == 0 || int(list[n-1]) < place {
			list = append(list, int16(place)) //nolint:gosec // below MaxRoute
		}
		if place == len(tokens) || tokens[place] != many && tokens[place] != anything {
			return list
		}
	}
}

// leap reads one character of the pattern behind a star, at any place from one on.
// Nothing but a slash, or what stands for anything, is a slash.
func leap(next []int16, from int, c byte, tokens string) []int16 {
	slashes := c == '/' && strings.IndexByte(tokens, anything) < 0
	for j := from; j < len(tokens); j++ {
		if slashes {
			skipped := strings.IndexByte(tokens[j:], '/')
			if skipped < 0 {
				break
			}
			j += skipped
		}
		next = step(next, j, c, tokens)
	}
	return next
}

// step reads one character of the pattern at a place, and adds where that leads.
func step(next []int16, place int, c byte, tokens string) []int16 {
	if place == len(tokens) {
		return next
	}
	switch tokens[place] {
	case c:
		return arrive(next, place+1, tokens)
	case one:
		if c != '/' {
			return arrive(next, place+1, tokens)
		}
	case many:
		if c != '/' {
			return arrive(next, place, tokens)
		}
	case anything:
		return arrive(next, place, tokens)
	}
	return next
}

// reaches is Meets for a route that is not written as tokens yet. Most rules have
// nothing to do with most routes, which their beginnings tell.
func reaches(pattern, route string) bool {
	fixed, _, _ := strings.Cut(pattern, "*")
	known := route
	if i := strings.IndexAny(route, "{*"); i >= 0 {
		known = route[:i]
	}
	if n := min(len(fixed), len(known)); fixed[:n] != known[:n] {
		return false
	}
	return Meets(pattern, Tokens(route))
}
