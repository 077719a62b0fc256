package ovhapi_test

import (
	"slices"
	"testing"

	"ovh-tokens/ovhapi"
)

// Tokens that stay are counted where they are many, and the newest reason is said
// first.
func TestLeftAlone(t *testing.T) {
	t.Parallel()
	skips := func(reason string, ids ...int64) (list []ovhapi.Skip) {
		for _, id := range ids {
			list = append(list, ovhapi.Skip{Token: ovhapi.Token{Credential: ovhapi.Credential{ID: id}}, Reason: reason})
		}
		return list
	}
	for name, test := range map[string]struct {
		skips []ovhapi.Skip
		want  []string
	}{
		"none": {nil, nil},
		"one":  {skips("the token in use", 7), []string{"Left alone: 7, the token in use."}},
		"few":  {skips("taken out by you", 7, 9), []string{"Left alone: 7, 9 (taken out by you)."}},
		"many": {skips("taken out by you", 1, 2, 3, 4), []string{"Left alone: 4 tokens (taken out by you)."}},
		"news first": {slices.Concat(skips("taken out by you", 1, 2, 3, 4), skips(ovhapi.SkipUsed, 9)), []string{
			"Left alone: 9, was used since the plan was made.", "Left alone: 4 tokens (taken out by you).",
		}},
		"more reasons than there is room for": {slices.Concat(skips("a", 1), skips("b", 2, 3), skips("c", 4), skips("d", 5), skips("e", 6)), []string{
			"Left alone: 6, e.", "Left alone: 5, d.", "Left alone: 4, c.", "Left alone for other reasons: 3.",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := ovhapi.LeftAlone(test.skips); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
