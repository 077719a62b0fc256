package rule_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/rule"
)

// routes knows a handful of operations.
type routes struct{}

var known = []struct {
	rule.Rule
	about rule.About
}{
	{rule.Rule{Method: rule.Get, Path: "/me"}, rule.About{Operations: 1}},
	{rule.Rule{Method: rule.Get, Path: "/domain/zone"}, rule.About{Operations: 1}},
	{rule.Rule{Method: rule.Get, Path: "/domain/zone/x"}, rule.About{Operations: 1}},
	{rule.Rule{Method: rule.Get, Path: "/domain/zone/y"}, rule.About{Operations: 1}},
	{rule.Rule{Method: rule.Get, Path: "/domain/zone/x/record"}, rule.About{Operations: 1}},
	{rule.Rule{Method: rule.Post, Path: "/domain/zone/x/record"}, rule.About{Operations: 1}},
	{rule.Rule{Method: rule.Put, Path: "/domain/zone/x/record/1"}, rule.About{Operations: 1}},
	{rule.Rule{Method: rule.Get, Path: "/old/thing"}, rule.About{Operations: 1, Deprecated: 1, Replacement: "/domain/zone/{zoneName}"}},
	{rule.Rule{Method: rule.Get, Path: "/order/catalog"}, rule.About{Operations: 1, Open: 1}},
	{rule.Rule{Method: rule.Post, Path: "/v2/iam/policy"}, rule.About{Operations: 1, Unstable: 1}},
}

func (routes) About(r rule.Rule) rule.About {
	var sum rule.About
	for _, k := range known {
		if r.Overlaps(k.Rule) {
			sum.Operations += k.about.Operations
			sum.Open += k.about.Open
			sum.Deprecated += k.about.Deprecated
			sum.Unstable += k.about.Unstable
			sum.Replacement = k.about.Replacement
		}
	}
	return sum
}

func (routes) Methods(pattern string) []rule.Method {
	var list []rule.Method
	for _, k := range known {
		if (rule.Rule{Method: k.Method, Path: pattern}).Overlaps(k.Rule) {
			list = append(list, k.Method)
		}
	}
	return list
}

func (routes) Nearest(path string, _ int) []string {
	if path == "/domain/zone/x/records" {
		return []string{"/domain/zone/x/record"}
	}
	if strings.HasPrefix(path, "/domain/zones") {
		return []string{strings.Replace(path, "/domain/zones", "/domain/zone", 1)}
	}
	return nil
}

func (routes) Likelier(path string) string {
	if path == "/domain/zone/y" {
		return "/domain/zone/x"
	}
	return ""
}

// set reads "METHOD path" lines as they stand, right or wrong.
func set(lines ...string) rule.Set {
	out := rule.Set{}
	for _, line := range lines {
		method, path, _ := strings.Cut(line, " ")
		out = append(out, rule.Rule{Method: rule.Method(method), Path: path})
	}
	return out
}

