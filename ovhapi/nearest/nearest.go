// Package nearest tells which known word a mistyped one was most likely meant to
// be.
package nearest

import (
	"cmp"
	"slices"
	"strings"
)

// Words lists the known words most like a typed one, the closest first, at most
// limit. Words that hold it, or begin as it does, count as close: "certbot" for
// "certbot-zone". What resembles nothing brings nothing; what is known brings
// itself alone. Case does not count.
func Words(typed string, known []string, limit int) []string {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if typed == "" {
		return nil
	}
	type candidate struct {
		word string
		cost int
	}
	var list []candidate
	for _, word := range known {
		cost, like := unlike(typed, strings.ToLower(word))
		if cost == 0 {
			return []string{word}
		}
		if like {
			list = append(list, candidate{word, cost})
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int { return cmp.Compare(a.cost, b.cost) })
	words := make([]string, 0, min(limit, len(list)))
	for _, c := range list[:min(limit, len(list))] {
		words = append(words, c.word)
	}
	return words
}

// unlike says how far two words are apart, and whether one may be meant by the
// other. A third of the letters may differ.
func unlike(typed, word string) (cost int, like bool) {
	const far = 10
	d := Distance(typed, word)
	switch {
	case d <= max(1, min(len(typed), len(word))/3):
		return d, true
	case len(typed) > 2 && strings.HasPrefix(word, typed):
		return far, true
	case len(typed) > 2 && strings.Contains(word, typed), len(word) > 2 && strings.Contains(typed, word):
		return far + 1, true
	}
	return d, false
}

// tooLong is the length in bytes up to which words are compared.
const tooLong = 64

// Distance is the number of letters to change, add or take away, neighbours that
// changed places counting as one; 100 for words of more than 64 bytes.
func Distance(a, b string) int {
	if len(b) > tooLong || len(a) > tooLong {
		return 100
	}
	var rows [3][tooLong + 2]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	before, last, now := &rows[2], &rows[0], &rows[1]
	for i := 1; i <= len(a); i++ {
		now[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}
