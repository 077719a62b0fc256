package ui_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

func TestPauseOfALoadingIsShownAndCountedDown(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/me/api/credential", Status: 429, Header: map[string]string{"Retry-After": "40"}})
		s.pauses, s.resume = make(chan time.Duration), make(chan struct{})
		s.Press("r")
		<-s.pauses
		asked := regexp.MustCompile(`(?:waits|asks to wait,) (\d+) s`)
		s.WaitUntil("how long OVH asks to wait", asked.MatchString)
		seconds, _ := strconv.Atoi(asked.FindStringSubmatch(s.at(1))[1])
		s.clock.Advance(5 * time.Second)
		s.WaitFor(fmt.Sprintf(" %d s", seconds-5))
		s.Press("down", "space") // the list stays usable
		s.WaitFor("1 selected")
		close(s.resume)
		s.loaded()
		s.Lacks("asks to wait")
		s.Says("61 tokens")
	})
}

// Rows come while others are still being read: a bar and a count say how far it
// is, beside a filter too.
func TestLoadingIsCounted(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t, ovhsim.Options{Tokens: 300, NoExpansion: true})
		batches := 0
		s.gate.holdIf(func(r *http.Request) bool {
			if strings.Contains(r.URL.Path, "/me/api/credential/") {
				batches++
			}
			return batches > 1
		})
		s.start(size)
		s.Says(" of 300 tokens", "━", "─", "reading…")
		s.filter("status:live")
		s.Says("shown", " of 300")
		s.gate.open()
		s.loaded()
		s.Lacks("━")
	})
}
