package preset

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ovhapi/rule"
)

// find is a preset that must be there.
func find(t testing.TB, id string) Preset {
	t.Helper()
	p, found := Find(id)
	if !found {
		t.Fatalf("there is no %s", id)
	}
	return p
}

func lines(set rule.Set) string {
	text := make([]string, len(set))
	for i, r := range set {
		text[i] = r.String()
	}
	return strings.Join(text, "\n")
}

func TestFill(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		id     string
		values map[string][]string
		want   string
	}{
		{
			"lego",
			map[string][]string{"zone": {" example.com "}},
			"POST /domain/zone/example.com/record\nPOST /domain/zone/example.com/refresh\nDELETE /domain/zone/example.com/record/*",
		},
		// A rule without a parameter stands once, the others once a zone.
		{
			"certifytheweb",
			map[string][]string{"zone": {"a.example", "b.example", "a.example", ""}},
			"GET /domain/zone\n" +
				"POST /domain/zone/a.example/record\nDELETE /domain/zone/a.example/record/*\nPOST /domain/zone/a.example/refresh\n" +
				"POST /domain/zone/b.example/record\nDELETE /domain/zone/b.example/record/*\nPOST /domain/zone/b.example/refresh",
		},
		// Every value of one with every value of the other, where both are in a path.
		{
			"terraform-kube-nodepool",
			map[string][]string{"project": {"p"}, "kube": {"k", "l"}},
			"GET /cloud/project/p/kube/k\nGET /cloud/project/p/kube/k/nodepool\nPOST /cloud/project/p/kube/k/nodepool\n" +
				"GET /cloud/project/p/kube/k/nodepool/*\nPUT /cloud/project/p/kube/k/nodepool/*\nDELETE /cloud/project/p/kube/k/nodepool/*\n" +
				"GET /cloud/project/p/kube/l\nGET /cloud/project/p/kube/l/nodepool\nPOST /cloud/project/p/kube/l/nodepool\n" +
				"GET /cloud/project/p/kube/l/nodepool/*\nPUT /cloud/project/p/kube/l/nodepool/*\nDELETE /cloud/project/p/kube/l/nodepool/*",
		},
		{
			"karpenter",
			map[string][]string{"project": {"p"}, "kube": {"*"}},
			"GET /cloud/project/p/kube/*\nPOST /cloud/project/p/kube/*/nodepool\nPUT /cloud/project/p/kube/*/nodepool/*\n" +
				"DELETE /cloud/project/p/kube/*/nodepool/*\nDELETE /cloud/project/p/kube/*/node/*\n" +
				"GET /cloud/project/p/flavor\nGET /cloud/project/p/capabilities/kube/*",
		},
		// What certbot calls with a slash at the end stays, whether the star
		// covers it or not.
		{
			"dns01-zone",
			map[string][]string{"zone": {"*"}},
			"GET /domain/zone/\nGET /domain/zone/*\nPOST /domain/zone/*/record\nDELETE /domain/zone/*/record/*\nPOST /domain/zone/*/refresh",
		},
		// What was idle before is the wish of the tool.
		{"exporter-wiremind", nil, lines(find(t, "exporter-wiremind").Rules)},
		{"whoami", map[string][]string{}, "GET /me"},
	} {
		set, err := find(t, tc.id).Fill(tc.values)
		if err != nil {
			t.Errorf("%s: %v", tc.id, err)
			continue
		}
		if diff := cmp.Diff(tc.want, lines(set)); diff != "" {
			t.Errorf("%s %v: %s", tc.id, tc.values, diff)
		}
	}
}

// TestFillKeepsWhatWasIdleBefore leaves a set as its writer wanted it.
func TestFillKeepsWhatWasIdleBefore(t *testing.T) {
	t.Parallel()
	p := Preset{ID: "own", Rules: rule.Set{{Method: rule.Get, Path: "/x/{a}/*"}, {Method: rule.Get, Path: "/x/{a}/y"}}}
	for value, want := range map[string]string{"b": "GET /x/b/*\nGET /x/b/y", "*": "GET /x/*/*\nGET /x/*/y"} {
		if got := lines(fillIn(t, p, map[string][]string{"a": {value}})); got != want {
			t.Errorf("%s: %s", value, got)
		}
	}
}

// TestFillNarrowsToOneZone is what a token for one zone is about.
func TestFillNarrowsToOneZone(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"lego", "dns01-zone", "acme-sh", "posh-acme"} {
		set := fillIn(t, find(t, id), map[string][]string{"zone": {"example.com"}})
		if _, ok := set.Allows(rule.Post, "/domain/zone/example.com/record"); !ok {
			t.Errorf("%s can't create a record", id)
		}
		if r, ok := set.Allows(rule.Post, "/domain/zone/example.org/record"); ok {
			t.Errorf("%s reaches another zone by %s", id, r)
		}
	}
}

func TestFillSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	many := make([]string, 400)
	for i := range many {
		many[i] = strings.Repeat("a", i+1) + ".example"
	}
	for _, tc := range []struct {
		id, name string
		values   []string
		want     string
	}{
		{"lego", "zone", nil, "give a DNS zone, such as example.com, or * for all"},
		{"lego", "zone", []string{" "}, "give a DNS zone"},
		{"lego", "zone", []string{"*", "example.com"}, "stands alone"},
		{"lego", "zone", []string{"*.example.com"}, "stands alone"},
		{"lego", "zone", []string{"https://example.com"}, "without a slash"},
		{"lego", "zone", []string{"example.com/record"}, "without a slash"},
		{"lego", "zone", []string{"{zone}"}, "put a DNS zone in their place"},
		{"lego", "zone", []string{"exam ple.com"}, "a character that no part of a path has"},
		{"lego", "zone", []string{"example.com?x"}, "a character that no part of a path has"},
		{"lego", "zone", []string{"exam\u200bple.com"}, "a character that no part of a path has"},
		{"lego", "zone", []string{"<zone>"}, "a character that no part of a path has"},
		{"lego", "zone", []string{"example.com."}, "dot at the end out: example.com"},
		{"lego", "zone", []string{"Example.com"}, "small letters: example.com"},
		{"lego", "zone", many, "fewer values, or * for all"},
		{"lego", "zona", []string{"example.com"}, "lego has no such parameter; give zone"},
		{"whoami", "zone", []string{"example.com"}, "whoami has nothing to fill in"},
	} {
		set, err := find(t, tc.id).Fill(map[string][]string{tc.name: tc.values})
		wrong, ok := errors.AsType[*ParameterError](err)
		if !ok || wrong.Name != tc.name || !strings.Contains(err.Error(), tc.want) || !strings.HasPrefix(err.Error(), tc.name) || set != nil {
			t.Errorf("%v: %v", tc.values, err)
		}
	}
	_, err := find(t, "cluster-autoscaler").Fill(map[string][]string{"project": {"p"}})
	if wrong, ok := errors.AsType[*ParameterError](err); !ok || wrong.Name != "kube" || !strings.Contains(wrong.Reason, "Kubernetes cluster") {
		t.Errorf("the second parameter: %v", err)
	}
}

func TestParametersSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	for id, want := range map[string][]Parameter{
		"whoami": nil,
		"lego":   {{Name: "zone", Label: "DNS zone", Example: "example.com", List: "/domain/zone", All: "Every DNS zone of the account, those to come included."}},
		"acme-sh": {{
			Name: "zone", Label: "DNS zone", Example: "example.com", List: "/domain/zone",
			All: "Every DNS zone of the account, those to come included. GET /domain/zone/* also covers everything below.",
		}},
		"email-redirections": {{
			Name: "zone", Label: "mail domain", Example: "example.com", List: "/email/domain", All: "Every mail domain of the account, those to come included.",
		}},
		"terraform-domain-delegation": {{
			Name: "zone", Label: "domain", Example: "example.com", List: "/domain",
			All: "Every domain of the account, those to come included. PUT and GET /domain/* also cover everything below.",
		}},
		"terraform-cloud-v2": {{
			Name: "project", Label: "cloud project", Example: "0123456789abcdef0123456789abcdef", List: "/cloud/project",
			All: "Every cloud project of the account, those to come included.",
		}},
		"cluster-autoscaler": {
			{
				Name: "project", Label: "cloud project", Example: "0123456789abcdef0123456789abcdef", List: "/cloud/project",
				All: "Every cloud project of the account, those to come included.",
			},
			{
				Name: "kube", Label: "Kubernetes cluster", Example: "01234567-89ab-cdef-0123-456789abcdef", List: "/cloud/project/{project}/kube",
				All: "Every Kubernetes cluster of the project, those to come included.",
			},
		},
		"dns01-one-record": {
			{Name: "zone", Label: "DNS zone", Example: "example.com", List: "/domain/zone", All: "Every DNS zone of the account, those to come included."},
			{Name: "record_id", Label: "number of the record", Example: "5234567890", All: "Every record of the zone, those to come included."},
		},
	} {
		got := find(t, id).Parameters()
		for i, q := range got { // TestAStarCrossesSlashes looks at the rest
			got[i].All, _, _ = strings.Cut(q.All, " A star crosses")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
	own := Preset{Rules: rule.Set{{Method: rule.Get, Path: "/ip/{my_ip}"}}}
	want := []Parameter{{Name: "my_ip", Label: "my ip", All: "Every one there is, those to come included. GET /ip/* also covers everything below."}}
	if diff := cmp.Diff(want, own.Parameters()); diff != "" {
		t.Errorf("a parameter that nobody knows: %s", diff)
	}
	if got := lines(fillIn(t, own, map[string][]string{"my_ip": {"192.0.2.1"}})); got != "GET /ip/192.0.2.1" {
		t.Error(got)
	}
}

// TestAStarCrossesSlashes says of a star what else the rules reach by it.
func TestAStarCrossesSlashes(t *testing.T) {
	t.Parallel()
	for paths, want := range map[string]string{
		"/x/{zone}": "", "/x/{zone}/*": "", "/x/{zone}/{other}/y": "",
		"/x/{zone}/record":                            " A star crosses slashes: also whatever deeper ends in /record.",
		"/x/{zone}/record /y/{zone}/record/{other}":   " A star crosses slashes: also whatever deeper ends in /record or /record/*.",
		"/{zone}/a /{zone}/b /{zone}/c /{zone}/d /me": " A star crosses slashes: also whatever deeper ends in /a or /b or /c, and more of the kind.",
	} {
		var p Preset
		for path := range strings.FieldsSeq(paths) {
			p.Rules = append(p.Rules, rule.Rule{Method: rule.Delete, Path: path})
		}
		all := p.Parameters()[0].All
		if _, got, _ := strings.Cut(all, " A star"); strings.TrimPrefix(want, " A star") != got {
			t.Errorf("%s: %s", paths, all)
		}
	}
}
