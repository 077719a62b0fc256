package config

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// byteOrderMark may begin a UTF-8 file; ini.v1 passes over one.
const byteOrderMark = "\uFEFF"

// row is a line with its line end.
type row struct {
	text string
	was  int // its number before the edit, counted from 1; 0 for a new line
}

// document is an ovh.conf while it is edited.
type document struct {
	marked bool // a byte order mark stands before the first line
	rows   []row
	before []string // the lines before the edit
	eol    string   // the line end for a line that has no neighbour to copy from
}

// parseDocument cuts a text into lines.
func parseDocument(data []byte) (*document, error) {
	if err := checkEditable(data); err != nil {
		return nil, err
	}
	text, marked := strings.CutPrefix(string(data), byteOrderMark)
	d := &document{marked: marked, eol: "\n"}
	for line := range strings.Lines(text) {
		d.before = append(d.before, line)
		d.rows = append(d.rows, row{text: line, was: len(d.before)})
		if end := lineEnd(line); end != "" {
			d.eol = end
		}
	}
	if err := tooMuch(scan(text)); err != nil {
		return nil, err
	}
	return d, nil
}

// text joins the lines, without the byte order mark.
func (d *document) text() string {
	var b strings.Builder
	for _, r := range d.rows {
		b.WriteString(r.text)
	}
	return b.String()
}

// bytes is the whole file.
func (d *document) bytes() []byte {
	if d.marked {
		return []byte(byteOrderMark + d.text())
	}
	return []byte(d.text())
}

// apply makes one change.
func (d *document) apply(c Change) error {
	entries := scan(d.text())
	switch {
	case c.Remove && c.Key == "":
		d.removeSection(c.Section)
		return nil
	case c.Remove:
		d.removeKey(entries, c)
		return nil
	}
	place := placeFor(entries, c)
	switch {
	case place < 0:
		d.addSection(c)
	case !entries[place].header && entries[place].key == c.Key:
		d.replace(entries[place], c)
	default:
		if err := checkCase(entries, c); err != nil {
			return err
		}
		d.insert(entries, place, c)
	}
	return nil
}

// placeFor returns the last line with the key, else the last key of its
// section, else the last header of it, else -1.
func placeFor(entries []entry, c Change) int {
	header, sibling, same := -1, -1, -1
	for i, e := range entries {
		switch {
		case e.fault != sound || e.section != c.Section:
		case e.header:
			header = i
		case e.key == c.Key:
			same = i
		default:
			sibling = i
		}
	}
	switch {
	case same >= 0:
		return same
	case sibling >= 0:
		return sibling
	}
	return header
}

// checkCase refuses to add a key next to one that Python programs take for the
// same: they would refuse the file.
func checkCase(entries []entry, c Change) error {
	for _, e := range entries {
		if e.fault == sound && !e.header && e.section == c.Section && strings.EqualFold(e.key, c.Key) {
			return fmt.Errorf("%s: line %d has %s, which Python programs take for the same key; rename or delete it first", c, e.line, quotable(e.key))
		}
	}
	return nil
}

// replace writes a new value into the line of a key and takes away the further
// lines of the old one.
func (d *document) replace(e entry, c Change) {
	first := d.rows[e.line-1].text
	a := anatomy(first)
	last := d.contentEnd(e)
	end := lineEnd(d.rows[last-1].text)
	var rows []row
	if a.comment != "" && !e.long {
		rows = append(rows, row{text: a.indent + a.comment + orElse(end, d.eol)})
	}
	rows = append(rows, row{text: a.indent + c.Key + a.left + a.delimiter + a.rightFor() + c.Value + end})
	if len(rows) == 1 && last == e.line && rows[0].text == first {
		return
	}
	d.rows = slices.Replace(d.rows, e.line-1, last, rows...)
}

// contentEnd is the last line of a statement that is not blank: a blank line
// ends a value that goes on after a backslash, and can stay.
func (d *document) contentEnd(e entry) int {
	last := e.last
	for last > e.line && isBlank(d.rows[last-1].text) {
		last--
	}
	return last
}

// insert adds a key below the statement at place.
func (d *document) insert(entries []entry, place int, c Change) {
	e := entries[place]
	style := d.styleFor(entries, place)
	at := e.last
	previous := d.rows[at-1].text
	var rows []row
	if strings.HasSuffix(strings.TrimSpace(previous), `\`) {
		rows = append(rows, row{text: orElse(lineEnd(previous), d.eol)}) // else the value above would go on here
	}
	rows = append(rows, row{text: style.line(c) + lineEnd(previous)})
	d.closeLine(at - 1)
	d.rows = slices.Insert(d.rows, at, rows...)
}

// addSection writes a section at the end of the file, a blank line before it.
func (d *document) addSection(c Change) {
	style := d.styleOfFile(scan(d.text()))
	end := d.eol
	if n := len(d.rows); n > 0 {
		last := d.rows[n-1].text
		end = lineEnd(last)
		d.closeLine(n - 1)
		if !isBlank(last) {
			d.rows = append(d.rows, row{text: d.eol})
		}
	}
	d.rows = append(d.rows, row{text: "[" + c.Section + "]" + d.eol}, row{text: style.line(c) + end})
}

// closeLine gives the last line of a file a line end if it has none.
func (d *document) closeLine(at int) {
	if r := &d.rows[at]; lineEnd(r.text) == "" {
		r.text += d.eol
	}
}

// removeKey takes every line of a key away, so that no earlier one comes back
// to life.
func (d *document) removeKey(entries []entry, c Change) {
	for _, e := range slices.Backward(entries) {
		if e.fault == sound && !e.header && e.section == c.Section && e.key == c.Key {
			d.rows = slices.Delete(d.rows, e.line-1, d.contentEnd(e))
		}
	}
}

// lineEnd returns "\n", "\r\n" or, at the end of a file, nothing.
func lineEnd(line string) string {
	switch {
	case strings.HasSuffix(line, "\r\n"):
		return "\r\n"
	case strings.HasSuffix(line, "\n"):
		return "\n"
	}
	return ""
}

func isBlank(line string) bool { return strings.TrimSpace(line) == "" }

// isComment reports a line that ini.v1 takes for a comment.
func isComment(line string) bool {
	line = strings.TrimLeftFunc(line, unicode.IsSpace)
	return line != "" && (line[0] == '#' || line[0] == ';')
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
