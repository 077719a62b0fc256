package ovhapi_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// outcome is what a screen knows at the end of a run.
type outcome struct {
	results map[int64]ovhapi.Result
	skipped []ovhapi.Skip
	last    ovhapi.Progress
	looks   int
}

// follow reads a run to its end.
func follow(t *testing.T, r *ovhapi.Revocation) outcome {
	t.Helper()
	o := outcome{results: map[int64]ovhapi.Result{}}
	for {
		p := r.Next(t.Context())
		o.looks++
		for _, result := range p.Results {
			if _, twice := o.results[result.Token.ID]; twice {
				t.Errorf("token %d has two results", result.Token.ID)
			}
			o.results[result.Token.ID] = result
		}
		o.skipped = append(o.skipped, p.Skipped...)
		o.last = p
		if p.Finished {
			r.Wait()
			return o
		}
	}
}

// victims adds tokens to the account and returns them as rows.
func (w world) victims(n int) []ovhapi.Token {
	out := make([]ovhapi.Token, n)
	for i := range out {
		c := w.sim.Add(ovhsim.Credential{Rules: parse("GET /domain/zone/*")})
		out[i] = ovhapi.Token{Credential: ovhapi.Credential{ID: c.ID, ApplicationID: c.ApplicationID, Status: ovhapi.StatusValidated}}
	}
	return out
}

// has reports whether the account still holds a token.
func (w world) has(id int64) bool {
	return slices.ContainsFunc(w.sim.Credentials(), func(c ovhsim.Credential) bool { return c.ID == id })
}

func TestARunRevokesAndWritesItDown(t *testing.T) {
	t.Parallel()
	for _, old := range []bool{false, true} {
		w := start(t, ovhsim.Options{OldErrors: old})
		all := load(t.Context(), t, w.client)
		plan := ovhapi.PlanClean(slices.Collect(maps.Values(all.rows)), w.client.ServerNow())
		if len(plan.Tokens) != 18 {
			t.Fatalf("the plan takes %d tokens, want the 18 expired ones", len(plan.Tokens))
		}
		before, k := len(w.sim.Credentials()), &keeper{}
		o := follow(t, w.client.Revoke(t.Context(), plan, all.account, k))
		if o.last.Err != nil || o.last.Done != 18 || o.last.Total != 18 || o.last.Receipt != "receipt.json" || o.last.ReceiptErr != nil {
			t.Errorf("%+v", o.last)
		}
		for _, token := range plan.Tokens {
			if result, told := o.results[token.ID]; !told || result.Err != nil || result.Already || w.has(token.ID) {
				t.Errorf("token %d: %+v, still there: %v", token.ID, result, w.has(token.ID))
			}
		}
		if got := len(w.sim.Credentials()); got != before-18 {
			t.Errorf("%d tokens are left of %d", got, before)
		}
		tells(t, k.last(), plan, w.sim.Endpoint())
		noKeys(t, w, k.last())
	}
}

// tells fails unless a receipt tells that the whole plan was done.
func tells(t *testing.T, r ovhapi.Receipt, p ovhapi.Plan, endpoint string) {
	t.Helper()
	if len(r.Revoked) != len(p.Tokens) || len(r.Failed) != 0 || r.Action != string(p.Action) || r.Account != ovhsim.Owner ||
		r.Endpoint != endpoint || r.Finished.Before(r.Started) || r.Started.IsZero() {
		t.Errorf("receipt %+v", r)
	}
	planned := map[int64]ovhapi.Token{}
	for _, token := range p.Tokens {
		planned[token.ID] = token
	}
	for _, entry := range r.Revoked { // in the order in which they went
		token, ok := planned[entry.ID]
		if !ok || entry.Application != token.Name() || len(entry.Rules) == 0 || entry.Creation.IsZero() {
			t.Errorf("receipt entry %+v", entry)
		}
		delete(planned, entry.ID)
	}
}

