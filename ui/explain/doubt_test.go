package explain_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ui/explain"
	"ovh-tokens/ui/uitest"
)

// TestTheRuleJustAddedIsWhatTheMessageLacked pastes a refusal and adds the rule
// for it: what the message says is no riddle then.
func TestTheRuleJustAddedIsWhatTheMessageLacked(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := open(t, one(), adding, size)
		s.Paste("Error calling Delete https://ca.api.ovh.com/1.0/domain/zone/example.com/record/1: This call has not been granted")
		s.Lacks("The message says")
		s.Press("enter")
		s.WaitFor("Taken.")
		s.Says("The rule that was added here does, in a token that is asked for with it.",
			"Would pass, by the rule DELETE /domain/zone/example.com/record/1")
		s.Lacks("but these do", "A token that is asked for with these rules")
		s.Press("ctrl+u")
		s.Paste("GET /me/bill: This call has not been granted")
		s.Says("no rule of the token in use there lets the call pass. A token that is asked for with these rules would let it.")
		s.Lacks("added here", "but these do")
	})
}

// TestAMessageIsNotAboutTheNearestCall takes the call that was meant in place of
// the one in the message, and says of the message what still holds.
func TestAMessageIsNotAboutTheNearestCall(t *testing.T) {
	t.Parallel()
	for message, said := range map[string]string{
		"GET /me/bil: This call has not been granted": "The message is about GET /me/bil, which the endpoint does not have.",
		"GET /me/bil: Got an invalid (or empty) URL":  "The message is about GET /me/bil, which the endpoint does not have.",
		"GET /me/bil: This credential is not valid":   "The message is about the keys, their signature or this machine's clock, not about rules.",
	} {
		s := open(t, one(), adding)
		s.Paste(message)
		s.Says("The nearest is /me/bill; tab writes it.")
		s.Press("tab")
		s.Says("Call "+strings.Replace(message, "bil", "bill", 1), "Would pass, by the rule GET /me/*", said)
		s.Lacks("but these do", "asked for with these rules", "no such route")
		s.Press("ctrl+u")
		s.Type("GET /me/bill: This call has not been granted")
		s.Says("asked for with these rules")
	}
}

// TestALogKeepsItsMessage takes the nearest call among several lines.
func TestALogKeepsItsMessage(t *testing.T) {
	t.Parallel()
	s := open(t, one(), renewing)
	s.Paste("calling Get /me/bil:\nError 403: \"This call has not been granted\"\n")
	s.Says("Pasted: 2 lines.", "The nearest is /me/bill; ctrl+f writes it.")
	s.Press("ctrl+f")
	s.Says("Pasted: 2 lines.", "Would pass, by the rule GET /me/*", "The message is about GET /me/bil, which")
	s.Lacks("but these do")
}

// TestASlashAtTheEndIsAnotherPath asks for calls as tools make them, whose
// documentation has no slash there.
func TestASlashAtTheEndIsAnotherPath(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := open(t, explain.Subject{Rules: set("GET /domain/zone"), Catalog: operations()}, adding, size)
		s.Type("GET /domain/zone/")
		s.Says("GET /domain/zone: List available zones", "Would not pass", "Close is GET /domain/zone It covers the path without the slash at its end, not with it.",
			"Smallest rule that would let it: GET /domain/zone/", "OVH documents the path without the slash at its end. To a rule those are two paths; ctrl+f asks about the other.")
		s.Lacks("No operation")
		s.Press("enter")
		s.WaitFor("Taken.")
		s.Says("Would pass, by the rule GET /domain/zone/")
		s.Press("ctrl+f")
		s.Says("Call GET /domain/zone ", "Would pass, by the rule GET /domain/zone ")
		s.Lacks("without the slash")
	})
	s := open(t, explain.Subject{Rules: set("GET /domain/zone/*"), Catalog: operations()}, adding)
	s.Type("GET /domain/zone/")
	s.Says("May pass, by the rule GET /domain/zone/*", "not documented whether a star stands for nothing")
	s.Lacks("Would pass")
}

