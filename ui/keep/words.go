package keep

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"ovh-tokens/ovhapi/plain"
)

// why is an error without the path and the action it begins with, which are
// said otherwise, and without a stop.
func why(err error, paths ...string) string {
	text := err.Error()
	for _, verb := range []string{"write", "look at", "edit", "make private"} {
		for _, path := range paths {
			text = strings.TrimPrefix(text, verb+" "+path+": ")
		}
	}
	return strings.TrimRight(plain.Text(text), ".")
}

// sentence begins with a capital and ends with a stop.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + strings.TrimRight(text[size:], ".") + "."
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// lower begins without a capital, for the footer.
func lower(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(first)) + text[size:]
}
