package waiting_test

import (
	"errors"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
	"ovh-tokens/ui/waiting"
)

const unsafe = "The key could not be stored on this machine: leaving loses it. Why: write pending/x.json: no space left on device"

// unstored waits with a key that could not be kept.
func unstored(t *testing.T) (*stand, string) {
	t.Helper()
	s := prepare(t, ovhsim.Options{})
	s.keeper.set(errFull, nil)
	s.run(waiting.New(s.env, readOnly))
	s.Says(unsafe)
	return s, <-s.opened
}

func TestKeyThatCannotBeStored(t *testing.T) {
	t.Parallel()
	for _, leave := range []string{"esc", "q"} {
		t.Run(leave, func(t *testing.T) {
			t.Parallel()
			s, _ := unstored(t)
			for _, wrong := range []string{"The key is safe", "F give up", "leave it pending"} {
				if strings.Contains(s.Text(), wrong) {
					t.Errorf("of a key that is not stored the screen says %q", wrong)
				}
			}
			for _, no := range []string{"n", "esc", "q", "enter"} {
				s.Press(leave)
				s.Says("The key is stored nowhere else: leaving loses it for good. Leave? y/N")
				s.Press(no)
				s.WaitGone("y/N")
			}
			s.Press(leave, "y")
			s.WaitFor("the list")
		})
	}
	t.Run("until it is validated", func(t *testing.T) {
		t.Parallel()
		s, url := unstored(t)
		if err := s.sim.Authorize(url, ovhsim.ThirtyDays); err != nil {
			t.Fatal(err)
		}
		s.WaitFor("Validated by")
		s.Says(unsafe)
		s.Press("esc")
		s.Says("leaving loses it for good. Leave?")
		s.Press("y")
		s.WaitFor("the list, with the new token")
	})
	t.Run("and then can", func(t *testing.T) {
		t.Parallel()
		s, url := unstored(t)
		s.keeper.set(nil, nil)
		if err := s.sim.Authorize(url, ovhsim.ThirtyDays); err != nil {
			t.Fatal(err)
		}
		s.WaitFor("Copy it now or later")
		s.wantStored(1)
		s.Press("esc")
		s.WaitFor("the list")
	})
}

func TestValidationThatCannotBeStored(t *testing.T) {
	t.Parallel()
	s := start(t, ovhsim.Options{})
	s.keeper.set(errFull, nil)
	s.authorize(ovhsim.ThirtyDays)
	s.WaitFor("Validated by")
	s.Says("Copy it now or later", "That it was validated could not be stored with it: write pending/x.json: no space left on device")
}

func TestRequestIsGivenUp(t *testing.T) {
	t.Parallel()
	s := start(t, ovhsim.Options{})
	s.Press("F")
	s.Says("Give this request up? Its key is removed from this machine")
	s.Press("n")
	s.WaitGone("y/N")
	s.wantStored(1)
	s.Press("F", "y")
	s.Says("The request was given up.")
	s.Says("Its key was removed from this machine.")
	s.wantStored(0)
	s.Press("n")
	s.WaitFor("still waiting")
}

func TestGivenUpRequestDoesNotComeBack(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	s.keeper.settling = make(chan struct{})
	s.run(waiting.New(s.env, readOnly))
	s.WaitFor("still waiting")
	s.authorize(ovhsim.OneDay)
	<-s.keeper.settling // a look has found it validated, and is about to store it
	s.Press("F", "y")
	s.WaitFor("Removing the key…")
	s.keeper.settling <- struct{}{}
	s.Says("The request was given up.")
	s.wantStored(0)
}

func TestQuestionGoesWhenItsMatterDoes(t *testing.T) {
	t.Parallel()
	s := start(t, ovhsim.Options{})
	s.Press("F")
	s.WaitFor("Give this request up?")
	s.authorize(ovhsim.ThirtyDays)
	s.WaitFor("Validated by")
	if strings.Contains(s.Text(), "y/N") {
		t.Error("the question about the request stands although it has become a token")
	}
	s.Press("y") // too late for a yes: it copies the key
	s.WaitFor("Copied: the consumer key.")
	s.wantStored(1)
}

