package ovhapi_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// lastEvent reads the events to their end.
func lastEvent(t *testing.T, events <-chan ovhapi.WaitEvent) ovhapi.WaitEvent {
	t.Helper()
	var last ovhapi.WaitEvent
	for e := range events {
		last = e
	}
	return last
}

// until reads events until one fits, or none comes any more.
func until(t *testing.T, events <-chan ovhapi.WaitEvent, fits func(ovhapi.WaitEvent) bool) ovhapi.WaitEvent {
	t.Helper()
	for e := range events {
		if fits(e) {
			return e
		}
	}
	t.Fatal("the wait ended without the event")
	return ovhapi.WaitEvent{}
}

// visit opens an address as a browser does.
func visit(t *testing.T, url string) (int, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Close = true
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, _ := io.ReadAll(response.Body)
	return response.StatusCode, string(text)
}

// fate is what becomes of a request while somebody waits for it.
type fate struct {
	do func(sim *ovhsim.Server, page string, id int64)
	// Where a key may not read itself before it is valid, the API says the same of
	// a refused or expired one as of one that waits; of a refused one the
	// account's list tells.
	told, untold ovhapi.RequestState
}

func TestWaitEndsWithWhatBecameOfTheRequest(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]fate{
		"authorized": {func(sim *ovhsim.Server, page string, _ int64) { _ = sim.Authorize(page, ovhsim.OneDay) }, ovhapi.RequestValidated, ovhapi.RequestValidated},
		"refused":    {func(sim *ovhsim.Server, page string, _ int64) { _ = sim.Refuse(page) }, ovhapi.RequestRefused, ovhapi.RequestDenied},
		"expired":    {func(sim *ovhsim.Server, _ string, id int64) { sim.Expire(id) }, ovhapi.RequestExpired, ovhapi.RequestWaiting},
		"removed":    {func(sim *ovhsim.Server, _ string, id int64) { sim.Remove(id) }, ovhapi.RequestGone, ovhapi.RequestGone},
	} {
		for bits := range 4 {
			o := ovhsim.Options{PendingReads: bits&1 != 0, OldErrors: bits&2 != 0}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				f.test(t, o)
			})
		}
	}
}

func (f fate) test(t *testing.T, o ovhsim.Options) {
	t.Helper()
	w, k := start(t, o), &keeper{}
	r, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: parse("GET /me")}, k, nil)
	if err != nil {
		t.Fatal(err)
	}
	id := stored(t, w.sim, r).ID
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	events := r.Wait(ctx, time.Millisecond)
	if e := <-events; e.State != ovhapi.RequestWaiting || e.Polls != 1 || e.Trouble != nil || e.Doubtful || e.Final() {
		t.Fatalf("first event %+v", e)
	}
	f.do(w.sim, r.ValidationURL, id)
	want := f.told
	if !o.PendingReads {
		want = f.untold
	}
	if want == ovhapi.RequestWaiting {
		e := until(t, events, func(e ovhapi.WaitEvent) bool { return e.Polls > 6 })
		if e.State != want || e.Doubtful || e.Trouble != nil {
			t.Errorf("%+v", e)
		}
		return
	}
	e := lastEvent(t, events)
	if e.State != want || !e.Final() || e.Err != nil || (want == ovhapi.RequestValidated) != (e.Credential.ID == id) {
		t.Errorf("%+v, want %s", e, want)
	}
	kept := k.kept()
	stored := want
	if want == ovhapi.RequestDenied {
		stored = ovhapi.RequestWaiting
	}
	if end := kept[len(kept)-1]; end.State != stored || end.ConsumerKey != r.ConsumerKey || end.CredentialID != e.Credential.ID {
		t.Errorf("kept %+v", end)
	}
}

