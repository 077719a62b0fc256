package preset

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ovh-tokens/ovhapi/rule"
)

// Search lists the presets that a text is about, the ones that fit best first:
// every word of it stands in the id, in the title, in the tools, in the purpose
// or in the path of a rule. Of equals, the order stays. An empty text lists all.
func (l List) Search(text string) List {
	text = strings.ToLower(strings.TrimSpace(text))
	words := strings.Fields(text)
	if len(words) == 0 {
		return slices.Clone(l)
	}
	type hit struct{ place, score int }
	var hits []hit
	for i, p := range l {
		if score := p.score(text, words); score > 0 {
			hits = append(hits, hit{i, score})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	out := make(List, len(hits))
	for i, h := range hits {
		out[i] = l[h.place]
	}
	return out
}

// What it is worth when a word stands in a part of a preset.
const (
	worthTool    = 12
	worthID      = 10
	worthTitle   = 8
	worthPurpose = 3
	worthPath    = 1
	worthWhole   = 100 // the text is the id, or the name of a tool
)

// score says how well a preset fits, 0 when a word stands nowhere in it.
func (p Preset) score(text string, words []string) int {
	score := 0
	if text == p.ID {
		score += worthWhole
	}
	tools := strings.ToLower(strings.Join(p.Tools, ", "))
	if slices.Contains(items(tools), text) {
		score += worthWhole
	}
	parts := []struct {
		text  string
		worth int
	}{
		{tools, worthTool},
		{p.ID, worthID},
		{strings.ToLower(p.Title), worthTitle},
	}
	purpose := strings.ToLower(p.Purpose)
	for _, w := range words {
		best := 0
		for _, part := range parts {
			best += part.worth * fit(part.text, w)
		}
		if best == 0 { // what a preset is called says more than what is told of it
			best = worthPurpose * fit(purpose, w)
		}
		if best == 0 && slices.ContainsFunc(p.Rules, func(r rule.Rule) bool { return strings.Contains(strings.ToLower(r.Path), w) }) {
			best = worthPath
		}
		if best == 0 {
			return 0
		}
		score += best
	}
	return score
}

// fit says how a word stands in a text: 3 as a word of its own, 2 at the
// beginning of one, 1 inside one, 0 not at all.
func fit(text, word string) int {
	best := 0
	for at := 0; best < 3; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			break
		}
		start, end := at+i, at+i+len(word)
		fit := 1
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if !inWord(before) {
			if fit = 2; !inWord(after) {
				fit = 3
			}
		}
		best, at = max(best, fit), start+1
	}
	return best
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
