package cli

import (
	"strings"
	"unicode"

	"ovh-tokens/ovhapi/pattern"
)

// mask stands where a key was.
const mask = "••••••••"

// keyShaped is an application key, or a secret or consumer key: 16 or 32 letters and
// digits (ovh/go-ovh, README.md). keysIn asks for both in them.
var keyShaped = pattern.New(`^([A-Za-z0-9]{16}|[A-Za-z0-9]{32})$`)

// keysIn lists the words of a text that look like a key. Names with a slash, a dot or
// a dash in them, such as paths and hosts, are none.
func keysIn(text string) []string {
	var keys []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("/._-*@:", r)
	}) {
		word = strings.Trim(word, ".:-")
		if keyShaped.MatchString(word) && strings.ContainsAny(word, "0123456789") && strings.ContainsFunc(word, unicode.IsLetter) {
			keys = append(keys, word)
		}
	}
	return keys
}

// keysGiven are the words of a command line that look like a key, whatever they were
// given for. The name of a profile is a name.
func keysGiven(args []string) []string {
	var keys []string
	for i, arg := range args {
		if strings.HasPrefix(arg, "--profile=") || i > 0 && args[i-1] == "--profile" {
			continue
		}
		keys = append(keys, keysIn(arg)...)
	}
	return keys
}

// veil puts the mask in place of keys.
func veil(text string, keys []string) string {
	for _, key := range keys {
		text = strings.ReplaceAll(text, key, mask)
	}
	return text
}
