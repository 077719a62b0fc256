package ui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

// rotation is a machine with two profiles whose key in use is to be rotated.
type rotation struct {
	*stand
	before string      // what ~/.ovh.conf held
	keys   ovhsim.Keys // the old ones
	old    int64       // their token
	page   string      // on which the new token is validated
	fresh  string      // the new consumer key
}

func rotating(t *testing.T, opts ...uitest.Option) *rotation {
	t.Helper()
	s, _ := accounts(t, opts...)
	return &rotation{stand: s, before: s.conf(), keys: s.sim.Keys(), old: s.sim.Own()}
}

// ask begins the rotation and waits until the new token waits for validation.
func (r *rotation) ask() *rotation {
	r.t.Helper()
	r.Press("g", "R")
	r.WaitFor("Its key stands in")
	r.Says("~/.ovh.conf line 9")
	r.Press("enter")
	r.asked()
	return r
}

// asked takes note of the request that waits.
func (r *rotation) asked() {
	r.t.Helper()
	r.WaitFor("still waiting")
	list := r.list()
	if len(list) == 0 {
		r.t.Fatal("no request is stored")
	}
	last := list[len(list)-1]
	r.page, r.fresh = last.ValidationURL, last.ConsumerKey.Reveal()
	if of := last.Replaces; of == nil || of.CredentialID != r.old {
		r.t.Fatalf("the request replaces %+v", of)
	}
}

// list is what is stored, the oldest first.
func (r *rotation) list() []ovhapi.PendingRequest {
	r.t.Helper()
	list, err := r.keeper.Pending()
	if err != nil {
		r.t.Fatal(err)
	}
	return list
}

// validate has the account's owner authorize the new token.
func (r *rotation) validate() *rotation {
	r.t.Helper()
	if err := r.sim.Authorize(r.page, ovhsim.ThirtyDays); err != nil {
		r.t.Fatal(err)
	}
	r.WaitFor("Validated by")
	return r
}

// exchange lets the new key take the place of the old one.
func (r *rotation) exchange() {
	r.t.Helper()
	r.Press("enter")
	r.WaitFor("Where things stand")
}

// keyWorks asks OVH with a consumer key whether it does.
func (r *rotation) keyWorks(consumerKey string) bool {
	r.t.Helper()
	k := r.keys
	k.ConsumerKey = consumerKey
	_, err := r.client(k).CurrentCredential(r.t.Context())
	return err == nil
}

// wantUntouched checks that the old key works and stands where it stood, byte by
// byte, and that the new one is still stored.
func (r *rotation) wantUntouched() {
	r.t.Helper()
	if !r.keyWorks(r.keys.ConsumerKey) {
		r.t.Error("the old key does not work any more")
	}
	if r.conf() != r.before {
		r.t.Errorf("ovh.conf was changed:\n%s", r.conf())
	}
	r.wantNewStored()
}

func (r *rotation) wantNewStored() {
	r.t.Helper()
	if !slices.ContainsFunc(r.list(), func(p ovhapi.PendingRequest) bool { return p.ConsumerKey.Reveal() == r.fresh }) {
		r.t.Error("the new key is not stored any more")
	}
}

// wantRotated checks that the new key works and stands where the old one stood,
// all else as it was, and that the old one is gone.
func (r *rotation) wantRotated() {
	r.t.Helper()
	r.Says(fmt.Sprintf("Rotated. Old token %d is revoked.", r.old))
	if want := strings.Replace(r.before, r.keys.ConsumerKey, r.fresh, 1); r.conf() != want {
		r.t.Errorf("ovh.conf is now\n%s", r.conf())
	}
	if r.keyWorks(r.keys.ConsumerKey) || !r.keyWorks(r.fresh) {
		r.t.Error("not the new key works, or not only")
	}
	if slices.Contains(r.ids(every), r.old) {
		r.t.Error("the old token is still there")
	}
	r.wantStored(0)
	if r.Seen(r.fresh) || strings.Contains(r.Output(), r.fresh) || strings.Contains(r.Output(), r.keys.ConsumerKey) {
		r.t.Error("a key was shown")
	}
}

