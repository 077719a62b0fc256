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
	for round := range uint64(20) {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			t.Parallel()
			b := newBox(t)
			c := b.start()
			last := len(toTheFile) - 2
			if !c.follow(toTheQuestion) || !c.follow(toTheFile[:last]) || !c.comes(toTheFile[last].sees) {
				t.Fatalf("the program ended by itself:\n%s", c.screen())
			}
			moment := time.Duration(rand.New(rand.NewPCG(round, 1)).Int64N(int64(8 * time.Millisecond)))
			late := time.After(moment)
			c.press(toTheFile[last].types)
			<-late
			c.kill()
			b.survives(c)
			t.Logf("killed after %v", moment)
		})
	}
}

// TestKilledWhileTheLinkIsOpen kills the program twice while it waits for the
// new token to be authorized.
func TestKilledWhileTheLinkIsOpen(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	b.gate.leave = true
	c := b.start()
	if !c.follow(toTheQuestion) {
		t.Fatalf("the program ended by itself:\n%s", c.screen())
	}
	c.press("\r")
	c.wait("credentialToken=")
	c.wait("still waiting")
	c.kill()
	token, _ := b.fresh()
	if inProgram, _ := b.holds(token.ConsumerKey); !inProgram {
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
}