// TestWhatIsNotDocumentedIsNotPromised asks for calls of which nobody knows
// whether the rule lets them pass.
func TestWhatIsNotDocumentedIsNotPromised(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		rules := set("GET /ip/203.0.113.0%2F24", "PUT /ip/203.0.113.0/24/x", "POST /ip/*")
		s := open(t, explain.Subject{Rules: rules}, adding, size)
		for _, asked := range []struct{ call, by, smallest string }{
			{"GET /ip/203.0.113.0%2F24", "GET /ip/203.0.113.0%2F24", "GET /ip/*"},
			{"PUT /ip/203.0.113.0%2F24/x", "PUT /ip/203.0.113.0/24/x", "PUT /ip/*/x"},
		} {
			s.Press("ctrl+u")
			s.Type(asked.call)
			s.Says("May pass, by the rule "+asked.by, "not documented whether OVH compares a percent-encoded path as it is sent or decoded",
				"Smallest rule that surely would let it: "+asked.smallest, "enter add the rule", "Rules are not all")
			s.Lacks("Would pass", "Would not pass")
		}
		s.Press("enter")
		s.WaitFor("Taken.")
		if added, _ := s.taken(); !slices.Equal(added, set("PUT /ip/*/x")) {
			t.Errorf("added: %v", added)
		}
		s.Says("Would pass, by the rule PUT /ip/*/x")
		s.Lacks("May pass", "not documented")
		s.Press("ctrl+u")
		s.Type("POST /ip/203.0.113.0%2F24")
		s.Says("Would pass, by the rule POST /ip/*")
		s.Lacks("not documented")
		s.Press("ctrl+u")
		s.Type("DELETE /ip/203.0.113.0%2F24")
		s.Says("Would not pass", "Smallest rule that would let it: DELETE /ip/*", "a star stands for either")
		s.Press("ctrl+u")
		s.Type("POST /ip/x, GET /ip/203.0.113.0%2F24, GET /me")
		s.Says("1 of 3 calls would pass, 1 more may.")
	})
}

// TestAStarMayStandForNothing answers a call of which that would have to be so, and
// makes sure of it.
func TestAStarMayStandForNothing(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := open(t, explain.Subject{Rules: set("GET /ip/*")}, adding, size)
		s.Type("GET /ip/")
		s.Says("May pass, by the rule GET /ip/*", "It is not documented whether a star stands for nothing.", "Smallest rule that surely would let it: GET /ip/")
		s.Lacks("Would pass", "percent-encoded")
		s.Press("enter")
		s.WaitFor("Taken.")
		s.Says("Would pass, by the rule GET /ip/")
	})
}

// TestEveryCallIsNoCall says what to write in place of a star alone.
func TestEveryCallIsNoCall(t *testing.T) {
	t.Parallel()
	s := open(t, one(), adding)
	s.Type("GET /*")
	s.Says("Every call is not one call. Write one, such as GET /me")
	s.Press("ctrl+u")
	s.Type("GET /ip/*")
	s.Lacks("Every call")
}

// TestANetworkInACallIsEncoded offers the path as calls have it.
func TestANetworkInACallIsEncoded(t *testing.T) {
	t.Parallel()
	list := catalog.New("ovh-eu", time.Time{}, []catalog.Operation{
		{Method: "GET", Path: "/ip/{ip}"}, {Method: "GET", Path: "/ip/{ip}/reverse"}, {Method: "GET", Path: "/ip/{ip}/task/{id}"},
	})
	for _, block := range []string{"203.0.113.0/24", "2001:db8::/32"} {
		for _, behind := range []string{"", "/reverse"} {
			s := open(t, explain.Subject{Rules: set("GET /ip/*"), Catalog: list}, adding)
			s.Type("GET /ip/" + block + behind)
			s.Press("tab")
			s.Says("Call GET /ip/"+strings.Replace(block, "/", "%2F", 1)+behind, "Would pass, by the rule GET /ip/*")
		}
	}
}

