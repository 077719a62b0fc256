package ovhapi_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// TestFindApplication asks two endpoints, one of which knows the application,
// and looks at what was sent.
func TestFindApplication(t *testing.T) {
	t.Parallel()
	for _, old := range []bool{false, true} {
		home, other := ovhsim.New(ovhsim.Options{OldErrors: old}), ovhsim.New(ovhsim.Options{OldErrors: old, EndpointName: "ovh-eu"})
		endpoints := make([]ovhapi.Endpoint, 0, 3)
		for _, sim := range []*ovhsim.Server{home, other} {
			if err := sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = sim.Close() })
			e, err := ovhapi.ParseEndpoint(sim.Endpoint())
			if err != nil {
				t.Fatal(err)
			}
			endpoints = append(endpoints, e)
		}
		endpoints = append(endpoints, ovhapi.Endpoint{Name: "closed", URL: "http://127.0.0.1:1/1.0"})
		found := ovhapi.FindApplication(t.Context(), ovhapi.Options{Pause: func(context.Context, time.Duration) error { return nil }}, endpoints, home.Keys().ApplicationKey)
		if !found[0].Known || found[0].Err != nil {
			t.Errorf("old bodies %v: the application's own endpoint: %+v", old, found[0])
		}
		if found[1].Known || found[1].Err != nil {
			t.Errorf("old bodies %v: another endpoint: %+v", old, found[1])
		}
		if found[2].Known || found[2].Err == nil {
			t.Errorf("old bodies %v: an endpoint that does not answer: %+v", old, found[2])
		}
		for _, call := range home.Calls() {
			if strings.Contains(call.Path, "credential/") || call.Method != "GET" {
				t.Errorf("asking sent %s %s", call.Method, call.Path)
			}
		}
	}
}
