package ui_test

import (
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/uitest"
)

// editor is an account whose own token may change addresses.
func editor(t *testing.T, opts ...uitest.Option) *stand {
	t.Helper()
	return account(t, ovhsim.Options{Editor: true}, opts...)
}

// addressesOf opens the addresses of the first token that a filter matches, and
// returns its number.
func (s *stand) addressesOf(words string) int64 {
	s.t.Helper()
	s.only(words)
	s.Press("i")
	s.WaitFor(" Addresses of token 4")
	s.Settle()
	return atoi(strings.Fields(s.at(0))[3])
}

// only shows what a filter matches in place of what the one before did.
func (s *stand) only(words string) {
	s.t.Helper()
	s.Press("esc")
	s.filter(words)
}

// retype replaces what stands in the field.
func (s *stand) retype(words string) {
	s.t.Helper()
	s.Press("ctrl+e", "ctrl+u")
	s.Type(words)
}

// allowed is what the API holds of a token.
func (s *stand) allowed(id int64) []string {
	s.t.Helper()
	for _, c := range s.sim.Credentials() {
		if c.ID == id {
			return c.AllowedIPs
		}
	}
	s.t.Fatalf("token %d is gone", id)
	return nil
}

// wantAllowed checks what the API holds.
func (s *stand) wantAllowed(id int64, want ...string) {
	s.t.Helper()
	if got := s.allowed(id); !slices.Equal(got, want) {
		s.t.Errorf("the API lets %v in, want %v", got, want)
	}
}

func TestAddressesAreChangedInPlace(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := editor(t, size)
		id := s.addressesOf("2001:db8:40::")
		s.Says("certbot web1", "Access", "/domain/zone/example.net", "Last used", "11 d ago", "Works from 203.0.113.21/32, 2001:db8:40::/48",
			"New addresses 203.0.113.21/32, 2001:db8:40::/48", "nothing to change")
		s.retype("203.0.113.0/24, 198.51.100.9 198.51.100.9;2001:db8:40::/48")
		s.Says("Will be stored as: 203.0.113.0/24, 198.51.100.9/32, 2001:db8:40::/48",
			"+ 203.0.113.0/24", "+ 198.51.100.9/32", "− 203.0.113.21/32", "in the list more than once")
		s.Lacks("Shuts out")
		s.retype("198.51.100.9")
		s.Says("− 203.0.113.21/32", "− 2001:db8:40::/48", "Shuts out addresses that work now.")
		s.Press("enter")
		s.WaitFor("y/N")
		s.Says("Change the addresses of token "+itoa(id)+"?", "token "+itoa(id)+", certbot web1", "+ 198.51.100.9/32", "− 203.0.113.21/32", "Shuts out addresses that work now.")
		s.Press("enter") // no
		s.WaitFor("New addresses")
		s.wantAllowed(id, "203.0.113.21/32", "2001:db8:40::/48")
		s.Says("New addresses 198.51.100.9") // nothing is lost
		s.Press("enter")
		s.WaitFor("y/N")
		s.Press("y")
		s.WaitFor("Stored, as read back from OVH: 198.51.100.9/32.")
		s.Says("Before: 203.0.113.21/32, 2001:db8:40::/48.", "Works from 198.51.100.9/32")
		s.wantAllowed(id, "198.51.100.9/32")
		s.Press("esc")
		s.WaitFor("0 of 61 tokens shown") // the list knows it too
		s.only("198.51.100.9")
		s.WaitFor("1 of 61 tokens shown")
		if n := s.sent("PUT"); n != 1 {
			t.Errorf("%d calls were sent", n)
		}
	})
}

func TestAddressesAreChangedFromTheTokensScreen(t *testing.T) {
	t.Parallel()
	s := editor(t)
	s.filter("192.0.2.80")
	s.Press("enter")
	s.Says("Addresses 192.0.2.80")
	s.Press("i")
	s.WaitFor("New addresses")
	s.Settle()
	s.retype("any")
	s.Press("enter")
	s.WaitFor("y/N")
	s.Says("work from any address?", "It would work from every address.", "+ any address", "− 192.0.2.80/32")
	s.Press("y")
	s.WaitFor("Stored, as read back from OVH: any address.")
	s.Press("i")
	s.Settle()
	s.Says("New addresses any", "nothing to change")
	s.Press("esc")
	s.WaitFor(" Token 4")
	s.Says("Addresses any")
	s.Lacks("192.0.2.80")
}