func TestRotation(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		r := rotating(t, size).ask()
		r.Says(fmt.Sprintf("in place of token %d", r.old))
		r.validate()
		r.Says("enter goes on: its key is put where the old one stands.")
		r.exchange()
		r.wantRotated()
		r.Says("New key in ~/.ovh.conf line 9")
		r.Lacks("list of new tokens")
		r.Press("enter")
		r.WaitFor("in use")
		r.loaded()
		if !strings.Contains(r.line("in use"), "in 29 d") && !strings.Contains(r.line("in use"), "in 30 d") {
			t.Errorf("the token in use is %q", r.line("in use"))
		}
	})
}

// Another profile's key is rotated without a change of account.
func TestRotationOfAnotherProfile(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s, second := accounts(t, size)
		r := &rotation{stand: s, before: s.conf(), old: second}
		r.keys, _ = s.sim.KeysOf(second)
		r.Press("p")
		r.WaitFor("lab")
		r.works(2)
		r.Press("down", "R")
		r.Says("It is the key of lab on")
		r.Says("Rotate the key of lab", "The account in use here stays as it is.", "~/.ovh.conf line 16")
		r.Press("enter")
		r.asked()
		r.validate()
		r.exchange()
		// The token may not revoke anything, not even itself.
		r.Says(fmt.Sprintf("Rotated. Old token %d no longer works.", second))
		r.Says("stays listed as expired")
		if want := strings.Replace(r.before, r.keys.ConsumerKey, r.fresh, 1); r.conf() != want {
			t.Errorf("ovh.conf is now\n%s", r.conf())
		}
		if r.keyWorks(r.keys.ConsumerKey) || !r.keyWorks(r.fresh) {
			t.Error("not the new key works, or not only")
		}
		r.wantStored(0)
		r.Press("enter")
		r.loaded()
		r.Says("prod · ")
		if own := r.env.Machine.Active.ConsumerKey.Secret.Reveal(); own != r.sim.Keys().ConsumerKey {
			t.Error("the account in use has changed")
		}
	})
}

// The program is left during the wait, and the token validated meanwhile: from
// the list of new tokens the rotation goes on.
func TestRotationGoesOnFromTheListOfNewTokens(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		r := rotating(t, size).ask()
		r.Press("esc")
		r.WaitFor("1 new, w")
		r.wantUntouched()
		if err := r.sim.Authorize(r.page, ovhsim.ThirtyDays); err != nil {
			t.Fatal(err)
		}
		r.Press("w")
		r.Says(fmt.Sprintf("in place of token %d of prod", r.old))
		r.Press("enter")
		r.WaitFor("Validated by")
		r.Press("enter")
		r.Says("which was asked for in its place.")
		r.Says("~/.ovh.conf line 9", "enter put the new key in place")
		r.wantUntouched()
		r.exchange()
		r.wantRotated()
	})
}

// The program is gone between the validation and the write: what was meant is
// remembered with the request.
func TestRotationGoesOnAfterTheProgramHasEnded(t *testing.T) {
	t.Parallel()
	for name, meanwhile := range map[string]func(*rotation){
		"nothing has changed": func(*rotation) {},
		"the old key stands elsewhere now": func(r *rotation) {
			r.before = "# moved\n\n" + r.before
			r.write(r.before)
		},
		"another profile is in use": func(r *rotation) {
			r.before = strings.Replace(r.before, "profile=prod", "profile=lab", 1)
			r.write(r.before)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rotating(t).ask().validate()
			r.Quit()
			meanwhile(r)
			m, client, err := r.env.Look()
			if err != nil {
				t.Fatal(err)
			}
			r.env.Use(m, client)
			r.start()
			r.loaded()
			r.WaitFor("1 new, w")
			r.wantUntouched()
			r.Press("w")
			r.WaitFor("validated")
			r.Press("enter")
			r.WaitFor("Validated by")
			r.Press("enter")
			r.Says("which was asked for in its place.")
			r.exchange()
			r.wantRotated()
		})
	}
}

