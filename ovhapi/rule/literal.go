package rule

import "strings"

// Literal is Meets, and says besides how many characters behind the first star of a
// pattern can at most stand on a route's own text, slashes not counted: of
// "/cloud/project/*/kube/*" four on "/cloud/project/{}/kube/{}", and none on
// "/cloud/project/{}/instance/{}", which it meets only where an instance is called
// "kube".
func Literal(pattern, tokens string) (own int, meets bool) {
	if len(tokens) >= MaxRoute {
		return 0, false
	}
	var room [2][MaxRoute + 1]int
	at, next := room[0][:len(tokens)+1], room[1][:len(tokens)+1]
	for j := range at {
		at[j] = -1
	}
	at[0] = 0
	pass(at, tokens)
	starred := false
	for i := range len(pattern) {
		for j := range next {
			next[j] = -1
		}
		if pattern[i] == '*' {
			starred = true
			best := -1
			for j := range next {
				best = max(best, at[j])
				next[j] = best
			}
		} else {
			gain := 0
			if starred && pattern[i] != '/' {
				gain = 1
			}
			take(at, next, pattern[i], tokens, gain)
		}
		pass(next, tokens)
		at, next = next, at
	}
	return max(at[len(tokens)], 0), at[len(tokens)] >= 0
}

// pass goes over tokens that may stand for nothing. In at stands the most that the
// pattern came to so far, or -1 where the two have nothing in common.
func pass(at []int, tokens string) {
	for j := range len(tokens) {
		if tokens[j] == many || tokens[j] == anything {
			at[j+1] = max(at[j+1], at[j])
		}
	}
}

// take reads one character of the pattern, which is worth so much on own text.
// Whatever follows a route that a warning names counts as such.
func take(at, next []int, c byte, tokens string, gain int) {
	for j := range len(tokens) {
		if at[j] < 0 {
			continue
		}
		switch tokens[j] {
		case c:
			next[j+1] = max(next[j+1], at[j]+gain)
		case one:
			if c != '/' {
				next[j+1] = max(next[j+1], at[j])
			}
		case many:
			if c != '/' {
				next[j] = max(next[j], at[j])
			}
		case anything:
			next[j] = max(next[j], at[j]+gain)
		}
	}
}

// byChance reports whether a pattern meets a route only where something on the
// account is called like the words behind its star: none of them can stand on the
// route's own text. What holds a dot or a digit is no word but such a name, and
// meant as one.
func byChance(pattern, route string) bool {
	_, rest, starred := strings.Cut(pattern, "*")
	if !starred {
		return false
	}
	words := false
	for part := range strings.SplitSeq(rest, "/") {
		switch {
		case value(part):
			return false
		case !strings.Contains(part, "*") && part != "":
			words = true
		}
	}
	if !words {
		return false
	}
	own, _ := Literal(pattern, Tokens(route))
	return own == 0
}
