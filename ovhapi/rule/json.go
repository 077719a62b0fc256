package rule

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// readJSON takes a text that is JSON, or a piece cut out of some, and reports
// whether it was. A text that only looks like JSON is reported as such.
func (c *collector) readJSON(whole string) bool {
	text := strings.TrimSpace(whole)
	if !looksJSON(text) {
		return false
	}
	elements, err := elementsOf([]byte(text))
	var broken *json.SyntaxError
	if errors.As(err, &broken) && text[0] == '{' {
		// Elements copied out of an array come without its brackets.
		piece := "[" + strings.TrimRight(text, ", \t\r\n") + "]"
		if again, failed := elementsOf([]byte(piece)); failed == nil {
			elements, err = again, nil
		}
	}
	switch {
	case err == nil:
	case errors.As(err, &broken):
		c.failJSON(whole, len(whole)-len(strings.TrimLeftFunc(whole, unicode.IsSpace)), broken)
	default:
		c.fail(0, UnitText, text, err)
	}
	for i, element := range elements {
		r, err := ruleOf(element)
		if err != nil {
			c.fail(i+1, UnitRule, string(element), err)
			continue
		}
		c.add(r)
	}
	return true
}

// looksJSON reports whether a text is meant as JSON, unlike a line that begins
// with a bracket as links do in Markdown.
func looksJSON(text string) bool {
	if text == "" || text[0] != '[' && text[0] != '{' {
		return false
	}
	inner := strings.TrimLeftFunc(text[1:], unicode.IsSpace)
	return inner == "" || strings.ContainsRune(`[]{}"`, rune(inner[0])) || text[0] == '{'
}

// failJSON points to the line where the JSON that begins at start breaks.
func (c *collector) failJSON(text string, start int, broken *json.SyntaxError) {
	at := min(start+int(broken.Offset), len(text))
	begin := strings.LastIndexByte(text[:at], '\n') + 1
	line, _, _ := strings.Cut(text[begin:], "\n")
	number := 1 + strings.Count(text[:begin], "\n")
	c.fail(number, UnitLine, line, fmt.Errorf("this is not valid JSON: %s", shown(broken.Error())))
}

// elementsOf returns the elements that may be rules: of an array, of the
// accessRules and rules of an object, or a single rule itself.
func elementsOf(text []byte) ([]json.RawMessage, error) {
	if text[0] == '[' {
		var elements []json.RawMessage
		err := json.Unmarshal(text, &elements)
		return elements, jsonError(err)
	}
	var object struct {
		AccessRules, Rules []json.RawMessage
		Path               json.RawMessage
	}
	if err := json.Unmarshal(text, &object); err != nil {
		return nil, jsonError(err)
	}
	elements := append(object.AccessRules, object.Rules...)
	switch {
	case object.AccessRules != nil || object.Rules != nil:
		return elements, nil
	case object.Path != nil:
		return []json.RawMessage{text}, nil
	}
	return nil, errors.New("the object holds neither accessRules nor rules")
}

// jsonError keeps where the syntax breaks and says in plain words what else can
// be wrong.
func jsonError(err error) error {
	var syntax *json.SyntaxError
	if err == nil || errors.As(err, &syntax) {
		return err
	}
	return errors.New("accessRules and rules are arrays of rules")
}

// ruleOf reads one element: {"method": "GET", "path": "/me"} or "GET /me".
func ruleOf(element json.RawMessage) (Rule, error) {
	var line string
	if json.Unmarshal(element, &line) == nil && element[0] == '"' {
		return Parse(line)
	}
	var parts struct{ Method, Path *string }
	if err := json.Unmarshal(element, &parts); err != nil || element[0] != '{' {
		return Rule{}, syntaxError(string(element), `a rule is {"method": "GET", "path": "/me"} or "GET /me"`, "")
	}
	if parts.Method == nil || parts.Path == nil {
		return Rule{}, syntaxError(string(element), "a rule has a method and a path", "")
	}
	method, err := ParseMethod(*parts.Method)
	if err != nil {
		return Rule{}, err
	}
	path, err := ParsePath(*parts.Path)
	if err != nil {
		return Rule{}, err
	}
	return Rule{method, path}, nil
}

// JSON writes the set as ParseMany and OVH's API take it: {"accessRules":
// [{"method": "GET", "path": "/me"}]} (auth.ApiCredentialRequestParams), a line
// for each rule.
func (s Set) JSON() string {
	var b strings.Builder
	b.WriteString("{\n  \"accessRules\": [")
	for i, r := range s {
		if i > 0 {
			b.WriteByte(',')
		}
		line, err := json.Marshal(r)
		if err != nil {
			continue // two strings can always be written
		}
		b.WriteString("\n    ")
		b.Write(line)
	}
	if len(s) > 0 {
		b.WriteString("\n  ")
	}
	b.WriteString("]\n}\n")
	return b.String()
}
