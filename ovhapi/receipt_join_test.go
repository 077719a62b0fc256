package ovhapi_test

import (
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// What is asked for with one command has one receipt, whatever it takes to do it.
func TestReceiptsOfOneCommandAreOne(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	k := &keeper{}
	join := ovhapi.JoinReceipts(k)
	victims := w.victims(3)
	follow(t, w.client.Revoke(t.Context(), ovhapi.PlanRevoke(victims), "zz12345-ovh", join))
	r, err := ovhapi.PlanRetirement(t.Context(), w.client, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Run(t.Context(), join); err != nil {
		t.Fatal(err)
	}
	last := k.receipts[len(k.receipts)-1]
	if last.Action != string(ovhapi.ActionRevoke) || len(last.Revoked) != 4 || last.Revoked[3].ID != w.sim.Own() {
		t.Errorf("%+v", last)
	}
	for _, kept := range k.receipts {
		if !kept.Started.Equal(last.Started) || kept.Action != last.Action {
			t.Error("it stands in two files")
		}
	}
}
