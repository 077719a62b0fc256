package rule

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const methodsThere = "the methods are GET, POST, PUT, DELETE and PATCH"

// ParseMethod reads the name of a method in any case. The error is a
// *SyntaxError that names the methods there are.
func ParseMethod(text string) (Method, error) {
	word := strings.ToUpper(strings.TrimSpace(text))
	if slices.Contains(Methods(), Method(word)) {
		return Method(word), nil
	}
	if word == "" {
		return "", syntaxError(text, "the method is missing: GET, POST, PUT, DELETE or PATCH", "")
	}
	return "", syntaxError(text, methodsThere, likelyMethod(word))
}

// likelyMethod returns the one method that an unfinished word begins, or "".
func likelyMethod(word string) string {
	found := ""
	for _, m := range Methods() {
		if len(word) < 2 || !strings.HasPrefix(string(m), word) {
			continue
		}
		if found != "" {
			return ""
		}
		found = string(m)
	}
	return found
}

// Parse reads one rule as people write it, "GET /me/*": a method in any case,
// blanks, a path. The error is a *SyntaxError whose suggestion is a whole rule.
func Parse(line string) (Rule, error) {
	methods, path, err := splitLine(line)
	if err != nil {
		return Rule{}, err
	}
	if len(methods) > 1 {
		suggestion := ""
		if path, err = ParsePath(path); err == nil {
			suggestion = Rule{methods[0], path}.String()
		}
		return Rule{}, syntaxError(line, "one rule has one method", suggestion)
	}
	path, err = pathOf(line, methods[0], path)
	if err != nil {
		return Rule{}, err
	}
	return Rule{methods[0], path}, nil
}

// pathOf reads the path of a rule. An error speaks of the whole line, so that
// its suggestion can replace it.
func pathOf(line string, method Method, text string) (string, error) {
	path, err := ParsePath(text)
	var fault *SyntaxError
	if !errors.As(err, &fault) {
		return path, err
	}
	suggestion := ""
	if fault.Suggestion != "" {
		suggestion = Rule{method, fault.Suggestion}.String()
	}
	return "", syntaxError(line, fault.Reason, suggestion)
}

// splitLine is Leading for a line that must name a method: there is at least one
// when err is nil.
func splitLine(line string) (methods []Method, path string, err error) {
	methods, path = Leading(line)
	if len(methods) == 0 {
		return nil, "", noMethod(line)
	}
	return methods, path, nil
}

// Leading takes the methods off the front of a text: "GET", "get,POST",
// "GET | PUT". What is left is the path, unread.
func Leading(text string) (methods []Method, path string) {
	rest := strings.TrimSpace(text)
	for {
		end := strings.IndexFunc(rest, notLetter)
		if end < 0 {
			end = len(rest)
		}
		method := Method(strings.ToUpper(rest[:end]))
		next, _ := utf8.DecodeRuneInString(rest[end:])
		if !slices.Contains(Methods(), method) || end < len(rest) && next != '/' && !isGap(next) {
			break
		}
		if !slices.Contains(methods, method) {
			methods = append(methods, method)
		}
		rest = strings.TrimLeftFunc(rest[end:], isGap)
	}
	return methods, rest
}

// noMethod says what a line that begins with no method lacks.
func noMethod(line string) error {
	text := strings.TrimSpace(line)
	if text == "" {
		return syntaxError("", "the rule is missing, such as GET /me", "")
	}
	word, rest, _ := strings.Cut(text, " ")
	if !strings.ContainsFunc(word, notLetter) && strings.ContainsAny(rest, "/*") {
		method, suggestion := likelyMethod(strings.ToUpper(word)), ""
		if path, err := ParsePath(rest); err == nil && method != "" {
			suggestion = method + " " + path
		}
		return syntaxError(line, methodsThere, suggestion)
	}
	if repaired, _ := repairPath(text); repaired != "" && (strings.HasPrefix(text, "/") || text == "*") {
		return syntaxError(line, "the method is missing before the path", "GET "+repaired)
	}
	return syntaxError(line, "a rule is a method and a path, such as GET /me", "")
}

func notLetter(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') }

// isGap reports what may stand between methods, and between them and the path.
func isGap(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(",;|:+&", r)
}
