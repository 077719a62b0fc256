package catalog

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"ovh-tokens/ovhapi/rule"
)

// TestAPlaceholderBehindAStarIsNoMistyping: what is like every word made a search try
// every word of the API, for seconds.
func TestAPlaceholderBehindAStarIsNoMistyping(t *testing.T) {
	t.Parallel()
	c := large(t)
	for _, pattern := range []string{"/*/{x", "/*/{zone}/record", "/*/<zone>", "/*/x}", "/*/zone<"} {
		if words := wordsBehindStar(pattern); slices.ContainsFunc(words, func(i int) bool { return i == 2 }) {
			t.Errorf("%s: its placeholder is taken for a mistyped word", pattern)
		}
		if near := c.Nearest(pattern, 100); len(near) > 100 {
			t.Errorf("%s: %d paths are near", pattern, len(near))
		}
	}
}

// TestFewWordsAreTriedInPlaceOfAMistypedOne: each is held against all routes.
func TestFewWordsAreTriedInPlaceOfAMistypedOne(t *testing.T) {
	t.Parallel()
	var ops []Operation
	for i := range 50 {
		ops = append(ops, Operation{Method: rule.Get, Path: fmt.Sprintf("/zone/{name}/record%02d", i)})
	}
	ops = append(ops, Operation{Method: rule.Get, Path: "/zone/{name}/other/{id}"})
	c := New("test", large(t).Fetched(), ops)
	if near := c.Nearest("/*/record", 50); len(near) == 0 || len(near) > maxLikely {
		t.Errorf("%d are near: %v", len(near), near)
	}
}

// TestReadingsAreTheSameAskedTwice, by several at once, and when more were asked
// about than are remembered.
func TestReadingsAreTheSameAskedTwice(t *testing.T) {
	t.Parallel()
	c := large(t)
	r := rule.Rule{Method: rule.Get, Path: "/*/record1/*"}
	want := len(c.Reach(r)) + len(c.Chance(r))
	var all sync.WaitGroup
	for worker := range 4 {
		all.Go(func() {
			for i := range maxReadings / 2 {
				c.Reach(rule.Rule{Method: rule.Get, Path: fmt.Sprintf("/none%d/*/%d/x", worker, i)})
			}
			if got := len(c.Reach(r)) + len(c.Chance(r)); got != want {
				t.Errorf("%d operations, then %d", want, got)
			}
		})
	}
	all.Wait()
	if len(c.readings.known) > maxReadings || c.readings.places > maxPlaces {
		t.Errorf("%d patterns with %d places are remembered", len(c.readings.known), c.readings.places)
	}
}
