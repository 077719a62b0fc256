package ovhapi_test

import (
	"errors"
	"net/http"
	"sync/atomic"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// successor is a rotation whose new token is verified and stands ready.
type successor struct {
	w      world
	old    *ovhapi.Client
	id     int64
	keeper *keeper
	places *files
	down   *atomic.Bool // the network is gone once a token was revoked
	*ovhapi.Rotation
}

// succeed asks for the successor of a token that has these rules.
func succeed(t *testing.T, rules ...string) successor {
	t.Helper()
	w := start(t, ovhsim.Options{})
	s := successor{w: w, keeper: &keeper{}, down: &atomic.Bool{}}
	s.id = w.sim.Add(ovhsim.Credential{Rules: parse(rules...)}).ID
	keys, _ := w.sim.KeysOf(s.id)
	s.old = w.as(t, keys, func(o *ovhapi.Options) {
		inner, revoked := o.Transport, false
		o.Transport = trip(func(r *http.Request) (*http.Response, error) {
			if revoked && s.down.Load() {
				return nil, errors.New("network is unreachable")
			}
			revoked = revoked || r.Method == http.MethodDelete
			return inner.RoundTrip(r)
		})
	})
	s.places = &files{holds: ovhapi.NewSecret(keys.ConsumerKey)}
	of := ovhapi.Replacing{CredentialID: s.id, Account: ovhsim.Owner, Profile: "prod"}
	r, err := s.old.Request(t.Context(), ovhapi.Draft{Rules: parse(rules...), Preset: "lego", Replaces: &of}, s.keeper, nil)
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
	s.Rotation = &ovhapi.Rotation{Request: r, Verified: v, Old: s.old, Places: s.places}
	return s
}

var revoker = []string{"GET /me/api/credential/*", "DELETE /me/api/credential/*"}

func TestRequestRemembersWhatItReplaces(t *testing.T) {
	t.Parallel()
	s := succeed(t, revoker...)
	kept := s.keeper.kept()
	if len(kept) == 0 || kept[0].Replaces == nil || kept[0].Replaces.CredentialID != s.id || kept[0].Preset != "lego" {
		t.Errorf("kept %+v", kept)
	}
}

// TestRotationGoesOn does on a second run what the first left undone.
func TestRotationGoesOn(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		spoil, mend  func(successor)
		unsure, gone bool
	}{
		"OVH's service was away": {
			spoil: func(s successor) { s.w.sim.Fail(ovhsim.Fault{Method: "DELETE", Status: 503, Times: -1}) },
			mend:  func(s successor) { s.w.sim.ClearFaults() },
		},
		"a variable held the old key": {
			spoil: func(s successor) { s.places.left = []string{"OVH_CONSUMER_KEY"} },
			mend:  func(s successor) { s.places.left = nil },
		},
		"the network went with the answer": {
			spoil: func(s successor) {
				s.down.Store(true)
				s.w.sim.Fail(ovhsim.Fault{Method: "DELETE", AfterEffect: true, Drop: true})
			},
			mend:   func(s successor) { s.down.Store(false) },
			unsure: true, gone: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := succeed(t, revoker...)
			test.spoil(s)
			done, err := s.Run(t.Context())
			if err != nil || done.Ended || done.Kept == nil || done.Unsure != test.unsure || s.w.has(s.id) == test.gone {
				t.Fatalf("first %+v, %v", done, err)
			}
			test.mend(s)
			done, err = s.Run(t.Context())
			if err != nil || !done.Revoked || done.Kept != nil || s.w.has(s.id) {
				t.Errorf("then %+v, %v", done, err)
			}
		})
	}
}

