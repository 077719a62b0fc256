package rule

import (
	"errors"
	"slices"
	"strings"

	"ovh-tokens/ovhapi/pattern"
)

var (
	// spokenPath finds paths in prose: URLs, and what begins with a slash and a
	// letter where a word may begin.
	spokenPath = pattern.New(`https?://[^\s"'<>\x60]+|(?:^|[\s"'(\[=:,\x60])(/[A-Za-z0-9][^\s"'<>()\[\],\x60]*)`)
	versioned  = pattern.New(`^/(?:1\.0|v1|v2)(?:/|$)`)
	bareWord   = pattern.New(`^[A-Za-z0-9][^\s:"'<>()\[\],\x60]*$`)
	// files are not calls: tracebacks name them.
	filePath = pattern.New(`^/(usr|home|etc|opt|var|root|tmp|bin|lib|mnt|srv|proc|dev|app|Users|private)(/|$)|\.(py|go|sh|rb|js|php|ts|so|conf|tf|ya?ml)(:\d+)?$`)
)

// maxCalls bounds what is taken from one text.
const maxCalls = 20

// ErrNoCall says that a text names no call.
var ErrNoCall = errors.New("no call is named here; write a method and a path, such as GET /me")

// ErrEveryCall says that a text names no call but a pattern for all of them.
var ErrEveryCall = errors.New("every call is not one call; write one, such as GET /me, or * for one part of its path: GET /domain/zone/*")

// everyCall is such a pattern, as rules have it.
var everyCall = pattern.New(`(?i)^\s*(?:(?:get|post|put|delete|patch)\s+)?(?:/?\*|/\{[^{}/]*\})\s*$`)

// spokenCall is a call behind a colon or in quotes whose path has no first slash, as
// in "not granted: get me/api/credential".
var spokenCall = pattern.New(`(?i)[:"'(\x60]\s*(get|post|put|delete|patch)\s+([a-z0-9][\w.*-]*(?:/[^\s"'<>()\[\],\x60]+)+)`)

// calledAfter finds such a call.
func calledAfter(text string) (Call, bool) {
	found := spokenCall.FindStringSubmatch(text)
	if found == nil {
		return Call{}, false
	}
	path, ok := calledPath("/" + found[2])
	return Call{Method(strings.ToUpper(found[1])), path}, ok
}

// FindCalls finds the calls that a text speaks of: what was typed ("GET /me", or
// alone "me/bill"), a URL, or an error message of the API, of a client or of a
// tool with the call in it. A call whose method is not told has an empty one. A
// parameter as manuals write it, "{zoneName}", becomes a star. The error is
// ErrNoCall or ErrEveryCall.
func FindCalls(text string) ([]Call, error) {
	if len(text) > MaxText {
		text = text[:MaxText]
	}
	var calls called
	before, text := "", newlines.Replace(text)
	offset, end := 0, 0
	for line := range strings.Lines(text) {
		if offset < end { // it told the method of the line above, and no more
			before = ""
		} else {
			end = offset + calls.read(line, text[offset:], before)
			before = line
		}
		offset += len(line)
	}
	if len(calls) == 0 {
		if c, ok := calledAfter(text); ok {
			return []Call{c}, nil
		}
		if c, ok := bareCall(text); ok {
			return []Call{c}, nil
		}
		if everyCall.MatchString(text) {
			return nil, ErrEveryCall
		}
		return nil, ErrNoCall
	}
	return calls, nil
}

// called gathers calls, none twice.
type called []Call

// read takes the calls of a line, and says how much of the text it has used. text
// begins with the line and goes on behind it; before is the line above.
func (l *called) read(line, text, before string) (used int) {
	if l.readQueries(line) {
		return len(line)
	}
	last, first, used := 0, true, len(line)
	for _, at := range spokenPath.FindAllStringSubmatchIndex(line, -1) {
		start, end := at[0], at[1]
		if at[2] >= 0 {
			start, end = at[2], at[3]
		}
		path, ok := calledPath(line[start:end])
		if !ok {
			continue
		}
		// A method told behind the path before may reach beyond where this begins.
		method := methodBefore(line[min(last, start):start])
		last = end
		if method == "" {
			told, length := methodBehind(text[end:])
			method, last = told, min(end+length, len(line))
		}
		if method == "" {
			method = methodOption(line)
		}
		if method == "" && first {
			method = methodEnding(before)
		}
		if method == "" {
			if told := methodBelow.FindStringSubmatchIndex(text[end:]); told != nil {
				method, used = Method(strings.ToUpper(text[end+told[2]:end+told[3]])), end+told[1]
			}
		}
		l.add(Call{method, path})
		first = false
	}
	return used
}