// TestLint holds every kind of finding against its cause, its repair and the public
// source of the cause.
func TestLint(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		set    rule.Set
		want   string // "place code severity", "" for none
		repair rule.Set
		source string // where it is asked for, called or said so, if anywhere
	}{
		{set("GET /me"), "", nil, "go-ovh README: AddRule"},
		{set("GET /*", "POST /*"), "", nil, "go-ovh consumer_key.go: /* is everything"},
		{set("GET "), "0 empty-path error", set(), "no public source: a path is compared as a whole, as Proxmox VE's misprint shows"},
		{set("GET /me "), "0 blank error", set("GET /me"), "cluster-api-provider-ovhcloud docs/TROUBLESHOOTING.md: a trailing blank matches nothing"},
		{set("GET /domain/ zone"), "0 blank error", set("GET /domain/zone"), "cluster-api-provider-ovhcloud docs/TROUBLESHOOTING.md"},
		{set("get /me"), "0 method-case error", set("GET /me"), "schema auth.json: auth.HTTPMethodEnum"},
		{set("OPTIONS /me"), "0 method error", nil, "schema auth.json: auth.HTTPMethodEnum"},
		{set("GET me"), "0 path error", set("GET /me"), "schemas: every route begins with a slash"},
		{set("GET /1.0/me"), "0 version error", set("GET /me"), "go-ovh ovh.go: the version is part of the endpoint"},
		{set("GET /v1/me"), "0 version error", set("GET /me"), "schemas: basePath https://eu.api.ovh.com/v1"},
		{set("GET /domain/zone/{zone}"), "0 placeholder error", set("GET /domain/zone/*"), "schemas: parameters stand in braces"},
		{set("GET /domain/zone/x?fieldType=TXT"), "0 path error", set("GET /domain/zone/x"), "schemas: a query string is no part of a route"},
		{set("GET /me", "GET /me"), "1 duplicate warning", set("GET /me"), "by the meaning of a set"},
		{set("GET /domain/zone/x", "GET /domain/*"), "0 shadowed warning;1 below-only note", set("GET /domain/*"), "wiremind ovh-exporter: /cloud/project/* makes seven of its rules idle"},
		{set("GET /domain/zone/", "GET /domain/zone/*", "GET /domain/zone"), "0 trailing-slash warning", set("GET /domain/zone/*", "GET /domain/zone"), "certbot-dns-ovh documentation: GET /domain/zone/; OVH guide for SMS: GET /sms/"},
		{set("GET /domain/zone/", "GET /domain/*", "GET /domain"), "0 shadowed warning", set("GET /domain/*", "GET /domain"), "wiremind ovh-exporter: /cloud/project/* makes seven of its rules idle"},
		{set("GET /auth/currentCredential"), "0 auth warning", set(), "acme.sh pull request 858: all /auth calls are granted"},
		{set("GET /domain/zone/"), "0 trailing-slash warning", set("GET /domain/zone"), "certbot-dns-ovh documentation: GET /domain/zone/; OVH guide for SMS: GET /sms/"},
		{set("GET /domain/zone/*"), "0 below-only note", set("GET /domain/zone", "GET /domain/zone/*"), "python-ovh consumer_key.py: add_recursive_rules, \"commonly forgotten\""},
		{set("GET /domain/zone", "GET /domain/zone/*"), "", nil, "python-ovh consumer_key.py: add_recursive_rules, \"commonly forgotten\""},
		{set("GET /domain/zone*"), "0 glued-star note", set("GET /domain/zone", "GET /domain/zone/*"), "Certify The Web documentation: /domain/zone*"},
		{set("GET /domain/zone/192.0.2.0%2F28/record"), "0 encoded note", set("GET /domain/zone/*/record"), "terraform-provider-ovh and synthesio.ovh: /ip/192.0.2.0%2F28/move"},
		{set("POST /ip/192.0.2.0%2F28/move"), "0 encoded note", set("POST /ip/*/move"), "terraform-provider-ovh and synthesio.ovh: /ip/192.0.2.0%2F28/move"},
		{set("GET /c/a%2Fb/d%2Fe*"), "0 encoded note;0 glued-star note", set("GET /c/*/*"), "terraform-provider-ovh and synthesio.ovh: /ip/192.0.2.0%2F28/move"},
		{set("GET /a%2Fb/c"), "0 encoded note", nil, "terraform-provider-ovh and synthesio.ovh: /ip/192.0.2.0%2F28/move"}, // "/*/c" would be far too wide
		{set("GET /ip/192.0.2.0/28/reverse"), "0 network error", set("GET /ip/*/reverse"), "terraform-provider-ovh and synthesio.ovh: /ip/192.0.2.0%2F28/move"},
		{set("GET /ip/2001:db8::/56"), "0 network error", set("GET /ip/*"), "terraform-provider-ovh and synthesio.ovh: /ip/192.0.2.0%2F28/move"},
		{set("GET /ip/192.0.2.1/reverse"), "", nil, "schema ip.json: ipBlock"},
		{set("GET /domain/zone/Example.com/record"), "0 domain-name warning", set("GET /domain/zone/example.com/record"), "no public source: names in DNS have no case, rules have"},
		{set("GET /domain/zone/example.com./record"), "0 domain-name warning", set("GET /domain/zone/example.com/record"), "no public source: names in DNS have no case, rules have"},
		{set("GET /domain/Example.com."), "0 domain-name warning", set("GET /domain/example.com"), "no public source: names in DNS have no case, rules have"},
		{set("GET /domain/*.Example.com"), "0 domain-name warning", set("GET /domain/*.example.com"), "no public source: names in DNS have no case, rules have"},
		{set("GET /domain/zone/example.com/dynHost/record"), "", nil, "schema domain.json"},
		{set("GET /domain/zone/:zone/record"), "0 placeholder error", set("GET /domain/zone/*/record"), "no public source: what scripts and formats put in place of a value"},
		{set("GET /domain/zone/$ZONE"), "0 placeholder error", set("GET /domain/zone/*"), "no public source: what scripts and formats put in place of a value"},
		{set("GET /domain/zone/${ZONE}/record"), "0 placeholder error", set("GET /domain/zone/*/record"), "no public source: what scripts and formats put in place of a value"},
		{set("GET /domain/zone/[zone]/:id"), "0 placeholder error", set("GET /domain/zone/*/*"), "no public source: what scripts and formats put in place of a value"},
		{set("GET /domain/zone/%s/record"), "0 placeholder error", set("GET /domain/zone/*/record"), "no public source: what scripts and formats put in place of a value"},
		{set("GET /domain/zone/%(zone)s/record/%d"), "0 placeholder error", set("GET /domain/zone/*/record/*"), "no public source: what scripts and formats put in place of a value"},
		{set("GET /ip/2001:db8::1"), "", nil, "schema ip.json: ipBlock"},
		{set("GET /ip/::1"), "", nil, "schema ip.json: ipBlock"},
		{set("GET /domain/zone//record"), "0 double-slash warning", nil, "schemas: no route has an empty part"},
		{set("GET /domain/zone*/record"), "0 glued-star note", nil, "Posh-ACME plugin guide: /domain/zone/x/record*"},
		{set("GET /domain/*zone"), "0 glued-star note", nil, "Posh-ACME plugin guide: /domain/zone/x/record*"},
		{set("GET /domain/zo*e"), "0 glued-star note", nil, "Posh-ACME plugin guide: /domain/zone/x/record*"},
	} {
		check(t, nil, tt.set, tt.want, tt.repair, tt.source)
	}
	for _, tt := range []struct {
		set    rule.Set
		want   string
		repair rule.Set
		source string
	}{
		{set("GET /domain/zones/x/record"), "0 unknown-route error", set("GET /domain/zone/x/record"), "n8n guide: POST /vps/*/snapshot is no route"},
		{set("GET /domain/zones/*/record"), "0 unknown-route error", set("GET /domain/zone/*/record"), "n8n guide: POST /vps/*/snapshot is no route"},
		{set("DELETE /domain/zone/*/record"), "0 no-such-method warning", set(), "go-ovh consumer_key.go: AddRecursiveRules asks for all methods"},
		{set("GET /nothing"), "0 unknown-route error", nil, "n8n guide: POST /vps/*/snapshot is no route"},
		{set("GET /domain/zone/y"), "0 name-as-value warning", set("GET /domain/zone/x"), "schema domain.json: /domain/{serviceName} beside /domain/zone"},
		{set("GET /domain/zone/x/records"), "0 unknown-route error", set("GET /domain/zone/x/record"), "n8n guide: POST /vps/*/snapshot is no route"},
		{set("DELETE /domain/zone/x/records"), "0 unknown-route error", set("DELETE /domain/zone/x/record"), "n8n guide: POST /vps/*/snapshot is no route"}, // which has no DELETE, as is said then
		{set("PUT /domain/zone/x/records"), "0 unknown-route error", set("PUT /domain/zone/x/record/*"), "n8n guide: POST /vps/*/snapshot is no route"},
		{set("GET /domain/zon*"), "0 glued-star note", nil, "Posh-ACME plugin guide: /domain/zone/x/record*"}, // the star completes the word
		{set("DELETE /me"), "0 no-such-method warning", set(), "go-ovh consumer_key.go: AddRecursiveRules asks for all methods"},
		{set("GET /order/catalog"), "0 needs-no-key note", nil, "schemas: noAuthentication"},
		{set("GET /old/thing"), "0 deprecated-route note", set("GET /domain/zone/*"), "schemas: apiStatus.replacement"},
		{set("POST /v2/iam/policy"), "0 unstable-route note", nil, "schemas: apiStatus BETA, ALPHA"},
		{set("POST /domain/zone/*"), "", nil, "schema domain.json: no POST /domain/zone"}, // there is no POST /domain/zone to forget
		{set("GET /domain/zone/*"), "0 below-only note", set("GET /domain/zone", "GET /domain/zone/*"), "python-ovh consumer_key.py: add_recursive_rules, \"commonly forgotten\""},
		{set("GET /domain/zo*"), "0 glued-star note", nil, "Posh-ACME plugin guide: /domain/zone/x/record*"}, // "/domain/zo" is no route, nor is what lies below it
		{set("GET /domain/zone*"), "0 glued-star note", set("GET /domain/zone", "GET /domain/zone/*"), "Certify The Web documentation: /domain/zone*"},
		{set("GET /m*"), "0 glued-star note", nil, "Posh-ACME plugin guide: /domain/zone/x/record*"},
		{set("GET /me*"), "0 glued-star note", set("GET /me"), "Posh-ACME plugin guide: /domain/zone/x/record*"}, // nothing lies below it here
		{set("PUT /domain/zone/x/record/"), "0 trailing-slash warning", set("PUT /domain/zone/x/record/*"), "certbot-dns-ovh documentation: GET /domain/zone/; OVH guide for SMS: GET /sms/"},
		{set("POST /domain/zone/x/record/"), "0 trailing-slash warning", set("POST /domain/zone/x/record"), "certbot-dns-ovh documentation: GET /domain/zone/; OVH guide for SMS: GET /sms/"},
		{set("PATCH /*"), "", nil, "schema auth.json: auth.HTTPMethodEnum has PATCH, no operation has"}, // no operation uses it yet
	} {
		check(t, routes{}, tt.set, tt.want, tt.repair, tt.source)
	}
}

