package explain_test

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/explain"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/uitest"
)

// one is a set narrowed to one zone.
func one() explain.Subject {
	return explain.Subject{Rules: set("GET /me/*", "GET POST /domain/zone/example.com/record"), Catalog: operations()}
}

// TestTheAnswerComesWhileTyping types a call that passes and one that does not,
// and takes the rule for it into the set.
func TestTheAnswerComesWhileTyping(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := open(t, one(), adding, size)
		s.Says("the set being built · ", "Type a call, or paste one")
		s.Type("GE")
		s.Says("No call is named here yet.")
		s.Type("T /me/bill")
		s.Says("List of your bills", "Would pass, by the rule GET /me/*", "addresses, expiry, IAM and the service can refuse too")
		s.Press("enter")
		s.Says("No rule is missing.")
		s.Press("ctrl+u")
		s.Type("get me")
		s.Says("Would not pass: no rule lets it.", "Close is GET /me/* It covers what lies below the path, not the path itself.",
			"Smallest rule that would let it: GET /me", "enter add the rule")
		s.Lacks("IAM")
		s.Press("enter")
		s.WaitFor("Taken.")
		s.Says("Would pass, by the rule GET /me")
		if added, _ := s.taken(); !slices.Equal(added, set("GET /me")) {
			t.Errorf("added: %v", added)
		}
		s.Press("esc")
		s.WaitFor("back where it was asked")
	})
}

// TestACallWithoutMethod is answered for each that the path has, and nothing is
// added before the method is known.
func TestACallWithoutMethod(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := open(t, explain.Subject{Rules: set("GET /domain/zone/*"), Catalog: operations()}, adding, size)
		s.Type("https://ca.api.ovh.com/1.0/domain/zone/example.com/record?fieldType=TXT")
		s.Says("1 of 2 calls would pass.", "GET /domain/zone/{zoneName}/record: List records Would pass, by the rule GET /domain/zone/*",
			"POST /domain/zone/{zoneName}/record: Create a new record ▲ Would not pass", "ctrl+t")
		s.Lacks("DELETE", "PUT")
		s.Press("enter")
		s.Says("ctrl+t chooses it, or write it before the path")
		s.Press("ctrl+t")
		s.Says("GET /domain/zone/example.com/record", "Would pass")
		s.Lacks("Create a new record")
		s.Press("ctrl+t")
		s.Says("POST /domain/zone/example.com/record", "Would not pass")
		s.Press("enter")
		if added, _ := s.taken(); !slices.Equal(added, set("POST /domain/zone/example.com/record")) {
			t.Errorf("added: %v", added)
		}
	})
	s := open(t, explain.Subject{Rules: set("GET /domain")}, nothing, uitest.Size(80, 40))
	s.Type("/domain")
	s.Says("1 of 4 calls would pass.", "GET Would pass", "POST ▲ Would not pass", "PUT ▲", "DELETE ▲",
		"Whether the API has such an operation is not known: its list could not be read.")
}

// TestWhatTheAPIDoesNotHave is warned of, with the nearest path one key away.
func TestWhatTheAPIDoesNotHave(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := open(t, explain.Subject{Rules: set("GET /*"), Catalog: operations()}, adding, size)
		s.Type("GET /domain/zone/example.com/recrod")
		s.Says("By the rules it would pass: GET /*", "No operation of ovh-ca has such a path. The nearest is /domain/zone/example.com/record; tab writes it.",
			"By the list of operations of 24 November 2026.")
		s.Lacks("Would pass")
		s.Press("tab")
		s.Says("Call GET /domain/zone/example.com/record", "Would pass, by the rule GET /*")
		s.Press("ctrl+u")
		s.Type("POST /me")
		s.Says("ovh-ca has no POST for this path, only GET, PUT.")
		s.Lacks("Smallest rule")
		s.Press("enter")
		s.Says("The API has no such operation, so no rule would help.")
		s.Press("ctrl+u")
		s.Type("GET /me, GET /mee")
		s.Says("1 of 2 calls would pass.")
		s.Press("ctrl+u")
		s.Type("GET /qwertzuiop")
		s.Says("No operation of ovh-ca has such a path.")
		s.Lacks("nearest")
		s.Press("ctrl+u")
		s.Type("GET /old")
		s.Says("OVH is going to remove this operation and names /new instead.")
	})
}

// TestCallsThatNeedNoRule are told as such.
func TestCallsThatNeedNoRule(t *testing.T) {
	t.Parallel()
	s := open(t, explain.Subject{Catalog: operations()}, adding)
	s.Says("the set being built · nothing")
	s.Type("GET /auth/currentCredential")
	s.Says("Needs no rule: every token may make the calls below /auth.")
	s.Press("enter")
	s.Says("No rule is missing.")
	s.Press("ctrl+u")
	s.Type("GET /order/catalog/formatted")
	s.Says("OVH lists it as open to everybody; a signed call may still need the rule.", "Smallest rule that surely would let it: GET /order/catalog/formatted")
}

// TestATokenIsAskedAbout goes from a pasted message of a client to a new token.
func TestATokenIsAskedAbout(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		of := one()
		of.Name, of.Addresses = "token 498601349, certbot web1", []string{"203.0.113.0/24"}
		s := open(t, of, renewing, size)
		s.Type("POST /domain/zone/example.com/record")
		s.Says("token 498601349, certbot web1 ·", "Would pass", "Only from 203.0.113.0/24.")
		s.Press("enter")
		s.Says("? keys")
		s.Press("n")
		s.Says("a new token would do no more")
		s.Press("tab")
		s.Paste(`ovh: Error 403: calling Post /domain/zone/example.org/record: "This call has not been granted"`)
		s.Press("enter")
		s.Says(`It is for "example.com", not for "example.org".`)
		s.Lacks("The message says")
		s.Press("y")
		s.WaitFor("POST /domain/zone/example.org/record.")
		if s.clipboard.read() != "POST /domain/zone/example.org/record\n" {
			t.Errorf("copied: %q", s.clipboard.read())
		}
		s.Press("n")
		want := append(slices.Clone(of.Rules), set("POST /domain/zone/example.org/record")...)
		if _, again := s.taken(); !slices.Equal(again, want) {
			t.Errorf("asked for %v", again)
		}
		s.Press("q")
		s.WaitFor("back where it was asked")
	})
}

