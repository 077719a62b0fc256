// Package rule says what an OVHcloud access rule allows. It is pure: it knows
// neither the network nor the screen.
package rule

import "strings"

// Method is an HTTP method an access rule may name, in upper case.
type Method string

// The methods of auth.HTTPMethodEnum in the order people read them. PATCH is
// new in the schema and no operation uses it yet.
const (
	Get    Method = "GET"
	Post   Method = "POST"
	Put    Method = "PUT"
	Delete Method = "DELETE"
	Patch  Method = "PATCH"
)

// Methods lists every method in reading order.
func Methods() []Method { return []Method{Get, Post, Put, Delete, Patch} }

// Rule is one access rule: a method and a path pattern in which every star
// stands for any run of characters, slashes included (auth.AccessRule).
type Rule struct {
	Method Method `json:"method"`
	Path   string `json:"path"`
}

// String writes the rule as people write it: "GET /me/*".
func (r Rule) String() string { return string(r.Method) + " " + r.Path }

// Allows reports whether the rule lets a call with this method and path pass.
// The path is given without its query string. Case counts, a trailing slash
// counts, and "/x/*" does not cover "/x".
func (r Rule) Allows(method Method, path string) bool {
	return r.Method == method && matches(r.Path, path)
}

// Set is what a token may do: the union of its rules.
type Set []Rule

// Allows returns the first rule that lets the call pass.
func (s Set) Allows(method Method, path string) (Rule, bool) {
	for _, r := range s {
		if r.Allows(method, path) {
			return r, true
		}
	}
	return Rule{}, false
}

// matches reports whether path is an instance of pattern. Each literal part is
// looked for once, at its leftmost place, so the work stays linear in practice
// however many stars a hostile pattern holds.
//
// A star in path is a symbol that only a star of pattern takes. This makes
// matches an exact test for containment of patterns too: a literal part of
// pattern can never count on what a star of path may stand for.
func matches(pattern, path string) bool {
	head, rest, starred := strings.Cut(pattern, "*")
	if !starred {
		return pattern == path
	}
	path, ok := strings.CutPrefix(path, head)
	if !ok {
		return false
	}
	for {
		part, after, more := strings.Cut(rest, "*")
		if !more {
			return strings.HasSuffix(path, part)
		}
		i := strings.Index(path, part)
		if i < 0 {
			return false
		}
		path, rest = path[i+len(part):], after
	}
}
