package ruleset

import (
	"fmt"
	"io"
	"os"
	"strings"

	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
)

// TextError says what in a text of rules could not be read. Nothing of it is taken
// then: a token with some of the rules that were meant would fail later.
type TextError struct {
	// Name is the file, fit for a terminal, or "" for a rule of its own.
	Name     string
	Problems []rule.Problem
}

// maxProblems bounds how many problems a message names.
const maxProblems = 10

// Error lists the problems, one a line.
func (e *TextError) Error() string {
	if e.Name == "" && len(e.Problems) == 1 {
		return e.Problems[0].Err.Error()
	}
	var lines []string
	for _, p := range e.Problems[:min(len(e.Problems), maxProblems)] {
		if e.Name == "" {
			lines = append(lines, p.Err.Error())
		} else {
			lines = append(lines, e.Name+": "+p.String())
		}
	}
	if more := len(e.Problems) - maxProblems; more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(lines, "\n")
}

// fromText takes the rules of a text.
func (s *Set) fromText(name, text string) error {
	rules, problems := rule.ParseMany(text)
	if len(problems) > 0 {
		return &TextError{name, problems}
	}
	if len(rules) == 0 {
		_, err := rule.Parse(strings.TrimSpace(text))
		if name != "" || err == nil {
			err = fmt.Errorf("there is no rule in it, such as GET /me")
		}
		return &TextError{name, []rule.Problem{{Unit: rule.UnitText, Err: err}}}
	}
	s.add(rules)
	return nil
}

// text reads the file. One that is larger than rules can be is cut there, which
// rule.ParseMany tells.
func (c Choice) text(input io.Reader) (name, text string, err error) {
	name = plain.Text(c.File)
	if c.File == "-" {
		name = "standard input"
	} else {
		f, err := os.Open(c.File)
		if err != nil {
			return name, "", fmt.Errorf("reading the rules: %w", err)
		}
		defer func() { _ = f.Close() }() // nothing was written
		input = f
	}
	data, err := io.ReadAll(io.LimitReader(input, rule.MaxText+1))
	if err != nil {
		return name, "", fmt.Errorf("reading the rules from %s: %w", name, err)
	}
	return name, string(data), nil
}
