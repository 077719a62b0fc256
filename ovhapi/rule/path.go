package rule

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ovh-tokens/ovhapi/pattern"
)

// maxPath bounds a path in bytes. OVH documents no limit; the longest route of
// its published schemas is a tenth of this.
const maxPath = 2000

// whole is the pattern that every call matches.
const whole = "/*"

// CheckPath says what is wrong with a path while it is typed, or nil. The error
// is a *SyntaxError. It judges the form only, not whether the route exists.
func CheckPath(path string) error {
	_, err := ParsePath(path)
	return err
}

// ParsePath returns the path as a rule holds it: without outer blanks, since a
// rule with a trailing blank matches nothing, and with a lone star written out
// as "/*", since OVH's createToken page takes both. The error is a *SyntaxError.
func ParsePath(text string) (string, error) {
	path := strings.TrimSpace(text)
	if path == "*" {
		return whole, nil
	}
	repaired, reason := repairPath(path)
	if reason == "" {
		return path, nil
	}
	return "", syntaxError(path, reason, repaired)
}

// repairPath returns the first fault of a path and the path without any fault,
// or "" when that would be a guess.
func repairPath(path string) (repaired, reason string) {
	for range 8 {
		next, fault := mendPath(path)
		if fault == "" {
			return path, reason
		}
		if reason == "" {
			reason = fault
		}
		if next == "" || next == path || next == "/" {
			return "", reason
		}
		path = next
	}
	return "", reason
}

// mendPath finds one fault of a path and takes it away, if it knows how to.
func mendPath(path string) (mended, fault string) {
	for _, step := range []func(string) (string, string){
		mendEmpty, mendLength, mendRunes, mendQuotes, mendMethod, mendURL, mendBlank, mendQuery, mendSlash, mendPrefix, mendName,
	} {
		if mended, fault = step(path); fault != "" {
			return mended, fault
		}
	}
	return path, ""
}

func mendEmpty(path string) (string, string) {
	if strings.TrimSpace(path) == "" {
		return "", "the path is missing, such as /me for the account or /* for everything"
	}
	return path, ""
}

func mendLength(path string) (string, string) {
	if len(path) > maxPath {
		return "", fmt.Sprintf("a path has at most %d bytes", maxPath)
	}
	return path, ""
}

// mendRunes takes out what can't be seen: a path with it looks right and
// matches nothing.
func mendRunes(path string) (string, string) {
	if !utf8.ValidString(path) {
		return strings.ToValidUTF8(path, ""), "the path holds bytes that are not text"
	}
	unseen := func(r rune) bool {
		return r == utf8.RuneError || !unicode.IsSpace(r) && !unicode.IsPrint(r)
	}
	if !strings.ContainsFunc(path, unseen) {
		return path, ""
	}
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, path), "the path holds characters that can't be seen"
}

// mendQuotes takes away what surrounds a path in code and prose.
func mendQuotes(path string) (string, string) {
	if bare := strings.Trim(path, "\"'`“”‘’"); bare != path {
		return bare, "a path has no quotes around it"
	}
	if bare := strings.TrimRight(path, ",;"); bare != path {
		return bare, "a path does not end in a comma"
	}
	return path, ""
}

func mendMethod(path string) (string, string) {
	methods, rest := Leading(path)
	if len(methods) == 0 || rest == "" {
		return path, ""
	}
	return rest, "the method has a place of its own"
}

// address finds the host that begins a pasted URL, with or without its scheme.
var address = pattern.New(`^(?i:[a-z][a-z0-9+.-]*://[^/?#]*|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?(?:/(?:1\.0|v1|v2)(?:/|$)))`)

func mendURL(path string) (string, string) {
	found := address.FindString(path)
	if found == "" {
		return path, ""
	}
	rest := path[len(found):]
	if !strings.Contains(found, "://") {
		_, rest, _ = strings.Cut(path, "/")
		rest = "/" + rest
	}
	if strings.Contains(rest, "createToken") {
		return "", "this is a createToken link: paste it as a whole where many rules are taken"
	}
	const advice = "keep only the path, what follows the host and /1.0"
	if strings.HasPrefix(rest, "/console") {
		return "", advice
	}
	mended, _ := mendPrefix(rest)
	return mended, advice
}

// protocol ends the first line of an HTTP request, as logs and manuals show it.
var protocol = pattern.New(`^HTTP/[0-9.]+$`)

// mendBlank joins the two sides of a blank behind a slash, where they belong
// together, and drops the name of the protocol. Anything else is another path, a
// rule or prose: to leave it out would be a guess.
func mendBlank(path string) (string, string) {
	const fault = "a path has no blank in it"
	i := strings.IndexFunc(path, unicode.IsSpace)
	if i < 0 {
		return path, ""
	}
	before, after := path[:i], strings.TrimLeftFunc(path[i:], unicode.IsSpace)
	switch {
	case !strings.HasPrefix(before, "/"):
	case protocol.MatchString(after):
		return before, fault
	case strings.HasSuffix(before, "/") && !strings.HasPrefix(after, "/") && !strings.ContainsFunc(after, unicode.IsSpace) &&
		!slices.Contains(Methods(), Method(strings.ToUpper(after))):
		return before + after, fault
	}
	return "", fault
}

func mendQuery(path string) (string, string) {
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		kind := "a query string"
		if path[i] == '#' {
			kind = "a fragment"
		}
		return path[:i], "rules look at the path only, without " + kind
	}
	return path, ""
}

func mendSlash(path string) (string, string) {
	if strings.HasPrefix(path, "/") {
		return path, ""
	}
	return "/" + path, "a path begins with a slash"
}

// mendPrefix drops the version of API v1, which is part of the endpoint. That
// of API v2 is part of the rule and stays.
func mendPrefix(path string) (string, string) {
	for _, version := range []string{"/1.0", "/v1"} {
		rest, found := strings.CutPrefix(path, version)
		if !found || rest != "" && rest[0] != '/' {
			continue
		}
		return rest, "the path begins after " + version
	}
	return path, ""
}

func mendName(path string) (string, string) {
	if name := placeholder.FindString(path); name != "" {
		return placeholder.ReplaceAllString(path, "*"), shown(name) + " is a placeholder: put a value or * in its place"
	}
	if strings.ContainsAny(path, "{}") {
		return "", "a brace is left over in the path"
	}
	return path, ""
}
