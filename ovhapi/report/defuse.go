package report

import (
	"strings"
	"unicode"
)

// Defuse returns a cell that no spreadsheet runs: an apostrophe goes before
// whatever would begin a formula, as OWASP advises ("CSV Injection"): = + - @, their
// full-width forms, a tab and a carriage return. Since spreadsheets split lines at
// other places than commas too, after their language, what follows a semicolon, a
// comma, a tab or the end of a line inside the cell is treated as a beginning. Other
// cells stay as they are.
func Defuse(cell string) string {
	if !strings.ContainsFunc(cell, func(r rune) bool { return formula(r) || r == '\t' || r == '\r' }) {
		return cell
	}
	var b strings.Builder
	beginning := true
	for i, r := range cell {
		switch {
		case beginning && formula(r), i == 0 && (r == '\t' || r == '\r'):
			b.WriteByte('\'')
			beginning = false
		case !quiet(r):
			beginning = false
		}
		if separates(r) {
			beginning = true
		}
		b.WriteRune(r)
	}
	return b.String()
}

// formula reports whether a cell that begins with the rune is run.
func formula(r rune) bool { return strings.ContainsRune("=+-@\uff1d\uff0b\uff0d\uff20", r) }

// quiet reports whether a rune may stand before a formula without being seen as
// the beginning of something else.
func quiet(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == '"' || r == '\ufeff'
}

func separates(r rune) bool { return strings.ContainsRune(";,\t\r\n", r) }
