//go:build !windows

package cli

import (
	"fmt"
	"strings"
	"testing"
)

// calls goes the way to a new key once, unharmed, and returns the calls from the
// request on.
func calls(t *testing.T, to, through []step) []string {
	t.Helper()
	b := newBox(t)
	c := b.start()
	if !c.follow(to) || !c.follow(through) {
		t.Fatalf("the program ended by itself:\n%s", c.screen())
	}
	c.kill()
	heard, _ := b.gate.heard()
	return heard
}

// TestKilledAtEveryCall asks for a new token and keeps its key in ovh.conf. The
// program is killed at every call that it makes from the request on: before
// anything was done, when it was done and not answered, and when the answer was
// sent.
func TestKilledAtEveryCall(t *testing.T) {
	t.Parallel()
	for i, call := range calls(t, toTheQuestion, toTheFile) {
		for _, when := range []moment{arrives, done, answered} {
			if when == done && strings.HasPrefix(call, "GET ") {
				continue // the same as before
			}
			t.Run(fmt.Sprintf("%d %s %s", i+1, call, when), func(t *testing.T) {
				t.Parallel()
				b := newBox(t)
				b.gate.at, b.gate.when = i+1, when
				c := b.start()
				ended := c.follow(toTheQuestion) && c.follow(toTheFile)
				if _, killed := b.gate.heard(); !killed {
					t.Fatalf("it was not killed; at its end: %v\n%s", ended, c.screen())
				}
				<-c.drained
				b.survives(c)
			})
		}
	}
}
