package ovhapi_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// emptied is an application of the account whose tokens are all gone.
func (w world) emptied(t *testing.T) int64 {
	t.Helper()
	for _, app := range w.sim.Applications() {
		if app.Owner == "" || app.Deleted || app.ID == w.sim.OwnApplication() {
			continue
		}
		for _, c := range w.sim.Credentials() {
			if c.ApplicationID == app.ID {
				w.sim.Remove(c.ID)
			}
		}
		return app.ID
	}
	t.Fatal("the account owns no other application")
	return 0
}

func (w world) there(id int64) bool {
	for _, app := range w.sim.Applications() {
		if app.ID == id {
			return !app.Deleted
		}
	}
	return false
}

func TestApplicationWithoutTokensIsDeleted(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]ovhsim.Fault{
		"at once":           {Path: "/nothing"},
		"the answer lost":   {Method: http.MethodDelete, AfterEffect: true},
		"gone meanwhile":    {Method: http.MethodDelete, Status: 404},
		"failed afterwards": {Method: http.MethodDelete, AfterEffect: true, Status: 500},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, ovhsim.Options{})
			id := w.emptied(t)
			w.sim.Fail(fault)
			if err := w.client.DeleteApplication(t.Context(), id); err != nil {
				t.Error(err)
			}
			if name != "gone meanwhile" && w.there(id) {
				t.Error("it is still there")
			}
		})
	}
}

func TestApplicationThatHoldsTokensStays(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	id := w.emptied(t)
	w.sim.Add(ovhsim.Credential{ApplicationID: id, Rules: parse("GET /me"), Status: ovhsim.Pending})
	held, is := errors.AsType[*ovhapi.HeldError](w.client.DeleteApplication(t.Context(), id))
	if !is || held.Tokens != 1 || held.Error() != "it still holds 1 token, which would stop working" || !w.there(id) {
		t.Errorf("%v", held)
	}
	if err := w.client.DeleteApplication(t.Context(), w.sim.OwnApplication()); !errors.Is(err, ovhapi.ErrOwnApplication) || !w.there(w.sim.OwnApplication()) {
		t.Errorf("the program's own application: %v", err)
	}
	if n := w.count(http.MethodDelete, "/*"); n > 0 {
		t.Errorf("%d deletions were sent", n)
	}
}

func TestApplicationStaysWhenItsTokensAreNotTold(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	id := w.emptied(t)
	client, _ := w.with(t, "DELETE /me/api/application/*")
	if err := client.DeleteApplication(t.Context(), id); !errors.Is(err, ovhapi.ErrNotGranted) || !w.there(id) {
		t.Errorf("%v", err)
	}
}

// TestTokensOfOthersDoNotHoldAnApplication answers with more tokens than those of
// the application, since the filter is documented as "like".
func TestTokensOfOthersDoNotHoldAnApplication(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	id := w.emptied(t)
	var others []string
	for _, c := range w.sim.Credentials()[:3] {
		others = append(others, strconv.FormatInt(c.ID, 10))
	}
	answer := "[" + strings.Join(others, ",") + "]"
	transport := trip(func(r *http.Request) (*http.Response, error) {
		if r.URL.Query().Has("applicationId") {
			return reply(r, http.StatusOK, answer), nil
		}
		return http.DefaultTransport.RoundTrip(r)
	})
	client := w.as(t, w.sim.Keys(), func(o *ovhapi.Options) { o.Transport = transport })
	if h := client.Holds(t.Context(), []ovhapi.Application{{ID: id}})[0]; h.Err != nil || h.Tokens != 0 {
		t.Errorf("it holds %d, %v", h.Tokens, h.Err)
	}
	w.sim.Fail(ovhsim.Fault{Path: "/me/api/credential/*", Status: 403, Times: -1})
	if held, is := errors.AsType[*ovhapi.HeldError](client.DeleteApplication(t.Context(), id)); !is || held.Tokens != 3 || !w.there(id) {
		t.Errorf("what can't be looked at does not count: %v", held)
	}
	w.sim.ClearFaults()
	if err := client.DeleteApplication(t.Context(), id); err != nil || w.there(id) {
		t.Errorf("%v", err)
	}
}

