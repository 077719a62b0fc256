package ovhapi_test

import (
	"errors"
	"slices"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// lastReceipt keeps the receipt it was given.
type lastReceipt struct{ got ovhapi.Receipt }

func (l *lastReceipt) KeepReceipt(r ovhapi.Receipt) (string, error) {
	l.got = r
	return "receipts/" + r.Action + ".json", nil
}

// retirement is one way in which the token of a profile can be ended.
type retirement struct {
	name     string
	rules    []string // of the token that goes
	by       []string // of the token in use; nil: there is none
	owner    string   // whose the token that goes is
	fault    *ovhsim.Fault
	self     bool // it has to end itself
	onlyEnds bool
	fails    bool
	works    bool // afterwards
	listed   bool
}

var mayRevoke = []string{"GET /me/api/credential/*", "DELETE /me/api/credential/*"}

func TestRetirement(t *testing.T) {
	t.Parallel()
	lost := &ovhsim.Fault{Method: "DELETE", Path: "/me/api/credential/*", AfterEffect: true, Drop: true}
	refused := &ovhsim.Fault{Method: "DELETE", Path: "/me/api/credential/*", Status: 500, Times: -1}
	unseen := &ovhsim.Fault{Method: "DELETE", Path: "/me/api/credential/*", Status: 404}
	for _, test := range []retirement{
		{name: "the token in use revokes it", rules: []string{"GET /me"}, by: mayRevoke},
		{name: "it revokes itself, with none in use", rules: mayRevoke, self: true},
		{name: "it revokes itself, since the one in use may not", rules: mayRevoke, by: []string{"GET /me"}, self: true},
		{name: "it revokes itself, since the one in use is another account's", rules: mayRevoke, by: mayRevoke, owner: ovhsim.Stranger, self: true},
		{name: "nobody may revoke it", rules: []string{"GET /me"}, by: []string{"GET /me"}, self: true, onlyEnds: true, listed: true},
		{name: "the answer of the one in use is lost", rules: []string{"GET /me"}, by: mayRevoke, fault: lost},
		{name: "the one in use does not find it", rules: mayRevoke, by: mayRevoke, fault: unseen},
		{name: "the one in use does not find it, and it may only end itself", rules: []string{"GET /me"}, by: mayRevoke, fault: unseen, listed: true},
		{name: "its own answer is lost", rules: mayRevoke, self: true, fault: lost},
		{name: "the answer of its end is lost", rules: []string{"GET /me"}, self: true, onlyEnds: true, listed: true, fault: &ovhsim.Fault{Method: "POST", Path: "/auth/logout", AfterEffect: true, Drop: true}},
		{name: "revoking fails", rules: mayRevoke, by: mayRevoke, fault: refused, fails: true, works: true, listed: true},
		{name: "ending fails", rules: []string{"GET /me"}, self: true, onlyEnds: true, fault: &ovhsim.Fault{Method: "POST", Path: "/auth/logout", Status: 500, Times: -1}, fails: true, works: true, listed: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.test(t)
		})
	}
}

func (test retirement) test(t *testing.T) {
	t.Helper()
	w := start(t, ovhsim.Options{})
	added := w.sim.Add(ovhsim.Credential{Rules: parse(test.rules...), Owner: test.owner})
	keys, _ := w.sim.KeysOf(added.ID)
	own, id := w.as(t, keys), added.ID
	var other *ovhapi.Client
	if test.by != nil {
		other, _ = w.with(t, test.by...)
	}
	r, err := ovhapi.PlanRetirement(t.Context(), own, other)
	if err != nil || r.Token.ID != id || r.Self != test.self || r.OnlyEnds != test.onlyEnds {
		t.Fatalf("planned for token %d: itself %v, only ends %v, %v", r.Token.ID, r.Self, r.OnlyEnds, err)
	}
	if n := w.count("DELETE", "*") + w.count("POST", "*"); n > 0 {
		t.Fatalf("planning made %d calls that change something", n)
	}
	if test.fault != nil {
		w.sim.Fail(*test.fault)
	}
	kept := &lastReceipt{}
	done, err := r.Run(t.Context(), kept)
	if (err != nil) != test.fails {
		t.Errorf("error %v", err)
	}
	_, asked := own.CurrentCredential(t.Context())
	if works := asked == nil; works != test.works || done.Ended == test.works {
		t.Errorf("it works: %v (%v), said to be ended: %v", works, asked, done.Ended)
	}
	if listed := w.has(id); listed != test.listed || done.Revoked == test.listed {
		t.Errorf("it is listed: %v, said to be revoked: %v", listed, done.Revoked)
	}
	test.wantReceipt(t, kept.got, done, id)
}

// wantReceipt checks that the receipt names the token where it belongs.
func (test retirement) wantReceipt(t *testing.T, got ovhapi.Receipt, done ovhapi.Retired, id int64) {
	t.Helper()
	names := func(list []ovhapi.ReceiptToken) bool {
		return slices.ContainsFunc(list, func(r ovhapi.ReceiptToken) bool {
			return r.ID == id && len(r.Rules) == len(test.rules)
		})
	}
	failed := slices.ContainsFunc(got.Failed, func(f ovhapi.ReceiptFailure) bool { return f.ID == id })
	if names(got.Revoked) != done.Revoked || names(got.Ended) != (done.Ended && !done.Revoked) || failed != test.fails {
		t.Errorf("the receipt is %+v", got)
	}
	if done.Receipt != "receipts/retire.json" || got.Finished.Before(got.Started) {
		t.Errorf("receipt %q from %v to %v", done.Receipt, got.Started, got.Finished)
	}
}

// Whatever is asked, the token in use is not ended, not even through another
// profile with the same key.
func TestTokenInUseIsNotRetired(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	again := w.as(t, w.sim.Keys())
	if _, err := ovhapi.PlanRetirement(t.Context(), again, w.client); !errors.Is(err, ovhapi.ErrInUse) {
		t.Errorf("planned with %v", err)
	}
	if n := w.count("DELETE", "*") + w.count("POST", "*"); n > 0 {
		t.Errorf("%d calls that change something", n)
	}
}

// A token that is gone already leaves nothing to plan.
func TestTokenThatIsGoneIsNotRetired(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	own, id := w.with(t, "GET /me")
	w.sim.Remove(id)
	if _, err := ovhapi.PlanRetirement(t.Context(), own, w.client); !errors.Is(err, ovhapi.ErrNoSuchKey) {
		t.Errorf("planned with %v", err)
	}
}

// The token in use has a say at its own endpoint only.
func TestTokenOfAnotherEndpointEndsItself(t *testing.T) {
	t.Parallel()
	here, there := start(t, ovhsim.Options{}), start(t, ovhsim.Options{})
	own, _ := there.with(t, mayRevoke...)
	r, err := ovhapi.PlanRetirement(t.Context(), own, here.client)
	if err != nil || !r.Self {
		t.Fatalf("planned: %+v, %v", r.Self, err)
	}
	if done, err := r.Run(t.Context(), nil); err != nil || !done.Revoked {
		t.Errorf("%+v, %v", done, err)
	}
	if here.count("DELETE", "*") > 0 || there.count("DELETE", "*") != 1 {
		t.Error("the wrong endpoint was asked to revoke")
	}
}
