package ovhapi_test

import (
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// outage is an API that is not heard any more while 400 tokens are read.
type outage struct {
	o      ovhsim.Options
	learnt bool // what the endpoint understands is known
	fault  ovhsim.Fault
	after  time.Duration
	want   error
}

// A loading of which the API is not heard any more ends soon, says why, and tells
// of each row whether it was read.
func TestALoadingEndsWhenTheAPIIsNotHeardAnyMore(t *testing.T) {
	t.Parallel()
	const details = "/me/api/credential/*"
	single, batches := ovhsim.Options{NoBatch: true, NoExpansion: true}, ovhsim.Options{NoExpansion: true}
	for name, test := range map[string]outage{
		"the service fails, single calls":         {single, false, ovhsim.Fault{Path: details, Status: 503}, 0, ovhapi.ErrUnavailable},
		"the service fails, single calls, learnt": {single, true, ovhsim.Fault{Path: details, Status: 503}, 0, ovhapi.ErrUnavailable},
		"the service fails, batches":              {batches, false, ovhsim.Fault{Path: details, Status: 503}, 0, ovhapi.ErrUnavailable},
		"the service fails, batches, learnt":      {batches, true, ovhsim.Fault{Path: details, Status: 503}, 0, ovhapi.ErrUnavailable},
		"the network goes, single calls":          {single, false, ovhsim.Fault{Drop: true}, 30 * time.Second, ovhapi.ErrOffline},
		"the network goes, batches":               {batches, true, ovhsim.Fault{Drop: true}, 20 * time.Millisecond, ovhapi.ErrOffline},
		"the limit stays, single calls":           {single, true, ovhsim.Fault{Path: details, Status: 429}, 0, ovhapi.ErrRateLimit},
		"the limit stays, batches":                {batches, true, ovhsim.Fault{Path: details, Status: 429}, 0, ovhapi.ErrRateLimit},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, test.test)
		})
	}
}

func (o outage) test(t *testing.T) {
	o.o.Tokens, o.o.Latency, o.fault.Times = 400, 50*time.Millisecond, -1
	sim := ovhsim.New(o.o)
	var gone atomic.Bool
	c := newClient(t, "http://127.0.0.1/1.0", sim.Keys(), func(o *ovhapi.Options) {
		o.Transport = trip(func(r *http.Request) (*http.Response, error) {
			if gone.Load() {
				return nil, errBroken
			}
			return direct{sim}.RoundTrip(r)
		})
	})
	if o.learnt {
		load(t.Context(), t, c).complete(t, sim)
	}
	time.AfterFunc(o.after, func() {
		if gone.Store(o.fault.Drop); !o.fault.Drop {
			sim.Fail(o.fault)
		}
	})
	synctest.Wait()
	sim.ResetCalls()
	begun := time.Now()
	s := load(t.Context(), t, c)
	if took := time.Since(begun) - o.after; took > 4*time.Minute || len(sim.Calls()) > 100 {
		t.Errorf("it took %v and %d calls", took, len(sim.Calls()))
	}
	read, want := 0, len(truth(sim))
	for _, token := range s.rows {
		if !token.Unread {
			read++
		}
	}
	if !errors.Is(s.err, o.want) || !strings.HasPrefix(s.err.Error(), "describing the tokens: ") {
		t.Errorf("error %v, want %v", s.err, o.want)
	}
	if s.loaded != read || s.total != want || len(s.rows) != want || read > want/2 {
		t.Errorf("%d of %d loaded, %d rows of which %d were read; the account has %d", s.loaded, s.total, len(s.rows), read, want)
	}
	if len(s.warnings) == 0 || len(s.warnings) > 6 {
		t.Errorf("%d warnings: %+v", len(s.warnings), s.warnings)
	}
}