func TestHoldsCountsEach(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	id := w.emptied(t)
	list := []ovhapi.Application{{ID: w.sim.OwnApplication()}, {ID: id}, {ID: 3}}
	holds := w.client.Holds(t.Context(), list)
	for i, want := range []int{3, 0, 0} {
		if h := holds[i]; h.Application.ID != list[i].ID || h.Tokens != want || h.Err != nil {
			t.Errorf("%d holds %d, %v; want %d", h.Application.ID, h.Tokens, h.Err, want)
		}
	}
	for _, h := range w.client.Holds(cancelled(t), list) {
		if !errors.Is(h.Err, context.Canceled) {
			t.Errorf("stopped: %v", h.Err)
		}
	}
}

func TestRunOfDeletionsEndsWhereAllWouldFail(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	id := w.emptied(t)
	own := ovhapi.Application{ID: w.sim.OwnApplication(), Key: w.sim.Keys().ApplicationKey}
	list := []ovhapi.Application{own, {ID: id}, {ID: id}}
	client, _ := w.with(t, "GET /me/api/credential")
	for _, test := range []struct {
		name   string
		client *ovhapi.Client
		fault  ovhsim.Fault
		want   []error
	}{
		{"without the right", client, ovhsim.Fault{Path: "/nothing"}, []error{ovhapi.ErrOwnApplication, ovhapi.ErrNotGranted, ovhapi.ErrNotTried}},
		{"one fails", w.client, ovhsim.Fault{Method: http.MethodDelete, Status: 500}, []error{ovhapi.ErrOwnApplication, ovhapi.ErrUnavailable, nil}},
	} {
		w.sim.Fail(test.fault)
		var got []error
		if _, err := test.client.DeleteApplications(t.Context(), list, "", nil, func(d ovhapi.DeletedApplication) { got = append(got, d.Err) }); err != nil {
			t.Error(err)
		}
		for i, want := range test.want {
			if !errors.Is(got[i], want) {
				t.Errorf("%s: %d became %v, want %v", test.name, i, got[i], want)
			}
		}
		w.sim.ClearFaults()
		if test.name == "without the right" && !w.there(id) {
			t.Error("it was deleted")
		}
	}
}

func TestDeletedApplicationsAreInTheReceipt(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	gone := w.emptied(t)
	list := []ovhapi.Application{{ID: w.sim.OwnApplication(), Name: "own"}, {ID: gone, Name: "gone"}, {ID: 3, Name: "stopped"}}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var kept ovhapi.Receipt
	var told []error
	path, err := w.client.DeleteApplications(ctx, list, "zz12345-ovh", keeps(func(r ovhapi.Receipt) { kept = r }), func(d ovhapi.DeletedApplication) {
		if told = append(told, d.Err); len(told) == 2 {
			cancel()
		}
	})
	if err != nil || path != "receipt" {
		t.Fatalf("%q, %v", path, err)
	}
	if len(told) != 3 || told[0] == nil || told[1] != nil || !errors.Is(told[2], ovhapi.ErrNotTried) {
		t.Errorf("told %v", told)
	}
	if len(kept.Applications) != 1 || kept.Applications[0].ID != gone || len(kept.FailedApplications) != 1 || kept.Action != "delete-applications" {
		t.Errorf("%+v", kept)
	}
}

// TestTheFilterAloneDecidesNothing has the filter tell of no token at all, as a
// stale cache might, or one that means something else.
func TestTheFilterAloneDecidesNothing(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		always bool // else only for applications other than the program's own
		o      ovhsim.Options
	}{
		{true, ovhsim.Options{}},
		{true, ovhsim.Options{NoExpansion: true}},
		{true, ovhsim.Options{NoExpansion: true, NoBatch: true}},
		{false, ovhsim.Options{}},
	} {
		w := start(t, row.o)
		c := w.as(t, w.sim.Keys(), blind(itoa(w.sim.OwnApplication()), row.always))
		id := w.emptied(t)
		w.sim.Add(ovhsim.Credential{ApplicationID: id, Rules: parse("GET /me")})
		held, is := errors.AsType[*ovhapi.HeldError](c.DeleteApplication(t.Context(), id))
		if !is || held.Tokens != 1 || !w.there(id) {
			t.Errorf("%+v: %v", row, held)
		}
		if err := c.DeleteApplication(t.Context(), w.sim.OwnApplication()); !errors.Is(err, ovhapi.ErrOwnApplication) {
			t.Errorf("the program's own application: %v", err)
		}
		w.emptied(t)
		if err := c.DeleteApplication(t.Context(), id); err != nil || w.there(id) {
			t.Errorf("%+v: without a token: %v", row, err)
		}
	}
}

