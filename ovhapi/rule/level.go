package rule

import (
	"slices"
	"strings"
)

// Level is an access level as OVH's libraries name them (go-ovh v1.9.0
// ovh/consumer_key.go, python-ovh ovh/consumer_key.py).
type Level int

// The levels of OVH's libraries, weakest first.
const (
	ReadOnly      Level = iota // GET
	ReadWriteSafe              // GET, POST and PUT: nothing can be deleted
	ReadWrite                  // GET, POST, PUT and DELETE
)

// Levels lists every level, weakest first.
func Levels() []Level { return []Level{ReadOnly, ReadWriteSafe, ReadWrite} }

// Methods lists what the level grants, in reading order.
func (l Level) Methods() []Method {
	switch l {
	case ReadWrite:
		return []Method{Get, Post, Put, Delete}
	case ReadWriteSafe:
		return []Method{Get, Post, Put}
	case ReadOnly:
	}
	return []Method{Get}
}

// String names the level as OVH's libraries do, in lower case.
func (l Level) String() string {
	switch l {
	case ReadWrite:
		return "read-write"
	case ReadWriteSafe:
		return "read-write-safe"
	case ReadOnly:
	}
	return "read-only"
}

// Recursive returns the patterns that cover a path and everything below it:
// "/x" and "/x/*", since the second alone does not cover the first. The whole
// API is "/*" alone, and a pattern that ends in a glued star, such as "/x*",
// covers both already. The path is not checked.
func Recursive(path string) []string {
	path = strings.TrimRight(strings.TrimSpace(path), "/")
	if base, below := strings.CutSuffix(path, "/*"); below {
		path = strings.TrimRight(base, "/")
	}
	switch {
	case path == "" || path == "*":
		return []string{whole}
	case strings.HasSuffix(path, "*") && !strings.HasSuffix(path, "/*"):
		return []string{path}
	}
	return []string{path, path + "/*"}
}

// ForLevel returns the rules that give a level on paths, each with everything
// below it when recursive. The order is that of go-ovh's AddRecursiveRules: path
// by path, and for each its methods. No rule comes twice.
func ForLevel(level Level, recursive bool, paths ...string) Set {
	var set Set
	for _, path := range paths {
		patterns := []string{strings.TrimSpace(path)}
		if recursive {
			patterns = Recursive(path)
		}
		for _, pattern := range patterns {
			for _, method := range level.Methods() {
				if r := (Rule{method, pattern}); !slices.Contains(set, r) {
					set = append(set, r)
				}
			}
		}
	}
	return set
}
