package ui_test

import (
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/uitest"
)

func TestTokenIsRevokedBeforeItsProfileGoes(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s, second := accounts(t, size)
		before := s.ids(every)
		s.onProfiles("lab")
		s.Press("-")
		s.Says("Its token " + itoa(second) + " (ovh-tokens on admin-laptop) still works")
		s.Press("d")
		s.Says("Token " + itoa(second) + " is revoked.")
		s.Says("lab was removed from this machine.", "Receipt: ~/receipts/retire.json", "1 profile")
		s.wantTokens(without(before, second))
		if strings.Contains(s.conf(), "lab") {
			t.Errorf("ovh.conf is\n%s", s.conf())
		}
		if r := s.keeper.receipt(); len(r.Revoked) != 1 || r.Revoked[0].ID != second {
			t.Errorf("the receipt is %+v", r)
		}
		s.Press("esc")
		s.WaitFor("61 tokens")
		s.Settle()
		s.filter("id:" + itoa(second))
		s.Lacks(" " + itoa(second) + " ")
	})
}

// Where the token in use does not vouch for the account, the name has to be
// typed.
func TestTokenThatHasToEndItself(t *testing.T) {
	t.Parallel()
	revoke := rule.Set{{Method: rule.Get, Path: "/me"}, {Method: rule.Delete, Path: "/me/api/credential/*"}}
	for name, test := range map[string]struct {
		rules      rule.Set
		says, ends string
		gone       bool
	}{
		"by revoking itself":    {revoke, "so it revokes itself", "is revoked.", true},
		"by logging itself out": {revoke[:1], "stays listed as expired until somebody revokes it", "no longer works. No token here may revoke it, so it stays listed as expired.", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := accounts(t)
			keys, id := s.added(ovhsim.Credential{Rules: test.rules, Owner: ovhsim.Stranger})
			s.another("client", keys)
			s.onProfiles("client")
			s.Says(ovhsim.Stranger)
			conf, before := s.conf(), s.ids(every)
			s.Press("-")
			s.Says("Remove client from this machine?")
			s.Press("d")
			s.Says(test.says)
			s.Says("End token " + itoa(id) + " of " + ovhsim.Stranger + ", then remove client?")
			s.Type("clientele")
			s.Press("enter")
			s.Says("That is not its name: nothing was done.")
			s.wantTokens(before)
			s.Press("esc")
			s.Lacks("End token")
			if s.conf() != conf || s.sent("DELETE") > 0 {
				t.Error("something was done")
			}
			s.Press("-")
			s.Says("Remove client from this machine?")
			s.Press("d")
			s.Says("Type client and press enter")
			s.Type("client")
			s.Press("enter")
			s.Says("Token " + itoa(id) + " " + test.ends)
			s.Says("client was removed from this machine.")
			if slices.Contains(s.ids(every), id) == test.gone || strings.Contains(s.conf(), "client") {
				t.Errorf("the token is listed: %v; ovh.conf is\n%s", !test.gone, s.conf())
			}
			if _, err := s.client(keys).CurrentCredential(t.Context()); err == nil {
				t.Error("the token still works")
			}
		})
	}
}

func TestProfileStaysWhenItsTokenCannotBeRevoked(t *testing.T) {
	t.Parallel()
	s, second := accounts(t)
	conf := s.conf()
	s.sim.Fail(ovhsim.Fault{Method: "DELETE", Status: 500, Times: -1})
	s.onProfiles("lab")
	s.Press("-")
	s.Says("Remove lab")
	s.Press("d")
	s.Says("Token " + itoa(second) + " was not revoked.")
	s.Says("lab stays in the files as it was.")
	if s.conf() != conf || !slices.Contains(s.ids(every), second) {
		t.Errorf("ovh.conf is\n%s", s.conf())
	}
	if r := s.keeper.receipt(); len(r.Failed) != 1 || r.Failed[0].ID != second {
		t.Errorf("the receipt is %+v", r)
	}
}

// The token is revoked first; what becomes of the file after that is told too.
func TestFileThatChangedBeforeItsProfileWent(t *testing.T) {
	t.Parallel()
	s, second := accounts(t)
	s.onProfiles("lab")
	s.Press("-")
	s.Says("Remove lab")
	s.write("# by somebody else\n" + s.conf())
	s.Press("d")
	s.Says("Token " + itoa(second) + " is revoked.")
	s.Says("lab could not be removed: writing ~/.ovh.conf:")
	s.Says("it has changed since it was read", "Its key there is of no use any more.")
	if slices.Contains(s.ids(every), second) || !strings.Contains(s.conf(), "[profile:lab]") {
		t.Errorf("ovh.conf is\n%s", s.conf())
	}
	s.WaitFor("unknown")
	s.Press("G", "-")
	s.Says("does not know its key")
	s.Press("y")
	s.WaitFor("lab was removed")
}

// A second profile with the key in use goes without its token.
func TestKeyInUseIsNotRevokedWithAnotherProfile(t *testing.T) {
	t.Parallel()
	s, _ := accounts(t)
	s.another("twin", s.sim.Keys())
	before := s.ids(every)
	s.onProfiles("twin")
	s.Says("the same key", "~/.ovh.conf line 9")
	s.Press("-")
	s.Says("Its key is the one in use here as well, so its token is not revoked with it.")
	s.Says("Its key also stands in ~/.ovh.conf line 9, and stays there.")
	s.Lacks("d revokes it")
	s.Press("d")
	s.Settle()
	s.Press("y")
	s.WaitFor("twin was removed")
	s.wantTokens(before)
	if strings.Contains(s.conf(), "twin") || !strings.Contains(s.conf(), "[profile:prod]") {
		t.Errorf("ovh.conf is\n%s", s.conf())
	}
}
