package keytext

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
)

// ErrLongerWord says that a key is also a part of a longer word, so that it
// can't be told what it means there.
var ErrLongerWord = errors.New("the old key is also a part of a longer word")

var errNoKey = errors.New("a key has letters and digits only")

// Replace puts another key in the place of one wherever that stands, plain or
// as base64, alone or within an encoded document. Every other byte stays. A text
// in which the old key does not stand comes back as it is.
func Replace(text string, old, fresh ovhapi.Secret) (string, error) {
	before, after := old.Reveal(), fresh.Reveal()
	if !isWord(before) || !isWord(after) || len(before) < shortest {
		return "", errNoKey
	}
	type swap struct {
		start, end int
		with       string
	}
	var swaps []swap
	number := lineCounter(text)
	for at := range occurrences(text, before) {
		end := at + len(before)
		if !standsAlone(text, at, end) {
			return "", fmt.Errorf("line %d: %w", number(at), ErrLongerWord)
		}
		swaps = append(swaps, swap{at, end, after})
	}
	for _, w := range encodedWords(text) {
		if !strings.Contains(w.decoded, before) || slices.ContainsFunc(swaps, func(s swap) bool { return s.start < w.end && w.start < s.end }) {
			continue
		}
		for at := range occurrences(w.decoded, before) {
			if !standsAlone(w.decoded, at, at+len(before)) {
				return "", fmt.Errorf("line %d: %w", number(w.start), ErrLongerWord)
			}
		}
		swaps = append(swaps, swap{w.start, w.end, w.encoding.EncodeToString([]byte(strings.ReplaceAll(w.decoded, before, after)))})
	}
	slices.SortFunc(swaps, func(a, b swap) int { return a.start - b.start })
	var b strings.Builder
	done := 0
	for _, s := range swaps {
		b.WriteString(text[done:s.start])
		b.WriteString(s.with)
		done = s.end
	}
	b.WriteString(text[done:])
	return b.String(), nil
}
