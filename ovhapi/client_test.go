package ovhapi_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// The vectors were computed by OVH's formula and checked against go-ovh v1.9.0
// on the wire.
func TestSignatureIsTheOneOVHComputes(t *testing.T) {
	t.Parallel()
	for _, v := range []struct {
		method, path string
		body         any
		want         string
	}{
		{"GET", "/me/api/credential?status=validated", nil, "$1$f61e15b10198a93c257603c258d6c2dffd743e4c"},
		{"DELETE", "/me/api/credential/42", nil, "$1$89900ce424b7e38b1a108ab3c556346081ce0410"},
		{"PUT", "/me/api/credential/42", map[string][]string{"allowedIPs": {"203.0.113.4/32"}}, "$1$64b706b477751f6f9a623eeff59ffe1a73a03c55"},
	} {
		t.Run(v.method, func(t *testing.T) {
			t.Parallel()
			sent := sentAt1700000000(t, v.method, v.path, v.body)
			for name, want := range map[string]string{
				"X-Ovh-Signature": v.want, "X-Ovh-Timestamp": "1700000000",
				"X-Ovh-Application": someKeys.ApplicationKey, "X-Ovh-Consumer": someKeys.ConsumerKey,
			} {
				if got := sent.Get(name); got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
		})
	}
}

// sentAt1700000000 makes a signed call when the server's clock shows that second,
// and returns its headers.
func sentAt1700000000(t *testing.T, method, path string, body any) (sent http.Header) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { // time stands still in here
		c := cannedClient(t, func(r *http.Request) (*http.Response, error) {
			if strings.HasSuffix(r.URL.Path, "/auth/time") {
				return reply(r, 200, "1700000000"), nil
			}
			sent = r.Header
			return reply(r, 200, "null"), nil
		})
		if err := c.Ask(t.Context(), method, path, body, nil); err != nil {
			t.Fatal(err)
		}
	})
	return sent
}

func TestUserAgentNamesTheProgram(t *testing.T) {
	t.Parallel()
	var agents sync.Map
	c := cannedClient(t, func(r *http.Request) (*http.Response, error) {
		agents.Store(r.Header.Get("User-Agent"), true)
		return canned(200, "[]")(r)
	}, func(o *ovhapi.Options) { o.Version = "1.2.3" })
	if _, err := c.Credentials(t.Context()); err != nil {
		t.Fatal(err)
	}
	agents.Range(func(agent, _ any) bool {
		if !strings.HasPrefix(agent.(string), "ovh-tokens/1.2.3 ") {
			t.Errorf("User-Agent is %q", agent)
		}
		return true
	})
}