// TestANewTokenMakesSure gets the rule that surely lets the call pass.
func TestANewTokenMakesSure(t *testing.T) {
	t.Parallel()
	s := open(t, explain.Subject{Name: "token 1", Rules: set("GET /ip/a%2Fb")}, renewing)
	s.Type("GET /ip/a%2Fb")
	s.Press("enter", "n")
	s.WaitFor("Taken.")
	if _, again := s.taken(); !slices.Equal(again, set("GET /ip/a%2Fb", "GET /ip/*")) {
		t.Errorf("asked for %v", again)
	}
}

// TestMessagesOfTools are read as clients and tools print them.
func TestMessagesOfTools(t *testing.T) {
	t.Parallel()
	record := "POST /domain/zone/example.com/record"
	for name, test := range map[string]struct{ text, call string }{
		"go-ovh":      {`Error calling POST /domain/zone/example.com/record: OVHcloud API error (status code 403): Client::Forbidden: "This call has not been granted" (X-OVH-Query-Id: EU.ext-3.65f.1.a)`, record},
		"python-ovh":  {"Traceback (most recent call last):\n  File \"/opt/venv/lib/python3.12/site-packages/ovh/client.py\", line 443, in call\n    client.post('/domain/zone/example.com/record')\novh.exceptions.NotGrantedCall: This call has not been granted \nOVH-Query-ID: EU.ext-3.1", record},
		"lego":        {`[ERROR] [example.com] acme: error presenting token: ovh: error when call api to add record (/domain/zone/example.com/record): OVHcloud API error (status code 403): Client::Forbidden: "This call has not been granted"`, "/domain/zone/example.com/record"},
		"certbot":     {"Certbot failed to authenticate some domains. Error adding TXT record: 403 Client Error: Forbidden for url: https://eu.api.ovh.com/1.0/domain/zone/example.com/record\nAsk for help or search for solutions at https://community.letsencrypt.org. See the logfile /var/log/letsencrypt/letsencrypt.log or re-run Certbot with -v for more details.", "/domain/zone/example.com/record"},
		"acme.sh":     {"[Tue Nov 24 10:00:01 UTC 2026] POST\n[Tue Nov 24 10:00:01 UTC 2026] _post_url='https://eu.api.ovh.com/1.0/domain/zone/example.com/record'\n[Tue Nov 24 10:00:02 UTC 2026] response='{\"message\":\"This call has not been granted\",\"httpCode\":\"403 Forbidden\",\"errorCode\":\"NOT_GRANTED_CALL\"}'", record},
		"Terraform":   {"╷\n│ Error: calling Post /domain/zone/example.com/record:\n│ \t OVHcloud API error (status code 403): Client::Forbidden: \"This call has not been granted\" (X-OVH-Query-Id: EU.ext-1)\n│ \n│   with ovh_domain_zone_record.www,\n│   on main.tf line 12, in resource \"ovh_domain_zone_record\" \"www\":\n│   12: resource \"ovh_domain_zone_record\" \"www\" {\n╵\n", record},
		"a body only": {`{"message":"This call has not been granted"} POST https://ca.api.ovh.com/v1/domain/zone/example.com/record?a=b`, record},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			of := one()
			of.Rules = set("GET /domain/zone/example.com/record")
			s := open(t, of, renewing)
			s.Paste(test.text)
			s.Says(test.call, "POST", "Would not pass", "for GET, not for POST")
			s.Lacks("No operation", "No call is named", "calls would pass.  ")
		})
	}
}

// TestAMessageWithoutItsCallAsksForIt says what is missing instead of nothing.
func TestAMessageWithoutItsCallAsksForIt(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`level=error msg="Client::Forbidden: \"This call has not been granted\""`, "ovh.exceptions.NotGrantedCall: This call has not been granted\nOVH-Query-ID: EU.ext-3.1\n",
	} {
		s := open(t, one(), renewing)
		s.Paste(text)
		s.Says("The message says that no rule lets a call pass, but not which call. Write it here: the method and the path that the tool asked for.")
		s.Lacks("No call is named here yet")
	}
}
