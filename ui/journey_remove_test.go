package ui_test

import (
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/uitest"
)

// removing puts the question whether the profile client with these keys should go.
func (s *stand) removing(k ovhsim.Keys) {
	s.t.Helper()
	s.another("client", k)
	s.onProfiles("client")
	s.Press("-")
	s.Says("Remove client from this machine?")
}

const onlyCopy = "This program knows of no other copy of its key, and OVH never shows it again."

// What is said of a key that goes is no more than what it was asked and answered.
func TestRemovalSaysWhatIsKnownOfTheKey(t *testing.T) {
	t.Parallel()
	request := func(s *stand, state ovhapi.RequestState) ovhsim.Keys {
		keys, id := s.added(ovhsim.Credential{Status: ovhsim.Pending})
		s.stored("aaaa", "/vps", ovhsim.Credential{ID: id, ConsumerKey: keys.ConsumerKey}, state)
		return keys
	}
	for name, test := range map[string]struct {
		keys func(s *stand) ovhsim.Keys
		word string
		says []string
		lost bool // the removal may lose a key that is, or may become, of use
	}{
		"never validated": {func(s *stand) ovhsim.Keys {
			keys, _ := s.added(ovhsim.Credential{Status: ovhsim.Pending})
			return keys
		}, "not valid", []string{"OVH calls its key not valid: it was refused, or has expired, or still waits to be validated, and would work from then on."}, true},
		"waits for its validation": {func(s *stand) ovhsim.Keys { return request(s, ovhapi.RequestWaiting) }, "pending", []string{
			"Its token waits to be validated on OVH's page; from then on its key works.",
			"Its key is also among the new tokens that this program keeps (w in the list), and stays there.",
		}, false},
		"refused": {func(s *stand) ovhsim.Keys { return request(s, ovhapi.RequestRefused) }, "refused", []string{"Its token was refused on OVH's page, so there is nothing to revoke."}, false},
		"expired, as OVH says": {func(s *stand) ovhsim.Keys {
			s.sim.Set(func(o *ovhsim.Options) { o.PendingReads = true })
			keys, id := s.added(ovhsim.Credential{})
			s.sim.Expire(id)
			return keys
		}, "expired", []string{"Its token has expired, so there is nothing to revoke."}, false},
		"not known at this endpoint": {func(s *stand) ovhsim.Keys {
			keys, id := s.added(ovhsim.Credential{})
			s.sim.Remove(id)
			return keys
		}, "unknown", []string{"does not know its key: it was revoked or mistyped, or belongs to another endpoint, where it may still work."}, true},
		"of an application not known at this endpoint": {func(s *stand) ovhsim.Keys {
			keys, _ := s.added(ovhsim.Credential{})
			keys.ApplicationKey = "nosuchapplication"
			return keys
		}, "no app", []string{"does not know its application: it was deleted, or belongs to another endpoint, where the key may still work."}, true},
		"beside another secret": {func(s *stand) ovhsim.Keys {
			keys, _ := s.added(ovhsim.Credential{})
			keys.ApplicationSecret = strings.Repeat("0", 32)
			return keys
		}, "mismatch", []string{"the application secret beside it does not belong to it. It may still work."}, true},
		"without its secret": {func(s *stand) ovhsim.Keys {
			keys, _ := s.added(ovhsim.Credential{})
			keys.ApplicationSecret = ""
			return keys
		}, "incomplete", []string{"Its key can't be asked: missing beside it: application_secret. It may still work."}, true},
		"no key at all": {func(s *stand) ovhsim.Keys {
			keys := s.sim.Keys()
			keys.ConsumerKey = ""
			return keys
		}, "incomplete", []string{"It holds no consumer key, so there is no token to revoke."}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := accounts(t, uitest.Size(140, 50))
			s.removing(test.keys(s))
			s.Says(test.says...)
			if line := s.line("client  "); !strings.Contains(line, test.word) {
				t.Errorf("the list says %q, want %q", line, test.word)
			}
			if !test.lost {
				s.Lacks(onlyCopy)
			} else {
				s.Says(onlyCopy)
				s.Lacks("nothing to revoke", "does not work")
			}
			s.Lacks("d asks", "d revokes")
			s.Press("d")
			s.Settle()
			s.Says("Remove client from this machine?")
			s.Press("y")
			s.WaitFor("client was removed")
			if n := s.sent("DELETE", "POST", "PUT"); n != 0 {
				t.Errorf("%d calls that change something were sent", n)
			}
		})
	}
}

