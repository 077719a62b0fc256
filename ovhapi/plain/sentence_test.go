package plain_test

import (
	"testing"

	"ovh-tokens/ovhapi/plain"
)

func TestSentence(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":              "",
		"x":             "X.",
		"no such file":  "No such file.",
		"it ended.":     "It ended.",
		"élan perdu...": "Élan perdu.",
		"{":             "{.",
	} {
		if got := plain.Sentence(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
