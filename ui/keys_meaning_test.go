package ui_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"ovh-tokens/ui"
	"ovh-tokens/ui/key"
)

// moves is what the keys that move say.
const moves = `\b(up|down|move|scroll|next|previous|before|first|last|top|bottom|page)\b`

// meanings say what a letter does, as an expression that whatever a screen says of
// it holds. A letter that is not here may not be bound.
var meanings = map[string]string{
	"j": moves, "k": moves, "g": moves, "G": moves,
	"a": `^select all`, "A": `^select none`, "v": `^select a range`,
	"s": `^sort by`, "S": `^reverse the order`,
	"r": `\b(read|look|ask)\b.*\b(again|anew)\b`,
	"p": `\baccounts?\b`, "m": `\bapplications?\b`,
	"n": `\b(new|another) token\b`,
	"d": `\b(revoke|delete)\b`,
	"X": `^clean up`, "D": `\bdoctor\b`,
	"R": `^(replace|put a new key)\b`,
	"i": `\baddresses\b`,
	"y": `^(copy|share)\b`,
	"o": `^open\b.*\bpage\b`,
	// Those that the program has besides.
	"c": `^cover everything below`,
	"e": `\bwould( a call)? pass|\ba call would pass`,
	"f": `^fill in\b`,
	"l": `\baccess level\b`,
	"t": `^try\b.*\bagain|^try again\b`,
	"u": `^undo\b`,
	"w": `^new tokens that wait`,
	"B": `^forget the request from before`,
	"F": `\b(forget|give the (key|request) up|remove the key)\b`,
	"K": `\bkeys?\b.*\bmachine\b`,
	"L": `^let nobody but your user read`,
	"N": `^notes\b`,
	"P": `^ready-made sets`,
	"Q": `\bQR code\b|^back to the wait$`,
	"V": `^show the consumer key`,
	"W": `^save\b`,
}

// excepted are bindings that a letter has beside its meaning, each with why.
var excepted = map[string]string{
	"n set up an account that is not here yet, one question at a time":  "an account that is not here yet begins with its new token",
	"c go on although OVH did not say whether it knows the application": "the set-up has no rules that cover anything",
}

// TestALetterMeansTheSameEverywhere holds the tables of all screens to one meaning
// a letter. A question takes y and n, whatever it is about.
func TestALetterMeansTheSameEverywhere(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	check := func(screen string, b key.Binding, stroke string) {
		if r := []rune(stroke); len(r) != 1 || !unicode.IsLetter(r[0]) {
			return
		}
		used[stroke] = true
		want, known := meanings[stroke]
		switch except := stroke + " " + b.Long; {
		case excepted[except] != "":
			used[except] = true
		case !known:
			t.Errorf("%s: %q, %q: no meaning is set down for this letter", screen, stroke, b.Long)
		case !regexp.MustCompile(want).MatchString(b.Long):
			t.Errorf("%s: %q is %q; elsewhere it is what matches %q", screen, stroke, b.Long, want)
		}
	}
	for _, table := range append(tables(t), table{name: "everywhere", keys: ui.Everywhere()}) {
		asks := asks(table.keys)
		for _, b := range key.Explained(table.keys) {
			for _, stroke := range b.Keys {
				if stroke != "q" && !(asks && strings.Contains("ynN", stroke)) {
					check(table.name, b, stroke)
				}
			}
		}
	}
	for stroke := range meanings {
		if later := []string{"D", "m"}; !used[stroke] && !slices.Contains(later, stroke) {
			t.Errorf("no screen binds %q any more", stroke)
		}
	}
	for binding := range excepted {
		if !used[binding] {
			t.Errorf("no screen has %q any more", binding)
		}
	}
}

// asks reports whether a table is that of a question: n says no to it, as esc
// does.
func asks(keys []key.Binding) bool {
	return slices.ContainsFunc(keys, func(b key.Binding) bool {
		return slices.Contains(b.Keys, "n") && slices.Contains(b.Keys, "esc")
	})
}