func TestSignedAddressesWithQueryAndCommasPass(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	for _, path := range []string{
		"/me/api/credential?status=validated&applicationId=166120",
		"/me/api/credential/1,2,3",
		"/me/api/credential/1%2C2",
	} {
		err := w.client.Ask(t.Context(), "GET", path, nil, nil)
		if errors.Is(err, ovhapi.ErrSignature) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestFiftyCallersAtOnceAskForTheTimeOnce(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	other := w.client.WithConsumerKey(ovhapi.NewSecret(w.sim.Keys().ConsumerKey))
	var wait sync.WaitGroup
	for i := range 50 {
		wait.Go(func() {
			c := w.client
			if i%2 == 1 {
				c = other // shares the clock
			}
			if _, err := c.CurrentCredential(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if n := w.count("GET", "/auth/time"); n != 1 {
		t.Errorf("%d calls of /auth/time, want 1", n)
	}
	if n := w.count("GET", "/auth/currentCredential"); n != 50 {
		t.Errorf("%d calls of /auth/currentCredential, want 50", n)
	}
}

// hang never answers the path with this end; everything else goes through.
func hang(path string, asked chan<- struct{}) trip {
	return func(r *http.Request) (*http.Response, error) {
		if !strings.HasSuffix(r.URL.Path, path) {
			return canned(200, "[]")(r)
		}
		asked <- struct{}{}
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
}

func TestCancellingEndsACallThatWaitsForTheClock(t *testing.T) {
	t.Parallel()
	asked := make(chan struct{}, 1)
	c := cannedClient(t, hang("/auth/time", asked))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 2)
	ask := func() {
		_, err := c.Credentials(ctx)
		ended <- err
	}
	go ask()
	<-asked
	go ask() // waits for the measurement of the first
	cancel()
	for range 2 {
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("error %v, want one that says it was cancelled", err)
		}
	}
}

func TestAClockThatNeverAnswersIsTimeoutNotForever(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		asked := make(chan struct{}, 100)
		c := cannedClient(t, hang("/auth/time", asked), func(o *ovhapi.Options) { o.Timeout = time.Second })
		begun := time.Now()
		_, err := c.Credentials(t.Context())
		if !errors.Is(err, ovhapi.ErrOffline) {
			t.Errorf("error %v, want ErrOffline", err)
		}
		if took := time.Since(begun); took > ovhapi.Attempts*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestAnImpatientCallerDoesNotFailTheOthers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		c := cannedClient(t, func(r *http.Request) (*http.Response, error) {
			if strings.HasSuffix(r.URL.Path, "/auth/time") && asked.Add(1) == 1 {
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			return canned(200, "[7]")(r)
		})
		ctx, cancel := context.WithCancel(t.Context())
		go func() { _, _ = c.Credentials(ctx) }()
		synctest.Wait() // it asks for the time
		var patient error
		go func() { _, patient = c.Credentials(t.Context()) }()
		synctest.Wait() // it waits for the same answer
		cancel()
		synctest.Wait()
		if patient != nil || asked.Load() != 2 {
			t.Errorf("a patient call failed with an impatient one: %v, %d calls of /auth/time", patient, asked.Load())
		}
	})
}

// wrongClock answers as a server that finds every time wrong but the one it has
// told last, once it has told a first one.
type wrongClock struct {
	told  atomic.Int64
	calls atomic.Int64
	hold  func(call int64) // called before the answer to a signed call
}

func (c *wrongClock) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/auth/time") {
		return reply(r, 200, fmt.Sprint(time.Now().Add(time.Duration(c.told.Add(1))*time.Hour).Unix())), nil
	}
	call := c.calls.Add(1)
	stamp, _ := strconv.ParseInt(r.Header.Get("X-Ovh-Timestamp"), 10, 64)
	c.hold(call)
	if time.Until(time.Unix(stamp, 0)) > 90*time.Minute && c.told.Load() < 3 {
		return reply(r, 200, "[1]"), nil
	}
	return reply(r, 400, `{"message":"Query out of time"}`), nil
}

// A call that fails by the old clock after another one has measured it anew must
// neither fail nor measure again.
func TestAClockFoundWrongIsMeasuredOnceForAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		late := make(chan struct{})
		server := &wrongClock{hold: func(call int64) {
			if call == 2 {
				<-late
			}
		}}
		c := cannedClient(t, server.RoundTrip)
		errs := make(chan error, 2)
		ask := func() { _, err := c.Credentials(t.Context()); errs <- err }
		go ask()
		go ask()
		if err := <-errs; err != nil {
			t.Error(err)
		}
		close(late)
		if err := <-errs; err != nil {
			t.Error(err)
		}
		if n := server.told.Load(); n != 2 {
			t.Errorf("%d calls of /auth/time, want 2", n)
		}
	})
}

func TestAServerThatFindsEveryTimeWrongIsGivenUp(t *testing.T) {
	t.Parallel()
	server := &wrongClock{hold: func(int64) {}}
	server.told.Store(5)
	if _, err := cannedClient(t, server.RoundTrip).Credentials(t.Context()); !errors.Is(err, ovhapi.ErrClock) {
		t.Errorf("error %v, want ErrClock", err)
	}
	if n := server.calls.Load(); n != 2 {
		t.Errorf("%d calls, want 2", n)
	}
}

func TestAServerClockTenMinutesOffWorks(t *testing.T) {
	t.Parallel()
	for _, skew := range []time.Duration{-10 * time.Minute, 10 * time.Minute} {
		w := start(t, ovhsim.Options{ClockSkew: skew})
		if _, err := w.client.CurrentCredential(t.Context()); err != nil {
			t.Errorf("%v: %v", skew, err)
		}
		if d := time.Until(w.client.ServerNow()) - skew; d.Abs() > 5*time.Second {
			t.Errorf("the server's time is believed to be %v off", d)
		}
	}
}

