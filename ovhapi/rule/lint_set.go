package rule

import "strings"

// twice looks for the same rule, or a wider one, elsewhere in the set.
func (l *linter) twice() {
	if len(l.set) > maxCompared {
		if l.at == 0 {
			l.find(CodeTooManyRules, Note, "The set is too large for its rules to be compared with each other.", nil)
		}
		return
	}
	for i, other := range l.set {
		switch {
		case i == l.at:
		case other == l.rule:
			if i < l.at {
				l.last(CodeDuplicate, Warning, "The same rule stands in the set already.", l.drop())
				return
			}
		case other.coversSurely(l.rule) && (i < l.at || !l.rule.Covers(other)):
			l.last(CodeShadowed, Warning, shown(other.String())+" covers it already.", l.drop())
			return
		}
	}
}

// below looks for "/x/*" without "/x", which people forget, as go-ovh's
// AddRecursiveRules does not.
func (l *linter) below() {
	base, starred := strings.CutSuffix(l.rule.Path, whole)
	if !starred || base == "" || strings.HasSuffix(base, "*") {
		return
	}
	above := Rule{l.rule.Method, base}
	if l.set.Covers(above) || l.routes != nil && l.routes.About(above).Operations == 0 {
		return
	}
	l.find(CodeBelowOnly, Note, "It covers what lies below "+shown(base)+", not "+shown(base)+" itself.",
		&Repair{Text: "add " + above.String(), Instead: Set{above, l.rule}})
}
