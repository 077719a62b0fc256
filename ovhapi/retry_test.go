package ovhapi_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

func TestAGETIsTriedAgainAfterAFault(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]ovhsim.Fault{
		"500":     {Status: 500},
		"503":     {Status: 503},
		"gateway": {Status: 502, Body: "<html>"},
		"dropped": {Drop: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, ovhsim.Options{})
			fault.Path, fault.Times = "/auth/currentCredential", ovhapi.Attempts-1
			w.sim.Fail(fault)
			if _, err := w.client.CurrentCredential(t.Context()); err != nil {
				t.Error(err)
			}
			if n := w.count("GET", "/auth/currentCredential"); n != ovhapi.Attempts {
				t.Errorf("%d calls, want %d", n, ovhapi.Attempts)
			}
			waits := w.pauses.all()
			if len(waits) != ovhapi.Attempts-1 || !slices.IsSorted(waits) || waits[0] <= 0 {
				t.Errorf("waited %v", waits)
			}
		})
	}
}

func TestTryingAgainHasAnEnd(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	for _, row := range []struct {
		fault ovhsim.Fault
		want  int
		kind  error
	}{
		{ovhsim.Fault{Status: 500}, ovhapi.Attempts, ovhapi.ErrUnavailable},
		{ovhsim.Fault{Drop: true}, ovhapi.Attempts, ovhapi.ErrOffline},
		{ovhsim.Fault{Status: 429}, ovhapi.AttemptsWhileLimited, ovhapi.ErrRateLimit},
		{ovhsim.Fault{Status: 409}, 1, nil},
	} {
		w.sim.ClearFaults()
		w.sim.ResetCalls()
		row.fault.Path, row.fault.Times = "/auth/currentCredential", -1
		w.sim.Fail(row.fault)
		_, err := w.client.CurrentCredential(t.Context())
		if err == nil || !errors.Is(kindOf(t, err), row.kind) {
			t.Errorf("%+v: %v", row.fault, err)
		}
		if n := w.count("GET", "/auth/currentCredential"); n != row.want {
			t.Errorf("%+v: %d calls, want %d", row.fault, n, row.want)
		}
	}
}

func TestWhatChangesTheAccountIsNeverRepeated(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	for _, fault := range []ovhsim.Fault{{Status: 500}, {Status: 429}, {Drop: true}, {AfterEffect: true}} {
		for method, ask := range map[string]func() error{
			"DELETE": func() error { return w.client.DeleteCredential(t.Context(), 1) },
			"PUT": func() error {
				return w.client.Ask(t.Context(), "PUT", "/me/api/credential/1", map[string]any{}, nil)
			},
			"POST": func() error {
				_, err := w.client.RequestCredential(t.Context(), ovhapi.CredentialRequest{AccessRules: parse("GET /me")})
				return err
			},
		} {
			w.sim.ClearFaults()
			w.sim.ResetCalls()
			fault.Method, fault.Times = method, -1
			w.sim.Fail(fault)
			if err := ask(); err == nil {
				t.Errorf("%s with %+v: no error", method, fault)
			}
			if n := w.count(method, "*"); n != 1 {
				t.Errorf("%s with %+v: %d calls, want 1", method, fault, n)
			}
		}
	}
}

// On a connection that was used before, Go's transport repeats by itself what it
// may repeat; a DELETE whose answer got lost must not be among that.
func TestADroppedDELETEOnAUsedConnectionIsNotRepeated(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	c := w.as(t, w.sim.Keys(), func(o *ovhapi.Options) { o.Transport = transport })
	if _, err := c.CurrentCredential(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.sim.Fail(ovhsim.Fault{Method: "DELETE", AfterEffect: true, Times: -1})
	if err := c.DeleteCredential(t.Context(), 1); !errors.Is(err, ovhapi.ErrOffline) {
		t.Errorf("error %v, want ErrOffline", err)
	}
	if n := w.count("DELETE", "*"); n != 1 {
		t.Errorf("%d DELETE calls, want 1", n)
	}
}

func TestTheWaitThatA429AsksForIsKept(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		header   func(server time.Time) string
		skew     time.Duration
		min, max time.Duration
	}{
		"seconds":         {func(time.Time) string { return "7" }, 0, 7 * time.Second, 7 * time.Second},
		"date":            {func(now time.Time) string { return now.Add(20 * time.Second).UTC().Format(http.TimeFormat) }, 0, 15 * time.Second, 21 * time.Second},
		"date, clock off": {func(now time.Time) string { return now.Add(20 * time.Second).UTC().Format(http.TimeFormat) }, 10 * time.Minute, 15 * time.Second, 21 * time.Second},
		"none":            {func(time.Time) string { return "" }, 0, 500 * time.Millisecond, 500 * time.Millisecond},
		"nonsense":        {func(time.Time) string { return "soon" }, 0, 500 * time.Millisecond, 500 * time.Millisecond},
		"overflow":        {func(time.Time) string { return "9223372036854775807" }, 0, 500 * time.Millisecond, 500 * time.Millisecond},
		"negative":        {func(time.Time) string { return "-3" }, 0, 500 * time.Millisecond, 500 * time.Millisecond},
		"five minutes":    {func(time.Time) string { return "300" }, 0, 5 * time.Minute, 5 * time.Minute},
		"a date of old":   {func(time.Time) string { return "Sun, 06 Nov 1994 08:49:37 GMT" }, 0, 500 * time.Millisecond, 500 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, ovhsim.Options{ClockSkew: row.skew})
			w.sim.Fail(ovhsim.Fault{
				Path: "/auth/currentCredential", Status: 429,
				Header: map[string]string{"Retry-After": row.header(time.Now().Add(row.skew))},
			})
			if _, err := w.client.CurrentCredential(t.Context()); err != nil {
				t.Fatal(err)
			}
			waits := w.pauses.all()
			if len(waits) != 1 || waits[0] < row.min || waits[0] > row.max {
				t.Errorf("waited %v, want one wait from %v to %v", waits, row.min, row.max)
			}
		})
	}
}

