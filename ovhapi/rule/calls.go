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
	spokenWord = pattern.New(`[A-Za-z]+`)
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

// methodField is the method where it is told behind the path: in the same line of a
// log, or in the same JSON object.
var methodField = pattern.New(`(?i)^(?:["'\\]*[ \t,;&]+["'\\]*|\\?"\s*,\s*\\?")(?:http_?)?(?:method|verb)["'\\]*[ \t]*[:=][ \t]*["'\\]*(get|post|put|delete|patch)\b`)

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
	offset := 0
	for line := range strings.Lines(text) {
		calls.read(line, text[offset:], before)
		before = line
		offset += len(line)
	}
	if len(calls) == 0 {
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

// read takes the calls of a line. text begins with the line and goes on behind it;
// before is the line above.
func (l *called) read(line, text, before string) {
	last, first := 0, true
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
		if method == "" && first {
			method = methodEnding(before)
		}
		l.add(Call{method, path})
		first = false
	}
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

// methodEnding is the method that a line ends with, in capitals or written as
// clients do ("Post"): logs name the URL on the line below, and
// messages in a frame are broken there.
func methodEnding(line string) Method {
	words := strings.Fields(line)
	if len(words) == 0 {
		return ""
	}
	word := strings.Trim(words[len(words)-1], `"':=,`)
	upper := Method(strings.ToUpper(word))
	if !slices.Contains(Methods(), upper) || word == strings.ToLower(word) {
		return ""
	}
	return upper
}

// methodBehind is the method that a text right behind a path tells as a field, with
// how much of the text that takes.
func methodBehind(text string) (Method, int) {
	at := methodField.FindStringSubmatchIndex(text)
	if at == nil {
		return "", 0
	}
	return Method(strings.ToUpper(text[at[2]:at[3]])), at[1]
}

// methodBefore is the last word before a path that names a method, if it stands
// close by; the words of prose between are few.
func methodBefore(text string) Method {
	words := spokenWord.FindAllString(text, -1)
	for i := len(words) - 1; i >= max(0, len(words)-4); i-- {
		word := words[i]
		upper := Method(strings.ToUpper(word))
		// "get" and "put" are words of prose as well: in small letters they count
		// only right before the path.
		if slices.Contains(Methods(), upper) && (string(upper) == word || i == len(words)-1 || word != strings.ToLower(word)) {
			return upper
		}
	}
	return ""
}

// Refusal is what a pasted message says of why a call was refused.
type Refusal int

// The refusals that a message can tell of. Each but the first two has nothing to
// do with rules.
const (
	RefusalUntold Refusal = iota // the text does not say
	RefusalRules                 // no rule lets the call pass
	RefusalIAM                   // the account's IAM policies do not
	RefusalKey                   // the keys, their signature or its time are not accepted
	RefusalRoute                 // the endpoint has no such route
)

// refusals are the API's sentences in lower case, which are the same in all its
// error bodies, and the codes of the older ones (tests of ovh/go-ovh, ovh/php-ovh
// and ovh/swift-ovh).
var refusals = []struct {
	text    string
	refusal Refusal
}{
	{"user not granted for this request", RefusalIAM},
	{"this call has not been granted", RefusalRules},
	{"not_granted_call", RefusalRules},
	{"this credential is not valid", RefusalKey},
	{"this credential does not exist", RefusalKey},
	{"invalid_credential", RefusalKey},
	{"not_credential", RefusalKey},
	{"application key is invalid", RefusalKey},
	{"invalid application key", RefusalKey},
	{"invalid_key", RefusalKey},
	{"invalid signature", RefusalKey},
	{"invalid_signature", RefusalKey},
	{"query out of time", RefusalKey},
	{"query_time_out", RefusalKey},
	{"you must login first", RefusalKey},
	{"invalid (or empty) url", RefusalRoute},
}

// iamDetail begins the names in the details of an error body that list the actions
// which IAM does not allow (ovh/error_test.go in go-ovh v1.9.0); iamActions are
// those actions.
const iamDetail = "unauthorizedActionsBy"

var (
	iamActions = pattern.New(`^(?:IAM|Authentication)["'\\\s]*[:=]["'\\\s>]*((?:[a-zA-Z0-9]+:[a-zA-Z0-9]+:[\w/.\-]+[, ]*)+)`)
	iamAction  = pattern.New(`[a-zA-Z0-9]+:[a-zA-Z0-9]+:[\w/.\-]*\w`)
)

// maxActions bounds how many IAM actions are taken from one text.
const maxActions = 50

// FindRefusal tells why a call was refused, as far as a text says so, and which
// IAM actions it names as missing.
func FindRefusal(text string) (Refusal, []string) {
	if len(text) > MaxText {
		text = text[:MaxText]
	}
	var actions []string
	for i, detail := range strings.Split(text, iamDetail) {
		found := iamActions.FindStringSubmatch(detail)
		if i == 0 || found == nil {
			continue
		}
		for _, action := range iamAction.FindAllString(found[1], maxActions) {
			if !slices.Contains(actions, action) && len(actions) < maxActions {
				actions = append(actions, action)
			}
		}
	}
	if len(actions) > 0 {
		return RefusalIAM, actions
	}
	text = strings.ToLower(text)
	for _, known := range refusals {
		if strings.Contains(text, known.text) {
			return known.refusal, nil
		}
	}
	return RefusalUntold, nil
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
