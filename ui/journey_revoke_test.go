package ui_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

// question selects the three tokens of terraform-prod that work and asks about
// them. It returns their ids.
func (s *stand) question() []int64 {
	s.t.Helper()
	s.filter("app:terraform-prod status:live")
	s.Press("a", "d")
	s.WaitFor("y/N")
	return s.ids(func(c ovhsim.Credential) bool {
		return c.ApplicationID == 131_909 && c.Status == ovhsim.Validated
	})
}

func TestSelectedTokensAreNamedAndRevoked(t *testing.T) {
	t.Parallel()
	underEveryWay(t, func(t *testing.T, o ovhsim.Options, size uitest.Option) {
		s := account(t, o, size)
		before := s.ids(every)
		ids := s.question()
		s.Says("Revoke 3 tokens?", "All 3 work now; whatever uses them stops working at once.", "everything", "/cloud/*", "35 min ago", "23 mo ago")
		for _, id := range ids {
			s.Says(itoa(id) + " terraform-prod live")
		}
		s.Press("y")
		s.WaitFor("3 tokens revoked.")
		s.Says("0 of 58 tokens shown", "Receipt: ~/receipts/revoke.json")
		s.Lacks("selected")
		s.wantTokens(without(before, ids...))
		s.wantReceipt("revoke", ids, nil)
		s.Press("enter")
		s.Lacks("revoked.")
	})
}

// wantReceipt checks what the last receipt tells.
func (s *stand) wantReceipt(action string, revoked, failed []int64) {
	s.t.Helper()
	r := s.keeper.receipt()
	var gone, left []int64
	for _, t := range r.Revoked {
		gone = append(gone, t.ID)
	}
	for _, f := range r.Failed {
		left = append(left, f.ID)
	}
	slices.Sort(gone)
	slices.Sort(left)
	if r.Action != action || r.Account != ovhsim.Owner || r.Finished.IsZero() {
		s.t.Errorf("the receipt is of %s on %s, finished %v", r.Action, r.Account, r.Finished)
	}
	if !slices.Equal(gone, revoked) || !slices.Equal(left, failed) {
		s.t.Errorf("the receipt says revoked %v, failed %v; want %v and %v", gone, left, revoked, failed)
	}
}

func TestEveryAnswerButYesKeepsThem(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{"enter", "esc", "n", "q"} {
		t.Run(answer, func(t *testing.T) {
			t.Parallel()
			s := account(t, ovhsim.Options{}, uitest.Size(80, 24))
			before := s.ids(every)
			s.question()
			if footer := s.footer(); !strings.Contains(footer, "esc n enter keep") {
				t.Errorf("the footer does not say what keeps them: %q", footer)
			}
			s.Press(answer)
			s.WaitFor("3 of 61 tokens shown")
			s.Says("3 selected")
			s.wantTokens(before)
			if n := s.sent("DELETE"); n != 0 {
				t.Errorf("%d calls to revoke were sent", n)
			}
		})
	}
}

func TestWideSelectionIsConfirmedByItsNumber(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		before := s.ids(every)
		s.filter("app:console status:live")
		s.Press("a", "d")
		s.WaitFor("Type 12 and press enter.")
		s.Press("enter")
		s.Says("Nothing was done. Type 12 first, or esc.")
		s.Type("y")
		s.Press("enter")
		s.Says(`Not "y": nothing was done. Type 12, or esc.`)
		s.Press("backspace")
		s.Type("11")
		s.Press("enter")
		s.Says(`Not "11": nothing was done. Type 12, or esc.`)
		s.wantTokens(before)
		if n := s.sent("DELETE"); n != 0 {
			t.Errorf("%d calls to revoke were sent", n)
		}
		s.Press("backspace")
		s.Type("2")
		s.Lacks("nothing was done")
		s.Press("enter")
		s.WaitFor("12 tokens revoked.")
	})
}

func TestLongListOfAQuestionScrolls(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{}, uitest.Size(80, 24))
	s.Press("a", "d")
	s.WaitFor("Type 60 and press enter.")
	s.Says("1–12 of 60", "↑ ↓ scroll")
	s.Press("down", "down")
	s.Says("3–14 of 60")
	s.Press("pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown")
	s.Says("49–60 of 60")
	last := s.at(18)
	s.Press("down")
	if s.at(18) != last || strings.TrimSpace(last) == "" {
		t.Errorf("the last token is not the last line: %q", s.at(18))
	}
	s.Press("pgup", "up")
	s.Says("37–48 of 60")
	x, y, shown := s.Cursor()
	if !shown || x != 2 || !strings.Contains(s.at(y), "›") {
		t.Errorf("the cursor is at %d,%d (shown: %v), not in the field", x, y, shown)
	}
}