// A time that is far off is told at once, and nothing more is sent before.
func TestATimeThatIsFarOffIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := ovhsim.New(ovhsim.Options{Latency: 50 * time.Millisecond})
		c := direct{sim}.client(t)
		sim.Fail(ovhsim.Fault{Path: "/auth/currentCredential", Status: 429, Header: map[string]string{"Retry-After": "3600"}})
		begun := time.Now()
		at := "OVH asks to come back at " + begun.Add(time.Hour).Local().Format("15:04")
		for range 3 {
			_, err := c.CurrentCredential(t.Context())
			if !errors.Is(err, ovhapi.ErrRateLimit) || !strings.HasPrefix(ovhapi.Advise(err).What, at) {
				t.Errorf("%v; %v, want %s", err, ovhapi.Advise(err), at)
			}
		}
		if n := refusals(sim); n != 1 || time.Since(begun) > time.Second {
			t.Errorf("%d calls beyond the limit, after %v", n, time.Since(begun))
		}
		time.Sleep(50 * time.Minute)
		if _, err := c.CurrentCredential(t.Context()); err != nil || time.Since(begun) < time.Hour {
			t.Errorf("%v after %v", err, time.Since(begun))
		}
	})
}

// Without a word on when to come back, the attempts must outlast OVH's minute.
func TestAttemptsOutlastTheMinuteOfTheLimit(t *testing.T) {
	t.Parallel()
	for _, form := range []ovhsim.RetryAfter{ovhsim.RetryAfterNone, ovhsim.RetryAfterSeconds, ovhsim.RetryAfterDate} {
		synctest.Test(t, func(t *testing.T) {
			sim := ovhsim.New(ovhsim.Options{RateLimit: 1, RetryAfter: form})
			c := direct{sim}.client(t)
			for range 3 {
				if _, err := c.CurrentCredential(t.Context()); err != nil {
					t.Errorf("form %d: %v", form, err)
				}
			}
		})
	}
}

func TestCancellingEndsAWait(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	waiting := make(chan struct{})
	c := w.as(t, w.sim.Keys(), func(o *ovhapi.Options) {
		o.Pause = func(ctx context.Context, _ time.Duration) error {
			close(waiting)
			<-ctx.Done()
			return ctx.Err()
		}
	})
	w.sim.Fail(ovhsim.Fault{Path: "/auth/currentCredential", Status: 429})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-waiting
		cancel()
	}()
	_, err := c.CurrentCredential(ctx)
	if !errors.Is(err, context.Canceled) || !errors.Is(err, ovhapi.ErrRateLimit) {
		t.Errorf("error %v, want one that tells both", err)
	}
	if got := ovhapi.Advise(err).What; got != "Stopped." {
		t.Errorf("advice %q", got)
	}
}

func TestAnAnswerThatBreaksOffIsAskedForAgain(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	c := cannedClient(t, func(r *http.Request) (*http.Response, error) {
		if strings.HasSuffix(r.URL.Path, "/credential") && asked.Add(1) == 1 {
			answer := reply(r, 200, "", "X-Ovh-Queryid", "FR.broken")
			answer.Body = broken{}
			return answer, nil
		}
		return canned(200, "[1]")(r)
	})
	if ids, err := c.Credentials(t.Context()); err != nil || len(ids) != 1 {
		t.Errorf("%v, %v", ids, err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("connection reset") }
func (broken) Close() error             { return nil }
