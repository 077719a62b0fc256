package ovhapi_test

import (
	"testing"

	"ovh-tokens/ovhapi"
)

func TestJudgePage(t *testing.T) {
	t.Parallel()
	eu, _ := ovhapi.ParseEndpoint("ovh-eu")
	local, _ := ovhapi.ParseEndpoint("http://127.0.0.1:8080/1.0")
	own, _ := ovhapi.ParseEndpoint("https://api.example.com/1.0")
	for _, row := range []struct {
		page     string
		endpoint ovhapi.Endpoint
		want     ovhapi.PageTrust
		host     string
	}{
		{"https://eu.api.ovh.com/auth/?credentialToken=x", eu, ovhapi.PageKnown, "eu.api.ovh.com"},
		{"https://www.ovh.com/auth/sso/api?credentialToken=x", eu, ovhapi.PageKnown, "www.ovh.com"},
		{"https://auth.us.ovhcloud.com/api/createToken", eu, ovhapi.PageKnown, "auth.us.ovhcloud.com"},
		{"HTTPS://WWW.OVH.COM/auth", eu, ovhapi.PageKnown, "www.ovh.com"},
		{"https://api.example.com/auth", own, ovhapi.PageKnown, "api.example.com"},
		{"https://API.EXAMPLE.COM:8443/auth", own, ovhapi.PageKnown, "api.example.com"},

		{"https://example.com/auth", eu, ovhapi.PageUnknown, "example.com"},
		{"https://api.example.com/auth", eu, ovhapi.PageUnknown, "api.example.com"},
		{"https://www.ovh.com.example.net/auth", eu, ovhapi.PageUnknown, "www.ovh.com.example.net"},
		{"https://evil-www.ovh.com/auth", eu, ovhapi.PageUnknown, "evil-www.ovh.com"},
		{"https://wwwxovh.com/auth", eu, ovhapi.PageUnknown, "wwwxovh.com"},
		{"https://xn--vh-fkc.com/auth", eu, ovhapi.PageUnknown, "xn--vh-fkc.com"},
		{"https://127.0.0.1/auth", eu, ovhapi.PageUnknown, "127.0.0.1"},

		{"http://127.0.0.1:9/auth/?credentialToken=x", local, ovhapi.PageKnown, "127.0.0.1"},
		{"http://localhost:9/auth/", local, ovhapi.PageKnown, "localhost"},
		{"http://[::1]:9/auth/", local, ovhapi.PageKnown, "::1"},
		{"http://127.0.0.1:9/auth/", eu, ovhapi.PageRefused, "127.0.0.1"},
		{"http://127.0.0.1.example.com/auth/", local, ovhapi.PageRefused, "127.0.0.1.example.com"},
		{"http://www.ovh.com/auth", eu, ovhapi.PageRefused, "www.ovh.com"},
		{"http://www.ovh.com/auth", local, ovhapi.PageRefused, "www.ovh.com"},

		{"https://www.ovh.com@example.com/auth", eu, ovhapi.PageRefused, ""},
		{"https://user:pass@www.ovh.com/auth", eu, ovhapi.PageRefused, ""},
		{"https://www.оvh.com/auth", eu, ovhapi.PageRefused, ""}, // a Cyrillic o
		{"https://www.ovh.com\u202e/auth", eu, ovhapi.PageRefused, ""},
		{"https://www.%D0%BEvh.com/auth", eu, ovhapi.PageRefused, ""},
		{`https://www.ovh.com\@example.com/`, eu, ovhapi.PageRefused, ""},
		{`https://www.ovh.com\.example.com/`, eu, ovhapi.PageRefused, ""},
		{"https://:443/auth", eu, ovhapi.PageRefused, ""},
		{"https:///auth", eu, ovhapi.PageRefused, ""},
		{"//www.ovh.com/auth", eu, ovhapi.PageRefused, "www.ovh.com"},
		{"javascript:alert(1)", eu, ovhapi.PageRefused, ""},
		{"file:///etc/passwd", eu, ovhapi.PageRefused, ""},
		{"ssh://www.ovh.com/", eu, ovhapi.PageRefused, "www.ovh.com"},
		{"", eu, ovhapi.PageRefused, ""},
	} {
		got, host := ovhapi.JudgePage(row.page, row.endpoint)
		if got != row.want || host != row.host {
			t.Errorf("%s on %s: %v %q, want %v %q", row.page, row.endpoint.Name, got, host, row.want, row.host)
		}
	}
}

func TestEveryEndpointsOwnPageIsKnown(t *testing.T) {
	t.Parallel()
	for _, e := range ovhapi.Endpoints() {
		page := e.URL[:len(e.URL)-len("1.0")] + "auth/?credentialToken=x"
		if got, _ := ovhapi.JudgePage(page, e); got != ovhapi.PageKnown {
			t.Errorf("%s: %v", page, got)
		}
		if got, _ := ovhapi.JudgePage(e.CreateAppURL(), e); got != ovhapi.PageKnown {
			t.Errorf("%s: %v", e.CreateAppURL(), got)
		}
	}
}

func FuzzJudgePage(f *testing.F) {
	for _, page := range []string{"https://www.ovh.com/auth", "http://127.0.0.1/", "https://www.ovh.com\\@x", "https://%41", "https://ovh.com:x", "\x1b"} {
		f.Add(page)
	}
	eu, _ := ovhapi.ParseEndpoint("ovh-eu")
	f.Fuzz(func(t *testing.T, page string) {
		trust, host := ovhapi.JudgePage(page, eu)
		plainOnly(t, host)
		if trust != ovhapi.PageRefused && host == "" {
			t.Errorf("%q may be opened without a host to ask about", page)
		}
	})
}
