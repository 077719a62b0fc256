package rule

import (
	"strings"

	"ovh-tokens/ovhapi/plain"
)

// SyntaxError says why a rule, a method or a path can't be taken as typed, and
// what would be right.
type SyntaxError struct {
	Input      string // what was typed, fit for a terminal and shortened
	Reason     string // what is wrong, without the input
	Suggestion string // what to write instead, valid as it stands; "" when nobody can know
}

// Error writes the three as one sentence:
// "domain/zone": a path begins with a slash; write /domain/zone.
func (e *SyntaxError) Error() string {
	text := e.Reason
	if e.Input != "" {
		text = `"` + e.Input + `": ` + e.Reason
	}
	if e.Suggestion != "" {
		text += "; write " + e.Suggestion
	}
	return text
}

// maxShown bounds, in runes, how much of an input a message repeats.
const maxShown = 120

func syntaxError(input, reason, suggestion string) *SyntaxError {
	return &SyntaxError{Input: shown(input), Reason: reason, Suggestion: suggestion}
}

// shown makes text from outside fit for a message: one plain line of a bounded
// length.
func shown(text string) string {
	// Beyond this nothing can be shown any more, whatever is dropped on the way.
	const enough = 8 * maxShown
	if len(text) > enough {
		text = strings.ToValidUTF8(text[:enough], "")
	}
	runes := []rune(plain.Text(text))
	if len(runes) <= maxShown {
		return string(runes)
	}
	return string(runes[:maxShown-1]) + "…"
}
