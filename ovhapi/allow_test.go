package ovhapi_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

func only(t *testing.T, blocks ...string) ovhapi.Restriction {
	t.Helper()
	r, err := ovhapi.OnlyFrom(blocks...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// stored is what the server holds of a token.
func (w world) stored(t *testing.T, id int64) ovhsim.Credential {
	t.Helper()
	list := w.sim.Credentials()
	at := slices.IndexFunc(list, func(c ovhsim.Credential) bool { return c.ID == id })
	if at < 0 {
		t.Fatalf("token %d is gone", id)
	}
	return list[at]
}

func TestRestrictionIsSaidAsItIsStored(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ texts, want, wrong string }{
		{"203.0.113.4", "203.0.113.4/32", ""},
		{"203.0.113.4 203.0.113.4/32", "203.0.113.4/32", ""},
		{"198.51.100.0/24 2001:db8::1", "198.51.100.0/24, 2001:db8::1/128", ""},
		{"", "", "no address is given"},
		{"0.0.0.0/0", "", "every address"},
		{"198.51.100.7/24", "", "host bits"},
		{"home", "", "write it like"},
	} {
		r, err := ovhapi.OnlyFrom(strings.Fields(row.texts)...)
		switch {
		case row.wrong != "":
			if err == nil || !strings.Contains(err.Error(), row.wrong) {
				t.Errorf("%q: %v, want %q", row.texts, err, row.wrong)
			}
		case err != nil || r.String() != row.want:
			t.Errorf("%q: %q, %v, want %q", row.texts, r, err, row.want)
		}
	}
}

func TestRestrictionKnowsWhomItShutsOut(t *testing.T) {
	t.Parallel()
	anywhere := []string{}
	for _, row := range []struct {
		before, to []string // to: nil is anywhere
		keeps      bool
	}{
		{anywhere, nil, true},
		{anywhere, []string{"203.0.113.0/24"}, false},
		{[]string{"0.0.0.0/0"}, []string{"203.0.113.0/24"}, false},
		{[]string{"203.0.113.4"}, []string{"203.0.113.0/24"}, true},
		{[]string{"203.0.113.4"}, []string{"203.0.113.4/32", "198.51.100.1"}, true},
		{[]string{"203.0.113.0/24"}, []string{"203.0.113.4"}, false},
		{[]string{"203.0.113.4", "2001:db8::/32"}, []string{"203.0.113.4"}, false},
		{[]string{"odd"}, []string{"203.0.113.4"}, false},
		{[]string{"203.0.113.4"}, nil, true},
		{[]string{"203.0.113.4", "2001:db8::1"}, []string{"203.0.113.4", "::/0"}, true},
		{[]string{"::/0"}, []string{"2001:db8::/32"}, false},
		{[]string{"::/0"}, []string{"::/0", "203.0.113.4"}, true},
		{anywhere, []string{"::/0"}, false}, // IPv4 is shut out
	} {
		to := ovhapi.Anywhere()
		if row.to != nil {
			to = only(t, row.to...)
		}
		if got := to.Keeps(row.before); got != row.keeps {
			t.Errorf("from %v to %v: %v", row.before, to, got)
		}
	}
	if (ovhapi.Restriction{}).Keeps([]string{"203.0.113.4"}) || (ovhapi.Restriction{}).Same(nil) {
		t.Error("nothing said passes for something")
	}
}

func TestRestrictionKnowsWhatIsTheSame(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		to      ovhapi.Restriction
		allowed []string
		same    bool
	}{
		{ovhapi.Anywhere(), nil, true},
		{ovhapi.Anywhere(), []string{"203.0.113.4", "0.0.0.0/0"}, true},
		{ovhapi.Anywhere(), []string{"::/0"}, false},
		{ovhapi.Anywhere(), []string{"odd"}, false},
		{only(t, "::/0"), nil, false},
		{only(t, "::/0"), []string{"::/0"}, true},
		{only(t, "203.0.113.4", "198.51.100.0/24"), []string{"198.51.100.0/24", "203.0.113.4/32", "203.0.113.4"}, true},
		{only(t, "203.0.113.4"), []string{"203.0.113.4", "odd"}, false},
		{ovhapi.Restriction{}, nil, false},
	} {
		if got := row.to.Same(row.allowed); got != row.same {
			t.Errorf("%v is the same as %q: %v", row.to, row.allowed, got)
		}
	}
}

// editor may change the addresses of tokens, which the usual token may not.
func (w world) editor(t *testing.T) (*ovhapi.Client, int64) {
	t.Helper()
	return w.with(t, "GET /me/api/credential/*", "PUT /me/api/credential/*")
}

