package ovhsim_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
)

// TestSignatureVectors compares with signatures that OVH's own Go client sent
// over a wire.
func TestSignatureVectors(t *testing.T) {
	t.Parallel()
	k := ovhsim.Keys{ApplicationSecret: "0123456789abcdef0123456789abcdef", ConsumerKey: "fedcba9876543210fedcba9876543210"}
	for _, v := range []struct{ method, url, body, want string }{
		{"GET", "https://eu.api.ovh.com/1.0/me/api/credential?status=validated", "", "$1$f61e15b10198a93c257603c258d6c2dffd743e4c"},
		{"DELETE", "https://eu.api.ovh.com/1.0/me/api/credential/42", "", "$1$89900ce424b7e38b1a108ab3c556346081ce0410"},
		{"PUT", "https://eu.api.ovh.com/1.0/me/api/credential/42", `{"allowedIPs":["203.0.113.4/32"]}`, "$1$64b706b477751f6f9a623eeff59ffe1a73a03c55"},
	} {
		if got := ovhsim.Sign(k, v.method, v.url, v.body, 1_700_000_000); got != v.want {
			t.Errorf("%s %s: %s, want %s", v.method, v.url, got, v.want)
		}
	}
}

// wrongCall is a way to call wrongly and what OVH answers to it in both
// generations of error bodies.
type wrongCall struct {
	name    string
	options ovhsim.Options
	prepare func(c *client) *http.Request
	status  int
	code    string // legacy errorCode, empty where none is known
	message string
}

func get(c *client) *http.Request { return c.request("GET", "/me", "") }

// state adds a token for everything with the given status and calls with it.
func state(s ovhsim.Status) func(c *client) *http.Request {
	return func(c *client) *http.Request {
		added := c.sim.Add(ovhsim.Credential{Status: s, Rules: rule.Set{{Method: "GET", Path: "/*"}}})
		return get(c.as(added.ID))
	}
}

