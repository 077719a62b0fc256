package ovhsim_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
)

// visit opens a page without following redirections; form is sent when given.
func visit(t *testing.T, link string, form url.Values) reply {
	t.Helper()
	method, body := "GET", io.Reader(http.NoBody)
	if form != nil {
		method, body = "POST", strings.NewReader(form.Encode())
	}
	req, err := http.NewRequestWithContext(t.Context(), method, link, body)
	if err != nil {
		t.Fatal(err)
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	return reply{status: res.StatusCode, header: res.Header, body: string(text), err: err}
}

// press fills in the form of a link and sends it to where the page says.
func press(t *testing.T, link, decision, validity, account string) reply {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"credentialToken": {u.Query().Get("credentialToken")}, "decision": {decision}, "validity": {validity}, "account": {account}}
	u.RawQuery = ""
	return visit(t, u.String(), form)
}

func TestPageShowsWhatIsAsked(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{EndpointName: "ovh-eu"})
	link, _ := c.ask(`{"accessRules":[{"method":"GET","path":"/me"},{"method":"GET","path":"/me/*"},{"method":"POST","path":"/domain/zone/*/record"},{"method":"DELETE","path":"/domain/zone/*/record"},{"method":"GET","path":"/ip/*"}],"allowedIPs":["203.0.113.0/24"],"redirection":"http://127.0.0.1:4321/back?x=1"}`)
	r := visit(t, link, nil)
	for _, want := range []string{
		"ovh-tokens on admin-laptop", "zz12345-ovh", "ovh-eu", "Simulation", "invented",
		"<strong>Read</strong> <code>/me</code> and everything below it",
		"<strong>Create and delete</strong> <code>/domain/zone/*/record</code>, where * stands for anything",
		"<strong>Read</strong> everything below <code>/ip</code>",
		"203.0.113.0/24", `value="1d" checked`, "30 days", "Unlimited", "http://127.0.0.1:4321/back?x=1",
	} {
		if !strings.Contains(r.body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	csp := r.header.Get("Content-Security-Policy")
	if !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "form-action 'self' http://127.0.0.1:4321") {
		t.Errorf("policy %q", csp)
	}
	style := visit(t, c.base+"/auth/style.css", nil)
	if style.status != 200 || !strings.HasPrefix(style.header.Get("Content-Type"), "text/css") || !strings.Contains(style.body, "prefers-color-scheme: dark") {
		t.Errorf("stylesheet: %d", style.status)
	}
}

func TestPageWarns(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	for path, want := range map[string]string{
		`[{"method":"GET","path":"/*"},{"method":"DELETE","path":"/*"}]`: "control of the whole account",
		`[{"method":"GET","path":"/*"}]`:                                 "reads the whole account",
		`[{"method":"POST","path":"/me/identity/*"}]`:                    "further ways into the account",
		`[{"method":"GET","path":""}]`:                                   "nothing: the path is empty",
	} {
		link, _ := c.ask(`{"accessRules":` + path + `}`)
		if r := visit(t, link, nil); !strings.Contains(r.body, want) {
			t.Errorf("%s: the page lacks %q", path, want)
		}
	}
	link, _ := c.ask(readMe)
	if r := visit(t, link, nil); strings.Contains(r.body, "Take care") {
		t.Error("a harmless request is warned about")
	}
}

// TestPageWithHostileName opens the page of an application whose name attacks
// terminals and readers.
func TestPageWithHostileName(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	for _, a := range c.sim.Applications() {
		if strings.Contains(a.Name, "\x1b") {
			c.keys.ApplicationKey = a.Key
		}
	}
	link, _ := c.ask(readMe)
	r := visit(t, link, nil)
	if r.status != 200 || strings.ContainsAny(r.body, "\x1b\u202e\u2066\x07") || strings.Contains(r.body, "<script>") {
		t.Errorf("the page lets hostile text through: %d", r.status)
	}
}

