package rule

import (
	"errors"
	"regexp"
	"slices"
	"strings"
)

var (
	// spokenPath finds paths in prose: URLs, and what begins with a slash and a
	// letter where a word may begin.
	spokenPath = regexp.MustCompile(`https?://[^\s"'<>\x60]+|(?:^|[\s"'(\[=:,\x60])(/[A-Za-z0-9][^\s"'<>()\[\],\x60]*)`)
	spokenWord = regexp.MustCompile(`[A-Za-z]+`)
	// files are not calls: tracebacks name them.
	filePath = regexp.MustCompile(`^/(usr|home|etc|opt|var|root|tmp|bin|lib|mnt|srv|proc|dev|app|Users|private)(/|$)|\.(py|go|sh|rb|js|php|ts|so|conf|tf|ya?ml)(:\d+)?$`)
)

// maxCalls bounds what is taken from one text.
const maxCalls = 20

// ErrNoCall says that a text names no call.
var ErrNoCall = errors.New("no call is named here; write a method and a path, such as GET /me")

// FindCalls finds the calls that a text speaks of: what was typed ("GET /me"), a
// URL, or an error message of the API, of a client or of a tool with the call in
// it. A call whose method is not told has an empty one. The error is ErrNoCall.
func FindCalls(text string) ([]Call, error) {
	if len(text) > MaxText {
		text = text[:MaxText]
	}
	var calls []Call
	for line := range strings.Lines(newlines.Replace(text)) {
		for _, at := range spokenPath.FindAllStringSubmatchIndex(line, -1) {
			start, end := at[0], at[1]
			if at[2] >= 0 {
				start, end = at[2], at[3]
			}
			path, ok := calledPath(line[start:end])
			if !ok {
				continue
			}
			c := Call{methodBefore(line[:start]), path}
			if !slices.Contains(calls, c) && len(calls) < maxCalls {
				calls = append(calls, c)
			}
		}
	}
	if len(calls) == 0 {
		return nil, ErrNoCall
	}
	return calls, nil
}

// calledPath makes the path of a call of a word that holds one: without host,
// version, query string and what prose puts behind it.
func calledPath(word string) (string, bool) {
	bare := word
	if found := address.FindString(word); found != "" && strings.Contains(found, "://") {
		bare = word[len(found):]
		if strings.Contains(bare, "createToken") || strings.HasPrefix(bare, "/console") {
			return "", false
		}
	}
	bare, _, _ = strings.Cut(bare, "?")
	bare, _, _ = strings.Cut(bare, "#")
	bare = strings.TrimRight(bare, ".,;:!)]}'\"")
	bare, _ = mendPrefix(bare)
	if len(bare) < 2 || filePath.MatchString(bare) {
		return "", false
	}
	path, err := ParsePath(bare)
	return path, err == nil
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
