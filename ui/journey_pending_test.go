package ui_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/uitest"
)

// stored keeps a request for one rule on this machine, as an earlier run left
// it.
func (s *stand) stored(id, path string, c ovhsim.Credential, state ovhapi.RequestState) ovhapi.PendingRequest {
	s.t.Helper()
	p := ovhapi.PendingRequest{
		ID: id, Endpoint: s.env.Client.Endpoint().Name, ApplicationKey: s.env.Client.ApplicationKey(),
		ConsumerKey: ovhapi.NewSecret(c.ConsumerKey), ValidationURL: "http://127.0.0.1/auth/?credentialToken=" + id,
		Rules: rule.Set{{Method: rule.Get, Path: path}}, Created: s.clock.Now().Add(-2 * time.Hour), State: state,
	}
	if state == ovhapi.RequestValidated {
		p.CredentialID = c.ID
	}
	if err := s.keeper.Keep(p); err != nil {
		s.t.Fatal(err)
	}
	return p
}

// wantStored checks how many keys this machine holds.
func (s *stand) wantStored(n int) {
	s.t.Helper()
	if list, _ := s.keeper.Pending(); len(list) != n {
		s.t.Errorf("%d keys are stored, want %d", len(list), n)
	}
}

func TestStoredRequestsAreOfferedOpenedAndForgotten(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t, ovhsim.Options{})
		done := s.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/vps"}}})
		s.stored("aaaa", "/vps", done, ovhapi.RequestValidated)
		s.stored("bbbb", "/sms", s.sim.Add(ovhsim.Credential{Status: ovhsim.Pending}), ovhapi.RequestWaiting)
		s.start(size)
		s.loaded()
		s.WaitFor("2 new, w")
		s.Says("2 new tokens from before wait to be validated or taken: w shows them.", "w new ones")
		s.Press("w")
		s.WaitFor("/sms read")
		s.Says("/vps read", "validated, key not taken yet", "/sms read", "waits for validation", "asked 2 h ago")

		s.Press("down", "F")
		s.Says("Forget this key? It exists nowhere else unless you copied it. y/N")
		s.Press("enter")
		s.Lacks("Forget this key?")
		s.wantStored(2)
		s.Press("F", "y")
		s.WaitGone("/sms read")
		s.wantStored(1)

		s.Press("enter")
		s.WaitFor("Validated by " + ovhsim.Owner)
		s.Press("esc")
		s.WaitFor("1 new, w")
	})
}

func TestLeavingTheStoredRequestsCountsThemAnew(t *testing.T) {
	t.Parallel()
	for _, leave := range []string{"esc", "q"} {
		t.Run(leave, func(t *testing.T) {
			t.Parallel()
			s := prepare(t, ovhsim.Options{})
			s.stored("aaaa", "/vps", s.sim.Add(ovhsim.Credential{}), ovhapi.RequestWaiting)
			s.start()
			s.loaded()
			s.WaitFor("1 new, w")
			s.Press("w")
			s.WaitFor("/vps read")
			s.Press("F", "y")
			s.Says("No new token is waiting. esc goes back.")
			s.Press(leave)
			s.WaitFor(" tokens ")
			s.WaitGone("new, w")
			s.Press("w")
			s.Says("No new token is waiting.")
		})
	}
}

func TestQuestionIsSeenBelowALongListOfRequests(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	for _, letter := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"} {
		s.stored(letter, "/"+letter, s.sim.Add(ovhsim.Credential{}), ovhapi.RequestWaiting)
	}
	s.start(uitest.Size(80, 24))
	s.loaded()
	s.WaitFor("12 new, w")
	s.Press("w")
	s.WaitFor("/a read")
	for range 11 {
		s.Press("down")
	}
	s.Says("/l read")
	s.Press("F")
	s.Says("/l read", "Forget this key?")
	_, y, _ := s.Cursor()
	s.keeper.fail(errors.New("remove pending/l.json: permission denied"))
	if got := s.at(y); !strings.Contains(got, "/l read") {
		t.Errorf("the cursor is not on the request that is asked about: %q", got)
	}
	s.Press("y")
	s.Says("The key is still on this machine: remove pending/l.json: permission denied.")
	s.Says("/l read")
}

func TestRequestOfAnotherAccountIsNotTakenUp(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	p := s.stored("aaaa", "/vps", s.sim.Add(ovhsim.Credential{}), ovhapi.RequestWaiting)
	p.Endpoint = "ovh-eu"
	_ = s.keeper.Keep(p)
	s.start()
	s.WaitFor("1 new, w")
	s.Press("w")
	s.WaitFor("/vps read")
	s.Press("enter")
	s.Says("It was asked for on ovh-eu under application " + p.ApplicationKey)
}

func TestKeyOfARevokedTokenIsForgotten(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t, ovhsim.Options{})
		fresh := s.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/vps"}}})
		s.stored("aaaa", "/vps", fresh, ovhapi.RequestValidated)
		s.stored("bbbb", "/sms", s.sim.Add(ovhsim.Credential{}), ovhapi.RequestWaiting)
		elsewhere := s.stored("cccc", "/ip", fresh, ovhapi.RequestValidated)
		elsewhere.Endpoint = "ovh-eu" // where the same number is another token
		_ = s.keeper.Keep(elsewhere)
		s.start(size)
		s.loaded()
		s.WaitFor("3 new, w")
		s.filter("id:" + itoa(fresh.ID))
		s.Press("d")
		s.WaitFor("y/N")
		s.Press("y")
		s.WaitFor("1 token revoked.")
		s.WaitFor("2 new, w")
		s.wantStored(2)
	})
}

func TestKeyOfARevokedTokenThatStaysIsSaid(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	fresh := s.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/vps"}}})
	s.stored("aaaa", "/vps", fresh, ovhapi.RequestValidated)
	s.start()
	s.loaded()
	s.filter("id:" + itoa(fresh.ID))
	s.keeper.fail(errors.New("permission denied"))
	s.Press("d")
	s.WaitFor("y/N")
	s.Press("y")
	s.Says("The key of a revoked token is still on this machine: permission denied")
	s.Says("1 new, w")
}

// TestAKeyThatWasWrittenIsNotWrittenTwice takes up what a program leaves that was
// killed between writing ovh.conf and dropping its own copy.
func TestAKeyThatWasWrittenIsNotWrittenTwice(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s, second := twoProfiles(t)
		keys, _ := s.sim.KeysOf(second)
		s.stored("aaaa", "/vps", ovhsim.Credential{ID: second, ConsumerKey: keys.ConsumerKey}, ovhapi.RequestValidated)
		before := s.conf()
		s.start(size)
		s.loaded()
		s.Press("w")
		s.WaitFor("/vps read")
		s.Press("F")
		s.Says("Forget this copy of the key?", "It stands in ~/.ovh.conf line 16")
		s.Press("n", "enter")
		s.WaitFor("Validated by")
		s.Press("enter")
		s.WaitFor("has this key already")
		s.Says("[profile:lab]", "This program still stores a copy")
		s.Press("enter")
		s.WaitUntil("the stored copy to go", func(string) bool {
			list, _ := s.keeper.Pending()
			return len(list) == 0
		})
		if s.conf() != before {
			t.Errorf("ovh.conf is now\n%s", s.conf())
		}
	})
}