func TestNothingIsLiftedByAccident(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := editor(t, size)
		id := s.addressesOf("2001:db8:40::")
		for _, row := range []struct{ typed, says string }{
			{"", "so it is never sent: type any if that is meant."},
			{" , ", "so it is never sent: type any if that is meant."},
			{"0.0.0.0/0", "Type any, and nothing else, if every address is meant."},
			{"203.0.113.4, 0.0.0.0/0", "Type any, and nothing else, if every address is meant."},
			{"any 203.0.113.4", "any is every address: it stands alone"},
			{"198.51.100.7/24", "has host bits set; the block is 198.51.100.0/24, the one address 198.51.100.7"},
			{"203.0.113.4, home", `"home" is not an address or block; write it like 203.0.113.4`},
		} {
			s.retype(row.typed)
			s.Says(row.says)
			s.Lacks("Will be stored")
			s.Press("enter")
			s.Settle()
			s.Says("New addresses")
			s.Lacks("y/N")
		}
		s.Press("esc")
		s.Says("Nothing was changed yet.")
		s.Type("x")
		s.Press("esc")
		s.Says("with what is typed, esc drops it.")
		s.Press("esc")
		s.WaitFor("1 of 61 tokens shown")
		s.wantAllowed(id, "203.0.113.21/32", "2001:db8:40::/48")
		if n := s.sent("PUT"); n != 0 {
			t.Errorf("%d calls were sent", n)
		}
	})
}

// The token in use is not shut out by one key, and what is known of its address
// is not made up.
func TestTokenInUseIsRestrictedByTyping(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := editor(t, size)
		own := s.addressesOf("id:" + itoa(s.sim.Own()))
		s.Says("This is the token that this program works with.", "Works from any address")
		s.retype("127.0.0.0/8, ::1")
		s.Says("Under which address OVH sees this machine is not known here")
		s.Press("enter")
		s.WaitFor("Type " + itoa(own) + " and press enter.")
		s.Type("y")
		s.Press("enter")
		s.Says("nothing was done")
		s.wantAllowed(own)
		s.Press("ctrl+u")
		s.Type(itoa(own))
		s.Press("enter")
		s.WaitFor("Stored, as read back from OVH: 127.0.0.0/8, ::1/128.")
		s.wantAllowed(own, "127.0.0.0/8", "::1/128")
		s.Press("i")
		s.Settle()
		s.Type(", 203.0.113.0/24") // shuts nobody out
		s.Press("enter")
		s.WaitFor("y/N")
		s.Press("y")
		s.WaitFor("Stored, as read back from OVH: 127.0.0.0/8, ::1/128, 203.0.113.0/24.")
	})
}

func TestShutOutOfTheTokenInUse(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := editor(t, size)
		own := s.addressesOf("id:" + itoa(s.sim.Own()))
		s.retype("203.0.113.4")
		s.Press("enter")
		s.WaitFor("Type " + itoa(own))
		s.Type(itoa(own))
		s.Press("enter")
		s.Says("the token in use does not get through from this machine any more.")
		s.Says("Another token of the account with the rule PUT /me/api/credential/* can change them back", "Works from 203.0.113.4/32")
		s.Press("i")
		s.Says("The token in use does not get through from here any more.")
		s.Press("n")
		s.WaitFor("New token")
		s.Says("PUT", "/me/api/credential/*")
	})
}

// A right that is missing is said before anybody types.
func TestRightToChangeAddressesIsMissing(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.addressesOf("2001:db8:40::")
		s.Says("ovh-tokens on admin-laptop, may not change addresses: the rule PUT /me/api/credential/* is missing.", "token-manager-edit-ips")
		s.Lacks("New addresses")
		s.Press("n")
		s.WaitFor("New token")
		s.Says("8 rules", "/me/api/credential/* – read, write, delete")
		s.Press("esc")
		s.WaitFor(" Addresses of token 4")
		s.Press("esc")
		s.WaitFor("1 of 61 tokens shown")
	})
}

