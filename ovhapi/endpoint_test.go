package ovhapi_test

import (
	"net/url"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
)

func TestEndpointNames(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"ovh-eu": "https://eu.api.ovh.com/1.0", "ovh-ca": "https://ca.api.ovh.com/1.0", "ovh-us": "https://api.us.ovhcloud.com/1.0",
		"kimsufi-eu": "https://eu.api.kimsufi.com/1.0", "kimsufi-ca": "https://ca.api.kimsufi.com/1.0",
		"soyoustart-eu": "https://eu.api.soyoustart.com/1.0", "soyoustart-ca": "https://ca.api.soyoustart.com/1.0",
	}
	if n := len(ovhapi.Endpoints()); n != len(want) {
		t.Errorf("%d endpoints, want %d", n, len(want))
	}
	for name, url := range want {
		e, err := ovhapi.ParseEndpoint(name)
		if err != nil || e.URL != url || e.Name != name || e.Short() != name || e.Local() {
			t.Errorf("%s: %+v, %v", name, e, err)
		}
		if _, err := ovhapi.NewClient(ovhapi.Options{Endpoint: e}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !strings.Contains(ovhapi.EndpointNames(), name) {
			t.Errorf("EndpointNames lacks %s", name)
		}
	}
}

func TestEndpointURLs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"https://eu.api.ovh.com/1.0":         "https://eu.api.ovh.com/1.0",
		" https://api.example.com/1.0// ":    "https://api.example.com/1.0",
		"http://127.0.0.1:8080/1.0":          "http://127.0.0.1:8080/1.0",
		"http://[::1]:8080/1.0":              "http://[::1]:8080/1.0",
		"http://localhost/1.0":               "http://localhost/1.0",
		"http://127.8.9.1/1.0":               "http://127.8.9.1/1.0",
		"":                                   "",
		"ovh-fr":                             "",
		"http://eu.api.ovh.com/1.0":          "",
		"http://localhost.example.com/1.0":   "",
		"http://127.0.0.1.example.com/1.0":   "",
		"ftp://127.0.0.1/1.0":                "",
		"file:///etc/passwd":                 "",
		"https:///1.0":                       "",
		"https://key:secret@example.com/1.0": "",
		"https://example.com/1.0?":           "",
		"https://example.com/1.0?a=b":        "",
		"https://example.com/1.0#":           "",
		"//example.com/1.0":                  "",
		"https://exa mple.com/1.0":           "",
	} {
		e, err := ovhapi.ParseEndpoint(text)
		if (err == nil) != (want != "") || e.URL != want {
			t.Errorf("%q: %q, %v, want %q", text, e.URL, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "secret@") {
			t.Errorf("%q: the error shows the password: %v", text, err)
		}
		if _, clientErr := ovhapi.NewClient(ovhapi.Options{Endpoint: ovhapi.Endpoint{Name: "x", URL: text}}); (clientErr == nil) != (err == nil) {
			t.Errorf("%q: NewClient says %v, ParseEndpoint %v", text, clientErr, err)
		}
	}
}

func TestEndpointWithoutANameIsNamedByItsURL(t *testing.T) {
	t.Parallel()
	c, err := ovhapi.NewClient(ovhapi.Options{Endpoint: ovhapi.Endpoint{URL: "https://api.example.com/1.0/"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Endpoint(); got.Name != "https://api.example.com/1.0" || got.Short() != "api.example.com" {
		t.Errorf("endpoint %+v, short %q", got, got.Short())
	}
}

func TestLinkToThePageThatMakesAllKeys(t *testing.T) {
	t.Parallel()
	e := ovhapi.Endpoints()[1]
	rules := rule.Set{{Method: rule.Get, Path: "/me"}, {Method: rule.Delete, Path: "/me/api/credential/*"}}
	if got, want := e.CreateTokenURL(rules), "https://ca.api.ovh.com/createToken/?GET=/me&DELETE=/me/api/credential/*"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := e.CreateTokenURL(nil); got != "https://ca.api.ovh.com/createToken/" {
		t.Errorf("without rules: %s", got)
	}
	if got := (ovhapi.Endpoint{}).CreateTokenURL(rules); got != "" {
		t.Errorf("without an endpoint: %s", got)
	}
	odd := rule.Set{{Method: rule.Put, Path: "/a b/c&d=e/f?g#h/100%/i+j/é/*"}}
	link := e.CreateTokenURL(odd)
	for _, r := range []string{" ", "#", "+"} {
		if strings.Contains(link, r) {
			t.Errorf("%q stands bare in %s", r, link)
		}
	}
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	if got := u.Query()["PUT"]; len(got) != 1 || got[0] != odd[0].Path || len(u.Query()) != 1 {
		t.Errorf("the page would read %q from %s", u.Query(), link)
	}
}
