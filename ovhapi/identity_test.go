package ovhapi_test

import (
	"errors"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

func TestIdentify(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	own, err := w.client.Identify(t.Context())
	if err != nil || own.Token.ID != w.sim.Own() || own.Account != ovhsim.Owner || own.Token.Application.Name == "" {
		t.Errorf("the own key is %+v, %v", own, err)
	}
	poor, id := w.with(t, "GET /me")
	got, err := poor.Identify(t.Context())
	if err != nil || got.Token.ID != id || got.Account != ovhsim.Owner || got.Token.Application.ID != w.sim.OwnApplication() {
		t.Errorf("a key of few rights is %+v, %v", got, err)
	}
	if got.Token.Application.Name != "" || w.count("GET", "/me/api/*") > 1 {
		t.Errorf("a key of few rights asked for its application: %+v", w.sim.Calls())
	}
}

// Every way of not working is told apart as far as OVH does.
func TestIdentifyKeysThatDoNotWork(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		spoil func(world, int64, *ovhsim.Keys)
		want  error
	}{
		"expired":                  {func(w world, id int64, _ *ovhsim.Keys) { w.sim.Expire(id) }, ovhapi.ErrKeyNotValid},
		"revoked":                  {func(w world, id int64, _ *ovhsim.Keys) { w.sim.Remove(id) }, ovhapi.ErrNoSuchKey},
		"of a deleted application": {func(w world, _ int64, _ *ovhsim.Keys) { w.sim.RemoveApplication(w.sim.OwnApplication()) }, ovhapi.ErrUnknownApp},
		"beside a wrong secret":    {func(_ world, _ int64, k *ovhsim.Keys) { k.ApplicationSecret = someKeys.ApplicationSecret }, ovhapi.ErrSignature},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, ovhsim.Options{})
			_, id := w.with(t, "GET /me")
			keys, _ := w.sim.KeysOf(id)
			test.spoil(w, id, &keys)
			if _, err := w.as(t, keys).Identify(t.Context()); !errors.Is(err, test.want) {
				t.Errorf("it is %v, want %v", err, test.want)
			}
		})
	}
}

// Whatever else fails, the key itself is told.
func TestIdentifyWithoutCourtesies(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	w.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/auth/details", Times: -1, Status: 403})
	w.sim.Fail(ovhsim.Fault{Method: "GET", Path: "/me/*", Times: -1, Status: 403})
	if got, err := w.client.Identify(t.Context()); err != nil || got.Token.ID != w.sim.Own() || got.Account != "" {
		t.Errorf("it is %+v, %v", got, err)
	}
	w = start(t, ovhsim.Options{PendingReads: true})
	_, id := w.with(t, "GET /*")
	w.sim.Expire(id)
	keys, _ := w.sim.KeysOf(id)
	if got, err := w.as(t, keys).Identify(t.Context()); err != nil || !got.Token.Expired(time.Now().Add(time.Minute)) {
		t.Errorf("an expired key that may read itself is %+v, %v", got, err)
	}
	if n := w.count("GET", "/me/*"); n != 0 {
		t.Errorf("%d further calls were made with a key that is over", n)
	}
}
