package tokens

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// filter keeps the rows that match every term. It is made once, when its text
// changes, and asked about every row.
type filter []term

// term is one condition: words to look for, or a field with a value. One that is
// not complete or not understood keeps no row, whichever way round it is meant:
// what is selected next must not be more than was asked for.
type term struct {
	not   bool
	match matcher // nil when the term is not understood
	// tells reports whether a row says anything of what is asked. One that does not
	// matches neither the term nor its opposite. Nil is always.
	tells func(*row) bool
	odd   string // what would be right, when the term is not understood
}

// matcher reports whether a row matches at the server's time now.
type matcher func(r *row, now time.Time) bool

// parseFilter reads a filter as it is typed.
func parseFilter(text string) filter {
	var f filter
	for _, p := range split(text) {
		f = append(f, p.term())
	}
	return f
}

// keep reports whether the row matches at the server's time now.
func (f filter) keep(r *row, now time.Time) bool {
	for i := range f {
		t := &f[i]
		if t.match == nil || t.tells != nil && !t.tells(r) || t.match(r, now) == t.not {
			return false
		}
	}
	return true
}

// odd says of each term that is not understood what would be right.
func (f filter) odd() []string {
	var said []string
	for _, t := range f {
		if t.match == nil && !slices.Contains(said, t.odd) {
			said = append(said, t.odd)
		}
	}
	return said
}

// oddAccounts says which account that the filter names is not in the list.
func (s *Screen) oddAccounts() []string {
	var said []string
	for _, p := range split(s.filterText) {
		if p.field != "account" || strings.TrimSpace(p.value) == "" {
			continue
		}
		if !s.together() {
			return []string{"account: tells accounts apart that are side by side: P does that."}
		}
		var names []string
		holds := false
		for _, f := range s.own() {
			names = append(names, f.name())
			holds = holds || strings.Contains(strings.ToLower(f.called()), strings.ToLower(p.value))
		}
		if !holds {
			said = append(said, "There is no account "+strconv.Quote(p.value)+" in the list; there are "+strings.Join(names, ", ")+".")
		}
	}
	return said
}

// piece is one term as it was typed.
type piece struct {
	not    bool
	field  string // in lower case, "" for words
	value  string // without its quotes
	quoted bool
}

// split cuts a filter into its terms, at blanks outside of quotes. A quote counts
// where a value begins, so that an apostrophe within a word is none; one that is
// still open takes the rest.
func split(text string) []piece {
	var pieces []piece
	for {
		text = strings.TrimLeftFunc(text, unicode.IsSpace)
		if text == "" {
			return pieces
		}
		var p piece
		if rest, not := strings.CutPrefix(text, "!"); not {
			p.not, text = true, rest
		}
		p.field, text = fieldName(text)
		p.value, p.quoted, text = value(text)
		pieces = append(pieces, p)
	}
}

// fieldName takes "status:" off the beginning of a text. Addresses and links hold
// colons too, and are words.
func fieldName(text string) (name, rest string) {
	n := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if n < 1 || text[n] != ':' {
		return "", text
	}
	rest = text[n+1:]
	if strings.HasPrefix(rest, "//") || strings.HasPrefix(rest, ":") {
		return "", text
	}
	return strings.ToLower(text[:n]), rest
}

// value takes a word off the beginning of a text, or what is in quotes with
// anything that follows them without a blank.
func value(text string) (value string, quoted bool, rest string) {
	if text != "" && (text[0] == '\'' || text[0] == '"') {
		inside, after, closed := strings.Cut(text[1:], text[:1])
		if !closed {
			return inside, true, ""
		}
		value, quoted, text = inside, true, after
	}
	n := strings.IndexFunc(text, unicode.IsSpace)
	if n < 0 {
		n = len(text)
	}
	return value + text[:n], quoted, text[n:]
}

// term finds out what the piece means.
func (p piece) term() term {
	t := term{not: p.not}
	if p.field == "" {
		t.match = words(strings.ToLower(p.value))
		if p.value == "" || !p.quoted && p.value[0] == '!' {
			t.match, t.odd = nil, "! turns round what follows it without a blank, such as !status:live; quotes hold words."
		}
		return t
	}
	f, known := fields[p.field]
	if !known {
		t.odd = "There is no field " + strconv.Quote(p.field) + "; there are " + strings.Join(fieldNames(), ", ") +
			". In quotes it is text."
		return t
	}
	t.tells = f.tells
	if strings.TrimSpace(p.value) != "" {
		t.match = f.match(p.value)
	}
	if t.match == nil {
		t.odd = p.field + ": takes " + f.takes + "."
	}
	return t
}

// words looks for a text in whatever the row shows.
func words(text string) matcher {
	return func(r *row, _ time.Time) bool {
		return strings.Contains(r.haystack, text) || strings.Contains(r.sum.lines, text)
	}
}
