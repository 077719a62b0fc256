package ovhsim_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
)

const readMe = `{"accessRules":[{"method":"GET","path":"/me"}]}`

func TestTimeNeedsNoKeys(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{ClockSkew: -10 * time.Minute, Now: func() time.Time { return time.Unix(1_800_000_000, 0) }})
	req, err := http.NewRequestWithContext(t.Context(), "GET", c.base+"/1.0/auth/time", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if r := do(req); r.body != "1799999400" || r.header.Get("Date") != "Fri, 15 Jan 2027 07:50:00 GMT" {
		t.Errorf("time %s, Date %s", r.body, r.header.Get("Date"))
	}
}

// TestRequestIsChecked sends requests for tokens that OVH refuses or takes.
func TestRequestIsChecked(t *testing.T) {
	t.Parallel()
	with := func(member string) string { return strings.TrimSuffix(readMe, "}") + "," + member + "}" }
	for _, v := range []struct {
		name   string
		policy ovhsim.Redirection
		body   string
		status int
	}{
		{"plain", 0, readMe, 200},
		{"no rules", 0, `{}`, 400},
		{"empty rules", 0, `{"accessRules":[]}`, 400},
		{"unknown method", 0, `{"accessRules":[{"method":"HEAD","path":"/me"}]}`, 400},
		{"lower case method", 0, `{"accessRules":[{"method":"get","path":"/me"}]}`, 400},
		{"PATCH", 0, `{"accessRules":[{"method":"PATCH","path":"/me"}]}`, 200},
		{"empty path", 0, `{"accessRules":[{"method":"GET","path":""}]}`, 200},
		{"not JSON", 0, `GET /me`, 400},
		{"addresses", 0, with(`"allowedIPs":["203.0.113.4","2001:db8::/32"]`), 200},
		{"null addresses", 0, with(`"allowedIPs":null,"redirection":null`), 200},
		{"bad address", 0, with(`"allowedIPs":["203.0.113.400"]`), 400},
		{"redirection", 0, with(`"redirection":"https://example.com/done"`), 200},
		{"loopback redirection", 0, with(`"redirection":"http://127.0.0.1:4321/x"`), 200},
		{"redirection that is no address", 0, with(`"redirection":"javascript:alert(1)"`), 400},
		{"redirection without a host", 0, with(`"redirection":"https:///x"`), 400},
		{"loopback refused", ovhsim.RedirectionLoopbackRefused, with(`"redirection":"http://127.0.0.1:4321/x"`), 400},
		{"localhost refused", ovhsim.RedirectionLoopbackRefused, with(`"redirection":"http://localhost:4321/x"`), 400},
		{"IPv6 loopback refused", ovhsim.RedirectionLoopbackRefused, with(`"redirection":"http://[::1]:4321/x"`), 400},
		{"other address where loopback is refused", ovhsim.RedirectionLoopbackRefused, with(`"redirection":"https://example.com/"`), 200},
		{"none where loopback is refused", ovhsim.RedirectionLoopbackRefused, readMe, 200},
		{"none where one is required", ovhsim.RedirectionRequired, readMe, 400},
		{"one where one is required", ovhsim.RedirectionRequired, with(`"redirection":"http://127.0.0.1:1/"`), 200},
	} {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			c := start(t, ovhsim.Options{Redirection: v.policy})
			if r := c.call("POST", "/auth/credential", v.body); r.status != v.status {
				t.Errorf("status %d, want %d: %s", r.status, v.status, r.body)
			}
		})
	}
}

// TestPendingKeyReadsItselfOrNot follows a key through its states under both
// sides of the switch.
func TestPendingKeyReadsItselfOrNot(t *testing.T) {
	t.Parallel()
	for _, reads := range []bool{false, true} {
		for _, end := range []string{"authorized", "refused", "too late"} {
			t.Run(fmt.Sprintf("%s, reads %v", end, reads), func(t *testing.T) {
				t.Parallel()
				now := time.Now()
				c := start(t, ovhsim.Options{PendingReads: reads, Now: func() time.Time { return now }})
				link, key := c.ask(readMe)
				c.keys.ConsumerKey = key
				c.expectState(reads, "pendingValidation")
				want := c.end(link, end)
				c.expectState(reads || want == "validated", want)
			})
		}
	}
}

// end brings a request to one of its ends and returns the status it has then.
func (c *client) end(link, how string) string {
	c.t.Helper()
	var err error
	status := "validated"
	switch how {
	case "authorized":
		err = c.sim.Authorize(link, ovhsim.OneHour)
	case "refused":
		status, err = "refused", c.sim.Refuse(link)
	case "too late":
		status = "expired"
		c.sim.Set(func(o *ovhsim.Options) { o.ClockSkew, o.TimeWindow = 25*time.Hour, 48*time.Hour })
		if c.sim.Authorize(link, ovhsim.OneHour) == nil {
			c.t.Error("a request of yesterday was authorized")
		}
	}
	if err != nil {
		c.t.Fatal(err)
	}
	return status
}

