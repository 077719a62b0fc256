package rule

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"ovh-tokens/ovhapi/pattern"
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
		} else if again, failed := elementsOfAll(text); failed == nil {
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
	c.readElements(elements)
	return true
}

func (c *collector) readElements(elements []json.RawMessage) {
	for i, element := range elements {
		r, err := ruleOf(element)
		if err != nil {
			c.fail(i+1, UnitRule, string(element), err)
			continue
		}
		c.add(r)
	}
}

// requested begins the rules of a request in a text that is not JSON as a whole:
// the command that sends it, as OVH's guides have it, or a part of the request. In
// double quotes of a shell those of JSON are escaped.
var requested = pattern.New(`(\\?)"accessRules\\?"\s*:\s*\[`)

// readRequest takes the rules of requests in a text, and reports whether there is
// one. What stands around them is how they are sent.
func (c *collector) readRequest(text string) bool {
	found := false
	for {
		at := requested.FindStringSubmatchIndex(text)
		if at == nil {
			return found
		}
		found = true
		text = text[at[1]-1:]
		if at[2] < at[3] {
			text = strings.ReplaceAll(text, `\"`, `"`)
		}
		decoder := json.NewDecoder(strings.NewReader(text))
		var elements []json.RawMessage
		if err := decoder.Decode(&elements); err != nil {
			line, _, _ := strings.Cut(text, "\n")
			c.fail(0, UnitText, line, fmt.Errorf("the rules of the request are not valid JSON: %s", shown(err.Error())))
			text = text[1:]
			continue
		}
		c.readElements(elements)
		text = text[decoder.InputOffset():]
	}
}

// elementsOfAll is elementsOf for several values one behind the other, such as an
// object a line.
func elementsOfAll(text string) ([]json.RawMessage, error) {
	var all []json.RawMessage
	decoder := json.NewDecoder(strings.NewReader(text))
	for {
		var value json.RawMessage
		if err := decoder.Decode(&value); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("reading a value of several: %w", err)
		}
		if value[0] != '{' && value[0] != '[' {
			return nil, errors.New("a value of several is no object")
		}
		elements, err := elementsOf(value)
		if err != nil {
			return nil, err
		}
		all = append(all, elements...)
	}
}

// looksJSON reports whether a text is meant as JSON, unlike a line that begins
// with a bracket as links do in Markdown.
func looksJSON(text string) bool {
	if text == "" || text[0] != '[' && text[0] != '{' {
		return false
	}
	inner := strings.TrimLeftFunc(text[1:], unicode.IsSpace)
	if strings.HasPrefix(strings.TrimLeft(text, "[{ \t\r\n"), "'") {
		return false // a notation of another kind
	}
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