func TestTheReturnOfTheBrowserEndsTheWaitAtOnce(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	landing := newLanding(t)
	r, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: parse("GET /me")}, nil, landing)
	if err != nil {
		t.Fatal(err)
	}
	events := r.Wait(t.Context(), time.Hour)
	<-events
	_ = w.sim.Authorize(r.ValidationURL, ovhsim.OneDay)
	status, page := visit(t, landing.URL()+"?state=x")
	if status != 200 || !strings.Contains(page, "Back to the terminal") {
		t.Errorf("the browser sees %d: %s", status, page)
	}
	if e := lastEvent(t, events); e.State != ovhapi.RequestValidated || !e.Returned {
		t.Errorf("%+v", e)
	}
	// The browser may come back later than the API tells: it must not meet a
	// closed door after a success.
	if !listens(landing) {
		t.Error("the landing was closed before the request was")
	}
	r.Close()
	if listens(landing) {
		t.Error("the landing still listens after the request was closed")
	}
}

func TestOtherAddressesOfTheLandingWakeNothing(t *testing.T) {
	t.Parallel()
	landing := newLanding(t)
	base := landing.URL()[:strings.LastIndex(landing.URL(), "/")]
	for _, path := range []string{"/", "/favicon.ico", "/x", landing.URL()[len(base):] + "/", strings.ToLower(landing.URL()[len(base):])} {
		if status, _ := visit(t, base+path); status != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", path, status)
		}
	}
	request, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, landing.URL(), nil)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if response.StatusCode != http.StatusNotFound {
		t.Errorf("POST: %d, want 404", response.StatusCode)
	}
	select {
	case <-landing.Visited():
		t.Error("a wrong visit woke the wait")
	default:
	}
	if !strings.HasPrefix(base, "http://127.0.0.1:") || len(landing.URL())-len(base) < 20 {
		t.Errorf("address %s", landing.URL())
	}
	landing.Close()
	landing.Close()
}

func TestAReturnWithoutAValidationIsDoubtful(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	landing := newLanding(t)
	blind, _ := w.with(t, "GET /me") // may not list the account's tokens
	r, err := blind.Request(t.Context(), ovhapi.Draft{Rules: parse("GET /me")}, nil, landing)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	events := r.Wait(ctx, time.Millisecond)
	_ = w.sim.Refuse(r.ValidationURL)
	visit(t, landing.URL())
	back := until(t, events, func(e ovhapi.WaitEvent) bool { return e.Returned })
	if back.Doubtful {
		t.Error("doubtful at the first look after the return")
	}
	e := until(t, events, func(e ovhapi.WaitEvent) bool { return e.Doubtful })
	if e.State != ovhapi.RequestWaiting || e.Polls-back.Polls < ovhapi.ReturnGrace || e.Final() {
		t.Errorf("%+v", e)
	}
}

func TestWaitOutlastsTheNetwork(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	r, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: parse("GET /me")}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	w.sim.Fail(ovhsim.Fault{Path: "/auth/currentCredential", Drop: true, Times: 2 * ovhapi.Attempts})
	events := r.Wait(t.Context(), time.Millisecond)
	for range 2 {
		if e := <-events; !errors.Is(e.Trouble, ovhapi.ErrOffline) || e.Final() {
			t.Errorf("%+v, want trouble that does not end the wait", e)
		}
	}
	if e := <-events; e.Trouble != nil {
		t.Errorf("%+v, want no trouble any more", e)
	}
	_ = w.sim.Authorize(r.ValidationURL, ovhsim.OneDay)
	if e := lastEvent(t, events); e.State != ovhapi.RequestValidated {
		t.Errorf("%+v", e)
	}
}

func TestWaitEndsWhenTheApplicationIsGone(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	r, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: parse("GET /me")}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	w.sim.RemoveApplication(w.sim.OwnApplication())
	if e := lastEvent(t, r.Wait(t.Context(), time.Millisecond)); !errors.Is(e.Err, ovhapi.ErrUnknownApp) || !e.Final() {
		t.Errorf("%+v", e)
	}
}

func TestCancellingAWaitEndsIt(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	landing := newLanding(t)
	r, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: parse("GET /me")}, nil, landing)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	events := r.Wait(ctx, time.Hour)
	<-events
	cancel()
	if e, more := <-events; more {
		t.Errorf("an event after the end: %+v", e)
	}
	if !listens(landing) {
		t.Error("the landing was closed, and the wait cannot be taken up again")
	}
}