// Tokens that fail one by one, even next to each other, are no outage.
func TestSomeFaultyTokensDoNotEndALoading(t *testing.T) {
	t.Parallel()
	for _, noBatch := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			sim := ovhsim.New(ovhsim.Options{Tokens: 400, NoExpansion: true, NoBatch: noBatch, Latency: 50 * time.Millisecond})
			ill := map[int64]bool{}
			for _, at := range []int{7, 100, 101, 102, 103, 250, 399} {
				id := sim.Credentials()[at].ID
				ill[id] = true
				sim.Fail(ovhsim.Fault{Path: "/me/api/credential/" + itoa(id), Status: 500, Times: -1})
			}
			c := newClient(t, "http://127.0.0.1/1.0", sim.Keys(), func(o *ovhapi.Options) { o.Transport = direct{sim} },
				spoil(isBatch, eachObject(func(_ int, object map[string]any) []map[string]any {
					if id, _ := object["value"].(map[string]any)["credentialId"].(float64); ill[int64(id)] {
						object["value"] = nil
					}
					return []map[string]any{object}
				})))
			s := load(t.Context(), t, c)
			if s.err != nil {
				t.Error(s.err)
			}
			for id, token := range s.rows {
				if token.Unread != ill[id] {
					t.Errorf("noBatch %v: token %d unread: %v", noBatch, id, token.Unread)
				}
			}
		})
	}
}

// What the account's policies refuse is asked for a handful of times, and says
// nothing of what the endpoint understands.
func TestARefusalByPolicyIsNotAskedForAgain(t *testing.T) {
	t.Parallel()
	for _, o := range []ovhsim.Options{{NoExpansion: true}, {NoExpansion: true, NoBatch: true}, {}} {
		synctest.Test(t, func(t *testing.T) {
			o.Tokens, o.Latency = 500, 50*time.Millisecond
			o.IAMDenied = parse("GET /me/api/credential/*")
			sim := ovhsim.New(o)
			c := direct{sim}.client(t)
			for range 2 {
				refusedByPolicy(t, sim, c, o.NoExpansion)
			}
			sim.Set(func(o *ovhsim.Options) { o.IAMDenied = nil })
			sim.ResetCalls()
			load(t.Context(), t, c).complete(t, sim)
			if n := len(sim.Calls()); !o.NoBatch && n > 60 {
				t.Errorf("%d calls once the policy allows it", n)
			}
		})
	}
}

// refusedByPolicy loads an account of which no token may be described.
func refusedByPolicy(t *testing.T, sim *ovhsim.Server, c *ovhapi.Client, unread bool) {
	t.Helper()
	begun := time.Now()
	sim.ResetCalls()
	s := load(t.Context(), t, c)
	refused := 0
	for _, call := range sim.Calls() {
		if call.Status == http.StatusForbidden {
			refused++
		}
	}
	if took := time.Since(begun); s.err != nil || took > 2*time.Minute || refused > 2*12 {
		t.Errorf("%d refusals, %v, error %v", refused, took, s.err)
	}
	if len(s.rows) != len(truth(sim)) || len(s.warnings) == 0 || len(s.warnings) > 2 {
		t.Errorf("%d rows, warnings %+v", len(s.rows), s.warnings)
	}
	for _, token := range s.rows {
		if token.Unread != unread {
			t.Fatalf("token %+v", token)
		}
	}
}

// A batch that is refused for the rights it takes says nothing of batches.
func TestABatchRefusedByPolicyIsNoReasonToAskOneByOne(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{NoExpansion: true, Tokens: 500})
	w.sim.Fail(ovhsim.Fault{
		Path: "/me/api/credential/*,*", Status: http.StatusForbidden, Times: 2,
		Body: `{"class":"Client::Forbidden","message":"User not granted for this request","details":{"unauthorizedActionsByIAM":"account:apiovh:me/api/credential/get"}}`,
	})
	load(t.Context(), t, w.client).complete(t, w.sim)
	if n := len(w.sim.Calls()); n > 200 {
		t.Errorf("%d calls", n)
	}
}