// TestAuthorizeOnThePage presses Authorize with each validity.
func TestAuthorizeOnThePage(t *testing.T) {
	t.Parallel()
	now := time.Now().Truncate(time.Second)
	for validity, want := range map[string]time.Duration{"5m": 5 * time.Minute, "1h": time.Hour, "1d": 24 * time.Hour, "30d": 30 * 24 * time.Hour, "unlimited": 0} {
		t.Run(validity, func(t *testing.T) {
			t.Parallel()
			c := start(t, ovhsim.Options{Now: func() time.Time { return now }})
			link, key := c.ask(readMe)
			r := press(t, link, "authorize", validity, ovhsim.Owner)
			if r.status != 200 || !strings.Contains(r.body, "You can close this page") {
				t.Fatalf("%d %s", r.status, r.body)
			}
			c.keys.ConsumerKey = key
			var got wireToken
			c.call("GET", "/auth/currentCredential", "").into(t, &got)
			if want == 0 != (got.Expiration == nil) || want != 0 && got.Expiration.Sub(now) != want {
				t.Errorf("expires %v", got.Expiration)
			}
			for _, again := range []reply{visit(t, link, nil), press(t, link, "refuse", "", "")} {
				if again.status != http.StatusGone || !strings.Contains(again.body, "Error code: Invalid token") {
					t.Errorf("used link: %d", again.status)
				}
			}
			c.call("GET", "/auth/currentCredential", "").into(t, &got)
		})
	}
}

func TestDecisionsRedirect(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	for _, decision := range []string{"authorize", "refuse"} {
		link, _ := c.ask(`{"accessRules":[{"method":"GET","path":"/me"}],"redirection":"https://example.com/back?x=1&y=2"}`)
		if r := press(t, link, decision, "1d", ovhsim.Owner); r.status != http.StatusSeeOther || r.header.Get("Location") != "https://example.com/back?x=1&y=2" {
			t.Errorf("%s: %d %v", decision, r.status, r.header)
		}
	}
	states := map[ovhsim.Status]int{}
	for _, token := range c.sim.Credentials() {
		if token.Redirection != "" {
			states[token.Status]++
		}
	}
	if states[ovhsim.Validated] != 1 || states[ovhsim.Refused] != 1 {
		t.Errorf("states %v", states)
	}
}

func TestBadVisits(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	link, _ := c.ask(readMe)
	for _, bad := range []string{"/auth/", "/auth/?credentialToken=", "/auth/?credentialToken=0123", "/auth/nothing"} {
		if r := visit(t, c.base+bad, nil); r.status != 404 || !strings.Contains(r.body, "Error code: Invalid token") {
			t.Errorf("%s: %d", bad, r.status)
		}
	}
	for _, form := range [][3]string{{"authorize", "2w", ovhsim.Owner}, {"authorize", "", ovhsim.Owner}, {"perhaps", "1d", ovhsim.Owner}, {"authorize", "1d", "somebody"}} {
		if r := press(t, link, form[0], form[1], form[2]); r.status != 400 {
			t.Errorf("%v: %d", form, r.status)
		}
	}
	if r := press(t, link, "authorize", "1d", ovhsim.Stranger); r.status != 200 {
		t.Errorf("after the bad forms: %d", r.status)
	}
}

// TestRequestIsListedOnceItsPageIsOpened checks this server's choice where OVH's
// behaviour is not known.
func TestRequestIsListedOnceItsPageIsOpened(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	link, _ := c.ask(readMe)
	pending := func() (ids []int64) {
		c.call("GET", fmt.Sprintf("/me/api/credential?status=pendingValidation&applicationId=%d", c.sim.OwnApplication()), "").into(t, &ids)
		return ids
	}
	if n := len(pending()); n != 0 {
		t.Errorf("%d before the page was opened", n)
	}
	visit(t, link, nil)
	if n := len(pending()); n != 1 {
		t.Errorf("%d after the page was opened", n)
	}
}

func TestLinkDiesInTime(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{PendingLife: 10 * time.Minute})
	link, _ := c.ask(readMe)
	c.sim.Set(func(o *ovhsim.Options) { o.ClockSkew = 10 * time.Minute })
	if r := visit(t, link, nil); r.status != http.StatusGone {
		t.Errorf("status %d", r.status)
	}
}
