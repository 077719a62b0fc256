//go:build !windows

package cli

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
)

// TestKilledAtAnyMomentOfTheWrite kills the program some time after the key was
// pressed that writes ovh.conf, wherever it is then.
func TestKilledAtAnyMomentOfTheWrite(t *testing.T) {
	t.Parallel()
	everyWay(t, func(t *testing.T, w way) {
		for round := range w.rounds {
			t.Run(fmt.Sprint(round), func(t *testing.T) {
				t.Parallel()
				b := newBox(t, w)
				c := b.start()
				last := len(w.answer) - 2
				if !c.follow(w.question) || !c.follow(w.answer[:last]) || !c.comes(w.answer[last].sees) {
					t.Fatalf("the program ended by itself:\n%s", c.screen())
				}
				moment := time.Duration(rand.New(rand.NewPCG(round, 1)).Int64N(int64(12 * time.Millisecond)))
				late := time.After(moment)
				c.press(w.answer[last].types)
				<-late
				c.kill()
				b.survives(c)
				if t.Failed() {
					t.Logf("killed after %v", moment)
				}
			})
		}
	})
}

// TestKilledWhileTheLinkIsOpen kills the program twice while it waits for the
// new token to be authorized.
func TestKilledWhileTheLinkIsOpen(t *testing.T) {
	t.Parallel()
	everyWay(t, func(t *testing.T, w way) {
		b := newBox(t, w)
		b.gate.leave = true
		c := b.start()
		if !c.follow(w.question) || !c.follow([]step{w.answer[0], {"credentialToken=", ""}, {"still waiting", ""}}) {
			t.Fatalf("the program ended by itself:\n%s", c.screen())
		}
		c.kill()
		if !b.holdsAny() {
			t.Fatal("the key is lost although its link was shown")
		}
		again := b.start()
		if !again.follow([]step{
			{"1 new, w", "w"}, {"waits for validation", "\r"}, {"credentialToken=", ""}, {"still waiting", ""},
		}) {
			t.Fatalf("the program ended by itself:\n%s", again.screen())
		}
		again.kill()
		if token, _ := b.fresh(); token.Status != ovhsim.Pending {
			t.Fatalf("the token is %s", token.Status)
		}
		b.survives(again)
	})
}
