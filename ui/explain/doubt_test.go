package explain_test

import (
	"slices"
	"testing"

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
		s.wantNot("The message says")
		s.Press("enter")
		s.WaitFor("Taken.")
		s.want("The rule that was added here does, in a token that is asked for with it.",
			"Would pass, by the rule DELETE /domain/zone/example.com/record/1")
		s.wantNot("but these do")
		s.Press("ctrl+u")
		s.Paste("GET /me/bill: This call has not been granted")
		s.want("no rule lets the call pass, but these do")
		s.wantNot("added here")
	})
}

// TestAMessageIsNotAboutTheNearestCall takes the call that was meant in place of
// the one in the message.
func TestAMessageIsNotAboutTheNearestCall(t *testing.T) {
	t.Parallel()
	for _, message := range []string{
		"GET /me/bil: This call has not been granted", "GET /me/bil: Got an invalid (or empty) URL",
		`GET /me/bil: {"message": "User not granted for this request", "details": {"unauthorizedActionsByIAM": "account:apiovh:me/bil/get"}}`,
	} {
		s := open(t, one(), adding)
		s.Paste(message)
		s.want("The nearest is /me/bill; tab writes it.")
		s.Press("tab")
		s.want("Call GET /me/bill", "Would pass, by the rule GET /me/*")
		s.wantNot("The message")
	}
}

// TestWhatIsNotDocumentedIsNotPromised asks for calls of which nobody knows
// whether the rule lets them pass.
func TestWhatIsNotDocumentedIsNotPromised(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		rules := set("GET /sms/*", "GET /ip/203.0.113.0%2F24", "POST /ip/203.0.113.0%2F24", "POST /ip/*")
		s := open(t, explain.Subject{Rules: rules}, adding, size)
		s.Type("GET /sms/")
		s.want("May pass, by the rule GET /sms/*", "not documented whether a star also stands for nothing",
			"Smallest rule that surely would let it: GET /sms/", "enter add the rule", "Rules are not all")
		s.wantNot("Would pass", "Would not pass")
		s.Press("enter")
		s.WaitFor("Taken.")
		if added, _ := s.taken(); !slices.Equal(added, set("GET /sms/")) {
			t.Errorf("added: %v", added)
		}
		s.want("Would pass, by the rule GET /sms/")
		s.wantNot("May pass", "GET /sms/*")
		s.Press("ctrl+u")
		s.Type("GET /ip/203.0.113.0%2F24")
		s.want("May pass, by the rule GET /ip/203.0.113.0%2F24", "not documented whether OVH compares percent-encoded paths")
		s.wantNot("Would pass", "Smallest rule")
		s.Press("enter")
		s.want("Whether a rule is missing is not documented.")
		s.Press("ctrl+u")
		s.Type("POST /ip/203.0.113.0%2F24")
		s.want("Would pass, by the rule POST /ip/*")
		s.Press("ctrl+u")
		s.Type("GET /sms/x/, GET /ip/203.0.113.0%2F24, GET /me")
		s.want("1 of 3 calls would pass, 1 more may.")
	})
}

// TestANewTokenMakesSure gets the rule that surely lets the call pass.
func TestANewTokenMakesSure(t *testing.T) {
	t.Parallel()
	s := open(t, explain.Subject{Name: "token 1", Rules: set("GET /sms/*")}, renewing)
	s.Type("GET /sms/")
	s.Press("enter", "n")
	s.WaitFor("Taken.")
	if _, again := s.taken(); !slices.Equal(again, set("GET /sms/*", "GET /sms/")) {
		t.Errorf("asked for %v", again)
	}
}
