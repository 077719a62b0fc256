package rule

import (
	"fmt"
	"strings"
	"unicode"
)

// idle reports whether no call can match the rule, so that it is no right
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

// idleness says which rules of a set have no effect.
func idleness(idle Set) Sentence {
	names := make([]string, 0, maxIdle)
	for _, r := range idle[:min(len(idle), maxIdle)] {
		names = append(names, shown(r.String()))
	}
	text := strings.Join(names, ", ")
	switch more := len(idle) - len(names); {
	case more > 0:
		text = fmt.Sprintf("%s and %d more: no call matches these rules.", text, more)
	case len(names) > 1:
		text += ": no call matches these rules."
	default:
		text += ": no call matches this rule."
	}
	return Sentence{"Nothing by " + text, RiskNone}
}
