package export

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// literals scans code for string literals with a quote, and numbers what decode
// makes of each. scan returns the length of the literal that a text begins with.
func literals(t testing.TB, text string, quotes string, scan func(string) int, decode func(string) (string, error)) map[string]string {
	t.Helper()
	found := map[string]string{}
	for at := 0; at < len(text); at++ {
		if !strings.ContainsRune(quotes, rune(text[at])) {
			continue
		}
		n := scan(text[at:])
		if n <= 0 {
			t.Fatalf("a literal does not end: %s", text[at:])
		}
		value, err := decode(text[at : at+n])
		if err != nil {
			t.Fatalf("%v: %s", err, text[at:at+n])
		}
		found[fmt.Sprint(len(found))] = value
		at += n - 1
	}
	return found
}

// backslashed is the length of a literal in which a backslash protects the next
// character.
func backslashed(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case text[0]:
			return i + 1
		}
	}
	return 0
}

// doubled is the length of a PowerShell literal: a doubled quote protects itself,
// and the typographic quotes are quotes.
func doubled(text string) int {
	isQuote := func(r rune) bool { return strings.ContainsRune("'‘’‚‛", r) }
	for i := 1; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		if !isQuote(r) {
			continue
		}
		next, more := utf8.DecodeRuneInString(text[i:])
		if !isQuote(next) {
			return i
		}
		i += more
	}
	return 0
}

func readPHP(t testing.TB, text string) map[string]string {
	t.Helper()
	return literals(t, text, "'", backslashed, func(s string) (string, error) {
		return strings.NewReplacer(`\\`, `\`, `\'`, `'`).Replace(s[1 : len(s)-1]), nil
	})
}

func readJavaScript(t testing.TB, text string) map[string]string {
	t.Helper()
	return literals(t, text, `"`, backslashed, func(s string) (value string, err error) {
		err = json.Unmarshal([]byte(s), &value)
		return value, err
	})
}

// readPython decodes with Go's rules, which agree on every escape that is used.
func readPython(t testing.TB, text string) map[string]string {
	t.Helper()
	return literals(t, text, "'", backslashed, func(s string) (string, error) {
		inner := strings.ReplaceAll(s[1:len(s)-1], `\\`, `\x5c`)
		inner = strings.ReplaceAll(strings.ReplaceAll(inner, `\'`, `'`), `"`, `\"`)
		return strconv.Unquote(`"` + inner + `"`)
	})
}

func readPowerShell(t testing.TB, text string) map[string]string {
	t.Helper()
	return literals(t, text, "'", doubled, func(s string) (string, error) {
		var out strings.Builder
		quoted := false
		for _, r := range s[1 : len(s)-1] {
			quote := strings.ContainsRune("'‘’‚‛", r)
			if !quote || quoted {
				out.WriteRune(r)
			}
			quoted = quote && !quoted
		}
		return out.String(), nil
	})
}
