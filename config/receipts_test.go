package config_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
)

// The newest receipt of the account and the action counts, whatever else stands in
// the folder.
func TestLastReceipt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	state, err := config.OpenState(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, found, err := state.LastReceipt(ovhapi.ActionSweep, "ovh-eu", "a"); found || err != nil {
		t.Errorf("found %v in an empty folder: %v", found, err)
	}
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for i, r := range []ovhapi.Receipt{
		{Endpoint: "ovh-eu", Account: "a", Action: "sweep", Choice: "first"},
		{Endpoint: "ovh-eu", Account: "a", Action: "sweep", Choice: "expired,dead", Skipped: []ovhapi.ReceiptSkip{{ID: 7, Reason: "taken out by you"}}},
		{Endpoint: "ovh-eu", Account: "a", Action: "clean"},
		{Endpoint: "ovh-eu", Account: "b", Action: "sweep"},
		{Endpoint: "ovh-ca", Account: "a", Action: "sweep"},
	} {
		r.Started = start.Add(time.Duration(i) * time.Hour)
		if _, err := state.KeepReceipt(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "receipts", "99999999T000000-sweep.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, found, err := state.LastReceipt(ovhapi.ActionSweep, "ovh-eu", "a")
	if err != nil || !found || r.Choice != "expired,dead" || len(r.Skipped) != 1 || r.Skipped[0].ID != 7 {
		t.Errorf("found %v %+v: %v", found, r, err)
	}
}
