package catalog

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ovhapi/rule"
)

// small is a catalogue to read at a glance.
func small() *Catalog {
	op := func(text, about string) Operation {
		method, path, _ := strings.Cut(text, " ")
		return Operation{
			Method: rule.Method(method), Path: path, Status: Production, Description: about,
			Section: "/" + strings.Split(path, "/")[1],
		}
	}
	ops := []Operation{
		op("GET /me", "Your account"),
		op("GET /me/bill", "List of bills"),
		op("GET /me/bill/{billId}", "Get this object properties"),
		op("GET /me/api/credential", "List of your Api Credentials"),
		op("DELETE /me/api/credential/{credentialId}", "Remove this credential"),
		op("GET /domain", "List available services"),
		op("GET /domain/{serviceName}", "Get this object properties"),
		op("GET /domain/{serviceName}/authInfo", "Return authInfo code"),
		op("GET /domain/zone", "List available zones"),
		op("GET /domain/zone/{zoneName}", "Get this object properties"),
		op("GET /domain/zone/{zoneName}/record", "List records"),
		op("POST /domain/zone/{zoneName}/record", "Create a new record"),
		op("DELETE /domain/zone/{zoneName}/record/{id}", "Delete a record"),
		op("PUT /domain/zone/{zoneName}/record/{id}", "Alter a record"),
		op("POST /domain/zone/{zoneName}/refresh", "Apply zone modification on DNS servers"),
		op("GET /domain/zone-check", "A path that sorts into the middle by bytes"),
		op("GET /ip/{ip}/reverse", "Reverse on your ip"),
		op("POST /ip/{ip}/reverse", "Add reverse on an ip"),
		op("GET /v2/iam/policy", "Retrieve all policies"),
	}
	ops[1].Status = Deprecated
	return New("ovh-eu", time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC), ops)
}

// names writes places as rules are written.
func names(c *Catalog, places []int) []string {
	list := make([]string, len(places))
	for i, p := range places {
		list[i] = c.At(p).String()
	}
	return list
}

func reached(c *Catalog, text string) []string {
	method, path, _ := strings.Cut(text, " ")
	var list []string
	for _, h := range c.Reach(rule.Rule{Method: rule.Method(method), Path: path}) {
		name := c.At(h.Place).String()
		if h.Part {
			name += " (part)"
		}
		list = append(list, name)
	}
	return list
}

func TestReach(t *testing.T) {
	t.Parallel()
	c := small()
	for text, want := range map[string][]string{
		"GET /me":                     {"GET /me"},
		"GET /me/":                    nil,
		"GET /Me":                     nil,
		"GET /me/*":                   {"GET /me/api/credential", "GET /me/bill", "GET /me/bill/{billId}"},
		"GET /me*":                    {"GET /me", "GET /me/api/credential", "GET /me/bill", "GET /me/bill/{billId}"},
		"DELETE /me/api/credential/*": {"DELETE /me/api/credential/{credentialId}"},
		"GET /domain/zone/example.com": {
			"GET /domain/zone/{zoneName} (part)",
		},
		"POST /domain/zone/example.com/record": {"POST /domain/zone/{zoneName}/record (part)"},
		"POST /domain/zone/*/record":           {"POST /domain/zone/{zoneName}/record"},
		"DELETE /domain/zone/*/record/*":       {"DELETE /domain/zone/{zoneName}/record/{id}"},
		"DELETE /domain/zone/*/record/12":      {"DELETE /domain/zone/{zoneName}/record/{id} (part)"},
		"GET /domain/zone/*":                   {"GET /domain/zone/{zoneName}", "GET /domain/zone/{zoneName}/record"},
		"GET /domain/zone*": {
			"GET /domain/zone", "GET /domain/zone/{zoneName}", "GET /domain/zone/{zoneName}/record", "GET /domain/zone-check",
			"GET /domain/{serviceName} (part)", "GET /domain/{serviceName}/authInfo (part)",
		},
		"GET /*/authInfo":      {"GET /domain/{serviceName}/authInfo"},
		"GET /ip/192.0.2.1/*":  {"GET /ip/{ip}/reverse (part)"},
		"GET /iam/*":           nil,
		"GET /v2/iam/*":        {"GET /v2/iam/policy"},
		"PUT /*":               {"PUT /domain/zone/{zoneName}/record/{id}"},
		"PATCH /*":             nil,
		"POST /*e*r*":          {"POST /domain/zone/{zoneName}/record", "POST /domain/zone/{zoneName}/refresh", "POST /ip/{ip}/reverse"},
		"GET /domain/{zone}":   {"GET /domain/{serviceName} (part)"},
		"GET /domain/zone/*/*": {"GET /domain/zone/{zoneName}/record"},
	} {
		got := reached(c, text)
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

// TestReachAgreesWithAllows holds what is said about routes against what OVH
// decides about calls: a call that a rule allows belongs to an operation that the
// rule reaches, and where it reaches all of one it allows every call of it.
func TestReachAgreesWithAllows(t *testing.T) {
	t.Parallel()
	c := large(t)
	values := []string{"example.com", "12", "record", "a-b_c.d", "x"}
	for i := 0; i < c.Len(); i += 101 {
		op := c.At(i)
		call := fill(op.Path, values)
		for _, pattern := range patternsOf(call) {
			r := rule.Rule{Method: op.Method, Path: pattern}
			hits := c.Reach(r)
			at := slices.IndexFunc(hits, func(h Hit) bool { return h.Place == i })
			switch {
			case !r.Allows(op.Method, call):
				if at >= 0 && !hits[at].Part {
					t.Errorf("%s is said to reach all of %s, and refuses %s", r, op, call)
				}
			case at < 0 && !slices.Contains(c.Chance(r), i):
				t.Errorf("%s allows %s and is not said to reach %s", r, call, op)
			}
			if r.Allows(op.Method, call) {
				grants(t, c, r)
			}
			whollyAllows(t, c, r, hits, values[1:])
		}
	}
}

// whollyAllows makes a call of each operation that a rule is said to reach as a whole.
func whollyAllows(t *testing.T, c *Catalog, r rule.Rule, hits []Hit, values []string) {
	t.Helper()
	for _, h := range hits {
		if op := c.At(h.Place); !h.Part && !r.Allows(op.Method, fill(op.Path, values)) {
			t.Errorf("%s is said to reach all of %s", r, op)
		}
	}
}

// grants holds what lint says against that a rule allows some call: it never says
// that it grants nothing, and never takes it away.
func grants(t *testing.T, c *Catalog, r rule.Rule) {
	t.Helper()
	for _, f := range (rule.Set{r}).Lint(c) {
		if f.Severity == rule.Error || strings.Contains(f.Message, "nothing") || f.Repair != nil && len(f.Repair.Instead) == 0 && f.Code != rule.CodeAuth {
			t.Errorf("%s allows calls, and lint says: %s", r, f.Message)
		}
	}
}

// TestWordsBehindAStar tells what a rule means by a word behind its star from what
// only happens to be called so.
func TestWordsBehindAStar(t *testing.T) {
	t.Parallel()
	var ops []Operation
	for _, text := range []string{
		"POST /cloud/project/{p}/kube/{k}/node", "GET /cloud/project/{p}/kube/{k}", "DELETE /cloud/project/{p}/kube/{k}",
		"POST /cloud/project/{p}/instance/{i}/reinstall", "GET /cloud/project/{p}/database/{d}/backup", "DELETE /cloud/project/{p}/ai/job/{j}", "GET /cloud/project/{p}/ai/job",
		"DELETE /cloud/project/{p}/region/{r}", "GET /me/identity/user/{u}/token/{n}", "DELETE /me/identity/user/{u}/token/{n}",
		"POST /order/cart",
	} {
		method, path, _ := strings.Cut(text, " ")
		ops = append(ops, Operation{Method: rule.Method(method), Path: path, NoAuth: path == "/order/cart"})
	}
	c := New("ovh-eu", time.Time{}, ops)
	for _, tt := range []struct {
		rule          string
		reach, chance int
		code          rule.Code
		says          string
	}{
		{"POST /cloud/project/*/kube/*", 1, 1, "", ""},
		{"GET /cloud/project/*/kube/*", 1, 1, "", ""},
		{"GET /cloud/project/a/kube/*", 1, 0, "", ""},
		{"GET /cloud/project/*/kube/k1", 1, 0, "", ""},
		{"DELETE /*/*/user/bob/*", 1, 0, "", ""},
		{"DELETE /cloud/project/*/*/jbo", 0, 3, rule.CodeNameAsValue, "/cloud/project/*/*/job/* is more likely meant."},
		{"DELETE /cloud/project/*/node", 0, 3, rule.CodeNoSuchMethod, "There is no DELETE for this path, only POST; the rule grants just what is about something of that very name."},
		{"POST /order/cart", 1, 0, rule.CodeNeedsNoKey, "a signed call may still need the rule."},
	} {
		r, err := rule.Parse(tt.rule)
		if err != nil {
			t.Fatal(err)
		}
		if n, more := len(c.Reach(r)), len(c.Chance(r)); n != tt.reach || more != tt.chance {
			t.Errorf("%s reaches %d and %d by chance, want %d and %d", r, n, more, tt.reach, tt.chance)
		}
		grants(t, c, r)
		findings := slices.DeleteFunc(rule.Set{r}.Lint(c), func(f rule.Finding) bool { return f.Code == rule.CodeBelowOnly })
		switch {
		case tt.code == "" && len(findings) == 0:
		case len(findings) != 1 || findings[0].Code != tt.code || !strings.HasSuffix(findings[0].Message, tt.says):
			t.Errorf("%s brings %+v", r, findings)
		}
	}
}

// fill makes a call of a route.
func fill(path string, values []string) string {
	for i := 0; strings.Contains(path, "{"); i++ {
		before, rest, _ := strings.Cut(path, "{")
		_, after, _ := strings.Cut(rest, "}")
		path = before + values[i%len(values)] + after
	}
	return path
}

// patternsOf are rules that somebody could write with a call in mind, some of
// which do not allow it.
func patternsOf(call string) []string {
	segments := strings.Split(call, "/")
	list := []string{call, call + "/", call + "*", call + "/*", "/*", "*"}
	for i := 1; i < len(segments); i++ {
		starred := slices.Clone(segments)
		starred[i] = "*"
		list = append(list, strings.Join(starred, "/"), strings.Join(starred[:i+1], "/"))
		starred[i] = segments[i][:1] + "*"
		list = append(list, strings.Join(starred, "/"), strings.Join(starred[:i+1], "/"))
	}
	return list
}

func TestSearchFindsByPathAndPurpose(t *testing.T) {
	t.Parallel()
	c := small()
	for text, want := range map[string][]string{
		"reverse dns":                     {"GET /ip/{ip}/reverse", "POST /ip/{ip}/reverse"},
		"RDNS":                            {"GET /ip/{ip}/reverse", "POST /ip/{ip}/reverse"},
		"POST reverse":                    {"POST /ip/{ip}/reverse"},
		"invoice":                         {"GET /me/bill", "GET /me/bill/{billId}"},
		"transfer code":                   {"GET /domain/{serviceName}/authInfo"},
		"/domain/zone/example.com/record": {"GET /domain/zone/{zoneName}/record", "POST /domain/zone/{zoneName}/record"},
		"DELETE /domain/zone/a/record/1":  {"DELETE /domain/zone/{zoneName}/record/{id}"},
		"policies":                        {"GET /v2/iam/policy"},
		"revoke token":                    {"DELETE /me/api/credential/{credentialId}"},
		"unicorn":                         nil,
		"reverse unicorn":                 {"GET /ip/{ip}/reverse", "POST /ip/{ip}/reverse"},
		"PUT":                             {"PUT /domain/zone/{zoneName}/record/{id}"},
	} {
		got := names(c, c.Search(text))
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %q, want %q", text, got, want)
		}
	}
	if got := c.Search(""); len(got) != c.Len() {
		t.Errorf("nothing typed lists %d of %d", len(got), c.Len())
	}
	if got := c.At(c.Search("record")[0]).Path; got != "/domain/zone/{zoneName}/record" {
		t.Errorf("record finds %s first", got)
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	c := small()
	for typed, want := range map[string]string{
		"/domain/zones/example.com/record":    "/domain/zone/example.com/record",
		"/domain/zone/example.com/reco":       "/domain/zone/example.com/record",
		"/domain/zone/example.com/rekord/*":   "/domain/zone/example.com/record/*",
		"/Domain/zone":                        "/domain/zone",
		"/me/credential":                      "/me/api/credential",
		"/iam/policy":                         "/v2/iam/policy",
		"/domain/zone/example.com/refresh/":   "/domain/zone/example.com/refresh",
		"/ip/192.0.2.1/revers":                "/ip/192.0.2.1/reverse",
		"/domain/zone/{zone}/refrsh":          "/domain/zone/{zone}/refresh",
		"/Domain/Zone":                        "/domain/zone", // not a domain called "Zone"
		"/DOMAIN/ZONE/example.com":            "/domain/zone/example.com",
		"/Me/Bill":                            "/me/bill", // not "/me": no segment is given up
		"/ME/BILL/12":                         "/me/bill/12",
		"/me/bil":                             "/me/bill",
		"/me/bil/*":                           "/me/bill/*",
		"/me/bils*":                           "/me/bill*",
		"/me/unicorn":                         "", // not "/me", and no bill of that name
		"/me/bill/1/2/3":                      "",
		"/api/me/bill":                        "/me/bill",
		"/email/domain":                       "", // another part of the API, not "/domain"
		"/domain//zone":                       "/domain/zone",
		"/v2/iam/policies":                    "/v2/iam/policy",
		"/domains/zones/example.com/records":  "/domain/zone/example.com/record",
		"/something/else/altogether/and/more": "",
		"/ab/bill":                            "", // nobody types /ab for /me
		"/":                                   "",
		"":                                    "",
	} {
		got := ""
		if list := c.Nearest(typed, 3); len(list) > 0 {
			got = list[0]
		}
		if got != want {
			t.Errorf("for %q it offers %q, want %q", typed, got, want)
		}
	}
}

func TestSections(t *testing.T) {
	t.Parallel()
	c := small()
	var got []string
	total := 0
	for _, s := range c.Sections() {
		got = append(got, s.Name)
		total += s.Operations
		if n := len(c.In(s.Name)); n != s.Operations {
			t.Errorf("%s lists %d operations and counts %d", s.Name, n, s.Operations)
		}
	}
	if want := []string{"/domain", "/ip", "/me", "/v2"}; !slices.Equal(got, want) || total != c.Len() {
		t.Errorf("sections %q with %d of %d operations", got, total, c.Len())
	}
}
