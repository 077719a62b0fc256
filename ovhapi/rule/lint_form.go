package rule

import (
	"errors"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/pattern"
)

// method looks at the method alone.
func (l *linter) method() {
	known := Methods()
	if slices.Contains(known, l.rule.Method) {
		return
	}
	m := Method(strings.ToUpper(strings.TrimSpace(string(l.rule.Method))))
	if !slices.Contains(known, m) {
		l.last(CodeMethod, Error, "OVH knows no such method; there are GET, POST, PUT, DELETE and PATCH.", nil)
		return
	}
	r := Rule{m, l.rule.Path}
	l.last(CodeMethodCase, Error, "Methods are written in capitals.", &Repair{Text: "write " + r.String(), Instead: Set{r}})
}

// form looks at how the path is written.
func (l *linter) form() {
	path := l.rule.Path
	_, err := ParsePath(path)
	var syntax *SyntaxError
	switch {
	case strings.TrimSpace(path) == "":
		l.last(CodeEmptyPath, Error, "The path is empty: the rule matches no call.", l.drop())
	case errors.As(err, &syntax):
		l.last(formCode(path), Error, sentence(syntax.Reason), l.path(syntax.Suggestion))
	case err != nil:
		l.last(CodePath, Error, sentence(err.Error()), nil)
	case strings.TrimSpace(path) != path:
		l.last(CodeBlank, Error, "A blank before or behind the path makes the rule match no call.", l.path(strings.TrimSpace(path)))
	}
}

var versionPrefix = pattern.New(`^/(1\.0|v1)(/|$)`)

// formCode tells the faults apart that scripts may want to.
func formCode(path string) Code {
	switch {
	case placeholder.MatchString(path):
		return CodePlaceholder
	case versionPrefix.MatchString(path):
		return CodeVersion
	case strings.ContainsAny(path, " \t\n\r"):
		return CodeBlank
	}
	return CodePath
}

// sentence begins with a capital and ends in a stop.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// granted looks for what every token may do without a rule: routes below /auth
// (said by OVH's maintainer in acme.sh pull request 858; terraform-provider-ovh
// issue 27).
func (l *linter) granted() {
	if l.rule.Path == "/auth" || strings.HasPrefix(l.rule.Path, "/auth/") {
		l.last(CodeAuth, Warning, "OVH grants every token the calls below /auth: no rule is needed for them.", l.drop())
	}
}

// slash looks for a slash at the end: OVH takes "/x" and "/x/" for two paths
// (guide "Send SMS with the API" in ovh/docs, which asks GET=/sms/ since its code
// calls so).
func (l *linter) slash() {
	if l.rule.Path == "/" || !strings.HasSuffix(l.rule.Path, "/") {
		return
	}
	instead := strings.TrimRight(l.rule.Path, "/")
	if l.routes != nil && !l.reaches(instead) && l.reaches(instead+whole) {
		instead += whole
	}
	l.last(CodeTrailingSlash, Warning,
		"The slash at the end counts: the rule covers only calls that are written with it, as certbot's and those of some SMS clients are.",
		l.path(instead))
}

// reaches reports whether the rule would reach an operation with another path,
// where the operations are known.
func (l *linter) reaches(path string) bool { return l.reach(path) > 0 }

// reach is how many operations the rule would reach with another path.
func (l *linter) reach(path string) int {
	return l.routes.About(Rule{l.rule.Method, path}).Operations
}

// doubled looks for two slashes in a row where nothing is known of the routes,
// which would say as much. Either a name was left out or a slash is too many.
func (l *linter) doubled() {
	if l.routes == nil && strings.Contains(l.rule.Path, "//") {
		l.find(CodeDoubleSlash, Warning, "Between two of its slashes stands nothing: a name was left out there, or one of them is too many.", nil)
	}
}

// encoded looks for percent-encoded characters: whether rules match them as they
// are sent is not documented, so a rule that depends on it is a guess.
func (l *linter) encoded() {
	if !strings.Contains(l.rule.Path, "%") {
		return
	}
	segments := strings.Split(l.rule.Path, "/")
	for i, segment := range segments {
		if strings.Contains(segment, "%") {
			segments[i] = "*"
		}
	}
	var repair *Repair
	if segments[1] != "*" { // the sections of the API are plain words: a star there would be far too wide
		repair = l.path(strings.Join(segments, "/"))
	}
	l.find(CodeEncoded, Note, "Whether OVH compares percent-encoded paths as they are sent is not documented; a star in this place is sure to match.", repair)
}

// star looks for a star glued to a word.
func (l *linter) star() {
	segments := strings.Split(l.rule.Path, "/")
	at := slices.IndexFunc(segments, func(s string) bool { return strings.Trim(s, "*") != "" && strings.Contains(s, "*") })
	if at < 0 {
		return
	}
	word, rest, _ := strings.Cut(segments[at], "*")
	if at < len(segments)-1 || rest != "" || word == "" {
		l.find(CodeGluedStar, Note, "The star is part of "+shown(segments[at])+": it stands for any characters there, slashes included.", nil)
		return
	}
	l.find(CodeGluedStar, Note, "The star is part of the word: the rule also covers whatever else begins with "+shown("/"+word)+".",
		l.unglued(strings.TrimSuffix(l.rule.Path, "*")))
}

// unglued is the repair that writes a path and all below it instead of a star
// glued to its end: of the two what reaches something, where that is known. Where
// the star completes a word, as in "/me/bil*", there is nothing to mend.
func (l *linter) unglued(base string) *Repair {
	var paths []string
	var instead Set
	reach := 0
	for _, path := range []string{base, base + whole} {
		if l.routes == nil || l.reaches(path) {
			paths = append(paths, path)
			instead = append(instead, Rule{l.rule.Method, path})
		}
		if l.routes != nil {
			reach += l.reach(path)
		}
	}
	if len(paths) == 0 || l.routes != nil && reach < l.reach(base+"*") && !l.named(base) {
		return nil
	}
	return &Repair{Text: "write " + string(l.rule.Method) + " " + strings.Join(paths, " and "), Instead: instead}
}

// noName is a word that no route has and none is like.
const noName = "~~~~~~~~"

// named reports whether routes have the last word of a path as a name of their
// own: any other word in its place would only be the value of a parameter.
func (l *linter) named(path string) bool {
	other := path[:strings.LastIndexByte(path, '/')+1] + noName
	return l.reach(path) != l.reach(other) || l.reach(path+whole) != l.reach(other+whole)
}
