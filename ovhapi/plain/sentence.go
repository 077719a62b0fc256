package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence makes one of an error's text, which by custom begins without a
// capital and ends without a stop. It does not make the text plain.
func Sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + strings.TrimRight(text[size:], ".") + "."
}
