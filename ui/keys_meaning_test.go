package ui_test

import (
	"regexp"
	"slices"
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
	"C": `^clean-up plan`,
	"B": `^forget the request from before`,
	"F": `\b(forget|give the (key|request) up|remove the key)\b`,
	"K": `\bkeys?\b.*\bmachine\b`,
	"L": `^let nobody but your user read`,
	"N": `^notes\b`,
	"P": `^ready-made sets`,
	"Q": `\bQR code\b|^back to the wait$`,
	"V": `^show the consumer key`,
	"W": `^save\b`,
	"Y": `^copy the application key`,
	"z": `^group by`, "Z": `^fold every`,
}

// excepted are bindings that a letter has beside its meaning, each with why.
var excepted = map[string]string{
	"n set up an account that is not here yet, one question at a time":           "an account that is not here yet begins with its new token",
	"P all accounts of this machine side by side, or again the one in use alone": "it goes with p; the form for a new token, which has the sets, is about one account",
	"c go on although OVH did not say whether it knows the application":          "the set-up has no rules that cover anything",
}

// TestALetterMeansTheSameEverywhere holds the tables of all screens to one meaning
// a letter. A question takes y and n, whatever it is about.
func TestALetterMeansTheSameEverywhere(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, table := range append(tables(t), table{name: "everywhere", keys: ui.Everywhere()}) {
		for stroke, does := range letters(table.keys) {
			except := stroke + " " + does
			want, known := meanings[stroke]
			used[stroke], used[except] = true, true
			switch {
			case excepted[except] != "":
			case !known:
				t.Errorf("%s: %q, %q: no meaning is set down for this letter", table.name, stroke, does)
			case !regexp.MustCompile(want).MatchString(does):
				t.Errorf("%s: %q is %q; elsewhere it is what matches %q", table.name, stroke, does, want)
			}
		}
	}
	for stroke := range meanings {
		if !used[stroke] && !slices.Contains(later, stroke) {
			t.Errorf("no screen binds %q any more", stroke)
		}
	}
	for binding := range excepted {
		if !used[binding] {
			t.Errorf("no screen has %q any more", binding)
		}
	}
}

// later are letters whose screens are not there yet.
var later []string

// letters are what the letters of a table do, but for q, which is the root's, and
// for the answers to a question.
func letters(table []key.Binding) map[string]string {
	does := map[string]string{}
	for _, b := range key.Explained(table) {
		for _, stroke := range b.Keys {
			if r := []rune(stroke); len(r) == 1 && unicode.IsLetter(r[0]) {
				does[stroke] = b.Long
			}
		}
	}
	delete(does, "q")
	if asks(table) {
		delete(does, "y")
		delete(does, "n")
		delete(does, "N")
	}
	return does
}

// asks reports whether a table is that of a question: n says no to it, as esc
// does.
func asks(keys []key.Binding) bool {
	return slices.ContainsFunc(keys, func(b key.Binding) bool {
		return slices.Contains(b.Keys, "n") && slices.Contains(b.Keys, "esc")
	})
}
