// Package plain makes text from outside fit for a terminal line: names and
// descriptions of an account, error messages of a server, lines of a file.
package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text returns s without anything that could move the cursor, change colours,
// reorder what is read or start a new line: control, escape and bidirectional
// runes are dropped, and every white space becomes one blank. Bytes that are
// not UTF-8 become U+FFFD.
func Text(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	blank := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029':
			blank = b.Len() > 0
			continue
		case hidden(r):
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isPlain reports whether s is printable ASCII without doubled or outer blanks,
// the common case, which costs no allocation.
func isPlain(s string) bool {
	last := byte(' ')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c > '~' || (c == ' ' && last == ' ') {
			return false
		}
		last = c
	}
	return s == "" || last != ' '
}

// hidden reports whether r is invisible or changes how its neighbours are
// shown: C0 and C1 controls, format runes such as bidi marks and zero-width
// joiners, private use, surrogates and unassigned runes.
func hidden(r rune) bool {
	if r == utf8.RuneError {
		return false
	}
	return unicode.In(r, unicode.C) || !unicode.IsPrint(r)
}
