package ovhapi_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// granted asks for a token, changes it behind the client's back, and verifies.
func granted(t *testing.T, w world, d ovhapi.Draft, v ovhsim.Validity, owner string) (ovhapi.Verified, *ovhapi.Request, error) {
	t.Helper()
	r, err := w.client.Request(t.Context(), d, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.sim.AuthorizeAs(r.ValidationURL, v, owner); err != nil {
		t.Fatal(err)
	}
	got, err := r.Verify(t.Context())
	return got, r, err
}

func TestVerifySaysWhoseTokenItIs(t *testing.T) {
	t.Parallel()
	for _, owner := range []string{ovhsim.Owner, ovhsim.Stranger} {
		for rule, path := range map[string]string{"GET /me": "/me", "GET /domain": "/auth/details", "GET /*": "/me"} {
			w := start(t, ovhsim.Options{})
			v, _, err := granted(t, w, ovhapi.Draft{Rules: parse(rule)}, ovhsim.OneDay, owner)
			if err != nil || v.Account != owner {
				t.Errorf("%s: account %q, %v, want %s", rule, v.Account, err, owner)
			}
			if w.count("GET", path) != 1 {
				t.Errorf("%s: %s was not asked", rule, path)
			}
		}
	}
}

func TestVerifyWithoutMeAsksForTheDetails(t *testing.T) {
	t.Parallel()
	for _, fault := range []ovhsim.Fault{{Status: 403}, {Status: 200, Body: "{}"}, {Status: 500}} {
		w := start(t, ovhsim.Options{})
		fault.Path, fault.Times = "/me", -1
		w.sim.Fail(fault)
		v, _, err := granted(t, w, ovhapi.Draft{Rules: parse("GET /me")}, ovhsim.OneDay, ovhsim.Owner)
		if err != nil || v.Account != ovhsim.Owner {
			t.Errorf("%+v: account %q, %v", fault, v.Account, err)
		}
	}
	w := start(t, ovhsim.Options{})
	w.sim.Fail(ovhsim.Fault{Path: "/auth/details", Status: 200, Body: "{}", Times: -1})
	v, _, err := granted(t, w, ovhapi.Draft{Rules: parse("GET /domain")}, ovhsim.OneDay, ovhsim.Owner)
	if !errors.Is(err, ovhapi.ErrBadAnswer) || v.Credential.ID == 0 {
		t.Errorf("nobody says whose token it is: %+v, %v", v, err)
	}
}

func TestVerifyTellsLifetimes(t *testing.T) {
	t.Parallel()
	for v, want := range map[ovhsim.Validity]time.Duration{
		ovhsim.FiveMinutes: 5 * time.Minute, ovhsim.OneHour: time.Hour, ovhsim.OneDay: 24 * time.Hour, ovhsim.ThirtyDays: 720 * time.Hour, ovhsim.Unlimited: 0,
	} {
		w := start(t, ovhsim.Options{ClockSkew: 8 * time.Minute})
		got, _, err := granted(t, w, ovhapi.Draft{Rules: parse("GET /me")}, v, ovhsim.Owner)
		if err != nil || got.Lifetime != want {
			t.Errorf("%s: lifetime %v, %v, want %v", v, got.Lifetime, err, want)
		}
	}
}

// Zero stands for "never expires"; a token in its last seconds must not be told
// as one.
func TestATokenAboutToExpireIsNotUnlimited(t *testing.T) {
	t.Parallel()
	soon := time.Now().Add(10 * time.Second).UTC().Format(time.RFC3339)
	c := cannedClient(t, canned(200, `{"credentialId":1,"applicationId":2,"status":"validated","expiration":"`+soon+`","account":"x"}`))
	r, err := c.Resume(ovhapi.PendingRequest{Endpoint: c.Endpoint().Name, ApplicationKey: c.ApplicationKey(), ConsumerKey: ovhapi.NewSecret("k")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if v, err := r.Verify(t.Context()); err != nil || v.Lifetime <= 0 {
		t.Errorf("lifetime %v, %v", v.Lifetime, err)
	}
}

func TestVerifyTellsWhatDiffersFromWhatWasAsked(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	asked := ovhapi.Draft{Rules: parse("GET /me", "PUT /ip/*"), AllowedIPs: []string{"127.0.0.1", "10.0.0.0/8"}}
	v, r, err := granted(t, w, asked, ovhsim.OneDay, ovhsim.Owner)
	if err != nil || len(v.Missing)+len(v.Extra) != 0 || v.AddressesDiffer {
		t.Errorf("granted as asked: %+v, %v", v, err)
	}
	w.sim.Restrict(v.Credential.ID, "127.0.0.0/8")
	stored := *r
	stored.Rules = parse("GET /me", "DELETE /vps/*")
	v, err = stored.Verify(t.Context())
	if err != nil || !v.AddressesDiffer || len(v.Missing) != 1 || v.Missing[0].Path != "/vps/*" || len(v.Extra) != 1 || v.Extra[0].Path != "/ip/*" {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestVerifyOfAKeyThatIsNotValid(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	r, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: parse("GET /me")}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Verify(t.Context()); !errors.Is(err, ovhapi.ErrKeyNotValid) || !strings.HasPrefix(err.Error(), "verifying the new token") {
		t.Errorf("error %v", err)
	}
}

func TestAddressesAreComparedAsSets(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		a, b string
		same bool
	}{
		{"", "", true},
		{"10.0.0.1", "10.0.0.1/32", true},
		{"10.0.0.1 10.0.0.2", "10.0.0.2 10.0.0.1", true},
		{"10.0.0.1 10.0.0.1/32 10.0.0.1", "10.0.0.1", true},
		{"2001:db8::1", "2001:0DB8:0::1/128", true},
		{"", "0.0.0.0/0", true},
		{"", "0.0.0.0/0 ::/0", true},
		{"10.0.0.1 0.0.0.0/0", "", true},
		{"10.0.0.1", "", false},
		{"10.0.0.1", "10.0.0.2", false},
		{"10.0.0.0/8", "10.0.0.0/9", false},
		{"10.0.0.1", "10.0.0.1 10.0.0.2", false},
		{"nonsense", "nonsense", true},
		{"nonsense", "10.0.0.1", false},
	} {
		a, b := strings.Fields(row.a), strings.Fields(row.b)
		if ovhapi.SameAddresses(a, b) != row.same || ovhapi.SameAddresses(b, a) != row.same {
			t.Errorf("%v and %v: want %v", a, b, row.same)
		}
	}
}

func TestParseBlock(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"203.0.113.4": "203.0.113.4/32", "203.0.113.0/24": "203.0.113.0/24", "2001:db8::1": "2001:db8::1/128", "2001:db8::/32": "2001:db8::/32",
		"0.0.0.0/0": "0.0.0.0/0", "::/0": "::/0",
		"": "", "203.0.113": "", "203.0.113.4/33": "", "203.0.113.4/24": "", "example.com": "", "fe80::1%eth0": "", "203.0.113.4 ": "", "1.2.3.4-5": "",
	} {
		got, err := ovhapi.ParseBlock(text)
		if (err == nil) != (want != "") || (err == nil && got.String() != want) {
			t.Errorf("%q: %v, %v, want %q", text, got, err, want)
		}
		if text == "203.0.113.4/24" && !strings.Contains(err.Error(), "203.0.113.0/24") {
			t.Errorf("the error does not say what would be right: %v", err)
		}
	}
}
