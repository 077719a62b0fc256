package ovhapi_test

import (
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

func TestTheApplicationSecretIsStoredOnlyWhenAskedFor(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	k := &keeper{}
	for _, secret := range []bool{false, true} {
		draft := ovhapi.Draft{Rules: parse("GET /me"), KeepSecret: secret}
		if _, err := w.client.Request(t.Context(), draft, k, nil); err != nil {
			t.Fatal(err)
		}
	}
	kept := k.kept()
	if len(kept) != 2 || !kept[0].ApplicationSecret.Empty() || kept[1].ApplicationSecret.Reveal() != w.sim.Keys().ApplicationSecret {
		t.Errorf("kept %+v", kept)
	}
}
