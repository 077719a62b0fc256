package export

import (
	"fmt"
	"strings"
)

// A template is the text of a format with placeholders such as <yaml ak>: the
// syntax that the value stands in and the value's name. There is no placeholder
// without a syntax, so no value gets into a text unquoted. A line that begins
// with <?name> stands only when the value is there, one that begins with
// <!name> only when it is not. No template needs a "<" of its own.

// piece is a part of a line: literal text, or a value in a syntax.
type piece struct {
	literal string
	syntax  string
	value   string
}

// line is a line of a template.
type line struct {
	when   string // the value that decides whether the line stands; "" for none
	absent bool   // the line stands when that value is not there
	pieces []piece
}

// parseTemplate splits a template into lines and pieces.
func parseTemplate(text string) ([]line, error) {
	var lines []line
	for raw := range strings.Lines(text) {
		l, err := parseLine(raw)
		if err != nil {
			return nil, err
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// parseLine reads one line, its line break included.
func parseLine(raw string) (line, error) {
	var l line
	rest := raw
	for _, mark := range []string{"<?", "<!"} {
		inner, found := strings.CutPrefix(rest, mark)
		if !found {
			continue
		}
		name, after, closed := strings.Cut(inner, ">")
		if !closed {
			return line{}, fmt.Errorf("condition without an end in %q", raw)
		}
		l.when, l.absent, rest = name, mark == "<!", after
	}
	for {
		literal, after, more := strings.Cut(rest, "<")
		if literal != "" {
			l.pieces = append(l.pieces, piece{literal: literal})
		}
		if !more {
			return l, nil
		}
		inner, tail, closed := strings.Cut(after, ">")
		syntax, value, both := strings.Cut(inner, " ")
		if _, known := syntaxes[syntax]; !closed || !both || !known {
			return line{}, fmt.Errorf("%q is no placeholder in %q", "<"+inner+">", raw)
		}
		l.pieces = append(l.pieces, piece{syntax: syntax, value: value})
		rest = tail
	}
}

// stands reports whether a line is part of the text, given which values exist.
func (l line) stands(there func(string) bool) bool {
	return l.when == "" || there(l.when) != l.absent
}
