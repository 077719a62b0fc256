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
	var room [2][MaxRoute + 1]worth
	at, next := gain(room[0][:0], worth{}, tokens), room[1][:0]
	starred := false
	for i := range len(pattern) {
		next = next[:0]
		c := pattern[i]
		if c == '*' {
			starred = true
			next = anywhere(next, at, tokens)
		}
		more := int32(0)
		if starred && c != '/' {
			more = 1
		}
		for _, w := range at {
			if c != '*' {
				next = take(next, w, c, more, tokens)
			}
		}
		if len(next) == 0 {
			return 0, false
		}
		at, next = next, at
	}
	last := at[len(at)-1]
	if int(last.place) != len(tokens) {
		return 0, false
	}
	return int(last.own), true
}

// worth is a place in tokens that a pattern has come to, with the most that it can
// have come to on own text.
type worth struct{ place, own int32 }

// anywhere is where a star leads: to all places from the first on, each with the
// most of those before it.
func anywhere(next, at []worth, tokens string) []worth {
	w := at[0]
	for i := 0; int(w.place) <= len(tokens); w.place++ {
		for ; i < len(at) && at[i].place <= w.place; i++ {
			w.own = max(w.own, at[i].own)
		}
		next = append(next, w)
	}
	return next
}

// gain adds a place to a list in ascending order, and those behind it that are
// reached by tokens which may stand for nothing.
func gain(list []worth, w worth, tokens string) []worth {
	for ; ; w.place++ {
		i := len(list)
		for i > 0 && list[i-1].place > w.place {
			i--
		}
		if i > 0 && list[i-1].place == w.place {
			list[i-1].own = max(list[i-1].own, w.own)
		} else {
			list = append(list, w)
		}
		if at := int(w.place); at == len(tokens) || tokens[at] != many && tokens[at] != anything {
			return list
		}
	}
}

// take reads one character of the pattern, which is worth so much on own text.
// Whatever follows a route that a warning names counts as such.
func take(next []worth, w worth, c byte, more int32, tokens string) []worth {
	if int(w.place) == len(tokens) {
		return next
	}
	switch tokens[w.place] {
	case c:
		return gain(next, worth{w.place + 1, w.own + more}, tokens)
	case one:
		if c != '/' {
			return gain(next, worth{w.place + 1, w.own}, tokens)
		}
	case many:
		if c != '/' {
			return gain(next, w, tokens)
		}
	case anything:
		return gain(next, worth{w.place, w.own + more}, tokens)
	}
	return next
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
