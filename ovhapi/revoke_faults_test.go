package ovhapi_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

func TestALostAnswerIsSettledByAsking(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		fault   ovhsim.Fault
		revoked bool
	}{
		"lost after its effect":         {ovhsim.Fault{AfterEffect: true}, true},
		"lost before its effect":        {ovhsim.Fault{Drop: true}, false},
		"503 after its effect":          {ovhsim.Fault{AfterEffect: true, Status: 503}, true},
		"503 before its effect":         {ovhsim.Fault{Status: 503}, false},
		"a proxy's page after effect":   {ovhsim.Fault{AfterEffect: true, Status: 200, Body: "<html>"}, true},
		"a proxy's page without effect": {ovhsim.Fault{Status: 200, Body: "<html>"}, false},
		"a proxy's not found":           {ovhsim.Fault{Status: 404, Body: "<html>", Header: map[string]string{"X-Ovh-Queryid": ""}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, ovhsim.Options{})
			tokens := w.victims(2)
			row.fault.Method = "DELETE"
			w.sim.Fail(row.fault)
			k := &keeper{}
			o := follow(t, w.client.Revoke(t.Context(), ovhapi.PlanRevoke(tokens), "", k))
			r := o.results[tokens[0].ID]
			if (r.Err == nil) != row.revoked || r.Already || w.has(tokens[0].ID) == row.revoked {
				t.Errorf("%+v, still there: %v", r, w.has(tokens[0].ID))
			}
			if got := len(k.last().Revoked); (got == 2) != row.revoked {
				t.Errorf("the receipt tells of %d", got)
			}
			if o.results[tokens[1].ID].Err != nil {
				t.Errorf("the next one: %v", o.results[tokens[1].ID].Err)
			}
			if n := w.count("DELETE", "*"); n != 2 {
				t.Errorf("%d DELETE calls, want 2", n)
			}
		})
	}
}

func TestWhatCannotBeSettledIsSaidToBeUnknown(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	c, _ := w.with(t, "DELETE /me/api/credential/*") // may not ask
	tokens := w.victims(2)
	w.sim.Fail(ovhsim.Fault{Method: "DELETE", AfterEffect: true})
	k := &keeper{}
	o := follow(t, c.Revoke(t.Context(), ovhapi.PlanRevoke(tokens), "", k))
	if r := o.results[tokens[0].ID]; r.Err == nil || !strings.Contains(r.Err.Error(), "not known whether") {
		t.Errorf("%+v", r)
	}
	if o.results[tokens[1].ID].Err != nil || len(k.last().Failed) != 1 {
		t.Errorf("the next one %+v, receipt %+v", o.results[tokens[1].ID], k.last())
	}
}

func TestARunObeysTheLimit(t *testing.T) {
	t.Parallel()
	for name, header := range map[string]map[string]string{"seconds": {"Retry-After": "7"}, "none": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, ovhsim.Options{})
			tokens := w.victims(2)
			w.sim.Fail(ovhsim.Fault{Method: "DELETE", Status: 429, Header: header, Times: 2})
			o := follow(t, w.client.Revoke(t.Context(), ovhapi.PlanRevoke(tokens), "", nil))
			if o.results[tokens[0].ID].Err != nil || o.results[tokens[1].ID].Err != nil {
				t.Errorf("%+v", o.results)
			}
			waits := w.pauses.all()
			if len(waits) != 2 || (header != nil && waits[0] != 7*time.Second) || waits[1] < waits[0] {
				t.Errorf("waited %v", waits)
			}
			if !o.last.PausedUntil.IsZero() {
				t.Errorf("still paused at the end: %v", o.last.PausedUntil)
			}
		})
	}
}

// Sixty calls a minute are tolerated: a run of more must get through, whatever
// the 429 says.
func TestALongRunGetsThroughTheLimit(t *testing.T) {
	t.Parallel()
	for _, form := range []ovhsim.RetryAfter{ovhsim.RetryAfterNone, ovhsim.RetryAfterSeconds, ovhsim.RetryAfterDate} {
		synctest.Test(t, func(t *testing.T) {
			sim := ovhsim.New(ovhsim.Options{RateLimit: 60, RetryAfter: form})
			w := world{sim: sim}
			failed, paused := limitedRun(t, direct{sim}.client(t).Revoke(t.Context(), ovhapi.PlanRevoke(w.victims(150)), "", nil))
			limited := 0
			for _, call := range sim.Calls() {
				if call.Status == http.StatusTooManyRequests {
					limited++
				}
			}
			if failed > 0 || !paused || limited > 2*ovhapi.InFlight {
				t.Errorf("form %d: %d failed, pauses told: %v, %d calls beyond the limit", form, failed, paused, limited)
			}
		})
	}
}

// limitedRun counts the failures of a run, and tells whether it said that it
// pauses.
func limitedRun(t *testing.T, r *ovhapi.Revocation) (failed int, paused bool) {
	t.Helper()
	for {
		p := r.Next(t.Context())
		paused = paused || p.PausedUntil.After(time.Now())
		for _, result := range p.Results {
			if result.Err != nil {
				failed++
			}
		}
		if p.Finished {
			return failed, paused
		}
	}
}

