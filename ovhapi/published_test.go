package ovhapi_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
)

// TestLibraryOfAnEndpoint reads all that an endpoint publishes, with keys that it
// does not know: none are needed.
func TestLibraryOfAnEndpoint(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{Latency: time.Millisecond})
	stranger := w.as(t, ovhsim.Keys{ApplicationKey: "nobody", ApplicationSecret: "nothing", ConsumerKey: "none"})
	list, err := stranger.Library(nil, time.Now).Fresh(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if list.Endpoint() != w.sim.Endpoint() {
		t.Errorf("it is that of %s", list.Endpoint())
	}
	for _, text := range []string{"DELETE /me/api/credential/12", "POST /domain/zone/example.com/record", "GET /v2/iam/policy"} {
		method, path, _ := strings.Cut(text, " ")
		if hits := list.Reach(rule.Rule{Method: rule.Method(method), Path: path}); len(hits) != 1 {
			t.Errorf("%s is reached as %d operations", text, len(hits))
		}
	}
	for _, op := range list.Search("/auth/time") {
		if !list.At(op).NoAuth {
			t.Errorf("%s is said to need a key", list.At(op))
		}
	}
}

func TestWhatAnEndpointDoesNotPublish(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	if _, err := w.client.Published(t.Context(), "/nothing.json"); !errors.Is(err, catalog.ErrAbsent) {
		t.Errorf("a section that is not there is %v", err)
	}
	_ = w.sim.Close()
	if _, err := w.client.Published(t.Context(), "/"); err == nil || errors.Is(err, catalog.ErrAbsent) {
		t.Errorf("an endpoint that is not there is %v", err)
	}
}
