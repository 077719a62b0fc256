package presets

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// begin makes a reason stand alone. It gets no full stop: what it ends with is
// often what to type.
func begin(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// parse takes the values of a parameter apart: blanks, commas and semicolons
// stand between them.
func parse(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' })
}
