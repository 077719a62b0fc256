package keytext

import (
	"encoding/base64"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/config/export"
	"ovh-tokens/ovhapi"
)

// keyless are the formats that take an application and carry no consumer key.
var keyless = map[string]string{
	"octodns":          "its file refers to variables",
	"createtoken-link": "a link to the page that makes keys",
}

// unsaid are the formats that do not say the endpoint, and which ones.
var unsaid = map[string][]string{
	"cloud-snapshot": {"ovh-eu", "ovh-ca", "ovh-us", "kimsufi-eu", "kimsufi-ca", "soyoustart-eu", "soyoustart-ca"}, // it has no setting for it
	"libcloud":       {"ovh-eu"},                                                                                   // it knows Europe by no region at all
}

// values make keys that are valid and as odd as such keys can be.
var values = map[string]func(random *rand.Rand, length int) string{
	"letters and digits": func(r *rand.Rand, n int) string {
		return pick(r, n, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
	},
	"hexadecimal": func(r *rand.Rand, n int) string { return pick(r, n, "0123456789abcdef") },
	"digits":      func(r *rand.Rand, n int) string { return pick(r, n, "0123456789") },
	"letters":     func(r *rand.Rand, n int) string { return pick(r, n, "abcXYZ") },
	"a number with an exponent": func(r *rand.Rand, n int) string {
		return pick(r, n-4, "0123456789") + "e" + pick(r, 3, "0123456789")
	},
	"like base64": func(r *rand.Rand, n int) string {
		return base64.StdEncoding.EncodeToString([]byte(pick(r, n/4*3, "abcdefghijkl ")))
	},
	"begins like a name": func(r *rand.Rand, n int) string { return "ck" + pick(r, n-2, "aks0") },
	"holds a name":       func(r *rand.Rand, n int) string { return "appkey0" + pick(r, n-7, "0123456789") },
}

func pick(r *rand.Rand, n int, from string) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = from[r.IntN(len(from))]
	}
	return string(b)
}

// odd makes the keys of a text.
func odd(value func(*rand.Rand, int) string, r *rand.Rand, e ovhapi.Endpoint) export.Keys {
	k := export.Keys{Endpoint: e, ApplicationKey: value(r, 16), ApplicationSecret: ovhapi.NewSecret(value(r, 32))}
	for k.ConsumerKey.Empty() || k.ConsumerKey == k.ApplicationSecret {
		k.ConsumerKey = ovhapi.NewSecret(value(r, 32))
	}
	return k
}

var parameters = map[string]string{
	"project": "0123456789abcdef0123456789abcdef", "kube": "c0ffee00-0000-4000-8000-000000000001",
	"zone": "example.com", "host": "home", "sms": "sms-ab12345-1", "sender": "Example", "rules": "GET /me",
}

// address is an endpoint that is not OVH's own.
const address = "https://ovh.example:8443/1.0"

// format is one that takes an application.
type format struct{ export.Format }

func formats() []format {
	var list []format
	for _, f := range export.Formats() {
		if f.TakesApplication() {
			list = append(list, format{f})
		}
	}
	return list
}

// endpoint is one that the format knows.
func (f format) endpoint() ovhapi.Endpoint {
	all := ovhapi.Endpoints()
	return all[slices.IndexFunc(all, func(e ovhapi.Endpoint) bool { _, err := f.Spelling(e); return err == nil })]
}

func (f format) render(t *testing.T, k export.Keys) string {
	t.Helper()
	text, err := f.Render(k, parameters)
	if err != nil {
		t.Fatal(err)
	}
	return text.Reveal()
}

// TestEveryExportIsUnderstood writes keys in every format there is and finds them
// again: the consumer key, on its line, with the application it belongs to and
// the endpoint.
func TestEveryExportIsUnderstood(t *testing.T) {
	t.Parallel()
	for _, f := range formats() {
		t.Run(f.ID, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(1, 2))
			for _, name := range slices.Sorted(maps.Keys(values)) {
				k := odd(values[name], random, f.endpoint())
				understood(t, f.ID, name, f.render(t, k), k)
			}
			for _, e := range append(ovhapi.Endpoints(), ovhapi.Endpoint{Name: address, URL: address}) {
				k := odd(values["hexadecimal"], random, e)
				if _, err := f.Spelling(e); err == nil {
					understood(t, f.ID, e.Name, f.render(t, k), k)
				}
			}
		})
	}
}

func understood(t *testing.T, id, name, text string, k export.Keys) {
	t.Helper()
	found := Scan(text)
	if keyless[id] != "" {
		if len(found.Accounts) > 0 {
			t.Errorf("%s: a key where there is none in\n%s", name, text)
		}
		return
	}
	a, ok := found.Beside(k.ConsumerKey)
	if !ok || len(found.Accounts) != 1 {
		t.Fatalf("%s: %d accounts, the consumer key's own %v, in\n%s", name, len(found.Accounts), ok, text)
	}
	wrong := []string{}
	if line := lineOf(text, k.ConsumerKey.Reveal()); a.ConsumerKey.Line != line {
		wrong = append(wrong, fmt.Sprintf("line %d instead of %d", a.ConsumerKey.Line, line))
	}
	if a.ApplicationKey.Value.Reveal() != k.ApplicationKey || a.ApplicationKey.Line != lineOf(text, k.ApplicationKey) {
		wrong = append(wrong, "the application key")
	}
	if a.ApplicationSecret.Value != k.ApplicationSecret || a.ApplicationSecret.Line != lineOf(text, k.ApplicationSecret.Reveal()) {
		wrong = append(wrong, "the application secret")
	}
	want := k.Endpoint.URL
	if slices.Contains(unsaid[id], k.Endpoint.Name) {
		want = ""
	}
	if a.Endpoint.URL != want {
		wrong = append(wrong, fmt.Sprintf("the endpoint %q", a.Endpoint.URL))
	}
	if len(wrong) > 0 {
		t.Errorf("%s: wrong: %s in\n%s", name, strings.Join(wrong, ", "), text)
	}
}

func lineOf(text, word string) int {
	at := regexp.MustCompile(`\b` + word + `\b`).FindStringIndex(text)
	if at == nil {
		return 0
	}
	return 1 + strings.Count(text[:at[0]], "\n")
}
