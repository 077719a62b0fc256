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

// matches reports whether path is an instance of pattern. It walks both once
// and goes back to the last star only, so it is linear for one star and never
// exponential.
func matches(pattern, path string) bool {
	star, resume := -1, 0
	p, s := 0, 0
	for s < len(path) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, resume = p, s
			p++
		case p < len(pattern) && pattern[p] == path[s]:
			p++
			s++
		case star >= 0:
			resume++
			p, s = star+1, resume
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
