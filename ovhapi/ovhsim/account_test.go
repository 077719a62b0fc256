package ovhsim_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
)

// TestNeglectedAccount counts what the demo promises: numbers that screens and
// documentation show.
func TestNeglectedAccount(t *testing.T) {
	t.Parallel()
	c := start(t, ovhsim.Options{})
	for status, want := range map[string]int{"": 61, "?status=expired": 18, "?status=refused": 2, "?status=pendingValidation": 3, "?status=validated": 38} {
		var ids []int64
		c.call("GET", "/me/api/credential"+status, "").into(t, &ids)
		if len(ids) != want {
			t.Errorf("%q lists %d tokens, want %d", status, len(ids), want)
		}
		for _, id := range ids {
			if id <= 1<<28 {
				t.Errorf("token %d has a small id", id)
			}
		}
	}
	var own wireToken
	c.call("GET", "/auth/currentCredential", "").into(t, &own)
	if left := time.Until(*own.Expiration); left < 29*24*time.Hour || left > 30*24*time.Hour {
		t.Errorf("the program's own token lasts %v more, want 29 days", left)
	}
	if len(own.Rules) != 7 {
		t.Errorf("the program's own token has the rules %v", own.Rules)
	}
	seen := map[string]bool{}
	var dead, foreign int
	for _, a := range c.sim.Applications() {
		seen[a.Name] = true
		if a.Deleted {
			dead++
		}
		if a.Owner == "" {
			foreign++
		}
	}
	if !seen["terraform-prod"] || !seen["OVH API console"] || dead != 1 || foreign != 3 {
		t.Errorf("applications %v, %d deleted, %d foreign", seen, dead, foreign)
	}
}

// TestDatesMakeSense checks every token of a large account: nothing is used
// before it exists or after its end, and nothing comes from the future.
func TestDatesMakeSense(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	sim := ovhsim.New(ovhsim.Options{Tokens: 3000, Now: func() time.Time { return now }})
	states := map[ovhsim.Status]int{}
	for _, c := range sim.Credentials() {
		states[c.Status]++
		if c.Creation.After(now) || c.LastUse.After(now) {
			t.Errorf("token %d is from the future: %v, %v", c.ID, c.Creation, c.LastUse)
		}
		if !c.LastUse.IsZero() && c.LastUse.Before(c.Creation) {
			t.Errorf("token %d was used %v, before its creation %v", c.ID, c.LastUse, c.Creation)
		}
		if !c.Expiration.IsZero() && c.LastUse.After(c.Expiration) {
			t.Errorf("token %d was used %v, after its end %v", c.ID, c.LastUse, c.Expiration)
		}
	}
	for _, s := range []ovhsim.Status{ovhsim.Validated, ovhsim.Expired, ovhsim.Refused, ovhsim.Pending} {
		if states[s] < 20 {
			t.Errorf("only %d of 3000 tokens are %s", states[s], s)
		}
	}
}

// TestSizes checks that any number of tokens can be had, always the same ones,
// with the program's own token among them.
func TestSizes(t *testing.T) {
	t.Parallel()
	now := func() time.Time { return time.Unix(1_800_000_000, 0) }
	for n, want := range map[int]int{1: 1, 7: 7, 61: 61, 62: 62, 500: 500, 10_000: 10_000, 20_000: 10_000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			one, two := ovhsim.New(ovhsim.Options{Tokens: n, Now: now}), ovhsim.New(ovhsim.Options{Tokens: n, Now: now})
			tokens := one.Credentials()
			if len(tokens) != want {
				t.Fatalf("%d tokens, want %d", len(tokens), want)
			}
			a, _ := json.Marshal(tokens)
			b, _ := json.Marshal(two.Credentials())
			if string(a) != string(b) {
				t.Error("two accounts of the same size differ")
			}
			if k := one.Keys(); len(k.ApplicationKey) != 16 || len(k.ApplicationSecret) != 32 || len(k.ConsumerKey) != 32 {
				t.Errorf("keys of the wrong length: %+v", k)
			}
		})
	}
}
