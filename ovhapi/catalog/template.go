package catalog

import "strings"

// A route is matched with a pattern token by token. A parameter is at least one
// character and no slash, so it is two tokens: one such character, and any
// number of them. The bytes that stand for them occur in no route.
const (
	one  = '\x01'
	many = '\x02'
)

// tokens writes a route with its parameters as tokens.
func tokens(path string) string {
	if !strings.Contains(path, "{") {
		return path
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(path, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteByte(one)
		b.WriteByte(many)
		_, path, found = strings.Cut(rest, "}")
		if !found {
			return b.String()
		}
	}
}

// longestRoute bounds the room that meets needs; the longest route that OVH has
// published has 140 bytes.
const longestRoute = 512

// meets reports whether some call of a route, given as tokens, matches a
// pattern. Both are read side by side: at[j] holds when the pattern up to where
// it is read and the first j tokens have a text in common.
func meets(pattern, route string) bool {
	if len(route) >= longestRoute {
		return false
	}
	var room [2][longestRoute + 1]bool
	at, next := room[0][:len(route)+1], room[1][:len(route)+1]
	at[0] = true
	skip(at, route)
	for i := range len(pattern) {
		clear(next)
		step(at, next, pattern[i], route)
		skip(next, route)
		at, next = next, at
	}
	return at[len(route)]
}

// skip passes over tokens that may stand for nothing.
func skip(at []bool, route string) {
	for j := range len(route) {
		if at[j] && route[j] == many {
			at[j+1] = true
		}
	}
}

// step reads one byte of the pattern.
func step(at, next []bool, c byte, route string) {
	if c == '*' { // nothing, or anything that the tokens allow
		open := false
		for j := range next {
			open = open || at[j]
			next[j] = open
		}
		return
	}
	for j := range len(route) {
		if !at[j] {
			continue
		}
		switch route[j] {
		case c:
			next[j+1] = true
		case one:
			next[j+1] = next[j+1] || c != '/'
		case many:
			next[j] = next[j] || c != '/'
		}
	}
}
