package config

import (
	"slices"
	"testing"

	"ovh-tokens/ovhapi"
)

// A request remembers on disk what it is for: the ready-made set that it was
// made from, and the token whose place it is to take.
func TestPendingRequestRemembersWhatItIsFor(t *testing.T) {
	t.Parallel()
	s, err := OpenState(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := request("aaaa")
	r.Preset, r.Replaces = "lego", &ovhapi.Replacing{CredentialID: 42, Account: "zz1-ovh", Profile: "prod", Files: []string{"~/.env"}}
	if err := s.Keep(r); err != nil {
		t.Fatal(err)
	}
	list, err := s.Pending()
	if err != nil || len(list) != 1 {
		t.Fatalf("%d requests, %v", len(list), err)
	}
	got := list[0]
	if got.Preset != "lego" || got.Replaces == nil || got.Replaces.CredentialID != 42 || got.Replaces.Account != "zz1-ovh" ||
		got.Replaces.Profile != "prod" || !slices.Equal(got.Replaces.Files, []string{"~/.env"}) {
		t.Errorf("read back %q, %+v", got.Preset, got.Replaces)
	}
}