func TestFailureStaysWithReasonAndQueryAndIsRetried(t *testing.T) {
	t.Parallel()
	underEveryWay(t, func(t *testing.T, o ovhsim.Options, size uitest.Option) {
		s := account(t, o, size)
		before := s.ids(every)
		ids := s.question()
		s.sim.Fail(ovhsim.Fault{Method: "DELETE", Path: "/me/api/credential/" + itoa(ids[1]), Status: 500})
		s.Press("y")
		s.WaitFor("2 tokens revoked. 1 failed.")
		query := s.keeper.receipt().Failed[0].QueryID
		s.Says(itoa(ids[1])+" terraform-prod: OVH's service is not available.", "OVH query "+query)
		if query == "" {
			t.Error("the receipt does not hold OVH's id of the query")
		}
		s.wantReceipt("revoke", without(ids, ids[1]), ids[1:2])
		s.wantTokens(without(before, ids[0], ids[2]))
		s.Says("1 of 59 tokens shown")
		s.Press("down", "up") // the list is alive
		s.WaitFor("1 failed.")
		s.Press("t")
		s.WaitFor("1 token revoked.")
		s.Lacks("failed")
		s.wantTokens(without(before, ids...))
		s.wantReceipt("revoke", ids[1:2], nil)
	})
}

func TestManyFailuresScroll(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{}, uitest.Size(80, 24))
	s.sim.Fail(ovhsim.Fault{Method: "DELETE", Times: -1, Status: 503})
	s.Press("X")
	s.WaitFor("go in 5 s")
	s.Press("enter")
	s.WaitFor("18 failed.")
	s.Says("Nothing was revoked.", "more failed; ctrl+↓ scrolls")
	first := s.line("OVH's service")
	for range 17 {
		s.Press("ctrl+down")
	}
	s.Lacks("more failed")
	if s.line("OVH's service") == first {
		t.Error("ctrl+down left the failures where they were")
	}
	s.Press("ctrl+up")
	s.Says("Receipt:")
}

func TestInterruptStopsBetweenTwo(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		before := s.ids(every)
		s.question()
		s.gate.hold("DELETE")
		s.Press("y")
		first := <-s.gate.arrived
		s.WaitFor("Revoking ")
		s.Says("0 of 3", "ctrl+c stop")
		s.Press("d")
		s.Says("Tokens are being revoked; ctrl+c stops that.")
		s.Press("q")
		s.Says("Tokens are being revoked; ctrl+c stops that.")
		s.Press("ctrl+c")
		s.WaitFor("Stopping; what was sent is waited for")
		s.gate.open()
		s.WaitFor("1 token revoked. 2 not tried.")
		gone := atoi(first[strings.LastIndexByte(first, '/')+1:])
		s.wantTokens(without(before, gone))
		s.wantReceipt("revoke", []int64{gone}, nil)
		s.Press("enter")
		s.Says("of 60 tokens shown")
	})
}

func TestQuittingWaitsForTheCallUnderWay(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{})
	before := s.ids(every)
	s.question()
	s.gate.hold("DELETE")
	s.Press("y")
	first := <-s.gate.arrived
	s.Press("ctrl+c", "ctrl+c")
	if err := s.Wait(); err != nil {
		t.Fatal(err)
	}
	s.gate.open()
	s.env.Jobs.Wait()
	gone := atoi(first[strings.LastIndexByte(first, '/')+1:])
	s.wantTokens(without(before, gone))
	s.wantReceipt("revoke", []int64{gone}, nil)
}

func TestLostAnswerIsSettledByAsking(t *testing.T) {
	t.Parallel()
	t.Run("it was done", func(t *testing.T) {
		t.Parallel()
		s := account(t, ovhsim.Options{})
		before := s.ids(every)
		ids := s.question()
		s.sim.Fail(ovhsim.Fault{Method: "DELETE", Times: 3, AfterEffect: true})
		s.Press("y")
		s.WaitFor("3 tokens revoked.")
		s.Lacks("failed")
		s.wantTokens(without(before, ids...))
	})
	t.Run("it was not", func(t *testing.T) {
		t.Parallel()
		s := account(t, ovhsim.Options{})
		before := s.ids(every)
		ids := s.question()
		s.sim.Fail(ovhsim.Fault{Method: "DELETE", Path: "/me/api/credential/" + itoa(ids[0]), Times: -1, Drop: true})
		s.Press("y")
		s.WaitFor("2 tokens revoked. 1 failed.")
		s.Says(itoa(ids[0]) + " terraform-prod: No answer from OVH.")
		s.wantTokens(without(before, ids[1:]...))
	})
}

