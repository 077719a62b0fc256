package rule

import (
	"errors"
	"strings"

	"ovh-tokens/ovhapi/pattern"
)

// pair is a member of a rule in YAML, or in the notation of a programming language:
// method: GET, 'path' => '/me'.
var pair = pattern.New(`(?i)["']?\b(method|path)["']?\s*(?:=>|[:=])\s*("[^"]*"|'[^']*'|[^\s,;}\])"']+)`)

// listHead begins a list of rules in YAML, and brackets alone begin and end one
// elsewhere.
var listHead = pattern.New(`^\s*(?:["']?(?:accessRules|rules)["']?\s*(?:=>|[:=])\s*)?[\[\](){},;]*\s*$`)

// half is a rule of which one member was read, and where.
type half struct {
	method, path, text string
	line               int
}

// readPair takes a line that holds members of rules and nothing else, and reports
// whether it was one. The two members of a rule follow each other, in any order.
func (c *collector) readPair(number int, line string) bool {
	found := pair.FindAllStringSubmatch(line, -1)
	if len(found) == 0 {
		return strings.TrimSpace(line) != "" && listHead.MatchString(line)
	}
	if strings.Trim(pair.ReplaceAllString(line, ""), " \t-{}[](),;") != "" {
		return false
	}
	for _, member := range found {
		value := strings.Trim(member[2], `"'`)
		to := &c.half.method
		if strings.EqualFold(member[1], "path") {
			to = &c.half.path
		}
		if *to != "" {
			c.endPair()
		}
		*to, c.half.text, c.half.line = value, strings.TrimSpace(line), number
		if c.half.method != "" && c.half.path != "" {
			c.readPiece(number, c.half.method+" "+c.half.path)
			c.half = half{}
		}
	}
	return true
}

// endPair reports a rule whose other member did not come.
func (c *collector) endPair() {
	if c.half != (half{}) {
		c.fail(c.half.line, UnitLine, c.half.text, errors.New("a rule has a method and a path"))
		c.half = half{}
	}
}