// noKeys fails when a receipt holds any key the server has ever given out.
func noKeys(t *testing.T, w world, receipt ovhapi.Receipt) {
	t.Helper()
	text, err := json.Marshal(receipt)
	if err != nil {
		t.Fatal(err)
	}
	own := w.sim.Keys()
	secrets := []string{own.ConsumerKey, own.ApplicationSecret}
	for _, entry := range receipt.Revoked {
		keys, _ := w.sim.KeysOf(entry.ID)
		secrets = append(secrets, keys.ConsumerKey, keys.ApplicationSecret)
	}
	for _, secret := range secrets {
		if secret != "" && strings.Contains(string(text), secret) {
			t.Errorf("the receipt holds the key %s", secret)
		}
	}
}

func TestTheTokenInUseIsSparedWhateverTheCallerBelieves(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	tokens := w.victims(2)
	own := ovhapi.Token{Credential: ovhapi.Credential{ID: w.sim.Own()}} // Current is not set
	k := &keeper{}
	plan := ovhapi.Plan{Action: ovhapi.ActionOthers, Tokens: []ovhapi.Token{own, tokens[0], own, tokens[1], own}}
	o := follow(t, w.client.Revoke(t.Context(), plan, "", k))
	if !w.has(w.sim.Own()) {
		t.Fatal("the token in use is gone")
	}
	if o.last.Total != 2 || o.last.Done != 2 || len(o.skipped) != 1 || o.skipped[0].Reason != ovhapi.SkipCurrent || o.skipped[0].Token.ID != w.sim.Own() {
		t.Errorf("%+v, skipped %+v", o.last, o.skipped)
	}
	if r := k.last(); len(r.Skipped) != 1 || r.Skipped[0].ID != w.sim.Own() || len(r.Revoked) != 2 {
		t.Errorf("receipt %+v", r)
	}
}

func TestNothingIsRevokedWhenTheTokenInUseIsNotKnown(t *testing.T) {
	t.Parallel()
	for _, fault := range []ovhsim.Fault{{Status: 500}, {Drop: true}, {Status: 200, Body: "{}"}, {Status: 200, Body: "<html>"}} {
		w := start(t, ovhsim.Options{})
		tokens := w.victims(3)
		fault.Path, fault.Times = "/auth/currentCredential", -1
		w.sim.Fail(fault)
		k := &keeper{}
		o := follow(t, w.client.Revoke(t.Context(), ovhapi.PlanRevoke(tokens), "", k))
		if o.last.Err == nil || !strings.Contains(o.last.Err.Error(), "nothing was revoked") || o.last.Receipt != "" {
			t.Errorf("%+v: %+v", fault, o.last)
		}
		for _, token := range tokens {
			if !errors.Is(o.results[token.ID].Err, ovhapi.ErrNotTried) {
				t.Errorf("%+v: result %+v", fault, o.results[token.ID])
			}
		}
		if n := w.count("DELETE", "*"); n != 0 || len(k.receipts) != 0 {
			t.Errorf("%+v: %d DELETE calls, %d receipts", fault, n, len(k.receipts))
		}
	}
}

func TestATokenThatIsGoneAlreadyCountsAsGone(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	tokens := w.victims(2)
	w.sim.Remove(tokens[0].ID)
	k := &keeper{}
	o := follow(t, w.client.Revoke(t.Context(), ovhapi.PlanRevoke(tokens), "", k))
	if r := o.results[tokens[0].ID]; r.Err != nil || !r.Already {
		t.Errorf("the one that was gone: %+v", r)
	}
	if r := o.results[tokens[1].ID]; r.Err != nil || r.Already {
		t.Errorf("the other: %+v", r)
	}
	// The receipt claims what this run did, and nothing else.
	if r := k.last(); len(r.Revoked) != 1 || r.Revoked[0].ID != tokens[1].ID || len(r.Skipped) != 1 || r.Skipped[0].ID != tokens[0].ID {
		t.Errorf("receipt %+v", r)
	}
}

