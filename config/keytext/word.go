package keytext

import (
	"encoding/base64"
	"strings"
	"unicode"
	"unicode/utf8"

	"ovh-tokens/ovhapi/pattern"
)

// OVH's application keys have 16 letters and digits, application secrets and
// consumer keys 32 (seen in every one that OVH gave out and in the examples of
// its libraries). What is named as a key may have another length within limits.
const (
	keyLength    = 16
	secretLength = 32
	shortest     = 12
	longest      = 64
)

// valueOf reads a word as a key of some kind, plain or as base64.
func valueOf(kind Kind, word string) (value string, ok bool) {
	if fits(kind, word) {
		return word, true
	}
	if decoded, _, ok := decode(word); ok {
		if inner := strings.TrimRight(decoded, "\r\n"); fits(kind, inner) {
			return inner, true
		}
	}
	if !isWord(word) || len(word) < shortest || len(word) > longest || !strings.ContainsAny(word, "0123456789") {
		return "", false
	}
	// A secret as long as an application key, or the other way round, is
	// something else.
	return word, len(word) != keyLength && len(word) != secretLength
}

// fits reports whether a word has the very form of a key.
func fits(kind Kind, word string) bool {
	length := secretLength
	if kind == ApplicationKey {
		length = keyLength
	}
	return len(word) == length && isWord(word)
}

// isWord reports whether a text is made of letters and digits alone.
func isWord(text string) bool {
	return text != "" && strings.IndexFunc(text, func(r rune) bool { return r > unicode.MaxASCII || !isLetterOrDigit(r) }) < 0
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// standsAlone reports whether a part of a text is no part of a longer word.
func standsAlone(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return (start == 0 || !joins(before)) && (end == len(text) || !joins(after))
}

func joins(r rune) bool { return r == '_' || isLetterOrDigit(r) }

// encodedWord is a word that holds text as base64.
type encodedWord struct {
	start, end int
	decoded    string
	encoding   *base64.Encoding
}

// encodedPattern finds what can hold at least a key of the shortest length.
var encodedPattern = pattern.New(`[A-Za-z0-9+/_-]{16,}={0,2}`)

// encodedWords lists the words of a text that hold text as base64.
func encodedWords(text string) []encodedWord {
	var list []encodedWord
	for _, at := range encodedPattern.FindAllStringIndex(text, -1) {
		if decoded, encoding, ok := decode(text[at[0]:at[1]]); ok {
			list = append(list, encodedWord{start: at[0], end: at[1], decoded: decoded, encoding: encoding})
		}
	}
	return list
}

// decode reads base64 of either alphabet, with or without padding. Only what
// the same encoding writes in the same way and what decodes to text counts.
func decode(word string) (text string, encoding *base64.Encoding, ok bool) {
	for _, e := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding, base64.RawStdEncoding, base64.RawURLEncoding} {
		data, err := e.DecodeString(word)
		if err == nil && isText(data) && e.EncodeToString(data) == word {
			return string(data), e, true
		}
	}
	return "", nil, false
}

// isText reports whether data is what people and programs write.
func isText(data []byte) bool {
	if len(data) == 0 || !utf8.Valid(data) {
		return false
	}
	return strings.IndexFunc(string(data), func(r rune) bool { return !unicode.IsPrint(r) && !strings.ContainsRune("\n\r\t", r) }) < 0
}