// readQueries takes the calls of the queries of createToken links that stand alone,
// and reports whether there are any: "?GET=/me&POST=/me/*".
func (l *called) readQueries(line string) bool {
	found := false
	for _, link := range links(line) {
		if !link.bare {
			continue
		}
		var c collector
		c.seen = map[Rule]bool{}
		c.readLink(0, line[link.start:link.end], strings.TrimRight(link.query, ",;"))
		for _, r := range c.rules {
			l.add(Call(r))
			found = true
		}
	}
	return found
}

// add takes a call. One without a method is the same as one of its path with a
// method: messages often name the call and then its URL.
func (l *called) add(c Call) {
	for i, known := range *l {
		switch {
		case known.Path != c.Path:
		case known.Method == "":
			(*l)[i].Method = c.Method
			return
		case c.Method == "" || known.Method == c.Method:
			return
		}
	}
	if len(*l) < maxCalls {
		*l = append(*l, c)
	}
}

// bareCall reads a call whose path was typed without its first slash: "GET
// me/bill", "me/bill", or with the host before it. Anything longer is prose.
func bareCall(text string) (Call, bool) {
	words := strings.Fields(text)
	var c Call
	if len(words) == 2 {
		c.Method = Method(strings.ToUpper(words[0]))
		if !slices.Contains(Methods(), c.Method) {
			return Call{}, false
		}
		words = words[1:]
	}
	if len(words) != 1 || c.Method == "" && !strings.Contains(words[0], "/") || !bareWord.MatchString(words[0]) {
		return Call{}, false
	}
	word := words[0]
	if host := address.FindString(word); host != "" {
		_, word, _ = strings.Cut(word, "/")
	}
	path, ok := calledPath("/" + word)
	c.Path = path
	return c, ok
}

// calledPath makes the path of a call of a word that holds one: without host,
// version, query string and what prose puts behind it.
func calledPath(word string) (string, bool) {
	bare := word
	if found := address.FindString(word); found != "" && strings.Contains(found, "://") {
		bare = word[len(found):]
		if strings.Contains(bare, "createToken") || strings.HasPrefix(bare, "/console") || !ofAPI(found, bare) {
			return "", false
		}
	}
	bare, _, _ = strings.Cut(bare, "?")
	bare, _, _ = strings.Cut(bare, "#")
	bare = strings.TrimRight(bare, ".,;:!)]'\"")
	if strings.Count(bare, "}") > strings.Count(bare, "{") {
		bare = strings.TrimRight(bare, "}")
	}
	bare, _ = mendPrefix(bare)
	bare = placeholder.ReplaceAllString(bare, "*")
	if len(bare) < 2 || filePath.MatchString(bare) {
		return "", false
	}
	path, err := ParsePath(bare)
	return path, err == nil
}

// ofAPI reports whether a URL is one of the API: by its host, or where that is
// another by the version that its path begins with. Logs name other services too,
// such as the ACME server.
func ofAPI(host, path string) bool {
	host = strings.ToLower(host)
	return strings.Contains(host, "api.") && (strings.Contains(host, "ovh") || strings.Contains(host, "soyoustart") || strings.Contains(host, "kimsufi")) ||
		versioned.MatchString(path)
}

// AnyNumber returns the call with a star in place of each part of its path that
// is a number, and whether there is one: the number of one record is of no use in
// a rule for calls to come.
func (c Call) AnyNumber() (Call, bool) {
	parts := strings.Split(c.Path, "/")
	found := false
	for i, part := range parts {
		if isDigits(part) {
			parts[i], found = "*", true
		}
	}
	return Call{c.Method, strings.Join(parts, "/")}, found
}

func isDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }
