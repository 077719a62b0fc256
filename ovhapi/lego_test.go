package ovhapi_test

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
)

// TestTokenOfLegoIsOfUseInOneZone makes a token of the ready-made set for lego,
// narrowed to one zone, and does with it what lego does (its providers/dns/ovh):
// create a TXT record, publish the zone, delete the record. In another zone of the
// same account each of these is refused.
func TestTokenOfLegoIsOfUseInOneZone(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	looks, _ := w.with(t, "GET /domain/zone")
	zones, err := looks.Values(t.Context(), "/domain/zone")
	if err != nil || len(zones) < 2 {
		t.Fatalf("the account has the zones %q: %v", zones, err)
	}
	lego, _ := preset.Find("lego")
	rules, err := lego.Fill(map[string][]string{"zone": {zones[0]}})
	if err != nil {
		t.Fatal(err)
	}
	token := made(t, w, rules)
	if err := challenge(t, token, zones[0]); err != nil {
		t.Errorf("in its own zone: %v", err)
	}
	if err := challenge(t, token, zones[1]); !errors.Is(err, ovhapi.ErrNotGranted) {
		t.Errorf("in another zone: %v", err)
	}
	for _, call := range []rule.Call{
		{Method: rule.Post, Path: "/domain/zone/" + zones[1] + "/refresh"},
		{Method: rule.Delete, Path: "/domain/zone/" + zones[1] + "/record/1"},
		{Method: rule.Get, Path: "/domain/zone/" + zones[0] + "/record"}, // lego reads nothing
	} {
		err := token.Ask(t.Context(), string(call.Method), call.Path, nil, nil)
		if !errors.Is(err, ovhapi.ErrNotGranted) || rules.Explain(call).Allowed {
			t.Errorf("%s: %v; explained as allowed: %v", call, err, rules.Explain(call).Allowed)
		}
	}
}

// made requests a token and has it validated, as a user does.
func made(t *testing.T, w world, rules rule.Set) *ovhapi.Client {
	t.Helper()
	request, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: rules, Preset: "lego"}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(request.Close)
	if err := w.sim.Authorize(request.ValidationURL, ovhsim.OneDay); err != nil {
		t.Fatal(err)
	}
	return w.client.WithConsumerKey(request.ConsumerKey)
}

// challenge answers a DNS-01 challenge in a zone and clears it away.
func challenge(t *testing.T, c *ovhapi.Client, zone string) error {
	t.Helper()
	var record struct {
		ID int64 `json:"id"`
	}
	body := map[string]any{"fieldType": "TXT", "subDomain": "_acme-challenge", "target": "a token", "ttl": 60}
	path := "/domain/zone/" + zone
	if err := c.Ask(t.Context(), http.MethodPost, path+"/record", body, &record); err != nil {
		return fmt.Errorf("creating the record: %w", err)
	}
	if err := c.Ask(t.Context(), http.MethodPost, path+"/refresh", nil, nil); err != nil {
		return fmt.Errorf("publishing the zone: %w", err)
	}
	if err := c.Ask(t.Context(), http.MethodDelete, fmt.Sprintf("%s/record/%d", path, record.ID), nil, nil); err != nil {
		return fmt.Errorf("deleting the record: %w", err)
	}
	return nil
}
