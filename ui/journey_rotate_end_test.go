package ui_test

import (
	"strings"
	"testing"
)

// The default is another profile by the time the key is written: the program
// works on with the account it worked with, under its name, and with the new key.
func TestRotationWhileTheDefaultChanges(t *testing.T) {
	t.Parallel()
	r := rotating(t).ask().validate()
	r.before = strings.Replace(r.before, "profile=prod", "profile=lab", 1)
	r.write(r.before)
	r.exchange()
	r.wantRotated()
	if in := r.env.Machine.Active; in.Name != "prod" || in.ConsumerKey.Secret.Reveal() != r.fresh {
		t.Errorf("the program works with %s now", in.Name)
	}
	if got, err := r.env.Client.CurrentCredential(t.Context()); err != nil || got.ID == r.second() || got.ID == r.old {
		t.Errorf("its client speaks with token %d, %v", got.ID, err)
	}
	r.Says("prod · ")
	r.Press("enter")
	r.loaded()
	r.Says("prod · ")
	if !strings.Contains(r.line("in use"), "in 29 d") && !strings.Contains(r.line("in use"), "in 30 d") {
		t.Errorf("the token in use is %q", r.line("in use"))
	}
}

// A key that stands in no file has no place to be written to: the old token is
// kept until the new key stands somewhere.
func TestRotationOfAKeyThatStandsNowhere(t *testing.T) {
	t.Parallel()
	r := rotating(t)
	r.before = strings.Replace(r.before, "consumer_key="+r.keys.ConsumerKey, "consumer_key=", 1)
	r.write(r.before)
	r.Press("g", "R")
	r.Says("The old token keeps working until the new key stands in a file.")
	r.Press("enter")
	r.asked()
	r.validate().exchange()
	r.Says("Not rotated. The new key stands nowhere on this machine, so old token " + itoa(r.old) + " was not touched.")
	r.Says("W keeps the new key where it is used, then t revokes the old token.")
	r.wantUntouched()
	r.Press("W")
	r.WaitFor("Into ovh.conf")
	r.WaitFor("section")
	r.Settle()
	r.Press("enter")
	r.Says("Written and read back")
	r.wantNewStored()
	r.Press("esc")
	r.WaitFor("Where things stand")
	r.again()
	if r.keyWorks(r.keys.ConsumerKey) || !r.keyWorks(r.fresh) || !strings.Contains(r.conf(), r.fresh) {
		t.Errorf("not the new key works, or not only:\n%s", r.conf())
	}
	r.wantStored(0)
}

// A rotation that revoked a token leaves a receipt and says where.
func TestRotationLeavesAReceipt(t *testing.T) {
	t.Parallel()
	r := rotating(t).ask().validate()
	r.exchange()
	r.Says("Receipt: ~/receipts/rotate.json")
	if got := r.keeper.receipt(); len(got.Revoked) != 1 || got.Revoked[0].ID != r.old || got.Revoked[0].Application == "" {
		t.Errorf("the receipt is %+v", got)
	}
}