func TestAddressesAreChangedInPlace(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	client, _ := w.editor(t)
	id := w.sim.Add(ovhsim.Credential{Rules: parse("GET /me")}).ID
	got, err := client.Allow(t.Context(), id, only(t, "203.0.113.4", "198.51.100.0/24"))
	if err != nil || !slices.Equal(got.AllowedIPs, []string{"203.0.113.4/32", "198.51.100.0/24"}) || !slices.Equal(got.AllowedIPs, w.stored(t, id).AllowedIPs) {
		t.Fatalf("%v, %v", got.AllowedIPs, err)
	}
	if got, err = client.Allow(t.Context(), id, ovhapi.Anywhere()); err != nil || len(got.AllowedIPs) > 0 || len(w.stored(t, id).AllowedIPs) > 0 {
		t.Fatalf("%v, %v", got.AllowedIPs, err)
	}
}

// A list that came to be empty by accident must not open a token to the world.
func TestAddressesAreNeverLiftedByAccident(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	client, _ := w.editor(t)
	id := w.sim.Add(ovhsim.Credential{Rules: parse("GET /me"), AllowedIPs: []string{"203.0.113.4/32"}}).ID
	if _, err := client.Allow(t.Context(), id, ovhapi.Restriction{}); err == nil {
		t.Error("nothing was said, and something was done")
	}
	if w.count(http.MethodPut, "/*") != 0 || len(w.stored(t, id).AllowedIPs) != 1 {
		t.Error("the addresses were touched")
	}
}

func TestLostAnswerOfAChangeOfAddressesIsSettled(t *testing.T) {
	t.Parallel()
	put := ovhsim.Fault{Method: http.MethodPut, Path: "/me/api/credential/*"}
	read := ovhsim.Fault{Method: http.MethodGet, Path: "/me/api/credential/*", Status: 500, Times: -1}
	for name, row := range map[string]struct {
		faults  []ovhsim.Fault
		done    bool
		wantErr error
	}{
		"dropped before": {[]ovhsim.Fault{{Method: put.Method, Path: put.Path, Drop: true}}, false, ovhapi.ErrOffline},
		"dropped after":  {[]ovhsim.Fault{{Method: put.Method, Path: put.Path, AfterEffect: true}}, true, nil},
		"failed after":   {[]ovhsim.Fault{{Method: put.Method, Path: put.Path, AfterEffect: true, Status: 503}}, true, nil},
		"nobody knows":   {[]ovhsim.Fault{{Method: put.Method, Path: put.Path, AfterEffect: true}, read}, true, ovhapi.ErrUnknownOutcome},
		"refused":        {[]ovhsim.Fault{{Method: put.Method, Path: put.Path, Status: 403, Body: `{"message":"This call has not been granted"}`}}, false, ovhapi.ErrNotGranted},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, ovhsim.Options{})
			client, _ := w.editor(t)
			id := w.sim.Add(ovhsim.Credential{Rules: parse("GET /me")}).ID
			for _, f := range row.faults {
				w.sim.Fail(f)
			}
			_, err := client.Allow(t.Context(), id, only(t, "203.0.113.4"))
			if !errors.Is(err, row.wantErr) {
				t.Errorf("%v, want %v", err, row.wantErr)
			}
			if got := len(w.stored(t, id).AllowedIPs) > 0; got != row.done {
				t.Errorf("the change is made: %v", got)
			}
		})
	}
}

func TestLockingOneselfOutIsSaid(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	client, own := w.editor(t)
	_, err := client.Allow(t.Context(), own, only(t, "203.0.113.4"))
	if !errors.Is(err, ovhapi.ErrLockedOut) {
		t.Errorf("%v", err)
	}
}

// Who may change tokens and not read them is not shut out.
func TestChangeThatMayNotBeReadBack(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	client, _ := w.with(t, "PUT /me/api/credential/*")
	id := w.sim.Add(ovhsim.Credential{Rules: parse("GET /me")}).ID
	_, err := client.Allow(t.Context(), id, only(t, "203.0.113.4"))
	if !errors.Is(err, ovhapi.ErrNotReadBack) || !errors.Is(err, ovhapi.ErrNotGranted) || len(w.stored(t, id).AllowedIPs) != 1 {
		t.Errorf("%v", err)
	}
}

func TestStoppedChangeOfAddressesIsNotBegun(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	client, _ := w.editor(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := client.Allow(ctx, w.sim.Own(), only(t, "203.0.113.4")); !errors.Is(err, context.Canceled) || w.count(http.MethodPut, "/*") != 0 {
		t.Errorf("%v", err)
	}
}

// A change that meets the limit was not made, so it is sent again.
func TestAChangeOfAddressesThatMeetsTheLimitIsMadeAgain(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{Editor: true})
	id := w.victims(1)[0].ID
	w.sim.Fail(ovhsim.Fault{Method: "PUT", Status: 429, Times: 2, Header: map[string]string{"Retry-After": "1"}})
	got, err := w.client.Allow(t.Context(), id, only(t, "203.0.113.4"))
	if err != nil || len(got.AllowedIPs) != 1 || w.count("PUT", "/*") != 3 {
		t.Errorf("%+v, %v, %d calls", got.AllowedIPs, err, w.count("PUT", "/*"))
	}
}
