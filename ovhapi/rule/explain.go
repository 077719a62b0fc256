package rule

import (
	"cmp"
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

// maxNear bounds how many rules that come close are named.
const maxNear = 4

// Explain says whether the set lets a call pass, by which rule, and if not, which
// smallest rule would and which rules come close.
func (s Set) Explain(c Call) Explanation {
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
	for _, r := range s {
		if reason := nearly(r, c); reason != "" {
			e.Near = append(e.Near, Nearly{r, reason})
		}
	}
	slices.SortStableFunc(e.Near, func(a, b Nearly) int {
		return cmp.Compare(otherMethod(a.Rule, c), otherMethod(b.Rule, c))
	})
	e.Near = e.Near[:min(len(e.Near), maxNear)]
	return e
}

func otherMethod(r Rule, c Call) int {
	if r.Method == c.Method {
		return 0
	}
	return 1
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
	case strings.HasPrefix(r.Path, "/v2/") && Rule{c.Method, strings.TrimPrefix(r.Path, "/v2")}.Allows(c.Method, c.Path):
		return "It covers the path of API v2; calls of the older API need rules without /v2."
	case base(r.Path) != "" && strings.HasPrefix(c.Path, base(r.Path)+"/"):
		return "It covers " + shown(base(r.Path)) + " itself, not what lies below."
	case strings.Contains(c.Path, "*") && r.Overlaps(Rule(c)):
		return "It covers some of these calls, not all."
	}
	if has, wants, ok := otherValue(r.Path, c.Path); ok {
		return "It is for " + shown(has) + ", not for " + shown(wants) + "."
	}
	return ""
}

// otherValue finds the one part of a pattern that keeps it from covering a path,
// where both parts look like a value rather than a word of the API: one zone for
// another.
func otherValue(pattern, path string) (has, wants string, ok bool) {
	has, wants = "", ""
	parts, called := strings.Split(pattern, "/"), strings.Split(path, "/")
	for i := range min(len(parts), len(called)) {
		if strings.Contains(parts[i], "*") {
			break
		}
		if parts[i] == called[i] {
			continue
		}
		has, wants, parts[i] = parts[i], called[i], called[i]
		break
	}
	return has, wants, value(has) && (value(wants) || wants == "*") && matches(strings.Join(parts, "/"), path)
}

// value reports whether a part of a path looks like a name or number that a user
// has, not like a word of the API.
func value(part string) bool {
	return !strings.Contains(part, "*") && strings.ContainsAny(part, ".0123456789")
}

// base is a path without a star; "" for a pattern.
func base(path string) string {
	if strings.Contains(path, "*") {
		return ""
	}
	return strings.TrimRight(path, "/")
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