// A copy in another file is not the only one.
func TestCopyThatStaysIsNamed(t *testing.T) {
	t.Parallel()
	s, _ := accounts(t)
	keys, _ := s.added(ovhsim.Credential{})
	s.another("twin", keys)
	keys.ApplicationSecret = ""
	s.removing(keys)
	s.Says("It may still work.", "Its key also stands in ~/.ovh.conf line 22, and stays there.")
	s.Lacks("no other copy")
}

// unasked is a machine whose second profile has not answered when it is to go.
func unasked(t *testing.T, size uitest.Option) (s *stand, second int64) {
	t.Helper()
	s, second = accounts(t, size)
	s.gate.hold("GET")
	s.Press("p")
	s.WaitFor("2 being asked…")
	s.Press("G", "-")
	s.Says("Whether its token still works is not known (asking).")
	s.Says("y removes the lines below and leaves its token as it is; d asks which one that is, to revoke it first.")
	s.Press("d")
	s.Says("Asking how its token can be revoked…")
	s.gate.open()
	s.Says("Revoke token " + itoa(second) + " of " + ovhsim.Owner + ", then remove lab? y/N")
	s.Says("It belongs to ovh-tokens on admin-laptop and may do: ", "/me/api/credential", "whatever uses it stops working at once.")
	return s, second
}

// A token that was not named when d was pressed is named, and asked about, before
// it is revoked.
func TestTokenIsNamedBeforeItIsRevoked(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s, second := unasked(t, size)
		before := s.ids(every)
		if n := s.sent("DELETE"); n != 0 {
			t.Errorf("%d tokens were revoked without a yes", n)
		}
		s.Press("y")
		s.Says("Token " + itoa(second) + " is revoked.")
		s.Says("lab was removed from this machine.")
		s.wantTokens(without(before, second))
	})
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s, second := unasked(t, size)
		conf := s.conf()
		s.Press("enter")
		s.Lacks("Revoke token")
		s.works(2)
		if s.conf() != conf || s.sent("DELETE") > 0 || !slices.Contains(s.ids(every), second) {
			t.Error("something was done")
		}
	})
}

// An answer that tells nothing is not called silence.
func TestAccountWhoseEndpointIsInTrouble(t *testing.T) {
	t.Parallel()
	for status, says := range map[int]string{500: "OVH's service is not available.", 503: "OVH's service is not available.", 429: "OVH asks to slow down."} {
		t.Run(itoa(int64(status)), func(t *testing.T) {
			t.Parallel()
			s, _ := accounts(t)
			s.sim.Fail(ovhsim.Fault{Path: "/auth/currentCredential", Status: status, Times: -1})
			s.onProfiles("lab")
			s.Says(says)
			if line := s.line(" › "); !strings.Contains(line, "not told") {
				t.Errorf("the list says %q", line)
			}
			s.Press("-")
			s.Says("Whether its token still works is not known (not told).")
			s.Press("d")
			s.Says("Its token cannot be revoked now: " + says)
			s.Says("Remove lab from this machine?", "d asks which one that is")
		})
	}
}

// The request that a key came from tells more than OVH does.
func TestAccountThatWaitsForItsValidation(t *testing.T) {
	t.Parallel()
	s, _ := accounts(t)
	keys, id := s.added(ovhsim.Credential{Status: ovhsim.Pending, Rules: rule.Set{{Method: rule.Get, Path: "/me"}}})
	s.stored("aaaa", "/me", ovhsim.Credential{ID: id, ConsumerKey: keys.ConsumerKey}, ovhapi.RequestWaiting)
	s.another("client", keys)
	s.onProfiles("client")
	s.Says("pending: it is among the new tokens that this program keeps", "w in the list opens its page again.")
	if line := s.line(" › "); !strings.Contains(line, "pending") {
		t.Errorf("the list says %q", line)
	}
}