func TestARunEndsWhenEveryCallWouldBeRefused(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	c, _ := w.with(t, "GET /me/api/credential/*")
	tokens := w.victims(4)
	k := &keeper{}
	o := follow(t, c.Revoke(t.Context(), ovhapi.PlanRevoke(tokens), "", k))
	if !errors.Is(o.last.Err, ovhapi.ErrNotGranted) || !errors.Is(o.results[tokens[0].ID].Err, ovhapi.ErrNotGranted) {
		t.Errorf("%+v", o.last)
	}
	if next := ovhapi.Advise(o.last.Err).Next; !strings.Contains(next, "DELETE /me/api/credential/*") {
		t.Errorf("advice %q", next)
	}
	for _, token := range tokens[1:] {
		if !errors.Is(o.results[token.ID].Err, ovhapi.ErrNotTried) {
			t.Errorf("%+v", o.results[token.ID])
		}
	}
	if n := w.count("DELETE", "*"); n != 1 {
		t.Errorf("%d DELETE calls, want 1", n)
	}
	if r := k.last(); len(r.Failed) != 1 || len(r.Skipped) != 3 || len(r.Revoked) != 0 {
		t.Errorf("receipt %+v", r)
	}
}

// held makes a client whose DELETE of every token but one waits until it is let
// go; underWay hears of each that waits.
func held(t *testing.T, w world, free int64) (c *ovhapi.Client, underWay chan struct{}, letGo chan struct{}) {
	t.Helper()
	underWay, letGo = make(chan struct{}), make(chan struct{})
	c = w.as(t, w.sim.Keys(), func(o *ovhapi.Options) {
		inner := o.Transport
		o.Transport = trip(func(r *http.Request) (*http.Response, error) {
			if r.Method == http.MethodDelete && !strings.HasSuffix(r.URL.Path, fmt.Sprint("/", free)) {
				underWay <- struct{}{}
				<-letGo
			}
			return inner.RoundTrip(r)
		})
	})
	return c, underWay, letGo
}

func TestStopFinishesTheCallsUnderWayAndTriesNoOther(t *testing.T) {
	t.Parallel()
	for name, stop := range map[string]func(*ovhapi.Revocation, context.CancelFunc){
		"stopped":   func(r *ovhapi.Revocation, _ context.CancelFunc) { r.Stop(); r.Stop() },
		"cancelled": func(_ *ovhapi.Revocation, cancel context.CancelFunc) { cancel() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, ovhsim.Options{})
			tokens := w.victims(ovhapi.InFlight + 4)
			c, underWay, letGo := held(t, w, tokens[0].ID)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			k := &keeper{}
			r := c.Revoke(ctx, ovhapi.PlanRevoke(tokens), "", k)
			for range ovhapi.InFlight {
				<-underWay
			}
			stop(r, cancel)
			close(letGo)
			o := follow(t, r)
			for i, token := range tokens {
				o.ended(t, w, token.ID, i < 1+ovhapi.InFlight)
			}
			if o.last.Err != nil || o.last.Done != len(tokens) {
				t.Errorf("%+v", o.last)
			}
			receipt := k.last()
			if len(receipt.Revoked) != 1+ovhapi.InFlight || len(receipt.Skipped) != 3 || !strings.Contains(receipt.Skipped[0].Reason, "stopped") || receipt.Finished.IsZero() {
				t.Errorf("receipt %+v", receipt)
			}
		})
	}
}

// ended fails unless a token is gone, or still there and told as not tried.
func (o outcome) ended(t *testing.T, w world, id int64, gone bool) {
	t.Helper()
	err := o.results[id].Err
	if w.has(id) == gone || (err == nil) != gone || (!gone && !errors.Is(err, ovhapi.ErrNotTried)) {
		t.Errorf("token %d: still there %v, result %v, want it gone: %v", id, w.has(id), err, gone)
	}
}

func TestStopEndsAWaitForTheLimit(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]ovhsim.Fault{
		"while revoking": {Method: "DELETE", Status: 429, Times: -1},
		"while asking":   {Path: "/auth/currentCredential", Status: 429, Times: -1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, ovhsim.Options{})
			tokens := w.victims(2)
			waiting := make(chan struct{})
			c := w.as(t, w.sim.Keys(), func(o *ovhapi.Options) {
				o.Pause = func(ctx context.Context, _ time.Duration) error {
					close(waiting)
					<-ctx.Done()
					return ctx.Err()
				}
			})
			w.sim.Fail(fault)
			r := c.Revoke(t.Context(), ovhapi.PlanRevoke(tokens), "", nil)
			<-waiting
			r.Stop()
			o := follow(t, r)
			if o.last.Err != nil || len(o.results) != 2 {
				t.Errorf("%+v", o.last)
			}
			for _, result := range o.results {
				if !errors.Is(result.Err, ovhapi.ErrNotTried) {
					t.Errorf("%+v", result)
				}
			}
		})
	}
}
