package config

import (
	"strconv"
	"strings"
	"unicode"

	"gopkg.in/ini.v1"
)

// fault says why a line can't be read; sound means that it can.
type fault int

const (
	sound fault = iota
	bareKey
	unnamedKey
	unclosedSection
	unnamedSection
	unclosedQuote
)

// entry is one statement of an ovh.conf: a section header or a key. Blank lines
// and comments are none.
type entry struct {
	line    int // the first line, counted from 1
	last    int // the last line that belongs to it
	fault   fault
	header  bool
	section string // the section it opens or stands in
	key     string
	raw     string // the value on the first line as written; may be a secret
	long    bool   // the value goes on over several lines
}

// scan finds the statements of a file and where they stand. It cuts the text
// exactly as ini.v1 does (a fuzz test holds it to that), but goes on after a
// line that ini.v1 refuses. The values themselves are read by ini.v1.
func scan(text string) []entry {
	s := scanner{rest: text, section: ini.DefaultSection, counter: 1}
	for {
		line, ok := s.next()
		if !ok {
			return s.entries
		}
		line = strings.TrimLeftFunc(line, unicode.IsSpace)
		switch {
		case line == "" || line[0] == '#' || line[0] == ';':
		case line[0] == '[':
			s.entries = append(s.entries, s.header(line))
		default:
			s.entries = append(s.entries, s.pair(line))
		}
	}
}

// scanner walks over the lines of a text.
type scanner struct {
	rest    string
	line    int
	section string
	counter int // numbers the keys called "-", as ini.v1 does
	entries []entry
	// unclosed remembers that a quote never closes any more, so that a file
	// full of them is not searched to its end again and again.
	unclosed map[string]bool
}

// next returns one line with its line end.
func (s *scanner) next() (string, bool) {
	if s.rest == "" {
		return "", false
	}
	end := strings.IndexByte(s.rest, '\n') + 1
	if end == 0 {
		end = len(s.rest)
	}
	line := s.rest[:end]
	s.rest = s.rest[end:]
	s.line++
	return line, true
}

// header reads "[section]"; the last bracket of the line closes it.
func (s *scanner) header(line string) entry {
	e := entry{line: s.line, last: s.line, header: true, section: s.section}
	end := strings.LastIndexByte(line, ']')
	switch {
	case end < 0:
		e.fault = unclosedSection
	case end == 1:
		e.fault = unnamedSection
	default:
		s.section, s.counter = line[1:end], 1
		e.section = s.section
	}
	return e
}

// pair reads "key = value" or "key: value".
func (s *scanner) pair(line string) entry {
	e := entry{line: s.line, last: s.line, section: s.section}
	var value string
	e.key, value, e.fault = cutKey(line)
	if e.fault != sound {
		return e
	}
	if e.key == "-" {
		e.key = "#" + strconv.Itoa(s.counter)
		s.counter++
	}
	e.raw = strings.TrimSpace(value)
	before := s.line
	if !s.skipValue(strings.TrimLeftFunc(value, unicode.IsSpace)) {
		e.fault = unclosedQuote
		return e
	}
	if e.key == "" {
		e.fault = unnamedKey
	}
	e.last = s.line
	e.long = s.line > before
	return e
}

// cutKey splits a line at its first delimiter. A key may stand in quotes.
func cutKey(line string) (key, value string, bad fault) {
	quote := ""
	switch {
	case len(line) > 6 && strings.HasPrefix(line, `"""`):
		quote = `"""`
	case line[0] == '"' || line[0] == '`':
		quote = line[:1]
	}
	if quote == "" {
		at := strings.IndexAny(line, "=:")
		switch {
		case at < 0:
			return firstWord(line), "", bareKey
		case at == 0:
			return "", "", unnamedKey
		}
		return strings.TrimSpace(line[:at]), line[at+1:], sound
	}
	name, after, closed := strings.Cut(line[len(quote):], quote)
	if !closed {
		return "", "", unclosedQuote
	}
	at := strings.IndexAny(after, "=:")
	if at < 0 {
		return name, "", bareKey
	}
	return strings.TrimSpace(name), after[at+1:], sound
}

// firstWord returns what may be the key of a line without a delimiter.
func firstWord(line string) string {
	if words := strings.Fields(line); len(words) > 0 {
		return words[0]
	}
	return ""
}

// skipValue passes over the further lines of a value: those of a quoted text
// and those after a backslash. It reports whether the value ends at all; if
// not, it has passed over nothing.
func (s *scanner) skipValue(value string) bool {
	for _, quote := range []string{`"""`, "`"} {
		if !strings.HasPrefix(value, quote) || (quote == `"""` && len(value) == 3) {
			continue
		}
		if strings.Contains(value[len(quote):], quote) {
			return true
		}
		return s.skipQuoted(quote)
	}
	if strings.HasSuffix(strings.TrimSpace(value), `\`) {
		s.skipContinued()
	}
	return true
}

// skipQuoted passes over lines up to one that closes the quote and does not end
// in a backslash.
func (s *scanner) skipQuoted(quote string) bool {
	if s.unclosed[quote] {
		return false
	}
	rest, line := s.rest, s.line
	for {
		next, ok := s.next()
		if !ok {
			break
		}
		at := strings.LastIndex(next, quote)
		if at >= 0 && !strings.HasSuffix(strings.TrimSpace(next[at+len(quote):]), `\`) {
			return true
		}
	}
	s.rest, s.line = rest, line
	if s.unclosed == nil {
		s.unclosed = map[string]bool{}
	}
	s.unclosed[quote] = true
	return false
}

// skipContinued passes over lines up to one without a backslash at its end.
func (s *scanner) skipContinued() {
	for {
		next, ok := s.next()
		if !ok || !strings.HasSuffix(strings.TrimSpace(next), `\`) {
			return
		}
	}
}

// blankOut returns the text with every faulty line emptied, so that ini.v1 can
// read the others. Line numbers stay.
func blankOut(text string, entries []entry) string {
	bad := map[int]bool{}
	for _, e := range entries {
		if e.fault != sound {
			bad[e.line] = true
		}
	}
	if len(bad) == 0 {
		return text
	}
	var b strings.Builder
	number := 0
	for line := range strings.Lines(text) {
		number++
		if bad[number] {
			line = "\n"
		}
		b.WriteString(line)
	}
	return b.String()
}
