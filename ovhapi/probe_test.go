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
		home, other := start(t, ovhsim.Options{OldErrors: old}).sim, start(t, ovhsim.Options{OldErrors: old, EndpointName: "ovh-eu"}).sim
		endpoints := make([]ovhapi.Endpoint, 0, 3)
		for _, sim := range []*ovhsim.Server{home, other} {
			endpoints = append(endpoints, ovhapi.Endpoint{Name: sim.Endpoint(), URL: sim.Endpoint()})
		}
		endpoints = append(endpoints, ovhapi.Endpoint{Name: "closed", URL: "http://127.0.0.1:1/1.0"})
		found := ovhapi.FindApplication(t.Context(), ovhapi.Options{Pause: func(context.Context, time.Duration) error { return nil }}, endpoints, home.Keys().ApplicationKey)
		// In turn: the application's own endpoint, another one, and one that does
		// not answer.
		for i, f := range found {
			if f.Known != (i == 0) || (f.Err != nil) != (i == 2) {
				t.Errorf("old bodies %v: endpoint %d: %+v", old, i, f)
			}
		}
		for _, call := range home.Calls() {
			if strings.Contains(call.Path, "credential/") || call.Method != "GET" {
				t.Errorf("asking sent %s %s", call.Method, call.Path)
			}
		}
	}
}
