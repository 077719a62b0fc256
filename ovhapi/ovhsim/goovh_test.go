package ovhsim_test

import (
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/ovh/go-ovh/ovh"

	"ovh-tokens/ovhapi/ovhsim"
)

// TestOVHsOwnClient lets go-ovh request a token, use it and revoke it: what
// satisfies it here is signed as OVH wants it.
func TestOVHsOwnClient(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{ClockSkew: 45 * time.Minute})
	theirs := &ovh.Client{AppKey: c.keys.ApplicationKey, AppSecret: c.keys.ApplicationSecret, ConsumerKey: c.keys.ConsumerKey, Client: &http.Client{}, Timeout: time.Minute}
	if err := theirs.SetEndpoint(c.sim.Endpoint()); err != nil {
		t.Fatal(err)
	}
	var ids []int64
	if err := theirs.Get("/me/api/credential?status=validated", &ids); err != nil || len(ids) != 38 {
		t.Fatalf("%d tokens: %v", len(ids), err)
	}
	request := theirs.NewCkRequest()
	request.AddRecursiveRules(ovh.ReadWrite, "/domain")
	state, err := request.Do()
	if err != nil || state.State != "pendingValidation" {
		t.Fatalf("%+v: %v", state, err)
	}
	var failure *ovh.APIError
	if err := theirs.Get("/domain", nil); !errors.As(err, &failure) || failure.Message != "This credential is not valid" || failure.QueryID == "" {
		t.Errorf("a pending key: %v", err)
	}
	if err := c.sim.Authorize(state.ValidationURL, ovhsim.OneDay); err != nil {
		t.Fatal(err)
	}
	var record struct{ ID int64 }
	if err := theirs.Post("/domain/zone/example.net/record", map[string]any{"fieldType": "TXT", "subDomain": "_acme-challenge", "target": "é"}, &record); err != nil {
		t.Fatal(err)
	}
	if err := theirs.Delete(fmt.Sprintf("/domain/zone/example.net/record/%d", record.ID), nil); err != nil {
		t.Error(err)
	}
	if err := theirs.Get("/me", nil); !errors.As(err, &failure) || failure.Code != 403 || failure.Class != "Client::Forbidden" {
		t.Errorf("a call without a rule: %v", err)
	}
	if err := theirs.Post("/auth/logout", nil, nil); err != nil {
		t.Error(err)
	}
}