func (c *client) expectState(reads bool, want string) {
	c.t.Helper()
	r := c.call("GET", "/auth/currentCredential", "")
	if !reads {
		if r.status != 403 || !strings.Contains(r.body, "This credential is not valid") {
			c.t.Errorf("status %d: %s", r.status, r.body)
		}
		return
	}
	var got wireToken
	r.into(c.t, &got)
	if got.Status != want {
		c.t.Errorf("status %q, want %q", got.Status, want)
	}
}

// TestTimeRunsFromValidation checks that a token lasts from the moment somebody
// authorized it, and that it belongs to that person.
func TestTimeRunsFromValidation(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC)
	c := start(t, ovhsim.Options{Now: func() time.Time { return now }})
	link, key := c.ask(`{"accessRules":[{"method":"GET","path":"/me"}],"allowedIPs":["127.0.0.1"]}`)
	c.sim.Set(func(o *ovhsim.Options) { o.ClockSkew = time.Hour })
	c.clock = func() time.Time { return now.Add(time.Hour) }
	if err := c.sim.AuthorizeAs(link, ovhsim.ThirtyDays, ovhsim.Stranger); err != nil {
		t.Fatal(err)
	}
	c.keys.ConsumerKey = key
	var got wireToken
	c.call("GET", "/auth/currentCredential", "").into(t, &got)
	if want := now.Add(time.Hour + 30*24*time.Hour); !got.Expiration.Equal(want) || !got.Creation.Equal(now) {
		t.Errorf("created %v, expires %v, want %v and %v", got.Creation, got.Expiration, now, want)
	}
	if len(got.AllowedIPs) != 1 || len(got.Rules) != 1 || got.Rules[0].Path != "/me" {
		t.Errorf("rules %v from %v", got.Rules, got.AllowedIPs)
	}
	var who struct{ Account, Method string }
	c.call("GET", "/auth/details", "").into(t, &who)
	var me struct{ Nichandle string }
	c.call("GET", "/me", "").into(t, &me)
	if who.Account != ovhsim.Stranger || me.Nichandle != ovhsim.Stranger || who.Method != "account" {
		t.Errorf("details %+v, me %+v", who, me)
	}
}

func TestAuthorizeChecksItsArguments(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	link, _ := c.ask(readMe)
	if c.sim.Authorize(link, "2 weeks") == nil {
		t.Error("a validity the page does not offer was taken")
	}
	if c.sim.Authorize(link+"0", ovhsim.OneDay) == nil || c.sim.Refuse("http://127.0.0.1/") == nil {
		t.Error("an unknown link was taken")
	}
	if err := c.sim.Authorize(link, ovhsim.Unlimited); err != nil {
		t.Error(err)
	}
	if c.sim.Authorize(link, ovhsim.OneDay) == nil {
		t.Error("a used link was taken")
	}
}

func TestLogoutLeavesTheTokenListedAsExpired(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	other := c.as(c.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: "GET", Path: "/*"}}}).ID)
	if r := c.call("POST", "/auth/logout", ""); r.status != 200 || r.body != "null" {
		t.Errorf("logout: %d %s", r.status, r.body)
	}
	if r := c.call("GET", "/me", ""); r.status != 403 {
		t.Errorf("the key still works: %d", r.status)
	}
	var got wireToken
	other.call("GET", fmt.Sprintf("/me/api/credential/%d", c.sim.Own()), "").into(t, &got)
	if got.Status != "expired" {
		t.Errorf("listed as %s", got.Status)
	}
}

// TestRequestsMayBeValidatedAtOnce asks for a token of a server that validates as
// soon as it is asked: the key works, and its time is the one that was chosen.
func TestRequestsMayBeValidatedAtOnce(t *testing.T) {
	t.Parallel()
	s := ovhsim.New(ovhsim.Options{Validate: ovhsim.OneHour})
	if err := s.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	before := len(s.Credentials())
	request, err := http.NewRequest(http.MethodPost, s.Endpoint()+"/auth/credential", strings.NewReader(readMe))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("X-Ovh-Application", s.Keys().ApplicationKey)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	all := s.Credentials()
	made := all[len(all)-1]
	if len(all) != before+1 || made.Status != ovhsim.Validated || made.Owner != ovhsim.Owner || made.Expiration.IsZero() {
		t.Errorf("%d tokens, want %d; the new one is %+v", len(all), before+1, made)
	}
	if page := s.LatestPage(); page != "" {
		t.Errorf("%s still waits for somebody", page)
	}
}