// TestRotationAfterTheOldKeyIsGone goes by what was asked for in its place.
func TestRotationAfterTheOldKeyIsGone(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		rules   []string
		lose    func(successor)
		wantErr error
		ended   bool
		revoked bool
	}{
		"revoked elsewhere": {rules: revoker, lose: func(s successor) { s.w.sim.Remove(s.id) }, ended: true, revoked: true},
		"expired meanwhile": {rules: revoker, lose: func(s successor) { s.w.sim.Expire(s.id) }, ended: true},
		"no longer on this machine": {
			rules: revoker, lose: func(s successor) { s.Old = nil }, ended: true, revoked: true,
		},
		"the new key would stand nowhere": {
			rules: revoker, lose: func(s successor) { s.Places = nothing{} }, wantErr: ovhapi.ErrNowhere,
		},
		"no longer on this machine, and expired meanwhile": {
			rules: revoker, lose: func(s successor) { s.Old = nil; s.w.sim.Expire(s.id) }, ended: true,
		},
		"neither key on this machine": {
			rules: revoker, lose: func(s successor) { s.Old, s.Places = nil, nothing{} }, wantErr: ovhapi.ErrNowhere,
		},
		"no longer on this machine, without the right to revoke": {
			rules: []string{"GET /me"}, lose: func(s successor) { s.Old = nil },
		},
		"of another account, as it was": {
			rules: revoker, lose: func(s successor) { s.Old, s.Request.Replaces.Account = nil, ovhsim.Stranger }, wantErr: ovhapi.ErrOtherAccount,
		},
		"and the new one may do less than was asked": {
			rules: revoker, lose: func(s successor) { s.Old, s.Verified.Missing = nil, parse("GET /me") }, wantErr: ovhapi.ErrLessGranted,
		},
		"and the new one works from other addresses": {
			rules: revoker, lose: func(s successor) { s.Old, s.Verified.AddressesDiffer = nil, true }, wantErr: ovhapi.ErrOtherAddresses,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := succeed(t, test.rules...)
			test.lose(s)
			done, err := s.Run(t.Context())
			if !errors.Is(err, test.wantErr) || (err != nil) != (test.wantErr != nil) || done.Ended != test.ended || done.Revoked != test.revoked {
				t.Fatalf("%+v, %v", done, err)
			}
			if err != nil && !s.w.has(s.id) {
				t.Error("the old token was revoked")
			}
			if err == nil && !done.Ended && (done.Kept == nil || done.Unsure) {
				t.Errorf("not ended without a reason: %+v", done)
			}
		})
	}
}

// nothing stands for a machine that holds neither key.
type nothing struct{}

func (nothing) Held(ovhapi.Endpoint, string, ...ovhapi.Secret) (keys []ovhapi.HeldKey, unread []string) {
	return nil, nil
}

func (nothing) Replace(_, _ ovhapi.Secret) (written, left []string, err error) { return nil, nil, nil }

// TestRotationTriesTheNewKeyFirst: it may have gone since it was verified.
func TestRotationTriesTheNewKeyFirst(t *testing.T) {
	t.Parallel()
	s := succeed(t, revoker...)
	was := s.places.holds
	s.w.sim.Remove(s.Verified.Credential.ID)
	if _, err := s.Run(t.Context()); !errors.Is(err, ovhapi.ErrNoSuchKey) {
		t.Errorf("error %v", err)
	}
	if _, err := s.old.CurrentCredential(t.Context()); err != nil || s.places.holds != was {
		t.Errorf("the old key: %v; written over: %v", err, s.places.holds != was)
	}
}

// TestRotationToOtherAddresses leaves a token alone whose successor would not
// work from everywhere.
func TestRotationToOtherAddresses(t *testing.T) {
	t.Parallel()
	s := succeed(t, revoker...)
	s.w.sim.Restrict(s.Verified.Credential.ID, "127.0.0.0/8")
	if _, err := s.Run(t.Context()); !errors.Is(err, ovhapi.ErrOtherAddresses) || !s.w.has(s.id) {
		t.Errorf("error %v, the old token is there: %v", err, s.w.has(s.id))
	}
}

// TestRotationAsksAgainWhoseTheNewTokenIs where that could not be told before.
func TestRotationAsksAgainWhoseTheNewTokenIs(t *testing.T) {
	t.Parallel()
	s := succeed(t, revoker...)
	s.Verified.Account = ""
	if done, err := s.Run(t.Context()); err != nil || !done.Revoked {
		t.Errorf("%+v, %v", done, err)
	}
}
