package ovhapi_test

import (
	"errors"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// TestCleanUpAsksTheServerForItsTime plans a clean-up by a clock that runs a
// day ahead; by the server's own time nothing of it has expired.
func TestCleanUpAsksTheServerForItsTime(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{ClockSkew: 24 * time.Hour})
	if _, err := w.client.Skew(t.Context()); err != nil {
		t.Fatal(err)
	}
	soon := time.Now().Add(10 * time.Hour)
	c := w.sim.Add(ovhsim.Credential{Rules: parse("GET /me"), Expiration: soon})
	live := ovhapi.Token{Credential: ovhapi.Credential{ID: c.ID, Status: ovhapi.StatusValidated, Expiration: &soon}}
	plan := ovhapi.PlanClean([]ovhapi.Token{live}, w.client.ServerNow())
	if len(plan.Tokens) != 1 {
		t.Fatal("the plan does not hold the token that the wrong clock calls expired")
	}
	w.sim.Set(func(o *ovhsim.Options) { o.ClockSkew = 0 })
	o := follow(t, w.client.Revoke(t.Context(), plan, "", nil))
	if !w.has(c.ID) {
		t.Fatal("a live token was cleaned up")
	}
	if len(o.skipped) != 1 || o.skipped[0].Reason != ovhapi.SkipNotOver || w.count("DELETE", "*") != 0 {
		t.Errorf("skipped %v after %d calls of DELETE", o.skipped, w.count("DELETE", "*"))
	}
}

// noRoute is how an endpoint says that it does not have a route.
func noRoute(method, path string) ovhsim.Fault {
	return ovhsim.Fault{
		Method: method, Path: path, Times: -1, Status: 404,
		Body: `{"class":"Client::NotFound","message":"Got an invalid (or empty) URL"}`,
	}
}

// TestAMissingRouteIsNoDeletedApplication reads an account on an endpoint that
// lacks the route which tells a token's application.
func TestAMissingRouteIsNoDeletedApplication(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	w.sim.Fail(noRoute("GET", "/me/api/credential/*/application"))
	for l, done := w.client.Load(t.Context()), false; !done; {
		u := l.Next(t.Context())
		for _, token := range u.Tokens {
			if token.App == ovhapi.AppDeleted {
				t.Fatalf("token %d is called dead", token.ID)
			}
		}
		done = u.Done
	}
}

// TestAMissingRouteRevokesNothing does not count a token as gone because the
// endpoint cannot revoke.
func TestAMissingRouteRevokesNothing(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	w.sim.Fail(noRoute("DELETE", "/me/api/credential/*"))
	victims := w.victims(3)
	o := follow(t, w.client.Revoke(t.Context(), ovhapi.PlanRevoke(victims), "", nil))
	for _, v := range victims {
		if result := o.results[v.ID]; result.Err == nil || result.Already {
			t.Errorf("token %d: %+v", v.ID, result)
		}
	}
	if !errors.Is(o.last.Err, ovhapi.ErrNoSuchRoute) || w.count("DELETE", "*") != 1 {
		t.Errorf("ended with %v after %d calls", o.last.Err, w.count("DELETE", "*"))
	}
}

// TestOneDoubtfulAnswerDoesNotGiveAKeyUp lets the API deny a new key once; the
// wait goes on and the key is validated after all.
func TestOneDoubtfulAnswerDoesNotGiveAKeyUp(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	k := &keeper{}
	r, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: parse("GET /me")}, k, nil)
	if err != nil {
		t.Fatal(err)
	}
	w.sim.Fail(ovhsim.Fault{
		Method: "GET", Path: "/auth/currentCredential", Status: 403,
		Body: `{"class":"Client::Forbidden","message":"This credential does not exist"}`,
	})
	events := r.Wait(t.Context(), 5*time.Millisecond)
	if e := <-events; e.State != ovhapi.RequestWaiting || !errors.Is(e.Trouble, ovhapi.ErrNoSuchKey) {
		t.Errorf("after one denial: %+v", e)
	}
	if err := w.sim.Authorize(r.ValidationURL, ovhsim.OneDay); err != nil {
		t.Fatal(err)
	}
	if e := lastEvent(t, events); e.State != ovhapi.RequestValidated {
		t.Errorf("%+v", e)
	}
}

