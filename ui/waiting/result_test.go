package waiting_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/uitest"
	"ovh-tokens/ui/waiting"
)

// validated shows the result of a request that was authorized.
func validated(t *testing.T, v ovhsim.Validity, opts ...uitest.Option) *stand {
	t.Helper()
	s := start(t, ovhsim.Options{}, opts...)
	s.authorize(v)
	s.WaitFor("Validated by")
	return s
}

func TestShortLifeIsSaidLoudly(t *testing.T) {
	t.Parallel()
	tests := map[ovhsim.Validity]string{
		ovhsim.OneDay:      "Valid for one day only, until",
		ovhsim.OneHour:     "Valid for one hour only, until",
		ovhsim.FiveMinutes: "Valid for 5 minutes only, until",
	}
	for validity, want := range tests {
		t.Run(string(validity), func(t *testing.T) {
			t.Parallel()
			s := validated(t, validity)
			s.Says(want, "To keep it longer, ask again and choose another validity on the page.", "n ask anew")
		})
	}
	t.Run("30d", func(t *testing.T) {
		t.Parallel()
		s := validated(t, ovhsim.ThirtyDays)
		if strings.Contains(s.Text(), "To keep it longer") {
			t.Error("30 days are called short")
		}
	})
}

func TestKeyIsShownOnDemandOnly(t *testing.T) {
	t.Parallel()
	for size, option := range sizes {
		t.Run(size, func(t *testing.T) {
			t.Parallel()
			s := validated(t, ovhsim.OneDay, option)
			secret := s.pending().ConsumerKey
			s.wantSecret(secret)
			s.Press("V")
			s.WaitFor(secret.Reveal())
			s.Press("V")
			s.WaitGone(secret.Reveal())
			s.Says(ovhapi.Mask)
			s.Press("V")
			s.WaitFor(secret.Reveal())
			s.clock.Advance(29 * time.Second)
			s.Settle()
			if !strings.Contains(s.Screen(), secret.Reveal()) {
				t.Error("the key was hidden before its 30 seconds were over")
			}
			s.clock.Advance(time.Second)
			s.WaitGone(secret.Reveal())
			s.Press("V")
			s.WaitFor(secret.Reveal())
			s.Press("ctrl+z") // the harness brings the program back at once
			s.WaitGone(secret.Reveal())
		})
	}
}

func TestOldTimerDoesNotHideAKeyShownAgain(t *testing.T) {
	t.Parallel()
	s := validated(t, ovhsim.OneDay)
	secret := s.pending().ConsumerKey.Reveal()
	s.Press("V")
	s.clock.Advance(20 * time.Second)
	s.Press("V", "V")
	s.clock.Advance(15 * time.Second)
	s.Settle()
	if !strings.Contains(s.Screen(), secret) {
		t.Error("the first showing's timer hid the second")
	}
	s.clock.Advance(15 * time.Second)
	s.WaitGone(secret)
}

func TestCopyingSaysWhatHappened(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		system func(string) error
		want   string
	}{
		"both":            {func(string) error { return nil }, "Copied: %s."},
		"terminal, maybe": {func(string) error { return errors.New("no xclip") }, "Sent to the terminal's clipboard: %s. The system's clipboard could not be reached."},
		"no system":       {nil, "Sent to the terminal's clipboard: %s."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := prepare(t, ovhsim.Options{})
			s.env.Copy = test.system
			s.run(waiting.New(s.env, readOnly), uitest.Size(120, 30))
			s.WaitFor("still waiting")
			p := s.pending()
			s.Press("y")
			s.Says(fmt.Sprintf(test.want, "the link"))
			s.Copies(p.ValidationURL)
			s.authorize(ovhsim.ThirtyDays)
			s.WaitFor("Validated by")
			s.Press("y")
			s.Says(fmt.Sprintf(test.want, "the consumer key. Cleared in 45 s"))
			s.Copies(p.ConsumerKey.Reveal())
			s.wantSecret(p.ConsumerKey)
		})
	}
}

func TestGrantedIsComparedWithAsked(t *testing.T) {
	t.Parallel()
	get := func(paths ...string) rule.Set {
		var set rule.Set
		for _, p := range paths {
			set = append(set, rule.Rule{Method: rule.Get, Path: p})
		}
		return set
	}
	tests := map[string]struct {
		asked, granted       rule.Set
		askedIPs, grantedIPs []string
		want                 []string
	}{
		"one":     {get("/me"), get("/me"), nil, nil, []string{"The one rule was granted.", "any address, as asked"}},
		"three":   {get("/me", "/me/*", "/ip"), get("/me", "/me/*", "/ip"), nil, nil, []string{"All 3 rules were granted."}},
		"missing": {get("/me", "/me/*", "/ip"), get("/me"), nil, nil, []string{"2 of 3 were not granted: GET /ip GET /me/*"}},
		"extra":   {get("/me"), get("/me", "/*"), nil, nil, []string{"The one rule was granted.", "1 was granted that nobody asked for: GET /*"}},
		"blank":   {get("/me"), get("/me "), nil, nil, []string{"1 of 1 was not granted: GET /me", "GET /me (ends in a blank)"}},
		"wider":   {get("/me"), get("/me"), []string{"203.0.113.0/24"}, nil, []string{"Not as asked: works from any address.", "Asked for: 203.0.113.0/24."}},
		"kept": {
			get("/me"), get("/me"),
			[]string{"127.0.0.0/8", "203.0.113.4"},
			[]string{"203.0.113.4/32", "127.0.0.0/8"},
			[]string{"203.0.113.4/32, 127.0.0.0/8, as asked"},
		},
	}
	for name, test := range tests {
		for size, option := range sizes {
			t.Run(name+" "+size, func(t *testing.T) {
				t.Parallel()
				s := prepare(t, ovhsim.Options{})
				c := s.sim.Add(ovhsim.Credential{Rules: test.granted, AllowedIPs: test.grantedIPs})
				s.run(waiting.Resume(s.env, s.stored(c, ovhapi.RequestValidated, test.asked, test.askedIPs)), option)
				s.WaitFor("Validated by")
				s.Says(test.want...)
				s.wantSecret(ovhapi.NewSecret(c.ConsumerKey))
			})
		}
	}
}