func TestKeyThatCannotBeGivenUp(t *testing.T) {
	t.Parallel()
	s := start(t, ovhsim.Options{})
	s.keeper.set(nil, errors.New("permission denied"))
	s.Press("F", "y")
	s.Says("The key could not be removed from this machine. permission denied F tries again.")
	s.keeper.set(nil, nil)
	s.Press("F", "y")
	s.Says("The request was given up.")
	s.wantStored(0)
}

func TestStoredRequestIsTakenUp(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		token ovhsim.Credential
		state ovhapi.RequestState
		reads bool
		want  string
		keeps int
	}{
		"waiting":                   {ovhsim.Credential{Status: ovhsim.Pending}, ovhapi.RequestWaiting, false, "asked 3:00:00 ago, still waiting", 1},
		"validated while away":      {ovhsim.Credential{}, ovhapi.RequestWaiting, false, "Validated by " + ovhsim.Owner, 1},
		"validated before":          {ovhsim.Credential{}, ovhapi.RequestValidated, false, "Validated by " + ovhsim.Owner, 1},
		"refused before":            {ovhsim.Credential{Status: ovhsim.Refused}, ovhapi.RequestRefused, false, "The request was refused on the page.", 0},
		"denied before, and known":  {ovhsim.Credential{}, ovhapi.RequestGone, false, "Validated by " + ovhsim.Owner, 1},
		"expired since, unreadable": {ovhsim.Credential{Status: ovhsim.Expired}, ovhapi.RequestValidated, false, "The token was validated, but is no longer valid", 1},
		"expired since, readable":   {ovhsim.Credential{Status: ovhsim.Expired}, ovhapi.RequestValidated, true, "The token has expired. It can no longer be used.", 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := prepare(t, ovhsim.Options{PendingReads: test.reads})
			s.env.ReadOnly = true // a stored key may be looked at all the same
			test.token.Rules = readOnly.Rules
			c := s.sim.Add(test.token)
			s.run(waiting.Resume(s.env, s.stored(c, test.state, readOnly.Rules, nil)))
			s.Says(test.want)
			if test.keeps == 0 {
				s.Says("Its key was removed from this machine.")
			}
			s.wantStored(test.keeps)
			s.wantSecret(ovhapi.NewSecret(c.ConsumerKey))
			select {
			case <-s.opened:
				t.Error("a page was opened that nobody asked for: its link works once only")
			default:
			}
			if strings.Contains(s.Text(), "n asks") {
				t.Error("read-only, the screen proposes to ask for a token")
			}
		})
	}
}

func TestRevokedTokenIsTakenUp(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	c := s.sim.Add(ovhsim.Credential{Rules: readOnly.Rules})
	p := s.stored(c, ovhapi.RequestValidated, readOnly.Rules, nil)
	s.sim.Remove(c.ID)
	s.run(waiting.Resume(s.env, p))
	s.Says("The token no longer exists: it was revoked. It can no longer be used. Its key stays on this machine, in the list of new tokens (w), until F forgets it.")
	s.wantStored(1)
}

func TestRequestOfAnotherEndpoint(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	p := s.stored(ovhsim.Credential{ConsumerKey: strings.Repeat("k", 32)}, ovhapi.RequestWaiting, readOnly.Rules, nil)
	p.Endpoint = "ovh-eu"
	s.run(waiting.Resume(s.env, p))
	s.Says("This request cannot be taken up here. Why: request stored was made on ovh-eu")
	s.Says("Its key stays stored.")
	s.wantStored(1)
}

func TestReadOnlyAsksForNothing(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	s.env.ReadOnly = true
	s.run(waiting.New(s.env, readOnly), uitest.Size(80, 24))
	s.Says("Read-only: nothing that changes the account can be done here.")
	s.Press("r")
	for _, call := range s.sim.Calls() {
		if call.Method == "POST" {
			t.Errorf("read-only, %s %s was called", call.Method, call.Path)
		}
	}
}
