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
	// Unsure is set when By lets the call pass only if a star may stand for nothing,
	// which is not documented: "/sms/*" for "/sms/".
	Unsure bool
	// Free is set when the call needs no rule, as those below /auth.
	Free bool
	// Smallest is the narrowest rule that would let the call pass.
	Smallest Rule
	// Near lists rules of the set that come close, with what is missing; those of
	// the call's own method go first.
	Near []Nearly
	// Apart says that none of the set's rules is of the call's version of the API, as
	// a sentence, or is "".
	Apart string
}

// Nearly is a rule that almost lets a call pass.
type Nearly struct {
	Rule   Rule
	Reason string // a sentence
}

// Call is a question to the API. A star in its path stands for any value: the
// call passes where all of them would.
type Call struct {
	Method Method `json:"method"`
	Path   string `json:"path"` // without a query string
}

// String writes the call as people do.
func (c Call) String() string { return string(c.Method) + " " + c.Path }

// Explain says whether the set lets a call pass, by which rule, and if not, which
// smallest rule would and which rules come close.
func (s Set) Explain(c Call) Explanation { return s.ExplainAmong(c, nil) }

// ExplainAmong is Explain that tells mistyped rules by the operations as well, where
// routes is not nil: a path that the API does not have, and which it has instead.
func (s Set) ExplainAmong(c Call, routes Routes) Explanation {
	e := Explanation{Call: c, Smallest: Rule(c)}
	if i := slices.IndexFunc(s, func(r Rule) bool { return r.coversSurely(Rule(c)) }); i >= 0 {
		e.Allowed, e.By = true, s[i]
		return e
	}
	if strings.HasPrefix(c.Path, "/auth/") {
		e.Allowed, e.Free = true, true
		return e
	}
	if by, ok := s.Allows(c.Method, c.Path); ok {
		e.Allowed, e.Unsure, e.By = true, true, by
		return e
	}
	e.Near = s.near(c, routes)
	if len(e.Near) == 0 {
		e.Apart = s.apart(c)
	}
	return e
}

// Widen returns the set with the smallest rules that surely let more calls
// pass.
func (s Set) Widen(calls ...Call) Set {
	out := slices.Clone(s)
	for _, c := range calls {
		if e := out.Explain(c); !e.Allowed || e.Unsure {
			out = append(out, e.Smallest)
		}
	}
	return out
}