// TestARefusalIsNoticedInTheAccountsList refuses a request on a server whose
// pending and refused keys answer alike, with no browser to come back.
func TestARefusalIsNoticedInTheAccountsList(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	k := &keeper{}
	var waits []<-chan ovhapi.WaitEvent
	var requests []*ovhapi.Request
	for _, rules := range [][]string{{"GET /me", "GET /ip"}, {"GET /me"}} {
		r, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: parse(rules...)}, k, nil)
		if err != nil {
			t.Fatal(err)
		}
		requests, waits = append(requests, r), append(waits, r.Wait(t.Context(), 5*time.Millisecond))
	}
	if err := w.sim.Refuse(requests[0].ValidationURL); err != nil {
		t.Fatal(err)
	}
	if e := lastEvent(t, waits[0]); e.State != ovhapi.RequestDenied {
		t.Errorf("the refused one: %+v", e)
	}
	if kept := k.kept(); kept[len(kept)-1].State != ovhapi.RequestWaiting {
		t.Error("what is only likely was stored as if it were known")
	}
	// The other one, made at the same time with other rules, goes on waiting.
	for range 3 * 4 {
		if e := <-waits[1]; e.State != ovhapi.RequestWaiting {
			t.Fatalf("the other one: %+v", e)
		}
	}
}

// TestARefusedRequestIsNotTakenForAnotherOne asks for the same twice within a
// second, as somebody does who refused by mistake: what became of the first must
// not be taken for what becomes of the second, whose key would be removed.
func TestARefusedRequestIsNotTakenForAnotherOne(t *testing.T) {
	t.Parallel()
	ask := func(t *testing.T, w world, k ovhapi.PendingKeeper) *ovhapi.Request {
		t.Helper()
		r, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: parse("GET /me")}, k, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	waitsOn := func(t *testing.T, r *ovhapi.Request) {
		t.Helper()
		events := r.Wait(t.Context(), 5*time.Millisecond)
		for range 3 * 4 {
			if e := <-events; e.State != ovhapi.RequestWaiting {
				t.Fatalf("the request that nobody refused: %+v", e)
			}
		}
	}
	t.Run("asked anew", func(t *testing.T) {
		t.Parallel()
		w := start(t, ovhsim.Options{})
		first := ask(t, w, nil)
		if err := w.sim.Refuse(first.ValidationURL); err != nil {
			t.Fatal(err)
		}
		if e := lastEvent(t, first.Wait(t.Context(), 5*time.Millisecond)); e.State != ovhapi.RequestDenied {
			t.Fatalf("the refused one: %+v", e)
		}
		waitsOn(t, ask(t, w, nil))
	})
	t.Run("asked twice at once", func(t *testing.T) {
		t.Parallel()
		w, k := start(t, ovhsim.Options{}), &keeper{}
		first, second := ask(t, w, k), ask(t, w, k)
		if err := w.sim.Refuse(first.ValidationURL); err != nil {
			t.Fatal(err)
		}
		waitsOn(t, second)
	})
	t.Run("by another program", func(t *testing.T) {
		t.Parallel()
		w := start(t, ovhsim.Options{})
		other := w.sim.AddApplication(ovhsim.Application{Name: "another one"})
		w.sim.Add(ovhsim.Credential{ApplicationID: other.ID, Status: ovhsim.Refused, Rules: parse("GET /me")})
		waitsOn(t, ask(t, w, nil))
	})
}

// TestAnyNamelessRefusalMayBeTheClock lets the API refuse an old timestamp in
// words that no source knows.
func TestAnyNamelessRefusalMayBeTheClock(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	if _, err := w.client.CurrentCredential(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.sim.Set(func(o *ovhsim.Options) { o.ClockSkew = 10 * time.Minute })
	w.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/auth/currentCredential", Status: 400, Body: `{"class":"Client::BadRequest","message":"Zu spät"}`})
	if _, err := w.client.CurrentCredential(t.Context()); err != nil {
		t.Errorf("not signed anew: %v", err)
	}
}

// TestTwoSilentTokensEndARun does not go through a whole list without a network.
func TestTwoSilentTokensEndARun(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	w.sim.Fail(ovhsim.Fault{Method: "DELETE", Path: "*", Times: -1, Drop: true})
	victims := w.victims(5)
	o := follow(t, w.client.Revoke(t.Context(), ovhapi.PlanRevoke(victims), "", nil))
	if w.count("DELETE", "*") != 2 || !errors.Is(o.last.Err, ovhapi.ErrOffline) {
		t.Errorf("ended with %v after %d calls", o.last.Err, w.count("DELETE", "*"))
	}
}