// OVH has the last word on rights, whatever the list of rules says.
func TestChangeOfAddressesIsRefused(t *testing.T) {
	t.Parallel()
	s := editor(t)
	id := s.addressesOf("2001:db8:40::")
	s.sim.Fail(ovhsim.Fault{Method: "PUT", Status: 403, Body: `{"message":"This call has not been granted"}`})
	s.retype("203.0.113.4")
	s.Press("enter")
	s.WaitFor("y/N")
	s.Press("y")
	s.Says("Nothing was changed.")
	s.Says("the rule PUT /me/api/credential/* is missing", "n asks for a new token")
	s.wantAllowed(id, "203.0.113.21/32", "2001:db8:40::/48")
}

func TestLostAnswerOfAChangeOfAddresses(t *testing.T) {
	t.Parallel()
	put := ovhsim.Fault{Method: "PUT", Path: "/me/api/credential/*", Drop: true}
	change := func(t *testing.T, faults ...ovhsim.Fault) (*stand, int64) {
		s := editor(t)
		id := s.addressesOf("2001:db8:40::")
		for _, f := range faults {
			s.sim.Fail(f)
		}
		s.retype("203.0.113.4")
		s.Press("enter")
		s.WaitFor("y/N")
		s.Press("y")
		return s, id
	}
	t.Run("not made", func(t *testing.T) {
		t.Parallel()
		s, id := change(t, put)
		s.Says("Nothing was changed.")
		s.Says("No answer from OVH.", "Works from 203.0.113.21/32")
		s.Press("i")
		s.Says("New addresses 203.0.113.4") // what was typed is there still
		s.Press("enter")
		s.WaitFor("y/N")
		s.Press("y")
		s.Says("Stored, as read back from OVH: 203.0.113.4/32.")
		s.wantAllowed(id, "203.0.113.4/32")
	})
	t.Run("made", func(t *testing.T) {
		t.Parallel()
		after := put
		after.AfterEffect = true
		s, id := change(t, after)
		s.Says("Stored, as read back from OVH: 203.0.113.4/32.")
		s.wantAllowed(id, "203.0.113.4/32")
	})
	t.Run("nobody knows", func(t *testing.T) {
		t.Parallel()
		after := put
		after.AfterEffect = true
		s, _ := change(t, after, ovhsim.Fault{Method: "GET", Path: "/me/api/credential/*", Status: 500, Times: -1})
		s.Says("Not known whether the addresses were changed to 203.0.113.4/32")
		s.Press("r")
		s.Says("OVH's service is not available.")
		s.sim.ClearFaults()
		s.Press("r")
		s.Says("The change was made.")
		s.Says("Stored, as read from OVH now: 203.0.113.4/32.", "Works from 203.0.113.4/32")
		s.Press("esc")
		s.WaitFor("tokens shown")
		s.only("203.0.113.4/32")
		s.WaitFor("1 of 61 tokens shown")
	})
}

// OVH's word counts, not what was sent.
func TestStoredAddressesAreReadBack(t *testing.T) {
	t.Parallel()
	change := func(t *testing.T, f ovhsim.Fault) *stand {
		s := editor(t)
		s.addressesOf("2001:db8:40::")
		s.sim.Fail(f)
		s.retype("203.0.113.4")
		s.Press("enter")
		s.WaitFor("y/N")
		s.Press("y")
		return s
	}
	t.Run("something else", func(t *testing.T) {
		t.Parallel()
		s := change(t, ovhsim.Fault{Method: "PUT", Status: 200, Body: "null"})
		s.Says("OVH took the change and stores something else: 203.0.113.21/32, 2001:db8:40::/48.")
		s.Says("Asked for was: 203.0.113.4/32.", "Works from 203.0.113.21/32, 2001:db8:40::/48")
		s.Lacks("Stored, as read back")
	})
	t.Run("nothing", func(t *testing.T) {
		t.Parallel()
		s := change(t, ovhsim.Fault{Method: "GET", Path: "/me/api/credential/*", Status: 500, Times: -1})
		s.Says("What it stores now could not be read back; r asks again.")
		s.sim.ClearFaults()
		s.Press("r")
		s.Says("Stored, as read from OVH now: 203.0.113.4/32.")
	})
}

