package ui_test

import (
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/uitest"
)

// The four scripts that people used before this program, each as what it was
// for: a read-only key on /me, a read-write key on /domain and /ip, the table of
// authorised applications, and the revocation of every live key.

// bothWays runs a journey at both sizes, on servers that answer in either way.
func bothWays(t *testing.T, journey func(*testing.T, *stand)) {
	t.Helper()
	for _, size := range sizes {
		for bits := range 4 {
			o := ovhsim.Options{PendingReads: bits&1 != 0, OldErrors: bits&1 != 0, NoBatch: bits&2 != 0, NoExpansion: bits&2 != 0}
			if bits == 3 {
				o.Redirection = ovhsim.RedirectionRequired
			}
			t.Run(size.name, func(t *testing.T) {
				t.Parallel()
				journey(t, account(t, o, uitest.Size(size.width, size.height)))
			})
		}
	}
}

// request asks for the ready-made set of this name,
// approves it, and returns to the list.
func (s *stand) request(set string) ovhsim.Credential {
	s.t.Helper()
	before := s.ids(every)
	s.Press("n")
	s.WaitFor("search by tool")
	s.Press("/")
	s.Type(set)
	s.Press("enter")
	s.WaitFor("New token")
	s.Press("ctrl+s")
	s.WaitFor("This asks OVH for a token that may:")
	s.Press("enter")
	s.WaitFor("still waiting")
	list, err := s.keeper.Pending()
	if err != nil || len(list) != 1 {
		s.t.Fatalf("%d requests are stored: %v", len(list), err)
	}
	if err := s.sim.Authorize(list[0].ValidationURL, ovhsim.OneDay); err != nil {
		s.t.Fatal(err)
	}
	s.WaitFor("Validated by " + ovhsim.Owner)
	s.WaitFor("Valid for one day only")
	if s.Seen(list[0].ConsumerKey.Reveal()) {
		s.t.Error("the new key was shown unasked")
	}
	s.Press("esc")
	s.loaded()
	for _, c := range s.sim.Credentials() {
		if c.ConsumerKey == list[0].ConsumerKey.Reveal() {
			s.filter("id:" + itoa(c.ID))
			s.Says("1 of " + itoa(int64(len(before)+1)) + " tokens shown")
			return c
		}
	}
	s.t.Fatal("the new token is not in the account")
	return ovhsim.Credential{}
}

func TestScriptReadOnlyKeyOnMe(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, s *stand) {
		got := s.request("me-read-only")
		if want := rule.ForLevel(rule.ReadOnly, true, "/me"); !sameRules(got.Rules, want) {
			t.Errorf("the key has the rules %v, want %v", got.Rules, want)
		}
		s.Says("/me read", "live", "in 2") // 23 or 24 h, by the second
	})
}

func TestScriptReadWriteKeyOnDomainAndIP(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, s *stand) {
		got := s.request("domain-ip-rw")
		if want := rule.ForLevel(rule.ReadWrite, true, "/domain", "/ip"); len(got.Rules) != 16 || !sameRules(got.Rules, want) {
			t.Errorf("the key has the rules %v, want %v", got.Rules, want)
		}
	})
}

func sameRules(a, b rule.Set) bool {
	missing, extra := rule.Diff(a, b)
	return len(missing) == 0 && len(extra) == 0
}

// The old script died of the first token whose application had been deleted.
func TestScriptTableSurvivesADeletedApplication(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, s *stand) {
		s.filter("status:dead")
		s.Says("3 of 61 tokens shown", "deleted applica", "dead", "never")
		if strings.Contains(s.Screen(), "unread") {
			t.Errorf("something could not be read:\n%s", s.Screen())
		}
	})
}

// The old script revoked the key it was using half-way, and failed from there.
func TestScriptRevocationSparesItself(t *testing.T) {
	t.Parallel()
	bothWays(t, func(_ *testing.T, s *stand) {
		live := s.ids(func(c ovhsim.Credential) bool {
			return c.Status == ovhsim.Validated && !s.over(c) && c.ID != s.sim.Own()
		})
		rest := without(s.ids(every), live...)
		s.Press("ctrl+x")
		s.WaitFor("Revoke every live token except this one")
		s.Type("revoke " + itoa(int64(len(live))))
		s.Press("enter")
		s.WaitFor(itoa(int64(len(live))) + " tokens revoked.")
		s.wantTokens(rest)
		s.Press("enter", "r") // the key still works
		s.loaded()
		s.Says("24 tokens 18 expired")
	})
}
