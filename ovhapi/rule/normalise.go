package rule

import (
	"cmp"
	"slices"
	"strings"
)

// Covers reports whether every call that other allows is allowed by r: exact
// containment of star patterns, so "/x*" covers "/x/*", which does not cover
// "/x".
func (r Rule) Covers(other Rule) bool {
	return r.Method == other.Method && matches(r.Path, other.Path)
}

// Covers reports whether one rule of the set covers r by itself.
func (s Set) Covers(r Rule) bool {
	return slices.ContainsFunc(s, func(own Rule) bool { return own.Covers(r) })
}

// coversSurely is Covers where it does not depend on a star at the end that matches
// nothing at all: whether "/x/*" allows "/x/" is not documented, and some clients
// make just that call (certbot's asks for "/domain/zone/").
func (r Rule) coversSurely(other Rule) bool {
	if !r.Covers(other) {
		return false
	}
	short, slash := strings.CutSuffix(other.Path, "/")
	return r.Path == other.Path || !slash || !strings.HasSuffix(r.Path, "*") || matches(r.Path, short)
}

// Normalise returns an equivalent set without doubles and without rules that
// another rule surely covers, ordered by path and, within a path, by method:
// "/x/" stays beside "/x/*". The result is never nil and shares nothing with s.
func (s Set) Normalise() Set {
	sorted := slices.Clone(s)
	slices.SortFunc(sorted, compareRules)
	sorted = slices.Compact(sorted)
	all := newCoverer(sorted)
	kept := make(Set, 0, len(sorted))
	for _, r := range sorted {
		if !all.any(r, func(other Rule) bool { return makesIdle(other, r) }) {
			kept = append(kept, r)
		}
	}
	return kept
}

// makesIdle reports whether r can go because other stays. Of two rules that
// cover each other, such as "/x*" and "/x**", the one that sorts first stays.
func makesIdle(other, r Rule) bool {
	if other == r || !other.coversSurely(r) {
		return false
	}
	return !r.Covers(other) || compareRules(other, r) < 0
}

// Diff compares what was asked for with what was granted: the rules of asked
// that no rule of granted covers, and the other way round, both normalised. The
// same rights written in another way are no difference.
func Diff(asked, granted Set) (missing, extra Set) {
	asked, granted = asked.Normalise(), granted.Normalise()
	return asked.without(granted), granted.without(asked)
}

// without returns the rules of s that no rule of other covers.
func (s Set) without(other Set) Set {
	return slices.DeleteFunc(slices.Clone(s), other.Covers)
}

// compareRules orders by path, then by method.
func compareRules(a, b Rule) int {
	return cmp.Or(strings.Compare(a.Path, b.Path), compareMethods(a.Method, b.Method))
}

// compareMethods orders methods as people read them; unknown ones come last.
func compareMethods(a, b Method) int {
	return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(string(a), string(b)))
}

func rank(m Method) int {
	if i := slices.Index(Methods(), m); i >= 0 {
		return i
	}
	return len(Methods())
}
