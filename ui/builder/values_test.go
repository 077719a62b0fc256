package builder

import (
	"fmt"
	"slices"
	"testing"

	"ovh-tokens/ovhapi/rule"
)

func TestOperationsTakeTheValuesOfTheSet(t *testing.T) {
	t.Parallel()
	many, nine := "", ""
	var each []string
	for i := range maxFilled + 1 {
		many += fmt.Sprintf("GET /domain/zone/z%d\n", i)
	}
	for i := range 9 {
		nine += fmt.Sprintf("GET /domain/zone/z%d\n", i)
		each = append(each, fmt.Sprintf("/domain/zone/z%d/refresh", i))
	}
	for name, test := range map[string]struct {
		set, path string
		want      []string
	}{
		"none there":         {"GET /me", "/ip/{ip}/reverse", []string{"/ip/*/reverse"}},
		"one":                {"POST /domain/zone/example.com/record", "/domain/zone/{zoneName}/refresh", []string{"/domain/zone/example.com/refresh"}},
		"the end is open":    {"GET /domain/zone/example.com", "/domain/zone/{zoneName}/record/{id}", []string{"/domain/zone/example.com/record/*"}},
		"two":                {"GET /domain/zone/a/x\nGET /domain/zone/b", "/domain/zone/{zoneName}", []string{"/domain/zone/a", "/domain/zone/b"}},
		"both ends":          {"GET /ip/1.2.3.4/reverse/5", "/ip/{ip}/reverse/{ipReverse}", []string{"/ip/1.2.3.4/reverse/5"}},
		"another place":      {"GET /vps/one", "/domain/zone/{zoneName}", []string{"/domain/zone/*"}},
		"a star is no value": {"GET /ip/*/reverse", "/ip/{ip}/reverse", []string{"/ip/*/reverse"}},
		"nor half of one":    {"GET /vps/web*", "/vps/{serviceName}", []string{"/vps/*"}},
		"a value and a star": {"GET /domain/zone/*\nPOST /domain/zone/a/record", "/domain/zone/{zoneName}", []string{"/domain/zone/a"}},
		"a word of a route":  {"GET /domain/zone/words", "/domain/zone/{zoneName}", []string{"/domain/zone/*"}},
		"too many":           {many, "/domain/zone/{zoneName}", []string{"/domain/zone/*"}},
		"nine are kept to":   {nine, "/domain/zone/{zoneName}/refresh", each},
		"nothing to fill":    {"GET /me", "/me/bill", []string{"/me/bill"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			set, _ := rule.ParseMany(test.set)
			got, wider := narrow(test.path, set, func(route string) bool { return route == "/domain/zone/words" })
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if want := "every zone, since the set names 41"; (wider != "") != (name == "too many") || wider != "" && wider != want {
				t.Errorf("a star is said to stand for %q, want %q", wider, want)
			}
		})
	}
}