func wrongCalls() []wrongCall {
	const notValid = "This credential is not valid"
	return []wrongCall{
		{name: "unknown application key", status: 403, code: "INVALID_KEY", message: "This application key is invalid", prepare: func(c *client) *http.Request { c.keys.ApplicationKey = "0123456789abcdef"; return get(c) }},
		{
			name: "unknown application key in a request for a token", status: 403, message: "Invalid application key",
			prepare: func(c *client) *http.Request {
				c.keys.ApplicationKey = "0123456789abcdef"
				return c.request("POST", "/auth/credential", `{"accessRules":[{"method":"GET","path":"/me"}]}`)
			},
		},
		{name: "wrong secret", status: 400, code: "INVALID_SIGNATURE", message: "Invalid signature", prepare: func(c *client) *http.Request { c.keys.ApplicationSecret = strings.Repeat("0", 32); return get(c) }},
		{name: "another URL signed", status: 400, code: "INVALID_SIGNATURE", message: "Invalid signature", prepare: func(c *client) *http.Request { r := get(c); r.URL.RawQuery = "a=b"; return r }},
		{
			name: "another body signed", status: 400, code: "INVALID_SIGNATURE", message: "Invalid signature",
			prepare: func(c *client) *http.Request {
				r := c.request("POST", "/auth/logout", "{}")
				r.Body, r.ContentLength = http.NoBody, 0
				return r
			},
		},
		{
			name: "consumer key of another application", status: 400, code: "INVALID_SIGNATURE", message: "Invalid signature",
			prepare: func(c *client) *http.Request {
				for _, other := range c.sim.Credentials() {
					if other.ApplicationID != c.sim.OwnApplication() {
						c.keys.ConsumerKey = other.ConsumerKey
					}
				}
				return get(c)
			},
		},
		{name: "clock two minutes slow", status: 400, code: "QUERY_TIME_OUT", message: "Query out of time", options: ovhsim.Options{ClockSkew: 2 * time.Minute}, prepare: get},
		{name: "clock two minutes fast", status: 400, code: "QUERY_TIME_OUT", message: "Query out of time", options: ovhsim.Options{ClockSkew: -2 * time.Minute}, prepare: get},
		{name: "unknown consumer key", status: 403, code: "NOT_CREDENTIAL", message: "This credential does not exist", prepare: func(c *client) *http.Request { c.keys.ConsumerKey = "x"; return get(c) }},
		{name: "removed token", status: 403, code: "NOT_CREDENTIAL", message: "This credential does not exist", prepare: func(c *client) *http.Request { c.sim.Remove(c.sim.Own()); return get(c) }},
		{name: "pending", status: 403, code: "INVALID_CREDENTIAL", message: notValid, prepare: state(ovhsim.Pending)},
		{name: "refused", status: 403, code: "INVALID_CREDENTIAL", message: notValid, prepare: state(ovhsim.Refused)},
		{name: "expired", status: 403, code: "INVALID_CREDENTIAL", message: notValid, prepare: state(ovhsim.Expired)},
		{name: "expired a moment ago", status: 403, code: "INVALID_CREDENTIAL", message: notValid, prepare: func(c *client) *http.Request { c.sim.Expire(c.sim.Own()); return get(c) }},
		{
			name: "past its date but listed as validated", options: ovhsim.Options{LateExpiry: true}, status: 403, code: "INVALID_CREDENTIAL", message: notValid,
			prepare: func(c *client) *http.Request {
				added := c.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: "GET", Path: "/*"}}, Expiration: c.clock().Add(-time.Hour)})
				return get(c.as(added.ID))
			},
		},
		{name: "rule missing", status: 403, code: "NOT_GRANTED_CALL", message: "This call has not been granted", prepare: func(c *client) *http.Request { return c.request("GET", "/domain", "") }},
		{
			name: "rule without the prefix of the new branch", status: 403, code: "NOT_GRANTED_CALL", message: "This call has not been granted",
			prepare: func(c *client) *http.Request {
				added := c.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: "GET", Path: "/iam/*"}}})
				c = c.as(added.ID)
				c.branch = "/v2"
				return c.request("GET", "/iam/policy", "")
			},
		},
		{name: "address not allowed", status: 403, code: "NOT_GRANTED_CALL", message: "This call has not been granted", prepare: func(c *client) *http.Request { c.sim.Restrict(c.sim.Own(), "203.0.113.0/24"); return get(c) }},
		{
			name: "application blocked", status: 403, code: "NOT_GRANTED_CALL", message: "This call has not been granted",
			prepare: func(c *client) *http.Request {
				c.sim.Block(c.sim.OwnApplication())
				return get(c)
			},
		},
		{name: "no signature", status: 401, message: "You must login first", prepare: func(c *client) *http.Request { r := get(c); r.Header.Del("X-Ovh-Signature"); return r }},
		{name: "empty consumer key", status: 401, message: "You must login first", prepare: func(c *client) *http.Request { c.keys.ConsumerKey = ""; return get(c) }},
		{name: "IAM refuses", options: ovhsim.Options{IAMDenied: rule.Set{{Method: "GET", Path: "/me*"}}}, status: 403, message: "User not granted for this request", prepare: func(c *client) *http.Request { return c.request("GET", "/me/api/credential", "") }},
		{name: "unknown route", status: 404, message: "Got an invalid (or empty) URL", prepare: func(c *client) *http.Request { return c.request("GET", "/me/nothing", "") }},
		{name: "trailing slash", status: 404, message: "Got an invalid (or empty) URL", prepare: func(c *client) *http.Request { return c.request("GET", "/me/", "") }},
		{
			name: "empty id", status: 404, message: "Got an invalid (or empty) URL",
			prepare: func(c *client) *http.Request { return c.request("GET", "/me/api/credential/", "") },
		},
		{
			name: "unknown service", status: 404, message: "This service does not exist",
			prepare: func(c *client) *http.Request {
				added := c.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: "GET", Path: "/*"}}})
				return c.as(added.ID).request("GET", "/domain/zone/example.com", "")
			},
		},
		{name: "unknown token", status: 404, message: "The requested object (credentialId = 42) does not exist", prepare: func(c *client) *http.Request { return c.request("GET", "/me/api/credential/42", "") }},
		{name: "other refusal", status: 403, code: "FORBIDDEN", message: "Forbidden", prepare: func(c *client) *http.Request { c.sim.Fail(ovhsim.Fault{Status: 403}); return get(c) }},
		{name: "conflict", status: 409, message: "A conflicting action is already running", prepare: func(c *client) *http.Request { c.sim.Fail(ovhsim.Fault{Status: 409}); return get(c) }},
		{name: "expired service", status: 460, message: "This service is expired", prepare: func(c *client) *http.Request { c.sim.Fail(ovhsim.Fault{Status: 460}); return get(c) }},
		{name: "maintenance", status: 503, message: "Service is temporarily unavailable", prepare: func(c *client) *http.Request { c.sim.Fail(ovhsim.Fault{Status: 503}); return get(c) }},
	}
}