// What the list read may be old: a change is shown against what is stored, and one
// that was shown against something else is not sent.
func TestAddressesThatChangedElsewhere(t *testing.T) {
	t.Parallel()
	s := editor(t)
	id := s.ids(func(c ovhsim.Credential) bool { return slices.Contains(c.AllowedIPs, "192.0.2.80") })[0]
	s.sim.Restrict(id, "192.0.2.81")
	s.addressesOf("192.0.2.80")
	s.Says("Works from 192.0.2.81/32", "New addresses 192.0.2.81/32")
	s.Press("esc")
	s.WaitFor("tokens shown")
	s.only("192.0.2.81")
	s.WaitFor("1 of 61 tokens shown")
	s.gate.hold("GET")
	s.Press("i")
	s.WaitFor("New addresses")
	s.retype("192.0.2.82")
	s.Press("enter")
	s.WaitFor("y/N")
	s.Says("− 192.0.2.81/32")
	s.sim.Restrict(id, "192.0.2.83")
	s.gate.open()
	s.Says("The addresses were changed elsewhere meanwhile")
	s.Press("y")
	s.Says("nothing was sent. Look at the difference again.")
	s.Says("New addresses 192.0.2.82", "− 192.0.2.83/32")
	s.wantAllowed(id, "192.0.2.83")
}

func TestTokensWhoseAddressesDoNotMatter(t *testing.T) {
	t.Parallel()
	s := editor(t)
	for words, says := range map[string]string{
		"status:expired": "This token has expired", "status:refused": "This token was refused", "status:dead": "The application of this token was deleted",
	} {
		s.only(words)
		s.Press("i")
		s.Says(says)
		s.Press("enter")
		s.WaitFor(" Token 4")
		s.Press("i")
		s.Says(says)
		s.Press("esc")
		s.WaitFor("tokens shown")
	}
}

func TestReadOnlyChangesNoAddresses(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{Editor: true})
	s.env.ReadOnly = true
	s.start()
	s.loaded()
	s.filter("2001:db8:40::")
	s.Press("i")
	s.Says("Read-only: nothing that changes the account can be done here.")
}

// A list in a column is taken as it is, and one that is longer than the screen can
// be read to its end.
func TestManyAddressesArePasted(t *testing.T) {
	t.Parallel()
	s := editor(t)
	id := s.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/me"}}}).ID
	s.Press("r")
	s.loaded()
	s.addressesOf("id:" + itoa(id))
	s.Press("ctrl+u")
	var list []string
	for i := range 40 {
		list = append(list, "203.0.113."+itoa(int64(i))+"/32")
	}
	s.Paste(strings.Join(list, "\r\n") + "\r\n")
	s.Says("more lines below", "Shuts out addresses that work now.")
	s.Lacks("+ 203.0.113.39/32")
	s.Press("pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown")
	s.Says("+ 203.0.113.39/32", "− any address")
	s.Press("enter")
	s.WaitFor("y/N")
	s.Press("y")
	s.Says("Stored, as read back from OVH")
	s.Says("203.0.113.5/32 and 34 more blocks")
	s.wantAllowed(id, list...)
}

// Where nobody could tell which token this program works with, it may be any of
// them: none is restricted by one key.
func TestTokenThatMayBeInUseIsRestrictedByTyping(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{Editor: true})
	s.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/auth/currentCredential", Times: -1, Status: 503})
	s.start()
	own := s.addressesOf("id:" + itoa(s.sim.Own()))
	s.retype("203.0.113.4")
	s.Says("Which token this program works with is not known: it may be this one.")
	s.Press("enter")
	s.WaitFor("Type " + itoa(own) + " and press enter.")
	s.Type("y")
	s.Press("enter")
	s.Says("nothing was done")
	s.wantAllowed(own)
}

// What is not known when the screen opens is asked once more.
func TestTokenInUseIsAskedForOnceMore(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{Editor: true})
	s.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/auth/currentCredential", Times: -1, Status: 503})
	s.start()
	s.loaded()
	s.sim.ClearFaults()
	s.addressesOf("2001:db8:40::")
	s.retype("198.51.100.7")
	s.Says("Shuts out addresses that work now.")
	s.Lacks("Which token this program works with is not known")
	s.Press("enter")
	s.WaitFor("y/N")
}

func TestTypedAddressTakesThePlaceOfAny(t *testing.T) {
	t.Parallel()
	s := editor(t)
	s.addressesOf("id:" + itoa(s.sim.Own()))
	s.Says("New addresses any", "Several are separated by commas or blanks")
	s.Type("10.0.0.0/8")
	s.Says("New addresses 10.0.0.0/8", "10.0.0.0/8 is private: OVH sees the public address")
}
