package ovhapi_test

import (
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
)

// FuzzCreateTokenURL shares a set as a link and reads it back.
func FuzzCreateTokenURL(f *testing.F) {
	f.Add("GET /me\nPOST /me\nDELETE /a/*/b")
	f.Add("GET /a&b=c#d%2Fe+f\nPUT /&amp;/;/'/x\nPATCH /*")
	e := ovhapi.Endpoint{Name: "ovh-eu", URL: "https://eu.api.ovh.com/1.0"}
	f.Fuzz(func(t *testing.T, text string) {
		s, _ := rule.ParseMany(text)
		link := e.CreateTokenURL(s)
		if len(s) == 0 || len(link) > rule.MaxText {
			return
		}
		if strings.ContainsAny(link, " \n\t\"<>") {
			t.Fatalf("a link in a text would end within %q", link)
		}
		back, bad := rule.ParseMany(link)
		if len(bad) > 0 || !slices.Equal(back, s) {
			t.Fatalf("%q comes back from %s as %q, %v", s, link, back, bad)
		}
	})
}
