package rule_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
)

func TestExplain(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		set  rule.Set
		call string
		by   string // of the rule that lets it pass; "" for none
		near string // part of the reason of the first rule that comes close
	}{
		{set("GET /me"), "GET /me", "GET /me", ""},
		{set("GET /me/*"), "GET /me/bill", "GET /me/*", ""},
		{set("GET /me/*"), "GET /me", "", "below the path, not the path itself"},
		{set("GET /me"), "GET /me/bill", "", "not what lies below"},
		{set("GET /me"), "POST /me", "", "for GET, not for POST"},
		{set("GET /sms/"), "GET /sms", "", "with a slash at its end, not without"},
		{set("GET /sms"), "GET /sms/", "", "without the slash"},
		{set("GET /domain/zone/x "), "GET /domain/zone/x", "", "blank"},
		{set("GET /Me"), "GET /me", "", "capitals"},
		{set("GET /iam/policy"), "GET /v2/iam/policy", "", "/v2"},
		{set("GET /v2/iam/policy"), "GET /iam/policy", "", "without /v2"},
		{set("GET /me*", "POST /me/*"), "POST /me", "", "below the path"},
		{set("GET /domain"), "GET /vps", "", ""},
		{set("GET /me/bill"), "GET /me/order", "", ""},
		{set("GET /domain/zone/a.com/*"), "GET /domain/zone/b.com/record", "", `for "a.com", not for "b.com"`},
		{set("GET /domain/zone/a.com/*"), "GET /domain/zone/*/record", "", "some of these calls"},
		{set("GET /domain/zone/a.com/record"), "GET /domain/zone/*/record", "", "some of these calls"},
		{set("GET /domain/zone/a.com/record"), "GET /domain/zone/b.com/refresh", "", ""},
		{set("GET /domain/zone/*"), "GET /domain/zone/*/record", "GET /domain/zone/*", ""},
		{set("POST /domain/zone/a.com/record"), "GET /domain/zone/b.com/record", "", ""},
		{nil, "GET /vps", "", ""},
	} {
		method, path, _ := strings.Cut(tt.call, " ")
		call := rule.Call{Method: rule.Method(method), Path: path}
		e := tt.set.Explain(call)
		by := ""
		if e.Allowed {
			by = e.By.String()
		}
		near := ""
		if len(e.Near) > 0 {
			near = e.Near[0].Reason
		}
		if by != tt.by || (tt.near == "") != (near == "") || !strings.Contains(near, tt.near) {
			t.Errorf("%q, %s: passes by %q, near is %q", tt.set, tt.call, by, near)
		}
		if wider := tt.set.Widen(call); !wider.Explain(call).Allowed || e.Allowed && len(wider) != len(tt.set) {
			t.Errorf("%q widened for %s is %q", tt.set, tt.call, wider)
		}
	}
	if e := (rule.Set{}).Explain(rule.Call{Method: rule.Get, Path: "/auth/currentCredential"}); !e.Allowed || !e.Free {
		t.Errorf("a call that needs no rule: %+v", e)
	}
}

// operations makes a catalogue that has these routes with GET.
func operations(paths ...string) *catalog.Catalog {
	ops := make([]catalog.Operation, len(paths))
	for i, path := range paths {
		ops[i] = catalog.Operation{Method: rule.Get, Path: path}
	}
	return catalog.New("ovh-eu", time.Unix(0, 0), ops)
}

