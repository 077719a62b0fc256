package audit_test

import (
	"slices"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ovhapi/ovhsim"
)

// TestTheInventedAccountIsCleanedUp plans a clean-up of what a client has loaded,
// and runs it.
func TestTheInventedAccountIsCleanedUp(t *testing.T) {
	t.Parallel()
	sim := ovhsim.New(ovhsim.Options{})
	if err := sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	keys := sim.Keys()
	c, err := ovhapi.NewClient(ovhapi.Options{
		Endpoint: ovhapi.Endpoint{Name: sim.Endpoint(), URL: sim.Endpoint()}, ApplicationKey: keys.ApplicationKey,
		ApplicationSecret: ovhapi.NewSecret(keys.ApplicationSecret), ConsumerKey: ovhapi.NewSecret(keys.ConsumerKey),
	})
	if err != nil {
		t.Fatal(err)
	}
	a := load(t, c)
	for _, kind := range audit.Codes() {
		// The token in use has just the rules it needs, and can't pay.
		if n := a.Counts()[kind.Code]; (n == 0) != (kind.Code == audit.WiderThanNeed) {
			t.Errorf("%d tokens of the account are examples of %s", n, kind.Code)
		}
	}
	s := a.Sweep(every(), audit.Spare{})
	for _, kind := range audit.Groups() {
		if len(s.Of(kind.Group)) == 0 && kind.Group != audit.GroupTwins {
			t.Errorf("no token of the account is an example of %s", kind.Group)
		}
	}
	r := c.Revoke(t.Context(), s.Plan(), ovhsim.Owner, nil)
	r.Wait()
	p := r.Next(t.Context())
	if p.Err != nil || len(p.Results) != len(s.Items) || len(p.Skipped) != 0 {
		t.Errorf("%v: %d results of %d, skipped %+v", p.Err, len(p.Results), len(s.Items), p.Skipped)
	}
	for _, item := range s.Items {
		if slices.ContainsFunc(sim.Credentials(), func(c ovhsim.Credential) bool { return c.ID == item.Token.ID }) {
			t.Errorf("token %d is still there", item.Token.ID)
		}
	}
	if again := load(t, c).Sweep(every(), audit.Spare{}); len(again.Items) != 0 {
		t.Errorf("left over: %s", said(again))
	}
}

// load reads a whole account.
func load(t *testing.T, c *ovhapi.Client) *audit.Auditor {
	t.Helper()
	loading, a := c.Load(t.Context()), audit.New(c.ServerNow(), audit.Thresholds{})
	for {
		u := loading.Next(t.Context())
		a.Put(u.Tokens...)
		a.Drop(u.Gone...)
		if u.Err != nil {
			t.Fatal(u.Err)
		}
		if u.Done {
			a.Advance(c.ServerNow())
			return a
		}
	}
}