// stored keeps a request for a token that the API holds.
func (s *stand) stored(c ovhsim.Credential, state ovhapi.RequestState, asked rule.Set, blocks []string) ovhapi.PendingRequest {
	s.t.Helper()
	p := ovhapi.PendingRequest{
		ID: "stored", Endpoint: "ovh-ca", ApplicationKey: s.sim.Keys().ApplicationKey, ConsumerKey: ovhapi.NewSecret(c.ConsumerKey),
		ValidationURL: strings.TrimSuffix(s.sim.Endpoint(), "/1.0") + "/auth/?credentialToken=0123",
		Rules:         asked, AllowedIPs: blocks, Created: s.clock.Now().Add(-3 * time.Hour), State: state,
	}
	if err := s.keeper.Keep(p); err != nil {
		s.t.Fatal(err)
	}
	return p
}

func TestLongResultScrolls(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	var asked rule.Set
	for i := range 40 {
		asked = append(asked, rule.Rule{Method: rule.Get, Path: fmt.Sprintf("/ip/%d", i)})
	}
	c := s.sim.Add(ovhsim.Credential{Rules: readOnly.Rules[:1]})
	s.run(waiting.Resume(s.env, s.stored(c, ovhapi.RequestValidated, asked, nil)))
	s.WaitFor("40 of 40 were not granted:")
	s.Says("more lines", "↑ ↓ scroll")
	s.Press("pgdown", "pgdown", "pgdown", "down")
	s.WaitFor("Copy it now or later")
	if strings.Contains(s.Screen(), "Validated by") {
		t.Error("the sheet did not scroll")
	}
	s.Press("pgup", "pgup", "pgup", "up")
	s.WaitFor("Validated by")
}

func TestOtherAccountIsSaidLoudly(t *testing.T) {
	t.Parallel()
	s := start(t, ovhsim.Options{})
	if err := s.sim.AuthorizeAs(s.pending().ValidationURL, ovhsim.ThirtyDays, ovhsim.Stranger); err != nil {
		t.Fatal(err)
	}
	s.WaitFor("Validated by " + ovhsim.Stranger)
	s.Says("Another account: the token belongs to " + ovhsim.Stranger + ", not to " + ovhsim.Owner)
}

func TestCheckingFails(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	c := s.sim.Add(ovhsim.Credential{Rules: readOnly.Rules})
	s.sim.Fail(ovhsim.Fault{Path: "/auth/currentCredential", Times: -1, Status: 503})
	s.run(waiting.Resume(s.env, s.stored(c, ovhapi.RequestValidated, readOnly.Rules, nil)))
	s.Says("Validated, but what was granted could not be asked.")
	s.Says("OVH's service is not available.", "OVH query", "The key is safe on this machine")
	s.wantStored(1)
	s.sim.ClearFaults()
	s.Press("r")
	s.WaitFor("Validated by " + ovhsim.Owner)
}

func TestAccountCannotBeAsked(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	c := s.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/ip"}}})
	s.sim.Fail(ovhsim.Fault{Path: "/auth/details", Times: -1, Status: 503})
	s.run(waiting.Resume(s.env, s.stored(c, ovhapi.RequestValidated, rule.Set{{Method: rule.Get, Path: "/ip"}}, nil)))
	s.Says("Whose token it is could not be asked. r asks again.")
	s.Says("The one rule was granted.")
	s.sim.ClearFaults()
	s.Press("r")
	s.WaitFor("Validated by " + ovhsim.Owner)
}

func TestForgettingTheKeyIsAsked(t *testing.T) {
	t.Parallel()
	s := validated(t, ovhsim.ThirtyDays)
	for _, no := range []string{"n", "N", "esc", "enter", "q", "ctrl+c"} {
		s.Press("F")
		s.Says("Forget the consumer key on this machine? OVH never shows it again. The token itself stays valid until")
		s.Press(no)
		s.WaitGone("y/N")
		s.wantStored(1)
	}
	s.Press("F", "y")
	s.Says("The consumer key was forgotten on this machine. The token itself stays valid.")
	s.wantStored(0)
	s.Press("V")
	s.Says("The consumer key was forgotten here.")
	s.Press("enter")
	s.WaitFor("the list, with the new token")
}
