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
// or in the path of a rule, as it is, in the singular, or as another word for the
// same. Of equals, the order stays. An empty text lists all.
func (l List) Search(text string) List {
	text = letsEncrypt.Replace(strings.ToLower(strings.TrimSpace(text)))
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
	parts := []part{
		{tools, worthTool},
		{p.ID, worthID},
		{strings.ToLower(p.Title), worthTitle},
	}
	purpose := part{strings.ToLower(p.Purpose), worthPurpose}
	for _, word := range words {
		best := 0
		for i, w := range forms(word) {
			fits := fit
			if i > 0 {
				fits = fitWhole
			}
			said := p.says(w, parts, purpose, fits)
			if i > 0 { // what was typed says more than what it may stand for
				said = (said + 1) / 2
			}
			best = max(best, said)
		}
		if best == 0 {
			return 0
		}
		score += best
	}
	return score
}

// part is a text of a preset, and what it is worth that a word stands in it.
type part struct {
	text  string
	worth int
}

// says is how much a preset has to do with one word: what it is called says more
// than what is told of it, and that more than its rules.
func (p Preset) says(word string, parts []part, purpose part, fits func(text, word string) int) int {
	said := 0
	for _, part := range parts {
		said += part.worth * fits(part.text, word)
	}
	switch {
	case said > 0:
		return said
	case fits(purpose.text, word) > 0:
		return purpose.worth * fits(purpose.text, word)
	case slices.ContainsFunc(p.Rules, func(r rule.Rule) bool { return strings.Contains(strings.ToLower(r.Path), word) }):
		return worthPath
	}
	return 0
}

// letsEncrypt makes one word of a name.
var letsEncrypt = strings.NewReplacer("let's encrypt", "letsencrypt", "let’s encrypt", "letsencrypt", "lets encrypt", "letsencrypt")

// synonyms are other words for what somebody looks for.
var synonyms = map[string][]string{
	"letsencrypt":  {"dns-01", "let's encrypt"},
	"wildcard":     {"dns-01"},
	"ssl":          {"certificates"},
	"tls":          {"certificates"},
	"k8s":          {"kubernetes"},
	"mks":          {"kubernetes"},
	"dyndns":       {"dynhost", "dynamic"},
	"bill":         {"invoices"},
	"invoice":      {"bills"},
	"mail":         {"email"},
	"loadbalancer": {"iploadbalancing"},
	"baremetal":    {"dedicated"},
}

// forms are the words that a word may stand for: itself, its singular, and the
// synonyms of both.
func forms(word string) []string {
	list := []string{word}
	if one := singular(word); one != word {
		list = append(list, one)
	}
	for _, w := range slices.Clone(list) {
		list = append(list, synonyms[w]...)
	}
	return list
}

// singular takes the ending off a word in the plural.
func singular(word string) string {
	if stem, found := strings.CutSuffix(word, "ies"); found {
		return stem + "y"
	}
	if len(word) > 3 && !strings.HasSuffix(word, "ss") {
		return strings.TrimSuffix(word, "s")
	}
	return word
}

// whole is how a word of its own fits.
const whole = 3

// fit says how a word stands in a text: 3 as a word of its own, 2 at the
// beginning of one, 1 inside one, 0 not at all.
func fit(text, word string) int {
	best := 0
	for at := 0; best < whole; {
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
				fit = whole
			}
		}
		best, at = max(best, fit), start+1
	}
	return best
}

// fitWhole is fit for a word that was not typed: it counts as a whole only.
func fitWhole(text, word string) int {
	if n := fit(text, word); n == whole {
		return n
	}
	return 0
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
