package export

import (
	"strings"
	"testing"

	"ovh-tokens/ovhapi/rule"
)

// TestAToolIsToldWhatItLacks holds keys against what tools need.
func TestAToolIsToldWhatItLacks(t *testing.T) {
	t.Parallel()
	const zone = "/domain/zone/example.com/"
	for _, test := range []struct{ format, rules, said string }{
		{"lego", "POST " + zone + "*\nDELETE " + zone + "*", ""},
		{"lego", "GET POST DELETE /domain/zone/*\nGET /domain/zone", ""},
		{"lego", "DELETE " + zone + "record/*\nPOST " + zone + "refresh", "needs POST /domain/zone/example.com/record, which this token may not call."},
		{"lego", "GET /me", "needs POST /domain/zone/*/record, POST /domain/zone/*/refresh and DELETE /domain/zone/*/record/*, which"},
		{"terraform", "GET /me", "covers none of the "},
		{"terraform", "GET POST PUT DELETE /*", ""},
		{"terraform", "GET /domain/zone/a.com/*", `The closest, "`},
		{"ovh-conf", "GET /me", ""},
		{"php-ovh", "GET /me", ""},
		{"lego", "", ""},
	} {
		f, found := ByID(test.format)
		if !found {
			t.Fatalf("there is no format %s", test.format)
		}
		rules, _ := rule.ParseMany(test.rules)
		said := f.Lacking(rules)
		if (said == "") != (test.said == "") || !strings.Contains(said, test.said) {
			t.Errorf("%s with %q: %q, want %q", f.ID, test.rules, said, test.said)
		}
	}
}

// TestAFormatOfItsPresetLacksNothing goes through all formats.
func TestAFormatOfItsPresetLacksNothing(t *testing.T) {
	t.Parallel()
	for _, f := range Formats() {
		for _, p := range setsFor(f) {
			if said := f.Lacking(rule.Set{{Method: rule.Get, Path: "/*"}, {Method: rule.Post, Path: "/*"}, {Method: rule.Put, Path: "/*"}, {Method: rule.Delete, Path: "/*"}}); said != "" {
				t.Errorf("%s, %s: %s", f.ID, p.ID, said)
			}
		}
		if of := f.Group; of != Libraries && of != General && len(f.Presets) > 0 && f.TakesApplication() && len(setsFor(f)) == 0 {
			t.Errorf("%s names sets that there are not: %q", f.ID, f.Presets)
		}
	}
}