// When the old key is nowhere to be found any more, the new token is one as any
// other.
func TestRotationWithoutTheOldKey(t *testing.T) {
	t.Parallel()
	r := rotating(t).ask().validate()
	r.Press("esc")
	r.loaded()
	r.write(strings.Replace(r.before, r.keys.ConsumerKey, "", 1))
	r.Press("w")
	r.WaitFor("in place of")
	r.Press("enter")
	r.WaitFor("Validated by")
	r.Press("enter")
	r.Says("Neither key stands on this machine now, so nothing is replaced or revoked.")
	r.Press("enter")
	r.Says("enter puts the key where it is used.")
	r.Press("enter")
	r.WaitFor("Into ovh.conf")
	if !r.keyWorks(r.keys.ConsumerKey) {
		t.Error("the old token was revoked")
	}
}

// A key that died on its own leaves its place to the new one all the same.
func TestRotationAfterTheOldTokenWasRevokedElsewhere(t *testing.T) {
	t.Parallel()
	r := rotating(t).ask().validate()
	r.sim.Remove(r.old)
	r.exchange()
	r.wantRotated()
}

// A profile under another application is rotated and taken up again under that,
// whichever account is in use.
func TestRotationUnderAnotherApplication(t *testing.T) {
	t.Parallel()
	s, second := accounts(t)
	r := &rotation{stand: s}
	r.keys, r.old = s.anotherApplication()
	lab, _ := s.sim.KeysOf(second)
	at := strings.Index(s.conf(), "[profile:lab]")
	swap := strings.NewReplacer(lab.ApplicationKey, r.keys.ApplicationKey, lab.ApplicationSecret, r.keys.ApplicationSecret, lab.ConsumerKey, r.keys.ConsumerKey)
	r.before = s.conf()[:at] + swap.Replace(s.conf()[at:])
	r.write(r.before)
	m, _, err := r.env.Look()
	if err != nil {
		t.Fatal(err)
	}
	r.Quit()
	r.env.Machine = m
	r.start()
	r.loaded()
	r.Press("p")
	r.works(2)
	r.Press("down", "R")
	r.Says("It is the key of lab on")
	r.Press("enter")
	r.asked()
	r.Press("esc")
	r.WaitFor("1 new, w")
	if err := r.sim.Authorize(r.page, ovhsim.ThirtyDays); err != nil {
		t.Fatal(err)
	}
	r.Press("w")
	r.Says(fmt.Sprintf("in place of token %d of lab", r.old))
	r.Press("enter")
	r.WaitFor("Validated by")
	r.wantUntouched()
	r.Press("enter")
	r.Says("It is the key of lab on")
	r.exchange()
	r.Says("Rotated.")
	if want := strings.Replace(r.before, r.keys.ConsumerKey, r.fresh, 1); r.conf() != want {
		t.Errorf("ovh.conf is now\n%s", r.conf())
	}
	if r.keyWorks(r.keys.ConsumerKey) || !r.keyWorks(r.fresh) {
		t.Error("not the new key works, or not only")
	}
}

// anotherApplication is a working token under an application of its own.
func (s *stand) anotherApplication() (ovhsim.Keys, int64) {
	s.t.Helper()
	for _, c := range s.sim.Credentials() {
		keys, ok := s.sim.KeysOf(c.ID)
		if !ok || c.ApplicationID == s.sim.OwnApplication() || c.Status != ovhsim.Validated || !c.Expiration.IsZero() {
			continue
		}
		if _, err := s.client(keys).CurrentCredential(s.t.Context()); err == nil {
			return keys, c.ID
		}
	}
	s.t.Fatal("the account has no such token")
	return ovhsim.Keys{}, 0
}
