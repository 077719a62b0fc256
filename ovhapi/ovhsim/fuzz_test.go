package ovhsim_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
)

// FuzzCall sends well signed calls of any kind: every one is answered in JSON and
// none breaks the server.
func FuzzCall(f *testing.F) {
	f.Add("GET", "/1.0/me/api/credential", "status=expired", "", ",")
	f.Add("GET", "/1.0/me/api/credential/1,2,,x", "", "", ",")
	f.Add("PUT", "/1.0/me/api/credential/498601349", "", `{"allowedIPs":["203.0.113.4"]}`, "")
	f.Add("POST", "/1.0/auth/credential", "", `{"accessRules":[{"method":"GET","path":"*"}],"redirection":"http://[::1]:1/"}`, "")
	f.Add("POST", "/1.0/domain/zone/example.net/record", "", `{"fieldType":"A","target":"x"}`, "")
	f.Add("GET", "/v2/iam/policy/é", "a=%zz;b", "", "")
	f.Add("GET", "/1.0/ip/203.0.113.16%2F28", "", "", "/")
	f.Add("GET", "/1.0//.json", "", "", "")
	sim := ovhsim.New(ovhsim.Options{})
	var all rule.Set
	for _, m := range rule.Methods() {
		all = append(all, rule.Rule{Method: m, Path: "*"})
	}
	k, _ := sim.KeysOf(sim.Add(ovhsim.Credential{Rules: all}).ID)
	f.Fuzz(func(t *testing.T, method, path, query, body, batch string) {
		if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "/auth/") {
			return
		}
		u := &url.URL{Path: path, RawQuery: query}
		r := &http.Request{Method: method, URL: u, RequestURI: u.RequestURI(), Host: "127.0.0.1", RemoteAddr: "127.0.0.1:1", Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
		now := time.Now().Unix()
		r.Header.Set("X-Ovh-Application", k.ApplicationKey)
		r.Header.Set("X-Ovh-Consumer", k.ConsumerKey)
		r.Header.Set("X-Ovh-Timestamp", strconv.FormatInt(now, 10))
		r.Header.Set("X-Ovh-Signature", ovhsim.Sign(k, method, "http://127.0.0.1"+u.RequestURI(), body, now))
		r.Header.Set("X-Ovh-Batch", batch)
		w := httptest.NewRecorder()
		sim.ServeHTTP(w, r.WithContext(t.Context()))
		if !json.Valid(w.Body.Bytes()) || w.Code >= 500 || w.Code == http.StatusUnauthorized {
			t.Errorf("%s %s?%s: %d %q", method, path, query, w.Code, w.Body)
		}
	})
}