// TestExplainNamesTheMistypedRule of every kind that people come with: each was
// meant to let the call pass.
func TestExplainNamesTheMistypedRule(t *testing.T) {
	t.Parallel()
	known := operations("/domain/zone", "/domain/zone/{zoneName}", "/domain/zone/{zoneName}/record", "/domain/zone/{zoneName}/record/{id}", "/domain/{domain}")
	call := rule.Call{Method: rule.Get, Path: "/domain/zone/example.com/record"}
	for path, want := range map[string]string{
		"":                                    "Its path is empty, so it matches no call.",
		" ":                                   "Its path is empty",
		"/domain/zone/{zone}/record":          "is a placeholder: put a value or * in its place. /domain/zone/*/record would let this one pass.",
		"/domain/zone/<zone>/*":               "is a placeholder",
		"/1.0/domain/zone/example.com/record": "As it is written it most likely matches no call: the path begins after /1.0. /domain/zone/example.com/record would",
		"/v1/domain/*":                        "the path begins after /v1. /domain/* would let this one pass.",
		"domain/zone/*":                       "a path begins with a slash. /domain/zone/* would let this one pass.",
		"https://eu.api.ovh.com/1.0/domain/zone/*": "keep only the path",
		"/domain/zone/example.com/record?x=1":      "without a query string. /domain/zone/example.com/record would",
		"/domain/zone/example.com/record ":         "There is a blank at the end of its path",
		"/domain/zone/example.com /record":         "There is a blank in its path, so it matches no call.",
		"/domain/zone/ example.com/record":         "a path has no blank in it. /domain/zone/example.com/record would",
		"/domain/zone/example.com./record":         `It is for "example.com.", not for "example.com".`,
		"/domain/zone/example.com/records":         "/domain/zone/example.com/record is like it and would let this call pass.",
		"/domains/zone/*":                          "/domain/zone/* is like it and would let this call pass.",
		"/domain/zones/*":                          "One of its words is no name of the API; /domain/zone/* would let this call pass.",
		"/domain/zone/example.com/refresh":         "",
		"/me":                                      "",
	} {
		rules := rule.Set{{Method: rule.Get, Path: path}}
		e := rules.ExplainAmong(call, known)
		got := ""
		if len(e.Near) > 0 {
			got = e.Near[0].Reason
		}
		if e.Allowed || (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
	if e := (rule.Set{{Method: rule.Delete, Path: ""}}).Explain(call); len(e.Near) != 1 {
		t.Errorf("an empty path is named whatever the method: %v", e.Near)
	}
}

// TestExplainTellsTheTwoVersionsApart where no rule comes close.
func TestExplainTellsTheTwoVersionsApart(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		set  rule.Set
		call string
		want string
	}{
		{set("GET /cloud/*", "GET /me"), "/v2/publicCloud/project/1/x", "Calls of API v2 need rules that begin with /v2"},
		{set("GET /v2/publicCloud/*"), "/cloud/project/1", "calls of the older API need rules without it"},
		{set("GET /v2/iam/*", "GET /cloud/*"), "/v2/publicCloud/project/1", ""},
		{set("POST /cloud/*"), "/v2/publicCloud/project/1", ""},
		{set("GET /vps"), "/me", ""},
		{set("GET /*"), "/v2/iam/policy", ""},
		{nil, "/v2/iam/policy", ""},
	} {
		e := tt.set.Explain(rule.Call{Method: rule.Get, Path: tt.call})
		if (tt.want == "") != (e.Apart == "") || !strings.Contains(e.Apart, tt.want) {
			t.Errorf("%q, %s: %q", tt.set, tt.call, e.Apart)
		}
	}
}

// TestExplainTellsWhatIsNotDocumented says where a star would have to stand for
// nothing, and widens by a rule that makes sure.
func TestExplainTellsWhatIsNotDocumented(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		set    rule.Set
		by     string
		unsure bool
	}{
		{set("GET /sms/*"), "GET /sms/*", true},
		{set("GET /sms/*", "GET /sms/"), "GET /sms/", false},
		{set("GET /sms/*", "GET /s*"), "GET /s*", false},
		{set("GET /sms*"), "GET /sms*", false},
	} {
		call := rule.Call{Method: rule.Get, Path: "/sms/"}
		e := tt.set.Explain(call)
		if !e.Allowed || e.By.String() != tt.by || e.Unsure != tt.unsure {
			t.Errorf("%q: by %q, unsure: %v", tt.set, e.By, e.Unsure)
		}
		if e := tt.set.Widen(call).Explain(call); e.Unsure {
			t.Errorf("%q is widened and still unsure", tt.set)
		}
	}
}