// blind has the filter by application tell of no token.
func blind(own string, always bool) func(*ovhapi.Options) {
	return func(o *ovhapi.Options) {
		inner := o.Transport
		o.Transport = trip(func(r *http.Request) (*http.Response, error) {
			if q := r.URL.Query(); q.Has("applicationId") && (always || q.Get("applicationId") != own) {
				return reply(r, http.StatusOK, "[]"), nil
			}
			return inner.RoundTrip(r)
		})
	}
}

// TestADeletionThatMeetsTheLimitIsMadeAgain has a token come while it waits, too.
func TestADeletionThatMeetsTheLimitIsMadeAgain(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	id := w.emptied(t)
	limit := ovhsim.Fault{Method: http.MethodDelete, Status: 429, Times: 2, Header: map[string]string{"Retry-After": "1"}}
	w.sim.Fail(limit)
	c := w.as(t, w.sim.Keys(), func(o *ovhapi.Options) {
		inner := o.Transport
		o.Transport = trip(func(r *http.Request) (*http.Response, error) {
			if r.Method == http.MethodDelete {
				w.sim.Add(ovhsim.Credential{ApplicationID: id, Rules: parse("GET /me")})
			}
			return inner.RoundTrip(r)
		})
	})
	if held, is := errors.AsType[*ovhapi.HeldError](c.DeleteApplication(t.Context(), id)); !is || held.Tokens != 1 || !w.there(id) {
		t.Errorf("with a token that has come meanwhile: %v", held)
	}
	w.emptied(t)
	if err := w.client.DeleteApplication(t.Context(), id); err != nil || w.there(id) {
		t.Errorf("%v", err)
	}
	if n := w.count(http.MethodDelete, "/*"); n != 3 {
		t.Errorf("%d calls, want 3", n)
	}
	limit.Times = -1
	w.sim.Fail(limit)
	if err := w.client.DeleteApplication(t.Context(), 42); !errors.Is(err, ovhapi.ErrRateLimit) {
		t.Errorf("while the limit stays: %v", err)
	}
}

// TestAnApplicationThatWasGoneIsNotToldAsDeleted has somebody else delete it.
func TestAnApplicationThatWasGoneIsNotToldAsDeleted(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	first := w.emptied(t)
	list := []ovhapi.Application{{ID: first, Name: "gone"}, {ID: 3, Name: "never there"}}
	w.sim.Fail(ovhsim.Fault{Method: http.MethodDelete, Path: "/me/api/application/*", Status: 500, AfterEffect: true})
	var kept ovhapi.Receipt
	var told []ovhapi.DeletedApplication
	if _, err := w.client.DeleteApplications(t.Context(), list, "", keeps(func(r ovhapi.Receipt) { kept = r }), func(d ovhapi.DeletedApplication) {
		told = append(told, d)
	}); err != nil {
		t.Fatal(err)
	}
	if told[0].Err != nil || told[0].Already || told[1].Err != nil || !told[1].Already {
		t.Errorf("told %+v", told)
	}
	if len(kept.Applications) != 1 || kept.Applications[0].ID != first || len(kept.GoneApplications) != 1 || kept.GoneApplications[0].ID != 3 {
		t.Errorf("%+v", kept)
	}
}

// keeps is a keeper of receipts in memory.
type keeps func(ovhapi.Receipt)

func (k keeps) KeepReceipt(r ovhapi.Receipt) (string, error) {
	k(r)
	return "receipt", nil
}