func check(t *testing.T, known rule.Routes, s rule.Set, want string, repair rule.Set, source string) {
	t.Helper()
	var got []string
	findings := s.Lint(known)
	for _, f := range findings {
		got = append(got, fmt.Sprintf("%d %s %s", f.Index, f.Code, f.Severity))
		if !strings.HasSuffix(f.Message, ".") {
			t.Errorf("%q: the message is no sentence: %q", s, f.Message)
		}
	}
	if strings.Join(got, ";") != want {
		t.Errorf("%q brings %q, want %q (%s)", s, strings.Join(got, ";"), want, source)
		return
	}
	if len(findings) == 0 {
		return
	}
	if (findings[0].Repair == nil) != (repair == nil) {
		t.Errorf("%q: the repair is %+v (%s)", s, findings[0].Repair, source)
	}
	if repair != nil && !slices.Equal(s.Apply(findings[0]), repair) {
		t.Errorf("%q is mended into %q, want %q (%s)", s, s.Apply(findings[0]), repair, source)
	}
}

// TestRepairsThatGrantMoreSaySo tells them from those that may be made in passing.
func TestRepairsThatGrantMoreSaySo(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"GET /domain/zone/":          false,
		"GET /*/":                    true,
		"GET /vps/*/":                true,
		"GET /domain/zone/*/record/": false,
		"PUT /domain/zone/x/record/": true, // "/domain/zone/x/record/*"
		"PUT /domain/zone/x/records": true,
		"GET /domain/zone/x/records": false,
		"GET /domain/zones/*/record": false,
		"GET /domain/zone/{zone}":    false, // stands for any value
		"GET /domain/zone/%s/:id":    false,
		"GET /domain/zone/Y.com/x":   false,
		"get /me":                    false,
		"GET /1.0/me":                false,
	} {
		findings := set(text).Lint(routes{})
		if len(findings) == 0 || findings[0].Repair == nil || findings[0].Repair.Widens != want {
			t.Errorf("%s: %+v", text, findings)
		}
	}
}

