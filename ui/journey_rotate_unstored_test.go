package ui_test

import (
	"errors"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// noRequests cannot store a request, as where a file stands in the folder's place.
type noRequests struct{ config.Store }

func (noRequests) Keep(ovhapi.PendingRequest) error { return errors.New("not a directory") }

func (noRequests) Pending() ([]ovhapi.PendingRequest, error) { return nil, nil }

// A rotation never says that the new key is stored when it is not, and warns before
// it is lost.
func TestRotationWhoseNewKeyCouldNotBeStored(t *testing.T) {
	t.Parallel()
	r := rotating(t)
	r.env.Keeper = noRequests{r.env.Keeper}
	r.Press("g", "R")
	r.WaitFor("Its key stands in")
	r.Press("enter")
	r.WaitFor("still waiting")
	if err := r.sim.Authorize(r.sim.LatestPage(), ovhsim.ThirtyDays); err != nil {
		t.Fatal(err)
	}
	r.WaitFor("Validated by")
	r.offline("GET", "/auth/details")
	r.Says("could not be stored.", "The new key is stored nowhere but in this program: W keeps it, now. t tries again.")
	r.Lacks("in this program's list of new tokens (w)")
	r.Press("enter")
	r.Says("The new key is stored nowhere: W keeps it. Leaving now loses it.")
	r.Press("W")
	r.Says("stored nowhere: copy it now")
	r.Press("esc")
	r.Says("once this program ends it is lost.")
	r.Press("y")
	r.WaitFor("Where things stand")
	r.sim.ClearFaults()
	r.again()
	r.Says("is not in this program's list of new tokens", "New key in ~/.ovh.conf line 9")
}
