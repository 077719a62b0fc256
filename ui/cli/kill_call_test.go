//go:build !windows

package cli

import (
	"fmt"
	"strings"
	"testing"
)

// calls goes a way once, unharmed, and returns the calls from the request on.
func calls(t *testing.T, w way) []string {
	t.Helper()
	b := newBox(t, w)
	c := b.start()
	if !c.follow(w.question) || !c.follow(w.answer) {
		t.Fatalf("the program ended by itself:\n%s", c.screen())
	}
	c.kill()
	heard, _ := b.gate.heard()
	return heard
}

// TestKilledAtEveryCall kills the program at every call that it makes from the
// request for a new token on: before anything was done, when it was done and not
// answered, and when the answer was sent.
func TestKilledAtEveryCall(t *testing.T) {
	t.Parallel()
	everyWay(t, func(t *testing.T, w way) {
		for i, call := range calls(t, w) {
			for _, when := range []moment{arrives, done, answered} {
				if when == done && strings.HasPrefix(call, "GET ") {
					continue // the same as before
				}
				t.Run(fmt.Sprintf("%d %s %s", i+1, call, when), func(t *testing.T) {
					t.Parallel()
					b := newBox(t, w)
					b.gate.at, b.gate.when = i+1, when
					c := b.start()
					_ = c.follow(w.question) && c.follow(w.answer) // the end may be in sight when the last answer is
					if _, killed := b.gate.heard(); !killed {
						t.Fatalf("it was not killed:\n%s", c.screen())
					}
					<-c.drained
					b.survives(c)
				})
			}
		}
	})
}
