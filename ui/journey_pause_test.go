package ui_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

// limited has the next calls of a method refused for so many seconds, and what
// waits for that held back.
func (s *stand) limited(method, path string, seconds int) {
	s.t.Helper()
	s.sim.Fail(ovhsim.Fault{Method: method, Path: path, Status: 429, Header: map[string]string{"Retry-After": strconv.Itoa(seconds)}})
	s.pauses, s.resume = make(chan time.Duration, 64), make(chan struct{})
}

// countsDown checks that the seconds that a sentence tells go down with the clock.
func (s *stand) countsDown(before string) {
	s.t.Helper()
	told := regexp.MustCompile(regexp.QuoteMeta(before) + `(\d+) s`)
	s.WaitUntil("how long OVH asks to wait", told.MatchString)
	seconds, _ := strconv.Atoi(told.FindStringSubmatch(s.Screen())[1])
	for _, passed := range []int{1, 3} {
		s.clock.Advance(time.Duration(passed) * time.Second)
		seconds -= passed
		s.WaitFor(fmt.Sprintf("%s%d s", before, seconds))
	}
}

// A pause of a run is counted down, second by second.
func TestPauseOfARunIsCountedDown(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.limited("DELETE", "", 40)
		s.Press("X")
		s.WaitFor("go in 5 s")
		s.Press("enter")
		<-s.pauses
		s.countsDown("OVH asks to wait; going on in ")
		close(s.resume)
		s.WaitFor("18 expired tokens revoked.")
	})
}

// Who starts the program while OVH's limit is felt is told what it waits for.
func TestStartWhileLimitedSaysTheWait(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t, ovhsim.Options{})
		s.limited("GET", "", 40)
		s.start(size)
		<-s.pauses
		s.countsDown("OVH asks to wait, ")
		s.Says("Reading the account…")
		close(s.resume)
		s.loaded()
		s.Lacks("asks to wait")
	})
}

// What is said of a run is not left standing when it is stopped, or has ended.
func TestNoticeOfARunGoesWithIt(t *testing.T) {
	t.Parallel()
	const notice = "Tokens are being revoked; ctrl+c stops that."
	for name, end := range map[string]func(*stand){
		"stopped":         func(s *stand) { s.Press("ctrl+c"); s.Lacks(notice); s.gate.open() },
		"ended by itself": func(s *stand) { s.gate.open() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := account(t, ovhsim.Options{}, uitest.Size(80, 24))
			s.question()
			s.gate.hold("DELETE")
			s.Press("y")
			<-s.gate.arrived
			s.Press("q")
			s.Says(notice)
			end(s)
			s.WaitFor("revoked.")
			s.Settle()
			s.Lacks(notice)
		})
	}
}

// A stopped run is gone on with by one key.
func TestStoppedRunGoesOn(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		before := s.ids(every)
		ids := s.question()
		s.gate.hold("DELETE")
		s.Press("y")
		<-s.gate.arrived
		s.Press("ctrl+c")
		s.gate.open()
		s.WaitFor("1 token revoked. 2 not tried. t goes on.")
		if !strings.Contains(s.footer(), "t go on with 2") {
			t.Errorf("the footer does not say how to go on: %q", s.footer())
		}
		s.Press("t")
		s.WaitFor("2 tokens revoked.")
		s.Lacks("not tried")
		s.wantTokens(without(before, ids...))
		s.Press("t")
		s.Says("Nothing failed, and nothing was left untried.")
	})
}

// A countdown that another screen has ended can be begun again, and still be
// stopped then.
func TestEndedCountdownBeginsAnew(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{}, uitest.Size(80, 24))
	before := s.ids(every)
	s.Press("X")
	s.WaitFor("go in 5 s")
	s.Press("ctrl+c")
	s.Says("Nothing was revoked. 18 not tried. t goes on.")
	s.Press("t")
	s.Says("18 expired tokens go in 5 s")
	s.Press("esc")
	s.Says("Kept. Nothing was revoked.")
	s.wantTokens(before)
}

// When a sheet is closed, the list has its whole height again at once.
func TestListHasItsHeightBackAfterAResult(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{Tokens: 300}, uitest.Size(80, 24))
	rows := func() int {
		n := 0
		for line := range strings.Lines(s.Screen()) {
			if strings.HasSuffix(strings.TrimRight(line, "\n"), " ago") || strings.Contains(line, "never") || strings.Contains(line, "now") {
				n++
			}
		}
		return n
	}
	s.Press("down", "up")
	all := rows()
	for _, close := range []string{"enter", "esc"} {
		s.Press("g", "down", "d")
		s.WaitFor("y/N")
		s.Press("y")
		s.WaitFor("1 token revoked.")
		if rows() >= all {
			t.Fatalf("there are no fewer rows beside the result:\n%s", s.Screen())
		}
		s.Press(close)
		s.Lacks("revoked.")
		s.Says("Receipt: ") // until the next key
		s.Press("down", "up")
		if n := rows(); n != all {
			t.Errorf("%d rows after %s, want %d:\n%s", n, close, all, s.Screen())
		}
	}
}

// A notice that is longer than a line is said whole.
func TestLongNoticeIsWrapped(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{}, uitest.Size(60, 24))
	s.filter("status:'in use'")
	s.Press("space")
	s.Says("This is the token in use: it is never revoked together with others.")
	s.Press("down")
	s.Lacks("together with others")
}
