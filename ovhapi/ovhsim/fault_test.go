package ovhsim_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
)

// TestRateLimit makes more calls than a key may, under each form of Retry-After,
// and comes back when it says so.
func TestRateLimit(t *testing.T) {
	t.Parallel()
	for form, want := range map[ovhsim.RetryAfter]string{
		ovhsim.RetryAfterNone: "", ovhsim.RetryAfterSeconds: "30", ovhsim.RetryAfterDate: "Fri, 15 Jan 2027 08:01:01 GMT",
	} {
		t.Run(fmt.Sprint(form), func(t *testing.T) {
			t.Parallel()
			var now atomic.Int64
			now.Store(1_800_000_000_400) // both forms are rounded up to seconds
			c := start(t, ovhsim.Options{RateLimit: 3, RetryAfter: form, Now: func() time.Time { return time.UnixMilli(now.Load()) }})
			for range 3 {
				c.expect(200, "within the limit")
				now.Add(10_250)
			}
			r := c.expect(429, "beyond the limit")
			if got := r.header.Get("Retry-After"); got != want {
				t.Errorf("Retry-After %q, want %q", got, want)
			}
			_, tokens := c.of("external-dns")
			if c.as(tokens[0]).call("GET", "/auth/currentCredential", "").status == 429 {
				t.Error("another key is limited too")
			}
			now.Add(30_000)
			c.expect(200, "after waiting")
			c.expect(429, "the second call after waiting")
			c.sim.Set(func(o *ovhsim.Options) { o.RateLimit = 0 })
			c.expect(200, "without a limit")
		})
	}
}

// expect calls GET /me and checks the status.
func (c *client) expect(status int, when string) reply {
	c.t.Helper()
	r := c.call("GET", "/me", "")
	if r.status != status {
		c.t.Errorf("%s: status %d, want %d: %v %s", when, r.status, status, r.err, r.body)
	}
	return r
}

func TestFaults(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	c.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/me/api/*", Times: 2, Status: 502, Body: "<html>Bad gateway", Header: map[string]string{"Content-Type": "text/html"}})
	if r := c.call("GET", "/me", ""); r.status != 200 {
		t.Errorf("another path: %d", r.status)
	}
	for range 2 {
		if r := c.call("GET", "/me/api/application", ""); r.status != 502 || r.body != "<html>Bad gateway" || r.header.Get("Content-Type") != "text/html" {
			t.Errorf("fault: %d %s %v", r.status, r.body, r.header)
		}
	}
	if r := c.call("GET", "/me/api/application", ""); r.status != 200 {
		t.Errorf("after the fault: %d", r.status)
	}
	c.sim.Fail(ovhsim.Fault{Drop: true, Times: -1})
	for range 3 {
		if r := c.call("GET", "/me", ""); r.err == nil {
			t.Errorf("no drop: %d", r.status)
		}
	}
	c.sim.ClearFaults()
	if r := c.call("GET", "/me", ""); r.status != 200 {
		t.Errorf("after clearing: %d", r.status)
	}
}

// TestLostAnswer checks the nastiest fault: the token is gone and nobody says so.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	_, tokens := c.of("n8n")
	for i, f := range []ovhsim.Fault{{AfterEffect: true}, {AfterEffect: true, Status: 504}, {Drop: true}} {
		f.Method = "DELETE"
		c.sim.Fail(f)
		path := fmt.Sprintf("/me/api/credential/%d", tokens[i])
		if r := c.call("DELETE", path, ""); r.status != f.Status || (r.err == nil) != (f.Status != 0) {
			t.Errorf("%+v: %d, %v", f, r.status, r.err)
		}
		want := 404
		if !f.AfterEffect {
			want = 200
		}
		if r := c.call("GET", path, ""); r.status != want {
			t.Errorf("after %+v: %d, want %d", f, r.status, want)
		}
	}
}

func TestCallsAreRecorded(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	c.call("GET", "/me/api/credential?status=expired", "")
	c.branch = "/v2"
	c.with("X-Ovh-Batch", ",").call("GET", "/iam/policy", "")
	got := c.sim.Calls()
	if len(got) != 2 {
		t.Fatalf("%d calls", len(got))
	}
	if a := got[0]; a.Method != "GET" || a.Path != "/me/api/credential" || a.Query != "status=expired" || a.Status != 200 || a.Credential != c.sim.Own() || a.Batch {
		t.Errorf("first call %+v", a)
	}
	if b := got[1]; b.Path != "/v2/iam/policy" || b.Status != 403 || !b.Batch {
		t.Errorf("second call %+v", b)
	}
	c.sim.ResetCalls()
	if n := len(c.sim.Calls()); n != 0 {
		t.Errorf("%d calls after the reset", n)
	}
}

// TestLatencyEndsWithTheClient checks that a client that gives up is not waited
// for, and that its call has no effect.
func TestLatencyEndsWithTheClient(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{Latency: time.Hour})
	ctx, cancel := context.WithCancelCause(t.Context())
	req := c.request("DELETE", "/me/api/credential/"+strconv.FormatInt(c.sim.Own(), 10), "").WithContext(ctx)
	done := make(chan reply)
	go func() { done <- do(req) }()
	cancel(errors.New("the client gave up"))
	if r := <-done; r.err == nil {
		t.Errorf("an answer came: %d", r.status)
	}
	c.sim.Set(func(o *ovhsim.Options) { o.Latency = time.Millisecond })
	if r := c.call("GET", "/me", ""); r.status != 200 {
		t.Errorf("afterwards: %d", r.status)
	}
}

// TestConcurrentUse runs clients and controls against each other; the race
// detector is the judge.
func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{Tokens: 300})
	ids := c.sim.Credentials()
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for i := range 12 {
				path := fmt.Sprintf("/me/api/credential/%d", ids[n*12+i].ID)
				c.call("GET", path, "")
				if ids[n*12+i].ID != c.sim.Own() {
					c.call("DELETE", path, "")
				}
				c.with("X-Pagination-Mode", "CachedObjectList-Pages").call("GET", "/me/api/credential", "")
				c.sim.Set(func(o *ovhsim.Options) { o.StaleExpansion = i%2 == 0 })
				c.sim.Credentials()
				c.sim.Calls()
			}
		})
	}
	wg.Wait()
	if n := len(c.sim.Credentials()); n != 204 && n != 205 {
		t.Errorf("%d tokens left of 300 after 96 deletions", n)
	}
}

func TestListenOnLoopbackOnly(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "[::]:0", "example.com:80", "127.0.0.1", "[::ffff:192.0.2.1]:0"} {
		if err := ovhsim.New(ovhsim.Options{}).Listen(t.Context(), addr); err == nil {
			t.Errorf("%s is served", addr)
		}
	}
	for _, addr := range []string{"127.0.0.1:0", "localhost:0"} {
		sim := ovhsim.New(ovhsim.Options{})
		if err := sim.Listen(t.Context(), addr); err != nil {
			t.Errorf("%s: %v", addr, err)
		}
		if sim.Listen(t.Context(), addr) == nil {
			t.Error("a second port was opened")
		}
		if err := sim.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := ovhsim.New(ovhsim.Options{}).Close(); err != nil {
		t.Errorf("closing a server that never listened: %v", err)
	}
}
