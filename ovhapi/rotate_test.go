package ovhapi_test

import (
	"errors"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
)

// files stands for the places that hold a key.
type files struct {
	holds ovhapi.Secret
	left  []string
	err   error

	others []ovhapi.HeldKey
	unread []string
}

func (f *files) Held(ovhapi.Endpoint, string, ...ovhapi.Secret) (keys []ovhapi.HeldKey, unread []string) {
	return f.others, f.unread
}

func (f *files) Replace(old, fresh ovhapi.Secret) (written, left []string, err error) {
	if f.err != nil {
		return nil, nil, f.err
	}
	if f.holds == old {
		f.holds = fresh
	}
	return []string{"~/.ovh.conf line 4"}, f.left, nil
}

// rotation is one turn that replacing a key can take.
type rotation struct {
	name     string
	rules    []string // of the old token
	ask      []string // of the new one; nil asks for the same
	owner    string   // who validates it
	places   files
	fault    *ovhsim.Fault
	wantErr  error
	wantKept bool
	oldWorks bool
	listed   bool // the old token stays in the account's list
}

// TestRotation replaces a key under every turn it can take: whatever goes wrong
// before the end, the old key must still work.
func TestRotation(t *testing.T) {
	t.Parallel()
	broken := errors.New("the disk is full")
	all := []string{"GET /me", "GET /me/api/credential/*", "DELETE /me/api/credential/*"}
	for _, test := range []rotation{
		{name: "all goes well", rules: all},
		{name: "without the right to revoke it logs out", rules: []string{"GET /me"}, listed: true},
		{name: "writing fails", rules: all, places: files{err: broken}, wantErr: broken, oldWorks: true, listed: true},
		{name: "a variable still holds the old key", rules: all, places: files{left: []string{"OVH_CONSUMER_KEY"}}, wantKept: true, oldWorks: true, listed: true},
		{name: "validated by another account", rules: all, owner: ovhsim.Stranger, wantErr: ovhapi.ErrOtherAccount, oldWorks: true, listed: true},
		{name: "less was granted", rules: all, ask: all[:2], wantErr: ovhapi.ErrLessGranted, oldWorks: true, listed: true},
		{
			name: "the answer of the revocation is lost", rules: all,
			fault: &ovhsim.Fault{Method: "DELETE", Path: "/me/api/credential/*", AfterEffect: true, Drop: true},
		},
		{
			name: "revoking fails", rules: all, wantKept: true, oldWorks: true, listed: true,
			fault: &ovhsim.Fault{Method: "DELETE", Path: "/me/api/credential/*", Status: 500, Times: -1},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.test(t)
		})
	}
}

// test rotates a key and looks at what became of both.
func (test rotation) test(t *testing.T) {
	t.Helper()
	w := start(t, ovhsim.Options{})
	old, id := w.with(t, test.rules...)
	if test.ask == nil {
		test.ask = test.rules
	}
	places := test.places
	keys, _ := w.sim.KeysOf(id)
	places.holds = ovhapi.NewSecret(keys.ConsumerKey)
	r, err := old.Request(t.Context(), ovhapi.Draft{Rules: parse(test.ask...)}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	owner := test.owner
	if owner == "" {
		owner = ovhsim.Owner
	}
	if err := w.sim.AuthorizeAs(r.ValidationURL, ovhsim.Unlimited, owner); err != nil {
		t.Fatal(err)
	}
	v, err := r.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if test.fault != nil {
		w.sim.Fail(*test.fault)
	}
	done, err := (&ovhapi.Rotation{Request: r, Verified: v, Old: old, Places: &places}).Run(t.Context())
	if !errors.Is(err, test.wantErr) || (err != nil) != (test.wantErr != nil) {
		t.Fatalf("error %v, want %v", err, test.wantErr)
	}
	if (done.Kept != nil) != test.wantKept {
		t.Errorf("kept: %v", done.Kept)
	}
	_, err = old.CurrentCredential(t.Context())
	if works := err == nil; works != test.oldWorks || done.Ended == test.oldWorks {
		t.Errorf("the old key works: %v (%v), ended: %v", works, err, done.Ended)
	}
	if listed := w.has(id); listed != test.listed || done.Revoked == test.listed {
		t.Errorf("the old token is listed: %v, revoked: %v", listed, done.Revoked)
	}
	if err == nil {
		return
	}
	if places.holds != r.ConsumerKey {
		t.Error("the old key is gone but the new one was not written")
	}
	if _, err := r.Client().CurrentCredential(t.Context()); err != nil {
		t.Errorf("the new key: %v", err)
	}
}

// TestRotationAsksForTheSameRules keeps what the old token may do in words that
// cover it, not in the same spelling.
func TestRotationAsksForTheSameRules(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	old, _ := w.with(t, "GET /me/api/credential", "GET /me/api/application")
	wider := rule.Set{{Method: rule.Get, Path: "/me*"}}
	r, err := old.Request(t.Context(), ovhapi.Draft{Rules: wider}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.sim.Authorize(r.ValidationURL, ovhsim.Unlimited); err != nil {
		t.Fatal(err)
	}
	v, err := r.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	x := ovhapi.Rotation{Request: r, Verified: v, Old: old, Places: &files{}}
	if done, err := x.Run(t.Context()); err != nil || !done.Ended {
		t.Errorf("%+v, %v", done, err)
	}
}
