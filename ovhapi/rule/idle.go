package rule

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// idle reports whether no call can match the rule as far as is known, so that it is no right
// whatever its method: calls begin with a slash behind the endpoint's version,
// and hold neither blanks nor what ends a path or stands for a name in a manual.
// A rule in a form that is odd but may match, such as "**", is not idle: a right
// must never be described as none.
func (r Rule) idle() bool {
	switch {
	case r.Path == "", r.Path[0] != '/' && r.Path[0] != '*':
		return true
	case strings.ContainsAny(r.Path, "?#{}<>"), versionPrefix.MatchString(r.Path):
		return true
	}
	return strings.ContainsFunc(r.Path, func(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) })
}

// rights divides a set into the rules that some call can match and the others.
func (s Set) rights() (rights, idle Set) {
	for _, r := range s {
		if r.idle() {
			idle = append(idle, r)
		} else {
			rights = append(rights, r)
		}
	}
	return rights, idle
}

// maxIdle bounds how many rules without effect one sentence names.
const maxIdle = 3

// unsure reports whether it is only most likely that no call matches an idle rule:
// that OVH compares paths without the endpoint's version is what all clients rely
// on, and not documented.
func (r Rule) unsure() bool { return versionPrefix.MatchString(r.Path) }

// nothing is what rules without effect give access to.
func (s Set) nothing() string {
	if slices.ContainsFunc(s, Rule.unsure) {
		return "most likely nothing"
	}
	return "nothing"
}

// idleness says which rules of a set have no effect.
func idleness(idle Set) []Sentence {
	var sure, unsure Set
	for _, r := range idle {
		if r.unsure() {
			unsure = append(unsure, r)
		} else {
			sure = append(sure, r)
		}
	}
	var list []Sentence
	if len(sure) > 0 {
		list = append(list, Sentence{"Nothing by " + named(sure) + ": no call matches " + these(sure) + ".", RiskNone})
	}
	if len(unsure) > 0 {
		list = append(list, Sentence{"Most likely nothing by " + named(unsure) + ": calls are compared without the version before the path.", RiskNone})
	}
	return list
}

// named names the first rules of a set and counts the others.
func named(set Set) string {
	names := make([]string, 0, maxIdle)
	for _, r := range set[:min(len(set), maxIdle)] {
		names = append(names, shown(r.String()))
	}
	text := strings.Join(names, ", ")
	if more := len(set) - len(names); more > 0 {
		text = fmt.Sprintf("%s and %d more", text, more)
	}
	return text
}

func these(set Set) string {
	if len(set) > 1 {
		return "these rules"
	}
	return "this rule"
}