// TestSeveralCallsOfALog are answered one by one, with all missing rules in one
// go.
func TestSeveralCallsOfALog(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := open(t, one(), adding, size)
		s.Paste("\"GET /1.0/me/bill HTTP/1.1\" 200\nPOST /domain/zone/example.org/record 403\r\nGET /me: 403\nGET /mee: 403\n")
		s.Says("Pasted: 4 lines.", "1 of 4 calls would pass.", "enter add 2 rules")
		s.Press("ctrl+f")
		s.Lacks("mee")
		s.Press("enter")
		s.Says("3 of 3 calls would pass.")
		if added, _ := s.taken(); !slices.Equal(added, set("POST /domain/zone/example.org/record", "GET /me")) {
			t.Errorf("added: %v", added)
		}
		s.Press("tab")
		s.Type("PUT /me")
		s.Lacks("Pasted", "calls would pass")
		s.Says("PUT /me")
	})
}

// TestALongAnswerScrolls while the field keeps the keys that it needs.
func TestALongAnswerScrolls(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	for i := range 20 {
		log.WriteString("GET /me/bill/FR" + strings.Repeat("1", i+1) + "\n")
	}
	s := open(t, explain.Subject{}, adding)
	s.Paste(log.String())
	s.Says("0 of 20 calls would pass.", "more lines below")
	s.Press("G")
	s.Says("FR11111111111111111111")
	s.Press("tab", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup")
	s.Says("0 of 20 calls would pass.")
	s.Type("jGg")
	s.Says("Call jGg")
}

// TestNumbersMayBeLeftOpen asks about any record instead of one.
func TestNumbersMayBeLeftOpen(t *testing.T) {
	t.Parallel()
	s := open(t, explain.Subject{Catalog: operations()}, adding)
	s.Type("DELETE /domain/zone/example.com/record/5183")
	s.Says("For any number: DELETE /domain/zone/example.com/record/*")
	s.Press("ctrl+f")
	s.Says("Call DELETE /domain/zone/example.com/record/*", "Delete a record")
	s.Press("enter")
	if added, _ := s.taken(); !slices.Equal(added, set("DELETE /domain/zone/example.com/record/*")) {
		t.Errorf("added: %v", added)
	}
}

// TestRefusalsThatAreNotOfRules are told apart from a missing rule.
func TestRefusalsThatAreNotOfRules(t *testing.T) {
	t.Parallel()
	for text, said := range map[string]string{
		`GET /me/bill: {"message": "User not granted for this request", "details": {"unauthorizedActionsByIAM": "account:apiovh:me/bill/get"}}`: "not for want of a rule: account:apiovh:me/bill/get is not allowed there.",
		`User not granted for this request`:            "A new rule does not change it",
		`GET /me/bill: This credential is not valid`:   "about the keys, their signature or this machine's clock, not about rules",
		`GET /me/bill: Got an invalid (or empty) URL`:  "no such route",
		`GET /me/bill: This call has not been granted`: "no rule lets the call pass, but these do",
	} {
		s := open(t, one(), nothing)
		s.Paste(text)
		s.Says(said)
		s.Lacks("Would not pass")
	}
}

// TestADeadTokenLetsNothingPass whatever its rules say.
func TestADeadTokenLetsNothingPass(t *testing.T) {
	t.Parallel()
	of := one()
	of.Works = "the token expired 2 y ago"
	s := open(t, of, renewing)
	s.Says("Every call would be refused, whatever the rules: the token expired 2 y ago.")
	s.Type("GET /me/bill")
	s.Says("Every call would be refused", "By the rules it would pass: GET /me/*")
	s.Lacks("Would pass", "Rules are not all")
	s.Press("enter", "n")
	if _, again := s.taken(); !slices.Equal(again, of.Rules) {
		t.Errorf("asked for %v", again)
	}
}

// TestNoKeyMeansTwoThings goes through the states of the table of keys.
func TestNoKeyMeansTwoThings(t *testing.T) {
	t.Parallel()
	env := &shell.Env{Clock: shell.SystemClock{}, Theme: theme.New(theme.Light)}
	take := func(rule.Set) tea.Cmd { return nil }
	for _, do := range []explain.Actions{{}, {Add: take}, {Again: take}, {Add: take, Again: take}} {
		for _, text := range []string{"", "GET /me", "/me", "GET /mee", "DELETE /domain/zone/a.b/record/1", "GET /a\nGET /b"} {
			of := one()
			s := explain.New(env, of, do)
			s.SetSize(80, 18)
			s.Update(tea.PasteMsg{Content: text})
			for range 2 {
				if twice := doubled(s.Keys()); twice != "" {
					t.Errorf("%q: %s", text, twice)
				}
				if b, ok := key.Find(s.Keys(), tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}); ok {
					b.Do()
				}
			}
		}
	}
}

// doubled names a key that a table has twice, or nothing.
func doubled(table []key.Binding) string {
	seen := map[string]string{}
	for _, b := range table {
		for _, stroke := range b.Keys {
			if other, twice := seen[stroke]; twice {
				return stroke + " is " + other + " and " + b.Long
			}
			seen[stroke] = b.Long
		}
	}
	return ""
}
