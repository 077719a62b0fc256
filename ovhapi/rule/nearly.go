package rule

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// maxNear bounds how many rules that come close are named.
const maxNear = 4

// near lists the rules of a set that come close to letting a call pass, those of its
// own method first.
func (s Set) near(c Call, routes Routes) []Nearly {
	var list []Nearly
	for _, r := range s {
		reason := nearly(r, c)
		if reason == "" && routes != nil {
			reason = misnamed(r, c, routes)
		}
		if reason != "" {
			list = append(list, Nearly{r, reason})
		}
	}
	slices.SortStableFunc(list, func(a, b Nearly) int {
		return cmp.Compare(otherMethod(a.Rule, c), otherMethod(b.Rule, c))
	})
	return list[:min(len(list), maxNear)]
}

func otherMethod(r Rule, c Call) int {
	if r.Method == c.Method {
		return 0
	}
	return 1
}

// nearly says why a rule misses a call by little, or "".
func nearly(r Rule, c Call) string {
	switch {
	case strings.TrimSpace(r.Path) == "":
		return "Its path is empty, so it matches no call."
	case r.Method != c.Method:
		if matches(r.Path, c.Path) {
			return "It covers the path for " + shown(string(r.Method)) + ", not for " + string(c.Method) + "."
		}
		return ""
	}
	if reason := miswritten(r, c); reason != "" {
		return reason
	}
	return besides(r, c)
}

// miswritten says why a rule matches no call that would let this one pass if it were
// written as it was meant.
func miswritten(r Rule, c Call) string {
	lets := func(path string) bool { return path != "" && matches(path, c.Path) }
	trimmed := strings.TrimSpace(r.Path)
	if trimmed != r.Path && lets(trimmed) {
		return "There is a blank at the end of its path, so it matches no call."
	}
	if !r.idle() && !placeholder.MatchString(r.Path) {
		return ""
	}
	repaired, reason := repairPath(trimmed)
	switch {
	case reason == "":
		return ""
	case lets(repaired) && r.unsure():
		return "As it is written it most likely matches no call: " + reason + ". " + shown(repaired) + " would let this one pass."
	case lets(repaired):
		return "As it is written it matches no call: " + reason + ". " + shown(repaired) + " would let this one pass."
	case lets(withoutBlanks(r.Path)):
		return "There is a blank in its path, so it matches no call."
	}
	return ""
}

func withoutBlanks(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// besides says what a rule covers instead of a call that is much like it.
func besides(r Rule, c Call) string {
	lets := func(path string) bool { return matches(r.Path, path) }
	switch {
	case lets(c.Path + "/"):
		if strings.HasSuffix(r.Path, whole) {
			return "It covers what lies below the path, not the path itself."
		}
		return "It covers the path with a slash at its end, not without."
	case strings.HasSuffix(c.Path, "/") && lets(strings.TrimRight(c.Path, "/")):
		return "It covers the path without the slash at its end, not with it."
	case matches(strings.ToLower(r.Path), strings.ToLower(c.Path)):
		return "It is written in other capitals and small letters."
	case isV2(c.Path) && lets(strings.TrimPrefix(c.Path, "/v2")):
		return "It covers the path of the older API; calls of API v2 need rules that begin with /v2."
	case isV2(r.Path) && matches(strings.TrimPrefix(r.Path, "/v2"), c.Path):
		return "It covers the path of API v2; calls of the older API need rules without /v2."
	case base(r.Path) != "" && strings.HasPrefix(c.Path, base(r.Path)+"/"):
		return "It covers " + shown(base(r.Path)) + " itself, not what lies below."
	case strings.Contains(c.Path, "*") && r.Overlaps(Rule(c)):
		return "It covers some of these calls, not all."
	}
	if has, wants, ok := otherValue(r.Path, c.Path); ok {
		return `It is for "` + shown(has) + `", not for "` + shown(wants) + `".`
	}
	return ""
}

// misnamed says which path a rule was meant for whose own the API does not have,
// where that one would let a call pass.
func misnamed(r Rule, c Call, routes Routes) string {
	if r.Method != c.Method || r.idle() {
		return ""
	}
	lets := func(path string) bool { return path != "" && matches(path, c.Path) }
	if likelier := routes.Likelier(r.Path); lets(likelier) {
		return "One of its words is no name of the API; " + shown(likelier) + " would let this call pass."
	}
	if len(routes.Methods(r.Path)) > 0 {
		return ""
	}
	for _, path := range routes.Nearest(r.Path, maxNear) {
		if lets(path) {
			return "The API has no such path; " + shown(path) + " is like it and would let this call pass."
		}
	}
	return ""
}

// isV2 reports whether a path is one of API v2, which is part of its rules.
func isV2(path string) bool { return path == "/v2" || strings.HasPrefix(path, "/v2/") }

// apart says that a call is of one version of the API, and all rules for its method
// are of the other.
func (s Set) apart(c Call) string {
	own, other := false, false
	for _, r := range s {
		if r.Method == c.Method && !r.idle() {
			own = own || isV2(r.Path) == isV2(c.Path)
			other = other || isV2(r.Path) != isV2(c.Path)
		}
	}
	switch {
	case own || !other:
		return ""
	case isV2(c.Path):
		return "Calls of API v2 need rules that begin with /v2; the others are for the older API only."
	}
	return "Rules that begin with /v2 are for API v2 only; calls of the older API need rules without it."
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
