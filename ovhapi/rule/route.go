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
// pattern. Both may be parts of paths. They are read side by side: at[j] holds when
// the pattern up to where it is read and the first j tokens have a text in common.
func Meets(pattern, tokens string) bool {
	if len(tokens) >= MaxRoute {
		return false
	}
	var room [2][MaxRoute + 1]bool
	at, next := room[0][:len(tokens)+1], room[1][:len(tokens)+1]
	at[0] = true
	skip(at, tokens)
	for i := range len(pattern) {
		clear(next)
		step(at, next, pattern[i], tokens)
		skip(next, tokens)
		at, next = next, at
	}
	return at[len(tokens)]
}

// skip passes over tokens that may stand for nothing.
func skip(at []bool, tokens string) {
	for j := range len(tokens) {
		if at[j] && (tokens[j] == many || tokens[j] == anything) {
			at[j+1] = true
		}
	}
}

// step reads one byte of the pattern.
func step(at, next []bool, c byte, tokens string) {
	if c == '*' { // nothing, or anything that the tokens allow
		open := false
		for j := range next {
			open = open || at[j]
			next[j] = open
		}
		return
	}
	for j := range len(tokens) {
		if !at[j] {
			continue
		}
		switch tokens[j] {
		case c:
			next[j+1] = true
		case one:
			next[j+1] = next[j+1] || c != '/'
		case many:
			next[j] = next[j] || c != '/'
		case anything:
			next[j] = true
		}
	}
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
