package preset

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ovhapi/rule"
)

func TestReadyPresetsCanBeSent(t *testing.T) {
	t.Parallel()
	seen := make(map[string]bool)
	for _, p := range Ready() {
		if seen[p.ID] {
			t.Errorf("%s comes twice", p.ID)
		}
		seen[p.ID] = true
		if p.Title == "" || !strings.HasSuffix(p.Purpose, ".") || len(p.Rules) == 0 {
			t.Errorf("%s is incomplete: %+v", p.ID, p)
		}
		for i, r := range p.Rules {
			if back, err := rule.Parse(r.String()); err != nil || back != r {
				t.Errorf("%s: %q is not a rule: %v", p.ID, r, err)
			}
			for _, other := range p.Rules[:i] {
				if other.Covers(r) {
					t.Errorf("%s: %s is covered by %s already", p.ID, r, other)
				}
			}
		}
	}
}

// TestPresetsOfTheOriginalScripts holds the two requests that the program must
// be able to make without any typing, and what it asks for itself.
func TestPresetsOfTheOriginalScripts(t *testing.T) {
	t.Parallel()
	const methods = "GET POST PUT DELETE "
	for id, text := range map[string]string{
		"me-read-only": "GET /me\nGET /me/*",
		"domain-ip-rw": methods + "/domain\n" + methods + "/domain/*\n" + methods + "/ip\n" + methods + "/ip/*",
		"token-manager": "GET /me\nGET /me/api/credential\nGET /me/api/credential/*\nDELETE /me/api/credential/*\n" +
			"GET /me/api/application\nGET /me/api/application/*\nDELETE /me/api/application/*",
		"token-manager-read-only": "GET /me\nGET /me/api/credential\nGET /me/api/credential/*\n" +
			"GET /me/api/application\nGET /me/api/application/*",
	} {
		p, found := Find(id)
		if !found {
			t.Fatalf("there is no %s", id)
		}
		want, bad := rule.ParseMany(text)
		if len(bad) > 0 {
			t.Fatal(bad)
		}
		if diff := cmp.Diff(want.Normalise(), p.Rules.Normalise()); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
	if p, _ := Find("domain-ip-rw"); len(p.Rules) != 16 {
		t.Errorf("domain-ip-rw has %d rules, the recursive expansion has 16", len(p.Rules))
	}
	if _, found := Find("nothing"); found {
		t.Error("found a preset that is not there")
	}
}

func TestReadyGivesItsCallerACopy(t *testing.T) {
	t.Parallel()
	Ready()[0].Rules[0].Path = "/*"
	if got := Ready()[0].Rules[0].Path; got != "/me" {
		t.Errorf("a caller changed the presets of all others: %s", got)
	}
}