// TestFindCalls reads what people paste, as clients and tools word it.
func TestFindCalls(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"GET /me":           {"GET /me"},
		"post /domain/zone": {"POST /domain/zone"},
		"/domain/zone/example.com/record?fieldType=TXT":         {" /domain/zone/example.com/record"},
		"GET https://eu.api.ovh.com/1.0/me/bill?date.from=2026": {"GET /me/bill"},
		"https://eu.api.ovh.com/v2/iam/policy":                  {" /v2/iam/policy"},
		`Error: failed to create record: calling Post /domain/zone/example.com/record: OVHcloud API error (status code 403): Client::Forbidden: "This call has not been granted"`: {"POST /domain/zone/example.com/record"},
		`ovh: error when call api to add record (/domain/zone/example.com/record): Error 403: "This call has not been granted"`:                                                   {" /domain/zone/example.com/record"},
		`403 Client Error: Forbidden for url: https://eu.api.ovh.com/1.0/domain/zone/`:                                                                                            {" /domain/zone/"},
		"  File \"/usr/lib/python3/dist-packages/ovh/client.py\", line 5\nNotGrantedCall: This call has not been granted\nDELETE /domain/zone/a.b/record/12":                      {"DELETE /domain/zone/a.b/record/12"},
		`{"method":"PUT","path":"/me/api/credential/5"}`:               {"PUT /me/api/credential/5"},
		`{"path":"/me/bill","method":"GET"}`:                           {"GET /me/bill"},
		`[{"path":"/a","method":"GET"},{"path":"/b","method":"POST"}]`: {"GET /a", "POST /b"},
		`[{"method":"GET","path":"/a"},{"method":"POST","path":"/b"}]`: {"GET /a", "POST /b"},
		"{\n  \"path\": \"/me/bill\",\n  \"method\": \"PUT\"\n}":       {"PUT /me/bill"},
		"path=/me\nmethod=GET path=/ip":                                {" /me", "GET /ip"},
		`level=error url="/me" httpMethod="delete"`:                    {"DELETE /me"},
		"This call has not been granted":                               nil,
		"me/bill":                                                      {" /me/bill"},
		"get me":                                                       {"GET /me"},
		"eu.api.ovh.com/1.0/me/bill":                                   {" /me/bill"},
		"GET eu.api.ovh.com/v2/iam/policy":                             {"GET /v2/iam/policy"},
		"me":                                                           nil,
		"GET":                                                          nil,
		"https://":                                                     nil,
		"read and/or write":                                            nil,
		"POST /domain/zone/{zoneName}/record":                          {"POST /domain/zone/*/record"},
		"calling Put /me: 403 for https://eu.api.ovh.com/1.0/me":       {"PUT /me"},
		"403 for https://eu.api.ovh.com/1.0/me?a=b, it was a DELETE /me": {"DELETE /me"},
		"GET /me, /domain": {"GET /me", " /domain"},
		// acme.sh with --debug, and Terraform in its frame.
		"[Tue Nov 24 10:00:00 UTC 2026] POST\n[Tue Nov 24 10:00:00 UTC 2026] _post_url='https://eu.api.ovh.com/1.0/domain/zone/a.b/record'": {"POST /domain/zone/a.b/record"},
		"│ Error: Error calling Post\n│ /domain/zone/a.b/record: \"OVHcloud API error\"":                                                    {"POST /domain/zone/a.b/record"},
		"nothing to get\n/me":         {" /me"},
		"GET /me and DELETE\n/domain": {"GET /me", "DELETE /domain"},
		// Other services that logs name.
		"AuthURL: https://acme-v02.api.letsencrypt.org/acme/authz/1": nil,
		"https://api.example.com/1.0/me":                             {" /me"},
		"https://registry.terraform.io/providers/ovh/ovh/latest":     nil,
		"":                          nil,
		"see /etc/ovh.conf and ./x": nil,
		"GET /me, then DELETE /me/api/credential/1.": {"GET /me", "DELETE /me/api/credential/1"},
		"path=/me method=GET":                        {"GET /me"},

		// As commands, links and configuration files have them.
		`curl -XDELETE 'https://eu.api.ovh.com/1.0/me/api/credential/1'`:                                   {"DELETE /me/api/credential/1"},
		`curl -s -X PUT -H "X-Ovh-Application: x" -H "X-Ovh-Timestamp: 1" https://eu.api.ovh.com/1.0/me/x`: {"PUT /me/x"},
		`curl https://eu.api.ovh.com/1.0/me/x -d '{}' --request POST`:                                      {"POST /me/x"},
		`curl https://eu.api.ovh.com/1.0/me/x`:                                                             {" /me/x"},
		"path: /me\nmethod: GET":                                                                           {"GET /me"},
		"path: /me\nmethod: GET\npath: /ip\nmethod: \"post\"":                                              {"GET /me", "POST /ip"},
		"method: GET\npath: /me\nmethod: POST\npath: /ip":                                                  {"GET /me", "POST /ip"},
		"?GET=/me&POST=/me/*":                                                                              {"GET /me", "POST /me/*"},
		"GET=/me&GET=/ip":                                                                                  {"GET /me", "GET /ip"},
		"not granted: get me/api/credential":                                                               {"GET /me/api/credential"},
		`403: "DELETE me/api/credential/1" is refused`:                                                     {"DELETE /me/api/credential/1"},
		"failed: get and put":                                                                              nil,
	} {
		calls, err := rule.FindCalls(text)
		var got []string
		for _, c := range calls {
			got = append(got, c.String())
		}
		if !slices.Equal(got, want) || (err != nil) != (want == nil) {
			t.Errorf("%q names %q, %v; want %q", text, got, err, want)
		}
	}
}

