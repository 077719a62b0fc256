package catalog

import (
	"testing"

	"ovh-tokens/ovhapi/rule"
)

// TestANameTakenForAValue tells a mistyped name of the API from the name of
// something on the account, where a parameter takes both.
func TestANameTakenForAValue(t *testing.T) {
	t.Parallel()
	c := small()
	for typed, want := range map[string]string{
		"/domain/zones":             "/domain/zone",
		"/domain/zones/*":           "/domain/zone/*",
		"/domain/Zone":              "/domain/zone",
		"/domain/zon":               "/domain/zone",
		"/domain/zones*":            "/domain/zone*",
		"/domain/zon*":              "", // the star completes the word
		"/domain/zone":              "",
		"/domain/zone/*":            "",
		"/domain/example.com":       "",
		"/domain/zon1":              "", // no word
		"/domain/example/authInfo":  "",
		"/domain/zones/authInfo":    "/domain/zone/authInfo",
		"/me/bill/bil":              "", // there is nothing else below the bills
		"/domain/zone/zones/record": "",
		"/*/zones":                  "",
		"":                          "",
		"me":                        "",
		"/":                         "",
	} {
		if got := c.Likelier(typed); got != want {
			t.Errorf("for %q it offers %q, want %q", typed, got, want)
		}
	}
	set := rule.Set{{Method: rule.Get, Path: "/domain/zones"}}
	findings := set.Lint(c)
	if len(findings) != 1 || findings[0].Code != rule.CodeNameAsValue {
		t.Fatalf("lint finds %+v", findings)
	}
	if got := set.Apply(findings[0]); len(got.Lint(c)) > 0 || got[0].Path != "/domain/zone" {
		t.Errorf("it is mended into %q", got)
	}
	if found := (rule.Set{{Method: rule.Post, Path: "/domain/zones/refresh"}}).Lint(c); len(found) != 1 || found[0].Code != rule.CodeUnknownRoute {
		t.Errorf("a path that meets no route brings %+v", found)
	}
}