func TestAClockThatGoesWrongWhileRunningIsMeasuredAgain(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	if _, err := w.client.CurrentCredential(t.Context()); err != nil {
		t.Fatal(err)
	}
	victim := w.sim.Add(ovhsim.Credential{Rules: parse("GET /me")})
	for i, ask := range []func() error{
		func() error { _, err := w.client.CurrentCredential(t.Context()); return err },
		func() error { return w.client.DeleteCredential(t.Context(), victim.ID) },
	} {
		skew := time.Duration(i+1) * time.Hour
		w.sim.Set(func(o *ovhsim.Options) { o.ClockSkew = skew })
		w.sim.ResetCalls()
		if err := ask(); err != nil {
			t.Errorf("call %d: %v", i, err)
		}
		if n := w.count("GET", "/auth/time"); n != 1 {
			t.Errorf("call %d: %d calls of /auth/time, want 1", i, n)
		}
	}
	if n := w.count("DELETE", "*"); n != 2 {
		t.Errorf("%d DELETE calls, want the refused one and one more", n)
	}
}

// Calls that fail together by the same wrong clock must all be signed anew,
// though only the first of them finds the measurement old.
func TestClockWrongForManyCallsAtOnce(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	if _, err := w.client.CurrentCredential(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.sim.Set(func(o *ovhsim.Options) { o.ClockSkew = time.Hour })
	w.sim.ResetCalls()
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			if _, err := w.client.CurrentCredential(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if n := w.count("GET", "/auth/time"); n != 1 {
		t.Errorf("%d calls of /auth/time, want 1", n)
	}
}

func TestAWrongSecretIsNotTriedForever(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	k := w.sim.Keys()
	k.ApplicationSecret = strings.Repeat("0", 32)
	_, err := w.as(t, k).CurrentCredential(t.Context())
	if !errors.Is(err, ovhapi.ErrSignature) {
		t.Errorf("error %v, want ErrSignature", err)
	}
	if n := w.count("GET", "/auth/currentCredential"); n != 1 {
		t.Errorf("%d calls, want 1: the clock was right", n)
	}
}

func TestRedirectionsAreNotFollowed(t *testing.T) {
	t.Parallel()
	var reached atomic.Int32
	thief := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer thief.Close()
	w := start(t, ovhsim.Options{})
	for _, status := range []int{301, 302, 303, 307, 308} {
		w.sim.Fail(ovhsim.Fault{Path: "/auth/currentCredential", Status: status, Header: map[string]string{"Location": thief.URL + "/1.0/me"}})
		_, err := w.client.CurrentCredential(t.Context())
		if !errors.Is(err, ovhapi.ErrBadAnswer) || !strings.Contains(err.Error(), strings.TrimPrefix(thief.URL, "http://")) {
			t.Errorf("%d: error %v, want ErrBadAnswer that names the host", status, err)
		}
		if ovhapi.QueryID(err) == "" {
			t.Errorf("%d: no query id in %v", status, err)
		}
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("the other host was called %d times", n)
	}
}

func TestEnvironmentOfOVHsOwnToolsChangesNothing(t *testing.T) {
	for name, value := range map[string]string{
		"OVH_ENDPOINT": "ovh-us", "OVH_APPLICATION_KEY": "x", "OVH_APPLICATION_SECRET": "x", "OVH_CONSUMER_KEY": "stray",
		"OVH_CLIENT_ID": "x", "OVH_CLIENT_SECRET": "x", "OVH_ACCESS_TOKEN": "x",
	} {
		t.Setenv(name, value)
	}
	w := start(t, ovhsim.Options{})
	if _, err := w.client.CurrentCredential(t.Context()); err != nil {
		t.Error(err)
	}
	k := w.sim.Keys()
	k.ConsumerKey = ""
	if _, err := w.as(t, k).CurrentCredential(t.Context()); !errors.Is(err, ovhapi.ErrNoLogin) {
		t.Errorf("error %v, want ErrNoLogin: the key of the environment must not be picked up", err)
	}
}