// TestANetworkIsOfferedAStar where the operations are known as well, and never in
// passing.
func TestANetworkIsOfferedAStar(t *testing.T) {
	t.Parallel()
	list := operations("/ip/{ip}/reverse", "/domain/zone/{zoneName}")
	for _, known := range []rule.Routes{nil, list} {
		check(t, known, set("GET /ip/192.0.2.0/28/reverse"), "0 network error", set("GET /ip/*/reverse"), "synthesio.ovh")
		if found := set("GET /ip/192.0.2.0/28/reverse").Lint(known); !found[0].Repair.Widens {
			t.Error("a star in place of one block grants more")
		}
	}
	check(t, list, set("GET /ip/192.0.2.0/28/task"), "0 unknown-route error", nil, "schema ip.json")
}

// FuzzLintRepairs mends whatever can be mended until nothing is left to mend:
// no repair brings up what another one takes away.
func FuzzLintRepairs(f *testing.F) {
	f.Add("GET /me*\nGET /me/*\nget /1.0/x/\nPOST /domain/zones/*\nGET /a/{b}/ c")
	f.Add("GET \nGET /\nDELETE /*\nGET //\nGET /*/*\nGET /x%2Fy/*")
	f.Fuzz(func(t *testing.T, text string) {
		s := set(strings.Split(text, "\n")...)
		if len(s) > 12 {
			return
		}
		for range 200 {
			findings := s.Lint(routes{})
			at := slices.IndexFunc(findings, func(f rule.Finding) bool { return f.Repair != nil })
			if at < 0 {
				return
			}
			next := s.Apply(findings[at])
			if slices.Equal(next, s) {
				t.Fatalf("%q: the repair %q of %s changes nothing", s, findings[at].Repair.Text, findings[at].Code)
			}
			s = next
		}
		t.Fatalf("%q is still being mended", s)
	})
}