func TestProgressComesInSlices(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	tokens := w.victims(300)
	k := &keeper{}
	begun := time.Now()
	o := follow(t, w.client.Revoke(t.Context(), ovhapi.PlanRevoke(tokens), "", k))
	if most := int(time.Since(begun)/ovhapi.Slice) + 2; o.looks > most || len(o.results) != 300 {
		t.Errorf("%d looks for %d results, want at most %d", o.looks, len(o.results), most)
	}
	// A receipt for each of the first hundred, then fewer; those that come while
	// one is written share the next, of which there are two volleys at most.
	if n := len(k.receipts); n < 20 || n > 240 {
		t.Errorf("the receipt was written %d times", n)
	}
	for i, r := range k.receipts[:len(k.receipts)-1] {
		if next := len(k.receipts[i+1].Revoked); next-len(r.Revoked) > 2*ovhapi.InFlight+1+next/100 {
			t.Errorf("nothing was written between %d and %d", len(r.Revoked), next)
		}
	}
	if len(k.last().Revoked) != 300 {
		t.Errorf("the last receipt holds %d", len(k.last().Revoked))
	}
}

func TestARunWhoseReceiptCannotBeWrittenSaysSo(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	k := &keeper{fail: errors.New("disk full")}
	o := follow(t, w.client.Revoke(t.Context(), ovhapi.PlanRevoke(w.victims(2)), "", k))
	if !errors.Is(o.last.ReceiptErr, k.fail) || o.last.Receipt != "" || o.last.Err != nil || o.last.Done != 2 {
		t.Errorf("%+v", o.last)
	}
}

func TestAnEmptyPlanEnds(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	o := follow(t, w.client.Revoke(t.Context(), ovhapi.Plan{}, "", &keeper{}))
	if o.last.Err != nil || o.last.Total != 0 || o.last.Receipt != "" {
		t.Errorf("%+v", o.last)
	}
}

func TestALookThatIsCancelledDoesNotStopTheRun(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	tokens := w.victims(3)
	r := w.client.Revoke(t.Context(), ovhapi.PlanRevoke(tokens), "", nil)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for range 3 {
		if p := r.Next(ended); p.Err != nil && !errors.Is(p.Err, context.Canceled) {
			t.Errorf("%+v", p)
		}
	}
	r.Wait()
	for _, token := range tokens {
		if w.has(token.ID) {
			t.Errorf("token %d is still there", token.ID)
		}
	}
	if p := r.Next(t.Context()); !p.Finished || p.Done != 3 {
		t.Errorf("after the end: %+v", p)
	}
}

func TestFailuresCanBeTriedAgain(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	tokens := w.victims(4)
	w.sim.Fail(ovhsim.Fault{Method: "DELETE", Path: fmt.Sprintf("/me/api/credential/%d", tokens[1].ID), Status: 409})
	w.sim.Fail(ovhsim.Fault{Method: "DELETE", Path: fmt.Sprintf("/me/api/credential/%d", tokens[3].ID), Status: 503})
	k := &keeper{}
	o := follow(t, w.client.Revoke(t.Context(), ovhapi.PlanRevoke(tokens), "", k))
	var again []ovhapi.Token
	for _, token := range tokens {
		if r := o.results[token.ID]; r.Err != nil {
			again = append(again, r.Token)
			if ovhapi.QueryID(r.Err) == "" {
				t.Errorf("token %d: no query id in %v", token.ID, r.Err)
			}
		}
	}
	if len(again) != 2 || len(k.last().Failed) != 2 || len(k.last().Revoked) != 2 || k.last().Failed[0].QueryID == "" {
		t.Fatalf("failed: %v, receipt %+v", again, k.last())
	}
	o = follow(t, w.client.Revoke(t.Context(), ovhapi.PlanRevoke(again), "", k))
	for _, token := range tokens {
		if w.has(token.ID) || o.results[token.ID].Err != nil {
			t.Errorf("token %d is still there: %v", token.ID, o.results[token.ID].Err)
		}
	}
}
