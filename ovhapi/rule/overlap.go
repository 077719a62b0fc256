package rule

import "strings"

// Overlaps reports whether some call is allowed by both rules.
func (r Rule) Overlaps(other Rule) bool {
	return r.Method == other.Method && overlap(r.Path, other.Path)
}

// overlap reports whether some path is an instance of both patterns. Two
// patterns with a star each always meet in between, the one's star taking what
// the other asks for, so only their fixed ends decide.
func overlap(a, b string) bool {
	aHead, _, aStarred := strings.Cut(a, "*")
	bHead, _, bStarred := strings.Cut(b, "*")
	if !aStarred {
		return matches(b, a)
	}
	if !bStarred {
		return matches(a, b)
	}
	aTail, bTail := a[strings.LastIndexByte(a, '*')+1:], b[strings.LastIndexByte(b, '*')+1:]
	heads := strings.HasPrefix(aHead, bHead) || strings.HasPrefix(bHead, aHead)
	tails := strings.HasSuffix(aTail, bTail) || strings.HasSuffix(bTail, aTail)
	return heads && tails
}

// reaches reports whether the pattern of a rule lets some call of a route pass.
// In route, "{}" stands for one part of a path, not empty and without a slash,
// and "*" for whatever follows. That a parameter holds no slash keeps
// "/domain/zone/*" apart from "/domain/{}.{}/authInfo", which it would else
// seem to reach.
func reaches(pattern, route string) bool {
	fixed, _, _ := strings.Cut(pattern, "*")
	known := route
	if i := strings.IndexAny(route, "{*"); i >= 0 {
		known = route[:i]
	}
	if n := min(len(fixed), len(known)); fixed[:n] != known[:n] {
		return false // most rules have nothing to do with most routes
	}
	return meet(pattern, strings.ReplaceAll(route, "{}", string([]byte{onePart, restOfPart})))
}

// What a parameter of a route is made of: one byte that is no slash, then any
// run of such bytes.
const (
	onePart    = 0x01
	restOfPart = 0x02
)

// meet walks both from their ends: row[j] tells whether what is left of pattern
// and route[j:] have an instance in common, below the same for the pattern one
// byte further.
func meet(pattern, route string) bool {
	row, below := make([]bool, len(route)+1), make([]bool, len(route)+1)
	for i := len(pattern); i >= 0; i-- {
		row, below = below, row
		row[len(route)] = strings.Trim(pattern[i:], "*") == ""
		for j := len(route) - 1; j >= 0; j-- {
			optional := route[j] == '*' || route[j] == restOfPart
			switch {
			case optional && row[j+1]: // it may stand for nothing
				row[j] = true
			case i == len(pattern):
				row[j] = false
			case pattern[i] == '*': // it stands for nothing, or takes a step of the route
				row[j] = below[j] || row[j+1]
			case !takes(route[j], pattern[i]):
				row[j] = false
			case optional:
				row[j] = below[j]
			default:
				row[j] = below[j+1]
			}
		}
	}
	return row[0]
}

// takes reports whether one step of a route can stand for a byte.
func takes(step, c byte) bool {
	switch step {
	case '*':
		return true
	case onePart, restOfPart:
		return c != '/'
	default:
		return step == c
	}
}
