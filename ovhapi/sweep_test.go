package ovhapi_test

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// seen returns a token as the account has it now.
func (w world) seen(t *testing.T, id int64) ovhapi.Token {
	t.Helper()
	c, err := w.client.Credential(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return ovhapi.Token{Credential: c}
}

// unused adds tokens and returns how a sweep takes them.
func (w world) unused(t *testing.T, n int) []ovhapi.Swept {
	t.Helper()
	list := make([]ovhapi.Swept, n)
	for i, token := range w.victims(n) {
		list[i].Token = w.seen(t, token.ID)
	}
	return list
}

func TestASweepSparesWhatIsNoLongerSo(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		// change does something to the account, or to what was planned of it.
		change func(*testing.T, world, *ovhapi.Swept)
		want   string // why it stays, empty when it goes
	}{
		"nothing changed": {func(*testing.T, world, *ovhapi.Swept) {}, ""},
		"used": {func(t *testing.T, w world, s *ovhapi.Swept) {
			keys, _ := w.sim.KeysOf(s.Token.ID)
			if _, err := w.as(t, keys).Details(t.Context()); err != nil {
				t.Fatal(err)
			}
		}, ovhapi.SkipUsed},
		"used again": {func(t *testing.T, w world, s *ovhapi.Swept) {
			keys, _ := w.sim.KeysOf(s.Token.ID)
			if _, err := w.as(t, keys).Details(t.Context()); err != nil {
				t.Fatal(err)
			}
			before := time.Now().Add(-time.Hour)
			s.Token.LastUse = &before
		}, ovhapi.SkipUsed},
		"validated":  {func(_ *testing.T, _ world, s *ovhapi.Swept) { s.Token.Status = ovhapi.StatusPending }, ovhapi.SkipValidated},
		"restricted": {func(_ *testing.T, w world, s *ovhapi.Swept) { w.sim.Restrict(s.Token.ID, "192.0.2.1") }, ovhapi.SkipChanged},
		"expired":    {func(_ *testing.T, w world, s *ovhapi.Swept) { w.sim.Expire(s.Token.ID) }, ""},
		"cannot be looked at": {func(_ *testing.T, w world, _ *ovhapi.Swept) {
			w.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/me/api/credential/*", Status: 409, Times: -1})
		}, ovhapi.SkipUnchecked},
		"not over": {func(_ *testing.T, _ world, s *ovhapi.Swept) { s.Premise.Over = true }, ovhapi.SkipNotOver},
		"over": {func(_ *testing.T, w world, s *ovhapi.Swept) {
			w.sim.Expire(s.Token.ID)
			s.Premise.Over, s.Token.Status = true, ovhapi.StatusExpired
		}, ""},
		"a twin stays": {func(t *testing.T, w world, s *ovhapi.Swept) {
			twin := w.unused(t, 1)[0].Token
			s.Premise.Instead = &twin
		}, ""},
		"its twin is gone": {func(t *testing.T, w world, s *ovhapi.Swept) {
			twin := w.unused(t, 1)[0].Token
			s.Premise.Instead = &twin
			w.sim.Remove(twin.ID)
		}, ovhapi.SkipAlone},
		"its twin expired": {func(t *testing.T, w world, s *ovhapi.Swept) {
			twin := w.unused(t, 1)[0].Token
			s.Premise.Instead = &twin
			w.sim.Expire(twin.ID)
		}, ovhapi.SkipAlone},
		"its twin was restricted": {func(t *testing.T, w world, s *ovhapi.Swept) {
			twin := w.unused(t, 1)[0].Token
			s.Premise.Instead = &twin
			w.sim.Restrict(twin.ID, "192.0.2.1")
		}, ovhapi.SkipAlone},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, ovhsim.Options{})
			swept := w.unused(t, 1)[0]
			row.change(t, w, &swept)
			k := &keeper{}
			o := follow(t, w.client.Revoke(t.Context(), ovhapi.PlanSweep([]ovhapi.Swept{swept}), "", k))
			var reason string
			for _, s := range o.skipped {
				reason = s.Reason
			}
			if o.last.Err != nil || reason != row.want || w.has(swept.Token.ID) != (row.want != "") || o.last.Total != len(o.results) || o.last.Done != o.last.Total {
				t.Errorf("%+v: spared since it %q, want %q", o.last, reason, row.want)
			}
		})
	}
}

func TestALongSweepLooksAtEachTokenShortlyBeforeItGoes(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	list := w.unused(t, 2*ovhapi.BatchSize+7)
	late := list[len(list)-1].Token
	seen := len(w.sim.Calls())
	// It is used when the run has begun and its own turn is far away.
	keys, _ := w.sim.KeysOf(late.ID)
	var once sync.Once
	c := w.as(t, w.sim.Keys(), func(o *ovhapi.Options) {
		inner := o.Transport
		o.Transport = trip(func(r *http.Request) (*http.Response, error) {
			if r.Method == http.MethodDelete {
				once.Do(func() { _, _ = w.as(t, keys).Details(t.Context()) })
			}
			return inner.RoundTrip(r)
		})
	})
	r := c.Revoke(t.Context(), ovhapi.PlanSweep(list), "", &keeper{})
	r.Wait()
	reads, deletes := 0, 0
	for _, call := range w.sim.Calls()[seen:] {
		switch {
		case call.Method == "DELETE":
			deletes++
		case strings.HasPrefix(call.Path, "/me/api/credential/"):
			reads++
			if deletes%ovhapi.BatchSize != 0 {
				t.Errorf("looked at tokens after %d had gone", deletes)
			}
		}
	}
	if deletes != len(list)-1 || reads < 3 || !w.has(late.ID) {
		t.Errorf("%d revocations, %d reads", deletes, reads)
	}
	p := r.Next(t.Context())
	if len(p.Results) != len(list)-1 || p.Total != len(list)-1 || p.Err != nil || len(p.Skipped) != 1 || p.Skipped[0].Reason != ovhapi.SkipUsed {
		t.Errorf("%d results of %d, skipped %+v, %v", len(p.Results), p.Total, p.Skipped, p.Err)
	}
}

func TestASweepThatCannotLookEndsAndTellsOfEveryToken(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	c, _ := w.with(t, "DELETE /me/api/credential/*") // may not read
	list := w.unused(t, 3)
	o := follow(t, c.Revoke(t.Context(), ovhapi.PlanSweep(list), "", &keeper{}))
	if !errors.Is(o.last.Err, ovhapi.ErrNotGranted) || len(o.results) != 3 || w.count("DELETE", "*") != 0 {
		t.Errorf("%+v", o.last)
	}
	for id, r := range o.results {
		if !errors.Is(r.Err, ovhapi.ErrNotTried) || !w.has(id) {
			t.Errorf("token %d: %v", id, r.Err)
		}
	}
}

func TestFailuresOfASweepAreTriedAgainOnTheSameTerms(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	list := w.unused(t, 2)
	twin := w.unused(t, 1)[0].Token
	list[0].Premise.Instead = &twin
	w.sim.Fail(ovhsim.Fault{Method: "DELETE", Status: 409, Times: 1})
	plan := ovhapi.PlanSweep(list)
	o := follow(t, w.client.Revoke(t.Context(), plan, "", &keeper{}))
	if o.results[list[0].Token.ID].Err == nil || o.results[list[1].Token.ID].Err != nil {
		t.Fatalf("%+v", o.results)
	}
	w.sim.Remove(twin.ID)
	o = follow(t, w.client.Revoke(t.Context(), plan.Only([]ovhapi.Token{list[0].Token}), "", &keeper{}))
	if len(o.skipped) != 1 || o.skipped[0].Reason != ovhapi.SkipAlone || !w.has(list[0].Token.ID) {
		t.Errorf("skipped %+v", o.skipped)
	}
}

func TestASweepTakesNothingWithoutAReason(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	list := w.unused(t, 1)
	plan := ovhapi.Plan{Action: ovhapi.ActionSweep, Tokens: []ovhapi.Token{list[0].Token}}
	o := follow(t, w.client.Revoke(t.Context(), plan, "", &keeper{}))
	if len(o.skipped) != 1 || o.skipped[0].Reason != ovhapi.SkipUnfounded || w.count("DELETE", "*") != 0 {
		t.Errorf("skipped %+v", o.skipped)
	}
}

func TestPlanSweep(t *testing.T) {
	t.Parallel()
	of := func(id int64) ovhapi.Token { return ovhapi.Token{Credential: ovhapi.Credential{ID: id}} }
	current, unread, stays, goes := of(2), of(3), of(9), of(1)
	current.Current, unread.Unread = true, true
	plan := ovhapi.PlanSweep([]ovhapi.Swept{
		{Token: goes},
		{Token: current},
		{Token: unread},
		{Token: of(4), Premise: ovhapi.Premise{Instead: &goes}},
		{Token: of(5), Premise: ovhapi.Premise{Instead: &stays}},
	}, ovhapi.Skip{Token: of(8), Reason: "kept"})
	var ids []int64
	for _, token := range plan.Tokens {
		ids = append(ids, token.ID)
	}
	var reasons []string
	for _, s := range plan.Skipped {
		reasons = append(reasons, s.Reason)
	}
	if !slices.Equal(ids, []int64{1, 5}) || !slices.Equal(reasons, []string{ovhapi.SkipCurrent, ovhapi.SkipUnread, ovhapi.SkipAlone, "kept"}) {
		t.Errorf("takes %v, skips %v", ids, reasons)
	}
}

// A receipt of a sweep says of each token why it went.
func TestTheReceiptOfASweepKeepsReasons(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	swept := w.unused(t, 2)
	swept[0].Premise.Reason = "It has never been used."
	k := &keeper{}
	follow(t, w.client.Revoke(t.Context(), ovhapi.PlanSweep(swept), "", k))
	reasons := map[int64]string{}
	for _, r := range k.receipts[len(k.receipts)-1].Revoked {
		reasons[r.ID] = r.Reason
	}
	want := map[int64]string{swept[0].Token.ID: "It has never been used.", swept[1].Token.ID: ""}
	if !maps.Equal(reasons, want) {
		t.Errorf("%v, want %v", reasons, want)
	}
}