func TestGoneAlreadyIsNotClaimed(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{})
	ids := s.question()
	s.sim.Remove(ids[0])
	s.Press("y")
	s.WaitFor("2 tokens revoked. 1 had gone already.")
	s.Says("0 of 58 tokens shown")
}

func TestSlowingDownIsShown(t *testing.T) {
	t.Parallel()
	for _, form := range []ovhsim.RetryAfter{ovhsim.RetryAfterNone, ovhsim.RetryAfterSeconds} {
		t.Run(fmt.Sprint(form), func(t *testing.T) {
			t.Parallel()
			s := account(t, ovhsim.Options{RetryAfter: form})
			s.question()
			header := map[string]string{}
			if form == ovhsim.RetryAfterSeconds {
				header["Retry-After"] = "40"
			}
			s.sim.Fail(ovhsim.Fault{Method: "DELETE", Status: 429, Header: header})
			s.pauses, s.resume = make(chan time.Duration), make(chan struct{})
			s.Press("y")
			wait := <-s.pauses
			if form == ovhsim.RetryAfterSeconds && wait != 40*time.Second {
				t.Errorf("the run waits %v, want what OVH asked for", wait)
			}
			s.WaitFor("OVH asks to wait; going on in ")
			close(s.resume)
			s.WaitFor("3 tokens revoked.")
		})
	}
}

func TestMissingRuleEndsTheRunAndIsNamed(t *testing.T) {
	t.Parallel()
	underEveryWay(t, func(t *testing.T, o ovhsim.Options, size uitest.Option) {
		s := account(t, o, size)
		before := s.ids(every)
		s.question()
		body := `{"class":"Client::Forbidden","message":"This call has not been granted"}`
		if o.OldErrors {
			body = `{"errorCode":"NOT_GRANTED_CALL","httpCode":"403 Forbidden","message":"This call has not been granted"}`
		}
		s.sim.Fail(ovhsim.Fault{Method: "DELETE", Times: -1, Status: 403, Body: body})
		s.Press("y")
		s.WaitFor("Nothing was revoked. 1 failed. 2 not tried.")
		s.Says("The token in use may not do this.", "also has the rule DELETE /me/api/credential/*")
		if n := s.sent("DELETE"); n != 1 {
			t.Errorf("%d calls to revoke were sent, want one", n)
		}
		s.wantTokens(before)
	})
}

func TestReceiptThatCannotBeWrittenIsSaid(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{})
	s.question()
	s.keeper.fail(errors.New("write receipts/x.json: no space left on device"))
	s.Press("y")
	s.WaitFor("3 tokens revoked.")
	s.Says("No receipt could be written: write receipts/x.json: no space left on device")
}

func TestTokenThatTurnsOutToBeInUseIsSpared(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	s.sim.Fail(ovhsim.Fault{Path: "/auth/currentCredential", Times: 4, Status: 503}) // the list does not know which it is
	s.start()
	s.loaded()
	before := s.ids(every)
	s.filter("id:" + itoa(s.sim.Own()))
	s.Press("d")
	s.WaitFor("y/N")
	s.Press("y")
	s.WaitFor("Nothing was revoked.")
	s.Says("Left alone: " + itoa(s.sim.Own()) + ", the token in use.")
	s.wantTokens(before)
}

func TestOthersGoAndTheTokenInUseStays(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		live := func(c ovhsim.Credential) bool { return c.Status == ovhsim.Validated && c.ID != s.sim.Own() }
		before, others := s.ids(every), s.ids(live)
		s.filter("certbot") // what is shown does not matter
		s.Press("ctrl+x")
		s.WaitFor("Revoke every live token except this one")
		s.Says("Type revoke 37 and press enter.", "Left alone: "+itoa(s.sim.Own())+", the token in use.", "Sessions of")
		s.Type("yes")
		s.Press("enter")
		s.Says(`Not "yes": nothing was done.`)
		s.wantTokens(before)
		s.Press("backspace", "backspace", "backspace")
		s.Type("revoke 37")
		s.Press("enter")
		s.WaitFor("37 tokens revoked.")
		s.wantTokens(without(before, others...))
		s.wantReceipt(string(ovhapi.ActionOthers), others, nil)
		s.Press("enter", "esc", "r")
		s.loaded()
		s.Says("24 tokens 18 expired")
		s.Press("ctrl+x")
		s.Says("There is no other live token.")
	})
}
