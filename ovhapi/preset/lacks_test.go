package preset

import (
	"strings"
	"testing"

	"ovh-tokens/ovhapi/rule"
)

func TestWhatATokenLacks(t *testing.T) {
	t.Parallel()
	const lego = "POST /domain/zone/{zone}/record\nPOST /domain/zone/{zone}/refresh\nDELETE /domain/zone/{zone}/record/*"
	const cluster = "GET /cloud/project/{project}/kube/{kube}\nGET /cloud/project/{project}/kube/{kube}/*"
	for _, test := range []struct{ needs, has, lacks string }{
		{lego, "POST /domain/zone/*\nDELETE /domain/zone/*", ""},
		{lego, "GET POST PUT DELETE /*", ""},
		{lego, "POST /domain/zone/a.com/*\nDELETE /domain/zone/a.com/record/*", ""},
		{lego, "POST /domain/zone/a.com/*", "DELETE /domain/zone/a.com/record/*\n"},
		{lego, "GET /domain/zone/a.com/*\nPOST /domain/zone/b.com/*", "DELETE /domain/zone/b.com/record/*\n"},
		{lego, "GET /me", "POST /domain/zone/*/record\nPOST /domain/zone/*/refresh\nDELETE /domain/zone/*/record/*\n"},
		{lego, "", "POST /domain/zone/*/record\nPOST /domain/zone/*/refresh\nDELETE /domain/zone/*/record/*\n"},
		{cluster, "GET /cloud/project/1/kube/2\nGET /cloud/project/1/kube/2/*", ""},
		{cluster, "GET /cloud/project/1/kube/2", "GET /cloud/project/1/kube/2/*\n"},
		{"GET /me\nGET /me/bill", "GET /me/*", "GET /me\n"},
	} {
		needs := Preset{ID: "x", Rules: pathsOf(test.needs)}
		has, _ := rule.ParseMany(test.has)
		if got := needs.Lacks(has).Text(); got != test.lacks {
			t.Errorf("%q lacks %q, want %q", test.has, got, test.lacks)
		}
	}
}

// TestNoPresetLacksItself fills each one with examples, and with every one.
func TestNoPresetLacksItself(t *testing.T) {
	t.Parallel()
	for _, p := range All() {
		for _, example := range []bool{true, false} {
			set := filledIn(t, p, example)
			if lacks := p.Lacks(set); len(lacks) > 0 {
				t.Errorf("%s lacks %s", p.ID, lacks.Text())
			}
			if lacks := p.Lacks(nil); len(p.Rules) > 0 && len(lacks) == 0 {
				t.Errorf("%s lacks nothing of nothing", p.ID)
			}
		}
	}
}

// filledIn is a preset with examples, or with every one.
func filledIn(t *testing.T, p Preset, example bool) rule.Set {
	t.Helper()
	values := map[string][]string{}
	for _, q := range p.Parameters() {
		values[q.Name] = []string{Every}
		if example && q.Example != "" {
			values[q.Name] = []string{q.Example}
		}
	}
	set, err := p.Fill(values)
	if err != nil {
		t.Fatal(p.ID, err)
	}
	return set
}

// pathsOf reads rules whose parameters stay open.
func pathsOf(text string) rule.Set {
	var set rule.Set
	for line := range strings.Lines(text) {
		method, path, _ := strings.Cut(strings.TrimSpace(line), " ")
		set = append(set, rule.Rule{Method: rule.Method(method), Path: path})
	}
	return set
}