// TestEveryCallIsNoCall says of a star alone that it is none.
func TestEveryCallIsNoCall(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]error{
		"GET /*": rule.ErrEveryCall, "*": rule.ErrEveryCall, "/*": rule.ErrEveryCall, "delete *": rule.ErrEveryCall, "{name}": rule.ErrNoCall, "2 * 3": rule.ErrNoCall,
		"GET /{path}": rule.ErrEveryCall, "GET /me*": nil, "GET": rule.ErrNoCall,
	} {
		if _, err := rule.FindCalls(text); !errors.Is(err, want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzFindCalls(f *testing.F) {
	f.Add(`Error calling Get /me: "x" https://eu.api.ovh.com/1.0/me?a=b`)
	f.Fuzz(func(t *testing.T, text string) {
		calls, err := rule.FindCalls(text)
		if (err != nil) != (len(calls) == 0) || err != nil && !errors.Is(err, rule.ErrNoCall) && !errors.Is(err, rule.ErrEveryCall) {
			t.Errorf("%q: %v, %v", text, calls, err)
		}
		for _, c := range calls {
			if rule.CheckPath(c.Path) != nil {
				t.Errorf("%q names %q, which can't be a path", text, c.Path)
			}
		}
	})
}

func TestDifference(t *testing.T) {
	t.Parallel()
	added, removed := rule.Difference(set("GET /me/*", "GET /domain"), set("GET /domain", "GET /me/bill", "POST /me/order/*"))
	if len(added) != 1 || added[0].Text != "POST /me/order/*" || added[0].Risk != rule.RiskDanger {
		t.Errorf("added: %+v", added)
	}
	if len(removed) != 1 || removed[0].Text != "GET /me/*" {
		t.Errorf("removed: %+v", removed)
	}
	if a, r := rule.Difference(set("GET /x/*"), set("GET /x/*", "GET /x/")); len(a) != 1 || len(r) > 0 {
		t.Errorf("a rule that makes sure differs by %v, %v", a, r)
	}
	if a, r := rule.Difference(set("GET /x/*", "GET /x/y"), set("GET /x/*")); len(a)+len(r) > 0 {
		t.Errorf("the same rights differ by %v, %v", a, r)
	}
}

// FuzzShare writes a set in each form and reads it back.
func FuzzShare(f *testing.F) {
	f.Add("GET /me\nPOST /me\nDELETE /a/*/b")
	f.Fuzz(func(t *testing.T, text string) {
		s, _ := rule.ParseMany(text)
		for _, form := range []string{s.Text(), s.JSON()} {
			back, bad := rule.ParseMany(form)
			if len(bad) > 0 || len(back) != len(s) {
				t.Fatalf("%q comes back as %q, %v", form, back, bad)
			}
			for _, r := range s {
				if !slices.Contains(back, r) {
					t.Fatalf("%q lost %s", form, r)
				}
			}
		}
	})
}

// TestFindRefusal tells a missing rule from what no rule would mend.
func TestFindRefusal(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		refusal rule.Refusal
		actions []string
	}{
		"GET /me": {rule.RefusalUntold, nil},
		`Error 403: "This call has not been granted"`:                       {rule.RefusalRules, nil},
		`{"errorCode":"NOT_GRANTED_CALL","httpCode":"403 Forbidden"}`:       {rule.RefusalRules, nil},
		`Client::Forbidden: "User not granted for this request"`:            {rule.RefusalIAM, nil},
		`This credential is not valid`:                                      {rule.RefusalKey, nil},
		`Got an invalid (or empty) URL`:                                     {rule.RefusalRoute, nil},
		`{"details":{"unauthorizedActionsByIAM":""},"message":"elsewhere"}`: {rule.RefusalUntold, nil},
		`{"details": {"unauthorizedActionsByAuthentication": "", "unauthorizedActionsByIAM": "account:apiovh:me/get,dnsZone:apiovh:record/create"}, "message": "This call has not been granted"}`: {
			rule.RefusalIAM, []string{"account:apiovh:me/get", "dnsZone:apiovh:record/create"},
		},
		`map[unauthorizedActionsByAuthentication: unauthorizedActionsByIAM:account:apiovh:me/get]`: {rule.RefusalIAM, []string{"account:apiovh:me/get"}},
	} {
		refusal, actions := rule.FindRefusal(text)
		if refusal != want.refusal || !slices.Equal(actions, want.actions) {
			t.Errorf("%q tells of %d, %q; want %d, %q", text, refusal, actions, want.refusal, want.actions)
		}
	}
}

// FuzzFindRefusal reads any text: the actions it names stand there, each once, and
// name what IAM lacks.
func FuzzFindRefusal(f *testing.F) {
	f.Add(`{"details": {"unauthorizedActionsByAuthentication": "", "unauthorizedActionsByIAM": "account:apiovh:me/get,dnsZone:apiovh:record/create"}}`)
	f.Add(`map[unauthorizedActionsByIAM:a:b:c a:b:c]`)
	f.Add("This call has not been granted unauthorizedActionsBy unauthorizedActionsByIAM=")
	f.Fuzz(func(t *testing.T, text string) {
		refusal, actions := rule.FindRefusal(text)
		if len(actions) > 0 && refusal != rule.RefusalIAM {
			t.Errorf("%q names %q and is refusal %d", text, actions, refusal)
		}
		for i, action := range actions {
			if !strings.Contains(text, action) || strings.Count(action, ":") < 2 || slices.Contains(actions[:i], action) {
				t.Errorf("%q is said to name %q", text, action)
			}
		}
	})
}

func TestAnyNumber(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/domain/zone/example.com/record/5183": "/domain/zone/example.com/record/*",
		"/me/order/12/payment":                 "/me/order/*/payment",
		"/me/bill/FR123":                       "",
		"/v2/iam/policy":                       "",
	} {
		c, found := rule.Call{Method: rule.Get, Path: path}.AnyNumber()
		if found != (want != "") || found && (c != rule.Call{Method: rule.Get, Path: want}) {
			t.Errorf("%s becomes %s, %v", path, c, found)
		}
	}
}
