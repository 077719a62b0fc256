package preset

import (
	"strings"
	"unicode/utf8"

	"ovh-tokens/ovhapi/pattern"
)

// kind is what a line of a presets file is.
type kind int

const (
	kindBlank   kind = iota
	kindComment      // begins with #, indented or not
	kindHeader       // [id]
	kindField        // key = value
	kindRule         // GET /path # note
	kindMore         // indented: goes on with what stands above
)

var fieldPattern = pattern.New(`^([A-Za-z]+)[ \t]*=(.*)$`)

func kindOf(line string) kind {
	bare := strings.TrimSpace(line)
	switch {
	case bare == "":
		return kindBlank
	case bare[0] == '#':
		return kindComment
	case line[0] == ' ' || line[0] == '\t':
		return kindMore
	case line[0] == '[':
		return kindHeader
	case fieldPattern.MatchString(line):
		return kindField
	}
	return kindRule
}

// item is a field or a rule, with the indented lines below it.
type item struct {
	line int // counted from 1
	kind kind
	text string
	more []more
}

// more is an indented line, without its indentation.
type more struct {
	line int
	text string
}

// block is one entry of a file: its header and everything up to the next one.
// The lines before the first header are a block without one.
type block struct {
	header      string
	first, last int // of its lines that are neither blank nor comments, from 1
	items       []item
	faults      []Fault // about single lines
}

func (b *block) fault(line int, reason string) {
	b.faults = append(b.faults, Fault{Line: line, Reason: reason})
}

// blocks takes a file apart. Nothing is lost but comments and blank lines. The
// first block is the one without a header.
func blocks(lines []string) []*block {
	list := []*block{{}}
	for i, line := range lines {
		number, b := i+1, list[len(list)-1]
		k := kindOf(line)
		if k == kindBlank || k == kindComment {
			continue
		}
		if k == kindHeader {
			b = &block{header: line, first: number}
			list = append(list, b)
		}
		b.last = number
		if !utf8.ValidString(line) {
			b.fault(number, "it is not text in UTF-8")
			continue
		}
		switch k {
		case kindField, kindRule:
			b.items = append(b.items, item{line: number, kind: k, text: line})
		case kindMore:
			if len(b.items) == 0 || kindOf(lines[i-1]) == kindBlank {
				b.fault(number, "an indented line goes on with the one above it, and there is none")
				continue
			}
			above := &b.items[len(b.items)-1]
			above.more = append(above.more, more{number, strings.TrimSpace(line)})
		default:
		}
	}
	return list
}

const byteOrderMark = "\ufeff"

// splitLines cuts a text into its lines, without their ends and without the byte
// order mark that some editors put first.
func splitLines(text string) []string {
	lines := strings.Split(strings.TrimPrefix(text, byteOrderMark), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSuffix(line, "\r")
	}
	return lines
}
