package waiting_test

import (
	"errors"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/waiting"
)

func TestBrowserThatCannotBeOpened(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	s.env.Open = func(string) error { return errors.New("exec: xdg-open: not found") }
	s.run(waiting.New(s.env, readOnly))
	s.Says("No browser could be opened. Copy the link above: y copies it.")
	s.Says("Open the link below in a browser and log in")
	s.authorize(ovhsim.ThirtyDays)
	s.WaitFor("Validated by")
}

func TestMachineWithoutBrowser(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	s.env.Open = nil
	s.run(waiting.New(s.env, readOnly))
	s.Says("No browser is opened from here; the link works on this machine.")
	if got := s.credential(s.pending().ConsumerKey).Redirection; got != "" {
		t.Errorf("the browser, which runs elsewhere, would be sent to %s", got)
	}
	s.Press("o")
	s.Says("No browser is opened from here. y copies the link.")
}

func TestPageIsOpenedAgain(t *testing.T) {
	t.Parallel()
	s := start(t, ovhsim.Options{})
	s.WaitFor("o open again")
	first := <-s.opened
	s.Press("o")
	if second := <-s.opened; second != first {
		t.Errorf("o opened %q, want %q", second, first)
	}
}

// answeredWith asks for a token, and the API answers with this page.
func answeredWith(t *testing.T, page string) *stand {
	t.Helper()
	s := prepare(t, ovhsim.Options{})
	s.sim.Fail(ovhsim.Fault{
		Method: "POST", Path: "/auth/credential", Status: 200,
		Body: `{"consumerKey":"0123456789abcdef0123456789abcdef","state":"pendingValidation","validationUrl":"` + page + `"}`,
	})
	s.sim.Fail(ovhsim.Fault{Path: "/auth/currentCredential", Times: -1, Status: 403, Body: `{"class":"Client::Forbidden","message":"This credential is not valid"}`})
	s.run(waiting.New(s.env, readOnly))
	s.WaitFor("still waiting")
	return s
}

func TestUnknownHostIsAskedAbout(t *testing.T) {
	t.Parallel()
	s := answeredWith(t, "https://example.net/auth?credentialToken=0123")
	s.Says("This page is on example.net, which is not known as OVH's. o opens it all the same.")
	select {
	case <-s.opened:
		t.Fatal("a page of an unknown host was opened unasked")
	default:
	}
	s.Press("o")
	if got := <-s.opened; got != "https://example.net/auth?credentialToken=0123" {
		t.Errorf("o opened %q", got)
	}
	s.WaitFor("Log in on the page that opened")
}

func TestPageThatIsNeverOpened(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"http://eu.api.ovh.com/auth?credentialToken=0123":      "The page is not opened: eu.api.ovh.com is not reached by https",
		"https://me:pw@eu.api.ovh.com/auth?credentialToken=01": "The page is not opened: its address names no host, or a login as well.",
		"file://host/etc/passwd":                               "The page is not opened: host is not reached by https",
	}
	for page, want := range tests {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			s := answeredWith(t, page)
			s.Says(want)
			s.Says("Do not log in there.")
			s.Press("o")
			s.Settle()
			select {
			case <-s.opened:
				t.Error("the page was opened")
			default:
			}
		})
	}
}
