package ovhapi_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

func TestPairTellsWhichKeyIsWrong(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	foreign := w.sim.AddApplication(ovhsim.Application{Name: "other"})
	right := w.sim.Keys()
	for name, test := range map[string]struct {
		change  func(*ovhsim.Keys)
		pairs   ovhapi.Pairing
		swapped bool
	}{
		"all right":             {func(*ovhsim.Keys) {}, ovhapi.PairRight, false},
		"wrong secret":          {func(k *ovhsim.Keys) { k.ApplicationSecret = strings.Repeat("a", 32) }, ovhapi.PairWrong, false},
		"of other application":  {func(k *ovhsim.Keys) { k.ApplicationKey, k.ApplicationSecret = foreign.Key, foreign.Secret }, ovhapi.PairRight, false},
		"swapped":               {func(k *ovhsim.Keys) { k.ApplicationSecret, k.ConsumerKey = k.ConsumerKey, k.ApplicationSecret }, ovhapi.PairWrong, true},
		"unknown consumer key":  {func(k *ovhsim.Keys) { k.ConsumerKey = strings.Repeat("b", 32) }, ovhapi.PairRight, false},
		"unknown application":   {func(k *ovhsim.Keys) { k.ApplicationKey = "nobodyknowsthis0" }, ovhapi.PairUnknown, false},
		"secret of other pairs": {func(k *ovhsim.Keys) { k.ApplicationSecret = foreign.Secret }, ovhapi.PairWrong, false},
	} {
		keys := right
		test.change(&keys)
		client := w.as(t, keys)
		if pairs, _ := client.Pair(t.Context()); pairs != test.pairs {
			t.Errorf("%s: key and secret pair %v, want %v", name, pairs, test.pairs)
		}
		if swapped, _ := client.Swapped(t.Context()); swapped != test.swapped {
			t.Errorf("%s: swapped %v, want %v", name, swapped, test.swapped)
		}
	}
}

// TestPairIsNotGuessed has an endpoint that looks for the consumer key first: it
// tells nothing of a secret.
func TestPairIsNotGuessed(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{KeyFirst: true})
	keys := w.sim.Keys()
	keys.ApplicationSecret = strings.Repeat("a", 32)
	if pairs, _ := w.as(t, keys).Pair(t.Context()); pairs != ovhapi.PairUnknown {
		t.Errorf("key and secret pair %v, though the endpoint does not tell", pairs)
	}
}

// TestSecretStaysAtHome asks at an address that is nobody's known one.
func TestSecretStaysAtHome(t *testing.T) {
	t.Parallel()
	asked := false
	client := newClient(t, "https://ovh.example.org/1.0", someKeys, func(o *ovhapi.Options) {
		o.Transport = trip(func(r *http.Request) (*http.Response, error) {
			asked = true
			return reply(r, http.StatusForbidden, `{}`), nil
		})
	})
	_, err := client.Swapped(t.Context())
	if !errors.Is(err, ovhapi.ErrForeignHost) || asked {
		t.Errorf("a foreign host was asked with the secret as consumer key: %v", err)
	}
}

func TestBodyArrives(t *testing.T) {
	t.Parallel()
	for _, rewritten := range []bool{false, true} {
		for _, editor := range []bool{false, true} {
			w := start(t, ovhsim.Options{Rewritten: rewritten, Editor: editor})
			before := w.sim.Credentials()
			arrives, err := w.client.BodyArrives(t.Context())
			if err != nil || arrives == rewritten {
				t.Errorf("rewritten %v, may change addresses %v: arrives %v, %v", rewritten, editor, arrives, err)
			}
			if after := w.sim.Credentials(); len(after) != len(before) {
				t.Errorf("%d tokens, %d before", len(after), len(before))
			}
			if _, err := w.client.CurrentCredential(t.Context()); err != nil {
				t.Errorf("a call without a body: %v", err)
			}
		}
	}
}
