package config

import (
	"strings"
	"unicode"
)

// lineParts is a line "name = value ; comment" taken apart.
type lineParts struct {
	indent          string
	name            string // without quotes
	left, delimiter string // the blanks before "=", and "=" or ":"
	right           string // the blanks after it
	value           string
	comment         string // behind the value, blanks before it taken off
}

// anatomy takes the first line of a key apart, as ini.v1 cuts it.
func anatomy(line string) lineParts {
	line = strings.TrimSuffix(line, lineEnd(line))
	text := strings.TrimLeftFunc(line, unicode.IsSpace)
	p := lineParts{indent: line[:len(line)-len(text)], delimiter: "="}
	quote := ""
	switch {
	case len(text) > 6 && strings.HasPrefix(text, `"""`):
		quote = `"""`
	case strings.HasPrefix(text, `"`) || strings.HasPrefix(text, "`"):
		quote = text[:1]
	}
	name, rest := "", text
	if quote != "" {
		name, rest, _ = strings.Cut(text[len(quote):], quote)
	}
	at := strings.IndexAny(rest, "=:")
	if at < 0 {
		p.name = strings.TrimSpace(name + rest)
		return p
	}
	if quote == "" {
		name = rest[:at]
		p.left = name[len(strings.TrimRightFunc(name, unicode.IsSpace)):]
	} else {
		p.left = rest[:at]
	}
	p.name, p.delimiter = strings.TrimSpace(name), rest[at:at+1]
	rest = rest[at+1:]
	p.value = strings.TrimLeftFunc(rest, unicode.IsSpace)
	p.right = rest[:len(rest)-len(p.value)]
	p.left, p.right = simpleBlanks(p.left), simpleBlanks(p.right)
	p.cutComment()
	return p
}

// cutComment parts a comment from the value. Right behind a letter, a "#" was
// rather meant to belong to the value, although ini.v1 cuts it off there too.
func (p *lineParts) cutComment() {
	from := 0
	for _, quote := range []string{`"""`, "`"} {
		if strings.HasPrefix(p.value, quote) {
			from = strings.LastIndex(p.value, quote) + len(quote)
			break
		}
	}
	at := strings.IndexAny(p.value[from:], "#;")
	if at < 0 {
		return
	}
	at += from
	before := p.value[:at]
	if trimmed := strings.TrimRightFunc(before, unicode.IsSpace); at == from || trimmed != before {
		p.comment, p.value = strings.TrimSpace(p.value[at:]), trimmed
	}
}

// simpleBlanks keeps spaces and tabs; other blanks are not copied.
func simpleBlanks(text string) string {
	if strings.Trim(text, " \t") != "" {
		return ""
	}
	return text
}

// rightFor is the blank after "=" for a new value: "name =" without a value
// shows none.
func (p lineParts) rightFor() string {
	if p.value == "" && p.right == "" && p.left != "" {
		return " "
	}
	return p.right
}

// line writes a key in the same way. Where "=" stands in a column of its own,
// it does so in the new line as well.
func (p lineParts) line(c Change) string {
	left := p.left
	if strings.Trim(left, " ") == "" && len(left) > 1 {
		left = strings.Repeat(" ", max(1, len(p.name)+len(left)-len(c.Key)))
	}
	return p.indent + c.Key + left + p.delimiter + p.rightFor() + c.Value
}

// styleFor is how a key below the statement at place is written: as the key
// there or, below a header, as the last key of the file.
func (d *document) styleFor(entries []entry, place int) lineParts {
	e := entries[place]
	if !e.header {
		p := anatomy(d.rows[e.line-1].text)
		p.indent = simpleBlanks(p.indent)
		return p
	}
	p := d.styleOfFile(entries)
	p.indent = simpleBlanks(indentOf(d.rows[e.line-1].text))
	// Python programs take a line that is indented further than the key above
	// it for a part of the value. There was no key above the next line so far.
	for _, r := range d.rows[e.last:] {
		if isBlank(r.text) || isComment(r.text) {
			continue
		}
		if indent := simpleBlanks(indentOf(r.text)); len(indent) > len(p.indent) {
			p.indent = indent
		}
		break
	}
	return p
}

// styleOfFile is how the last key of the file is written, not indented.
func (d *document) styleOfFile(entries []entry) lineParts {
	p := lineParts{delimiter: "="}
	for _, e := range entries {
		if e.fault == sound && !e.header {
			p = anatomy(d.rows[e.line-1].text)
			p.indent = ""
		}
	}
	return p
}

func indentOf(line string) string {
	return line[:len(line)-len(strings.TrimLeftFunc(line, unicode.IsSpace))]
}
