package rule

import (
	"fmt"
	"slices"
	"strings"
)

// route looks at what the rule reaches, where the operations are known.
func (l *linter) route() {
	if l.routes == nil || l.rule.Method == Patch && l.rule.Path == whole {
		return
	}
	about := l.routes.About(l.rule)
	if about.Operations == 0 {
		if about.Chance > 0 {
			l.chance()
		} else {
			l.unknown()
		}
		return
	}
	if l.likelier(); l.done {
		return
	}
	switch about.Operations {
	case about.Open:
		// What a signed call gets whose key has no rule for it is not documented.
		l.find(CodeNeedsNoKey, Note, "OVH lists what it covers as open to everybody; a signed call may still need the rule.", nil)
	case about.Deprecated:
		message := "OVH is going to remove what it covers."
		if about.Replacement != "" {
			message = "OVH is going to remove what it covers and names " + shown(about.Replacement) + " instead."
		}
		l.find(CodeDeprecated, Note, message, l.replaced(about.Replacement))
	case about.Unstable:
		l.find(CodeUnstable, Note, "What it covers is in test at OVH and may change or go.", nil)
	}
}

// replaced is the repair that takes OVH's word for a replacement, where it is
// one path.
func (l *linter) replaced(by string) *Repair {
	path, err := ParsePath(placeholder.ReplaceAllString(by, "*"))
	if err != nil || !l.reaches(path) {
		return nil
	}
	return l.path(path)
}

// chance speaks of a rule that meets routes only where something on the account is
// called like one of its words. It does grant that, so it is never to be left out.
func (l *linter) chance() {
	if methods := l.routes.Methods(l.rule.Path); len(methods) > 0 && !slices.Contains(methods, l.rule.Method) {
		l.last(CodeNoSuchMethod, Warning, fmt.Sprintf(
			"There is no %s for this path, only %s; the rule grants just what is about something of that very name.", l.rule.Method, listing(methods)), nil)
		return
	}
	const message = "One of its words is no name of the API, so it is taken for that of something on the account"
	nearest := l.routes.Nearest(l.rule.Path, 1)
	if len(nearest) == 0 {
		l.last(CodeNameAsValue, Warning, message+".", nil)
		return
	}
	for _, path := range []string{nearest[0], nearest[0] + whole} {
		if l.reaches(path) {
			l.last(CodeNameAsValue, Warning, message+"; "+shown(path)+" is more likely meant.", l.path(path))
			return
		}
	}
	l.last(CodeNameAsValue, Warning, message+"; "+shown(nearest[0])+" is more likely meant, which has no "+string(l.rule.Method)+".", nil)
}

// listing names methods.
func listing(methods []Method) string {
	names := make([]string, len(methods))
	for i, m := range methods {
		names[i] = string(m)
	}
	return strings.Join(names, ", ")
}

// unknown tells a route with other methods from no route at all.
func (l *linter) unknown() {
	if methods := l.routes.Methods(l.rule.Path); len(methods) > 0 && !slices.Contains(methods, l.rule.Method) {
		message := fmt.Sprintf("There is no %s for this path, only %s; the rule grants nothing.", l.rule.Method, listing(methods))
		l.last(CodeNoSuchMethod, Warning, message, l.drop())
		return
	}
	nearest := l.routes.Nearest(l.rule.Path, 1)
	if len(nearest) == 0 {
		l.last(CodeUnknownRoute, Error, "No operation of this endpoint has such a path; the rule grants nothing.", nil)
		return
	}
	message := "No operation of this endpoint has such a path; the nearest is "
	for _, path := range []string{nearest[0], nearest[0] + whole} { // records are changed below the path that lists them
		if l.reaches(path) {
			l.last(CodeUnknownRoute, Error, message+shown(path)+".", l.path(path))
			return
		}
	}
	// The other methods of the path are mended in the same way, so they stay together.
	l.last(CodeUnknownRoute, Error, message+shown(nearest[0])+", which has no "+string(l.rule.Method)+".", l.path(nearest[0]))
}

// likelier looks for a word that is taken for the value of a parameter, where the
// API has a name that is like it.
func (l *linter) likelier() {
	path := l.routes.Likelier(l.rule.Path)
	if path == "" {
		return
	}
	repair := l.path(path)
	if !l.reaches(path) {
		repair = nil
	}
	l.last(CodeNameAsValue, Warning, "One of its words is no name of the API, so it is taken for that of something on the account; "+shown(path)+" is more likely meant.", repair)
}
