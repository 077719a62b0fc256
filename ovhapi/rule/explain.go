package rule

import (
	"slices"
	"strings"
)

// Explanation says whether a call would pass, and why.
type Explanation struct {
	Call Call
	// Allowed is set when the call passes; By is the first rule that lets it.
	Allowed bool
	By      Rule
	// Free is set when the call needs no rule, as those below /auth.
	Free bool
	// Smallest is the narrowest rule that would let the call pass.
	Smallest Rule
	// Near lists rules of the set that come close, with what is missing.
	Near []Nearly
}

// Nearly is a rule that almost lets a call pass.
type Nearly struct {
	Rule   Rule
	Reason string // a sentence
}

// Call is a question to the API.
type Call struct {
	Method Method `json:"method"`
	Path   string `json:"path"` // without a query string
}

// String writes the call as people do.
func (c Call) String() string { return string(c.Method) + " " + c.Path }

// maxNear bounds how many rules that come close are named.
const maxNear = 4

// Explain says whether the set lets a call pass, by which rule, and if not, which
// smallest rule would and which rules come close.
func (s Set) Explain(c Call) Explanation {
	e := Explanation{Call: c, Smallest: Rule(c)}
	if by, ok := s.Allows(c.Method, c.Path); ok {
		e.Allowed, e.By = true, by
		return e
	}
	if strings.HasPrefix(c.Path, "/auth/") {
		e.Allowed, e.Free = true, true
		return e
	}
	for _, r := range s {
		if reason := nearly(r, c); reason != "" && len(e.Near) < maxNear {
			e.Near = append(e.Near, Nearly{r, reason})
		}
	}
	return e
}

// nearly says why a rule misses a call by little, or "".
func nearly(r Rule, c Call) string {
	here := func(path string) bool { return Rule{c.Method, r.Path}.Allows(c.Method, path) }
	switch {
	case r.Method != c.Method:
		if here(c.Path) {
			return "It covers the path for " + shown(string(r.Method)) + ", not for " + string(c.Method) + "."
		}
		return ""
	case here(c.Path + "/"):
		if strings.HasSuffix(r.Path, whole) {
			return "It covers what lies below the path, not the path itself."
		}
		return "It covers the path with a slash at its end, not without."
	case strings.HasSuffix(c.Path, "/") && here(strings.TrimRight(c.Path, "/")):
		return "It covers the path without the slash at its end, not with it."
	case strings.TrimSpace(r.Path) != r.Path && (Rule{c.Method, strings.TrimSpace(r.Path)}).Allows(c.Method, c.Path):
		return "There is a blank at the end of its path, so it matches no call."
	case (Rule{c.Method, strings.ToLower(r.Path)}).Allows(c.Method, strings.ToLower(c.Path)):
		return "It is written in other capitals and small letters."
	case strings.HasPrefix(c.Path, "/v2/") && here(strings.TrimPrefix(c.Path, "/v2")):
		return "It covers the path of the older API; calls of API v2 need rules that begin with /v2."
	case base(r.Path) != "" && strings.HasPrefix(c.Path, base(r.Path)+"/"):
		return "It covers " + shown(base(r.Path)) + " itself, not what lies below."
	}
	return ""
}

// base is a path without a star; "" for a pattern.
func base(path string) string {
	if strings.Contains(path, "*") {
		return ""
	}
	return strings.TrimRight(path, "/")
}

// Widen returns the set with the smallest rules that let more calls pass.
func (s Set) Widen(calls ...Call) Set {
	out := slices.Clone(s)
	for _, c := range calls {
		if e := out.Explain(c); !e.Allowed {
			out = append(out, e.Smallest)
		}
	}
	return out
}
