package ovhapi_test

import (
	"errors"
	"slices"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// held is a key of the account as a file holds it.
func (s successor) held(id int64) ovhapi.HeldKey {
	keys, _ := s.w.sim.KeysOf(id)
	return ovhapi.HeldKey{Key: ovhapi.NewSecret(keys.ConsumerKey), Places: []string{"deploy.env line 1"}}
}

// add makes another token of the account, and stands its key beside the others.
func (s successor) add() int64 {
	id := s.w.sim.Add(ovhsim.Credential{Rules: parse("GET /me")}).ID
	s.places.others = append(s.places.others, s.held(id))
	return id
}

// TestRotationInDoubt keeps the old token for whatever may need it still, and
// says what that is.
func TestRotationInDoubt(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		rules  []string // of both tokens; nil is revoker
		doubt  func(successor)
		want   error // why the old token was kept; nil: it was revoked
		left   bool
		unsure bool
	}{
		"a file cannot be read": {
			doubt: func(s successor) { s.places.unread = []string{"~/deploy.env"} }, want: ovhapi.ErrUnread,
		},
		"a file cannot be read, the old key not found": {
			doubt: func(s successor) { s.Old, s.places.unread = nil, []string{"~/deploy.env"} }, want: ovhapi.ErrUnread,
		},
		"the old key stands in another file": {
			doubt: func(s successor) { s.Old = nil; s.places.others = []ovhapi.HeldKey{s.held(s.id)} }, want: ovhapi.ErrStillHeld, left: true,
		},
		"a key does not answer from here": {
			doubt: func(s successor) { s.Old = nil; s.w.sim.Restrict(s.add(), "203.0.113.0/24") }, want: ovhapi.ErrUnasked,
		},
		"a key does not answer, but the old one was found": {
			doubt: func(s successor) { s.w.sim.Restrict(s.add(), "203.0.113.0/24") },
		},
		"keys of other tokens": {
			doubt: func(s successor) {
				s.Old = nil
				s.add()
				s.w.sim.Expire(s.add())
				s.places.others = append(s.places.others, s.held(s.foreign()))
			},
		},
		"the key that was replaced had died as another token's": {
			doubt: func(s successor) { s.replaceDead() }, want: ovhapi.ErrStandsApart,
		},
		"whose the dead key was cannot be asked": {
			rules: []string{"GET /me"}, doubt: func(s successor) { s.replaceDead() }, want: ovhapi.ErrNotGranted, unsure: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if test.rules == nil {
				test.rules = revoker
			}
			s := succeed(t, test.rules...)
			receipts := &lastReceipt{}
			s.Keeper = receipts
			test.doubt(s)
			done, err := s.Run(t.Context())
			if err != nil || !errors.Is(done.Kept, test.want) || done.Revoked != (test.want == nil) || done.Unsure != test.unsure {
				t.Fatalf("%+v, %v", done, err)
			}
			if s.w.has(s.id) != (test.want != nil) {
				t.Errorf("the old token is there: %v", s.w.has(s.id))
			}
			if slices.Contains(done.Left, "deploy.env line 1") != test.left || (len(done.Unread) > 0) != errors.Is(test.want, ovhapi.ErrUnread) ||
				(len(done.Unasked) > 0) != errors.Is(test.want, ovhapi.ErrUnasked) {
				t.Errorf("what stands in the way is not told: %+v", done)
			}
			if wrote := receipts.got.Action == "rotate"; wrote != (test.want == nil) || (done.Receipt == "") == wrote {
				t.Errorf("receipt %q: %+v", done.Receipt, receipts.got)
			}
		})
	}
}

// replaceDead lets the key that was replaced be that of a token that was revoked.
func (s successor) replaceDead() {
	id := s.add()
	s.Old = s.old.WithConsumerKey(s.held(id).Key)
	s.w.sim.Remove(id)
}

// foreign is a token of another application.
func (s successor) foreign() int64 {
	for _, c := range s.w.sim.Credentials() {
		if c.ApplicationID != s.w.sim.OwnApplication() && c.Status == ovhsim.Validated {
			return c.ID
		}
	}
	return 0
}

// TestRotationLeavesAReceipt says what became of the old token, whoever ended it.
func TestRotationLeavesAReceipt(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		rules  []string
		turn   func(successor)
		listed func(ovhapi.Receipt) []int64
	}{
		"revoked": {rules: revoker, listed: revokedIn},
		"revoked, its key not on this machine": {
			rules: revoker, turn: func(s successor) { s.Old = nil }, listed: revokedIn,
		},
		"only ended": {rules: []string{"GET /me"}, listed: func(r ovhapi.Receipt) []int64 { return []int64{r.Ended[0].ID} }},
		"not revoked": {
			rules:  revoker,
			turn:   func(s successor) { s.w.sim.Fail(ovhsim.Fault{Method: "DELETE", Status: 503, Times: -1}) },
			listed: func(r ovhapi.Receipt) []int64 { return []int64{r.Failed[0].ID} },
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := succeed(t, test.rules...)
			receipts := &lastReceipt{}
			s.Keeper = receipts
			if test.turn != nil {
				test.turn(s)
			}
			done, err := s.Run(t.Context())
			if err != nil || done.Receipt != "receipts/rotate.json" {
				t.Fatalf("%+v, %v", done, err)
			}
			if got := receipts.got; !slices.Equal(test.listed(got), []int64{s.id}) || got.Account != ovhsim.Owner || got.Finished.Before(got.Started) {
				t.Errorf("the receipt is %+v", got)
			}
		})
	}
}

func revokedIn(r ovhapi.Receipt) []int64 {
	var ids []int64
	for _, c := range r.Revoked {
		if len(c.Rules) > 0 && c.Application != "" {
			ids = append(ids, c.ID)
		}
	}
	return ids
}
