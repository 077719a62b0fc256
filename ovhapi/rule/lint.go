package rule

import (
	"slices"
	"strings"
)

// Code names what a finding is about; scripts may rely on it.
type Code string

// What lint finds.
const (
	CodeEmptyPath     Code = "empty-path"       // matches no call
	CodeBlank         Code = "blank"            // a blank in the path: matches no call
	CodePath          Code = "path"             // the path is written in a way that matches no call
	CodePlaceholder   Code = "placeholder"      // "{zone}" was left in
	CodeVersion       Code = "version"          // "/1.0" or "/v1" before the path
	CodeMethodCase    Code = "method-case"      // "get"
	CodeMethod        Code = "method"           // no method that OVH knows
	CodeTrailingSlash Code = "trailing-slash"   // "/x/" is not "/x"
	CodeDoubleSlash   Code = "double-slash"     // "/x//y"
	CodeBelowOnly     Code = "below-only"       // "/x/*" without "/x"
	CodeGluedStar     Code = "glued-star"       // "/x*"
	CodeEncoded       Code = "encoded"          // "%2F" in the path
	CodeNetwork       Code = "network"          // "/ip/192.0.2.0/28": its slash divides the path
	CodeDomainName    Code = "domain-name"      // "Example.com", "example.com."
	CodeDuplicate     Code = "duplicate"        // the same rule twice
	CodeShadowed      Code = "shadowed"         // another rule covers it
	CodeAuth          Code = "auth"             // "/auth/…" is granted to every token
	CodeUnknownRoute  Code = "unknown-route"    // no operation has such a path
	CodeNameAsValue   Code = "name-as-value"    // "/domain/zones" reaches a domain of that name only
	CodeNoSuchMethod  Code = "no-such-method"   // the route has other methods only
	CodeNeedsNoKey    Code = "needs-no-key"     // all it reaches is listed as open to everybody
	CodeDeprecated    Code = "deprecated-route" // all it reaches is to be removed
	CodeUnstable      Code = "unstable-route"   // all it reaches is alpha or beta
	CodeTooManyRules  Code = "too-many-rules"   // more than ParseMany would take
)

// NeedsRoutes reports whether a finding comes up only where the operations of the
// endpoint are known. Some of these depend on what OVH publishes at the time.
func (c Code) NeedsRoutes() bool {
	switch c {
	case CodeUnknownRoute, CodeNameAsValue, CodeNoSuchMethod, CodeNeedsNoKey, CodeDeprecated, CodeUnstable:
		return true
	default:
		return false
	}
}

// maxCompared bounds how many rules are compared with each other.
const maxCompared = 400

// Severity says what a finding means for the token.
type Severity int

// The severities: a note is worth knowing, a warning most likely not meant, an
// error grants nothing though it was meant to. A method that a route does not have
// grants nothing either and is a warning: ready-made sets and go-ovh's
// AddRecursiveRules ask for all methods of a path, which does no harm.
const (
	Note Severity = iota
	Warning
	Error
)

// String names the severity.
func (s Severity) String() string {
	switch s {
	case Warning:
		return "warning"
	case Error:
		return "error"
	case Note:
	}
	return "note"
}

// Finding is one thing about a rule, with what would mend it.
type Finding struct {
	Code     Code
	Severity Severity
	// Index is the rule's place in the set, Rule the rule itself.
	Index int
	Rule  Rule
	// Message says what is the matter, as a sentence without the rule.
	Message string
	// Repair is what can be done about it, or nil when nobody can know.
	Repair *Repair
}

// Repair replaces one rule of a set by others.
type Repair struct {
	// Text says what it does, beginning with a verb: "add GET /x".
	Text string
	// Instead stands in place of the rule; empty takes the rule away.
	Instead Set
	// Widens is set when the rule grants more by it, or may: it is never to be made
	// in passing, whatever the finding's severity.
	Widens bool
}

// Apply returns the set with a finding's repair made, if it has one. A rule that
// would come to stand there twice is left out the second time.
func (s Set) Apply(f Finding) Set {
	if f.Repair == nil || f.Index < 0 || f.Index >= len(s) || s[f.Index] != f.Rule {
		return slices.Clone(s)
	}
	out := make(Set, 0, len(s)+len(f.Repair.Instead))
	for i, r := range s {
		if i != f.Index {
			out = append(out, r)
			continue
		}
		for _, new := range f.Repair.Instead {
			if !slices.Contains(s[:i], new) && !slices.Contains(s[i+1:], new) {
				out = append(out, new)
			}
		}
	}
	return out
}

// Routes is what is known of the operations that an endpoint has.
type Routes interface {
	// About sums up the operations that a rule reaches.
	About(r Rule) About
	// Methods lists the methods of the operations whose route a pattern meets.
	Methods(pattern string) []Method
	// Nearest offers paths of known routes for one that meets none, the best
	// first.
	Nearest(path string, limit int) []string
	// Likelier offers a path for one that meets routes by the value of a parameter
	// alone, where a name of the API is like that value; else "".
	Likelier(path string) string
}

// About counts the operations that a rule reaches, and what is special about
// them.
type About struct {
	Operations int
	Open       int // need no key
	Deprecated int
	Unstable   int // alpha or beta
	// Chance counts, where Operations is 0, what the rule reaches only where
	// something on the account is called like one of its words.
	Chance int
	// Replacement is what OVH names instead of a deprecated one, or "".
	Replacement string
}

// Lint finds what is wrong or odd about a set, in the order of its rules. routes
// may be nil: then nothing is said about which routes there are.
func (s Set) Lint(routes Routes) []Finding {
	l := linter{set: s, routes: routes}
	for i, r := range s {
		l.at, l.rule, l.done = i, r, false
		for _, check := range checks {
			if check(&l); l.done {
				break
			}
		}
	}
	return l.findings
}

// checks are made in turn until one says that the others have nothing to add.
var checks = []func(*linter){
	(*linter).method, (*linter).form, (*linter).network, (*linter).domainName, (*linter).twice, (*linter).granted, (*linter).slash, (*linter).doubled, (*linter).encoded,
	(*linter).route, (*linter).star, (*linter).below,
}

// linter looks at one rule of a set after the other.
type linter struct {
	set      Set
	routes   Routes
	findings []Finding

	at   int
	rule Rule
	done bool // nothing more is worth saying about the rule
}

// find reports something about the present rule.
func (l *linter) find(code Code, severity Severity, message string, repair *Repair) {
	l.findings = append(l.findings, Finding{Code: code, Severity: severity, Index: l.at, Rule: l.rule, Message: message, Repair: repair})
}

// last reports something that makes everything else about the rule moot.
func (l *linter) last(code Code, severity Severity, message string, repair *Repair) {
	l.find(code, severity, message, repair)
	l.done = true
}

// path is the repair that gives the rule another path.
func (l *linter) path(path string) *Repair {
	if path == "" || path == l.rule.Path {
		return nil
	}
	r := Rule{l.rule.Method, path}
	return &Repair{Text: "write " + r.String(), Instead: Set{r}, Widens: widens(l.rule.Path, path)}
}

// widens reports whether a path covers more than the one it comes in place of, or
// has a star that one has not. A placeholder of a manual stands for any value.
func widens(old, path string) bool {
	meant := placeholder.ReplaceAllString(old, "*")
	return strings.Count(path, "*") > strings.Count(meant, "*") || path != meant && matches(path, meant)
}

// drop is the repair that takes the rule away.
func (l *linter) drop() *Repair { return &Repair{Text: "leave " + l.rule.String() + " out"} }
