package waiting_test

import (
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// anew asks for a token twice and returns both requests.
func anew(t *testing.T) (s *stand, before, now ovhapi.PendingRequest) {
	t.Helper()
	s = start(t, ovhsim.Options{})
	before = s.pending()
	s.Press("n")
	s.Says("The request before this one is kept until this one is validated.")
	list, _ := s.keeper.Pending()
	for _, p := range list {
		if p.ID != before.ID {
			now = p
		}
	}
	if len(list) != 2 || now.ID == "" {
		t.Fatalf("%d requests are stored", len(list))
	}
	return s, before, now
}

func TestRequestAskedAnewIsForgottenOnceTheNewOneIsThere(t *testing.T) {
	t.Parallel()
	s, before, now := anew(t)
	if err := s.sim.Authorize(now.ValidationURL, ovhsim.ThirtyDays); err != nil {
		t.Fatal(err)
	}
	s.Says("The request before this one is still pending; B forgets it.")
	s.Press("B")
	s.Says("Forget the request from before this one?")
	s.Press("enter")
	s.wantStored(2)
	s.Press("B", "y")
	s.WaitGone("The request before this one")
	list, _ := s.keeper.Pending()
	if len(list) != 1 || list[0].ID != now.ID {
		t.Errorf("stored is %v, want the new one and not %s", list, before.ID)
	}
}

// TestRequestFromBeforeThatWasValidatedStays: somebody authorized the page that
// was open first.
func TestRequestFromBeforeThatWasValidatedStays(t *testing.T) {
	t.Parallel()
	s, before, now := anew(t)
	for _, p := range []ovhapi.PendingRequest{before, now} {
		if err := s.sim.Authorize(p.ValidationURL, ovhsim.ThirtyDays); err != nil {
			t.Fatal(err)
		}
	}
	s.WaitFor("B forgets it")
	s.Press("B", "y")
	s.Says("The request before this one was validated too: its key stays in the list of new tokens (w).")
	s.wantStored(2)
}

// TestRequestFromBeforeStaysWhenItCannotBeAskedAbout: without OVH's word nothing
// is removed.
func TestRequestFromBeforeStaysWhenItCannotBeAskedAbout(t *testing.T) {
	t.Parallel()
	s, _, now := anew(t)
	if err := s.sim.Authorize(now.ValidationURL, ovhsim.ThirtyDays); err != nil {
		t.Fatal(err)
	}
	s.WaitFor("B forgets it")
	s.sim.Fail(ovhsim.Fault{Times: -1, Status: 503})
	s.Press("B", "y")
	s.Says("The request before this one could not be forgotten: OVH's service is not available.")
	s.wantStored(2)
}
