package ovhapi_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// refusals counts the calls of the record that were answered with 429.
func refusals(sim *ovhsim.Server) int {
	n := 0
	for _, c := range sim.Calls() {
		if c.Status == http.StatusTooManyRequests {
			n++
		}
	}
	return n
}

var retryForms = []ovhsim.RetryAfter{ovhsim.RetryAfterNone, ovhsim.RetryAfterSeconds, ovhsim.RetryAfterDate}

// Where single calls are all that is left, sixty a minute are assumed, and the
// wait is told.
func TestTwoHundredTokensArriveAtSixtyCallsAMinute(t *testing.T) {
	t.Parallel()
	for _, form := range retryForms {
		synctest.Test(t, func(t *testing.T) {
			sim := slow(form)
			first, n := inTime(t, sim)
			if n > 0 || first > 3*50*time.Millisecond+ovhapi.Slice {
				t.Errorf("form %d: the first row came after %v; %d calls beyond the limit", form, first, n)
			}
			load(t.Context(), t, direct{sim}.client(t)).complete(t, sim)
		})
	}
}

// Another program may have made calls with the same key just before.
func TestAKeyThatOthersUseTooIsNotHammered(t *testing.T) {
	t.Parallel()
	for _, form := range retryForms {
		synctest.Test(t, func(t *testing.T) {
			sim := slow(form)
			for range 45 {
				if _, err := (direct{sim}).client(t).CurrentCredential(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			sim.ResetCalls()
			if _, n := inTime(t, sim); n > 2*ovhapi.InFlight {
				t.Errorf("form %d: %d calls beyond the limit", form, n)
			}
		})
	}
}

// slow has 200 tokens and nothing but single calls, of which it takes 60 a minute.
func slow(form ovhsim.RetryAfter) *ovhsim.Server {
	return ovhsim.New(ovhsim.Options{Tokens: 200, NoBatch: true, NoExpansion: true, RateLimit: 60, RetryAfter: form, Latency: 50 * time.Millisecond})
}

// inTime loads an account and fails when that takes much longer than the limit or
// the promise: when the first row came, and how many calls were refused.
func inTime(t *testing.T, sim *ovhsim.Server) (first time.Duration, refused int) {
	t.Helper()
	begun := time.Now()
	first, promised := patiently(t, direct{sim}.client(t).Load(t.Context()))
	took := time.Since(begun)
	if least := time.Duration(len(sim.Calls())/60) * time.Minute; took > least+90*time.Second {
		t.Errorf("took %v, which is more than the limit asks for", took)
	}
	if promised.IsZero() || promised.Sub(begun.Add(took)).Abs() > 80*time.Second {
		t.Errorf("%v was promised, it took %v", promised.Sub(begun), took)
	}
	return first, refusals(sim)
}

// patiently reads a loading that is held back to its end: when its first row came,
// and when its end was promised first.
func patiently(t *testing.T, l *ovhapi.Loading) (first time.Duration, promised time.Time) {
	t.Helper()
	begun := time.Now()
	paused := false
	for {
		u := l.Next(t.Context())
		if first == 0 && len(u.Tokens) > 0 {
			first = time.Since(begun)
		}
		if promised.IsZero() {
			promised = u.Ready
		}
		if u.PausedUntil.After(time.Now()) {
			paused = true
			if u.Ready.Before(u.PausedUntil) {
				t.Errorf("paused until %v, ready at %v", u.PausedUntil, u.Ready)
			}
		}
		if u.Done {
			if !paused || u.Err != nil || !u.PausedUntil.IsZero() || !u.Ready.IsZero() {
				t.Errorf("paused %v, error %v, at the end paused until %v, ready at %v", paused, u.Err, u.PausedUntil, u.Ready)
			}
			return first, promised
		}
	}
}

func TestA429HoldsBackEveryCallOfTheKeyAndNoOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := ovhsim.New(ovhsim.Options{Latency: 50 * time.Millisecond})
		c := direct{sim}.client(t)
		added := sim.Add(ovhsim.Credential{Rules: parse("GET /me")})
		keys, _ := sim.KeysOf(added.ID)
		other := newClient(t, "http://127.0.0.1/1.0", keys, func(o *ovhapi.Options) { o.Transport = direct{sim} })
		sim.Fail(ovhsim.Fault{Path: "/auth/currentCredential", Status: 429, Header: map[string]string{"Retry-After": "30"}})
		var wait sync.WaitGroup
		ask := func(c *ovhapi.Client) {
			wait.Go(func() {
				if _, err := c.CurrentCredential(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		begun := time.Now()
		ask(c)
		time.Sleep(time.Second)
		same := c.WithConsumerKey(ovhapi.NewSecret(sim.Keys().ConsumerKey))
		for range 10 {
			ask(c)
			ask(same)
		}
		ask(other)
		wait.Wait()
		early := 0
		for _, call := range sim.Calls()[2:] { // the time, and the one that was refused
			if call.Time.Sub(begun) < 30*time.Second && !strings.HasSuffix(call.Path, "/time") {
				early++
			}
		}
		if early != 1 || refusals(sim) != 1 {
			t.Errorf("%d calls in the pause, want that of the other key; %d calls beyond the limit", early, refusals(sim))
		}
	})
}

func TestEightTokensAreRevokedAtATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const latency, tokens = 50 * time.Millisecond, 400
		sim := ovhsim.New(ovhsim.Options{Latency: latency})
		w := world{sim: sim}
		begun := time.Now()
		o := follow(t, direct{sim}.client(t).Revoke(t.Context(), ovhapi.PlanRevoke(w.victims(tokens)), "", &keeper{}))
		bound := tokens / ovhapi.InFlight * latency
		if took := time.Since(begun); took > bound*11/10 || o.last.Done != tokens || o.last.Err != nil {
			t.Errorf("%d of %d, error %v, after %v; eight in flight could have done it in %v", o.last.Done, tokens, o.last.Err, took, bound)
		}
		flying, most := map[time.Time]int{}, 0
		for _, call := range sim.Calls() {
			if call.Method == http.MethodDelete {
				flying[call.Time]++
				most = max(most, flying[call.Time])
			}
		}
		if most != ovhapi.InFlight {
			t.Errorf("%d calls were under way at once, want %d", most, ovhapi.InFlight)
		}
	})
}

// A network that is gone for a moment takes all calls under way with it, which is
// no reason to give up.
func TestOneBreakOfTheNetworkDoesNotEndARun(t *testing.T) {
	t.Parallel()
	for name, effect := range map[string]bool{"after their effect": true, "before their effect": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				sim := ovhsim.New(ovhsim.Options{Latency: 50 * time.Millisecond})
				w := world{sim: sim}
				tokens := w.victims(100)
				c := newClient(t, "http://127.0.0.1/1.0", sim.Keys(), func(o *ovhapi.Options) { o.Transport = interrupted(sim, effect) })
				o := follow(t, c.Revoke(t.Context(), ovhapi.PlanRevoke(tokens), "", nil))
				failed := 0
				for _, token := range tokens {
					err := o.results[token.ID].Err
					if w.has(token.ID) != (err != nil) {
						t.Errorf("token %d: still there %v, told %v", token.ID, w.has(token.ID), err)
					}
					if err != nil {
						failed++
					}
				}
				if (failed == 0) != effect || failed > ovhapi.InFlight || o.last.Err != nil {
					t.Errorf("%d failed, error %v", failed, o.last.Err)
				}
			})
		})
	}
}

// interrupted loses the answers of a volley of DELETE calls, the first excepted.
func interrupted(sim *ovhsim.Server, effect bool) trip {
	var sent atomic.Int32
	return func(r *http.Request) (*http.Response, error) {
		n := int32(0)
		if r.Method == http.MethodDelete {
			n = sent.Add(1)
		}
		lost := n > 1 && n <= 1+ovhapi.InFlight
		if lost && !effect {
			time.Sleep(50 * time.Millisecond)
			return nil, errBroken
		}
		answer, err := direct{sim}.RoundTrip(r)
		if lost {
			return nil, errBroken
		}
		return answer, err
	}
}

var errBroken = errors.New("connection reset")

// A batch may be refused as a whole because of one id, even the very first one.
func TestAFirstBatchThatIsSpoiledIsNoReasonToAskOneByOne(t *testing.T) {
	t.Parallel()
	for _, status := range []int{400, 404} {
		w := start(t, ovhsim.Options{NoExpansion: true, Tokens: 400})
		w.sim.Fail(ovhsim.Fault{Path: "/me/api/credential/*,*", Status: status, Times: 1})
		load(t.Context(), t, w.client).complete(t, w.sim)
		if n := len(w.sim.Calls()); n > 100 {
			t.Errorf("%d: %d calls", status, n)
		}
	}
}

// An id that spoils every batch it is in is found by halves.
func TestAnIdThatSpoilsItsBatchesCostsAFewCalls(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{NoExpansion: true, Tokens: 400})
	odd := w.sim.Credentials()[77].ID
	c := w.as(t, w.sim.Keys(), func(o *ovhapi.Options) {
		inner := o.Transport
		o.Transport = trip(func(r *http.Request) (*http.Response, error) {
			if isBatch(r) && touches(r, []int64{odd}) {
				return reply(r, http.StatusNotFound, `{"class":"Client::NotFound","message":"The requested object does not exist"}`, "X-Ovh-Queryid", "FR.1"), nil
			}
			return inner.RoundTrip(r)
		})
	})
	load(t.Context(), t, c).complete(t, w.sim)
	if n := w.count("GET", "/me/api/credential/*") - w.count("GET", "/me/api/credential/*/application"); n > 30 {
		t.Errorf("%d calls for 400 tokens", n)
	}
}

// Whether an application is deleted takes both routes to say.
func TestOneRouteAloneCallsNoApplicationDeleted(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		rule    string
		deleted bool
	}{
		{"GET /me/api/application/*", true},
		{"GET /me", false},
	} {
		w := start(t, ovhsim.Options{})
		c, _ := w.with(t, "GET /me/api/credential", "GET /me/api/credential/*", test.rule)
		deleted := false
		for _, token := range load(t.Context(), t, c).rows {
			deleted = deleted || token.App == ovhapi.AppDeleted
		}
		if deleted != test.deleted {
			t.Errorf("with %s: an application counts as deleted: %v", test.rule, deleted)
		}
	}
}

func TestAForeignApplicationIsAskedForOnce(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{Tokens: 1_000})
	s := load(t.Context(), t, w.client)
	s.complete(t, w.sim)
	others := map[int64]bool{}
	for _, token := range s.rows {
		if token.App != ovhapi.AppOwned {
			others[token.ApplicationID] = true
		}
	}
	if n := w.count("GET", "/me/api/credential/*/application"); n != len(others) {
		t.Errorf("%d calls for %d applications of others", n, len(others))
	}
}

// Stopping ends the wait for the API's limit of every call that is not sent yet.
func TestAChangeThatWaitsForTheLimitCanBeStopped(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(context.Context, *ovhapi.Client, int64) error{
		"addresses": func(ctx context.Context, c *ovhapi.Client, id int64) error {
			_, err := c.Allow(ctx, id, ovhapi.Anywhere())
			return err
		},
		"application": func(ctx context.Context, c *ovhapi.Client, _ int64) error { return c.DeleteApplication(ctx, 1) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := world{sim: ovhsim.New(ovhsim.Options{})}
				c := direct{w.sim}.client(t)
				w.sim.Fail(ovhsim.Fault{Method: "DELETE", Path: "/me/api/credential/1", Status: 429, Header: map[string]string{"Retry-After": "50"}})
				if err := c.DeleteCredential(t.Context(), 1); !errors.Is(err, ovhapi.ErrRateLimit) {
					t.Fatal(err)
				}
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				begun := time.Now()
				err := change(ctx, c, w.victims(1)[0].ID)
				if took := time.Since(begun); !errors.Is(err, context.DeadlineExceeded) || took > 2*time.Second || len(w.sim.Calls()) > 2 {
					t.Errorf("%v after %v and calls %v", err, took, w.sim.Calls())
				}
			})
		})
	}
}
