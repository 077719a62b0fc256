package rule

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi/pattern"
)

// spokenWord is a word of prose.
var spokenWord = pattern.New(`[A-Za-z]+`)

// methodField is the method where it is told behind the path: in the same line of a
// log, or in the same JSON object.
var methodField = pattern.New(`(?i)^(?:["'\\]*[ \t,;&]+["'\\]*|\\?"\s*,\s*\\?")(?:http_?)?(?:method|verb)["'\\]*[ \t]*[:=][ \t]*["'\\]*(get|post|put|delete|patch)\b`)

// methodBelow is the method in a line of its own below the path.
var methodBelow = pattern.New(`(?i)^["'\\]*[ \t]*,?[ \t]*\n[ \t]*["']?(?:http_?)?(?:method|verb)["']?[ \t]*[:=][ \t]*["']?(get|post|put|delete|patch)["']?[ \t]*,?[ \t]*(?:\n|$)`)

// option is the method as curl takes it, before the URL or behind it.
var option = pattern.New(`\bcurl\b.*?\s(?:-X\s*|--request[= ]\s*)["']?(GET|POST|PUT|DELETE|PATCH)\b`)

// methodOption is the method of a curl command.
func methodOption(line string) Method {
	found := option.FindStringSubmatch(line)
	if found == nil {
		return ""
	}
	return Method(found[1])
}

// methodEnding is the method that a line ends with, in capitals or written as
// clients do ("Post"): logs name the URL on the line below, and
// messages in a frame are broken there.
func methodEnding(line string) Method {
	words := strings.Fields(line)
	if len(words) == 0 {
		return ""
	}
	word := strings.Trim(words[len(words)-1], `"':=,`)
	upper := Method(strings.ToUpper(word))
	if !slices.Contains(Methods(), upper) || word == strings.ToLower(word) {
		return ""
	}
	return upper
}

// methodBehind is the method that a text right behind a path tells as a field, with
// how much of the text that takes.
func methodBehind(text string) (Method, int) {
	at := methodField.FindStringSubmatchIndex(text)
	if at == nil {
		return "", 0
	}
	return Method(strings.ToUpper(text[at[2]:at[3]])), at[1]
}

// methodBefore is the last word before a path that names a method, if it stands
// close by; the words of prose between are few.
func methodBefore(text string) Method {
	words := spokenWord.FindAllString(text, -1)
	for i := len(words) - 1; i >= max(0, len(words)-4); i-- {
		word := words[i]
		upper := Method(strings.ToUpper(word))
		// "get" and "put" are words of prose as well: in small letters they count
		// only right before the path.
		if slices.Contains(Methods(), upper) && (string(upper) == word || i == len(words)-1 || word != strings.ToLower(word)) {
			return upper
		}
	}
	return ""
}