// TestRefusals makes every wrong call in both generations of error bodies.
func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, old := range []bool{false, true} {
		for _, w := range wrongCalls() {
			name := w.name
			if old {
				name += ", old body"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				w.options.OldErrors = old
				r := do(w.prepare(start(t, w.options)))
				w.check(t, r, old)
			})
		}
	}
}

func (w wrongCall) check(t *testing.T, r reply, old bool) {
	t.Helper()
	if r.err != nil || r.status != w.status {
		t.Fatalf("status %d, want %d: %v %s", r.status, w.status, r.err, r.body)
	}
	var body struct {
		Class, Message, ErrorCode, HTTPCode string
		Details                             map[string]string
	}
	if err := json.Unmarshal([]byte(r.body), &body); err != nil {
		t.Fatal(err)
	}
	if body.Message != w.message {
		t.Errorf("message %q, want %q", body.Message, w.message)
	}
	if old && (body.ErrorCode != w.code || !strings.HasPrefix(body.HTTPCode, strconv.Itoa(w.status)+" ") || body.Class != "") {
		t.Errorf("old body %s, want errorCode %q", r.body, w.code)
	}
	if !old && (body.ErrorCode != "" || body.HTTPCode != "" || !strings.Contains(body.Class, "::")) {
		t.Errorf("new body %s", r.body)
	}
	if id := r.header.Get("X-Ovh-Queryid"); !strings.HasPrefix(id, "FR.ws-3.5b30ae87.26037.") {
		t.Errorf("query id %q", id)
	}
	if w.name == "IAM refuses" && body.Details["unauthorizedActionsByIAM"] != "account:apiovh:me/api/credential/get" {
		t.Errorf("details %v", body.Details)
	}
}

// TestAcceptedCalls makes the calls that must pass: aliases, escapes, a query,
// a clock at the edge, an address that is allowed.
func TestAcceptedCalls(t *testing.T) {
	t.Parallel()
	all := rule.Set{{Method: "GET", Path: "/*"}}
	for name, try := range map[string]func(c *client) reply{
		"alias v1":   func(c *client) reply { c.branch = "/v1"; return c.call("GET", "/me", "") },
		"new branch": func(c *client) reply { c.branch = "/v2"; return c.call("GET", "/iam/policy", "") },
		"query": func(c *client) reply {
			return c.call("GET", "/me/api/credential?status=validated&applicationId=1207", "")
		},
		"escaped path": func(c *client) reply { return c.call("GET", "/ip/203.0.113.16%2F28", "") },
		"allowed address": func(c *client) reply {
			return c.as(c.sim.Add(ovhsim.Credential{Rules: all, AllowedIPs: []string{"192.0.2.1", "127.0.0.1"}}).ID).call("GET", "/me", "")
		},
		"allowed block": func(c *client) reply {
			return c.as(c.sim.Add(ovhsim.Credential{Rules: all, AllowedIPs: []string{"127.0.0.0/8"}}).ID).call("GET", "/me", "")
		},
		"any address": func(c *client) reply {
			return c.as(c.sim.Add(ovhsim.Credential{Rules: all, AllowedIPs: []string{"0.0.0.0/0"}}).ID).call("GET", "/me", "")
		},
		"clock fifty seconds off": func(c *client) reply {
			c.sim.Set(func(o *ovhsim.Options) { o.ClockSkew = 50 * time.Second })
			return c.call("GET", "/me", "")
		},
		"wider window": func(c *client) reply {
			c.sim.Set(func(o *ovhsim.Options) { o.ClockSkew, o.TimeWindow = 2*time.Minute, 5*time.Minute })
			return c.call("GET", "/me", "")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := start(t, ovhsim.Options{})
			if r := try(c.as(c.sim.Add(ovhsim.Credential{Rules: all}).ID)); r.status != 200 {
				t.Errorf("status %d: %s", r.status, r.body)
			}
		})
	}
}
