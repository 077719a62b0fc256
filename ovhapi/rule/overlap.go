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
