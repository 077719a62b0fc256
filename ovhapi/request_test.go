package ovhapi_test

import (
	"context"
	"errors"
	"net"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

func newLanding(t *testing.T) *ovhapi.Landing {
	t.Helper()
	l, err := ovhapi.NewLanding(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return l
}

// listens reports whether anybody answers at the landing's address.
func listens(l *ovhapi.Landing) bool {
	u, _ := url.Parse(l.URL())
	conn, err := net.DialTimeout("tcp", u.Host, time.Second)
	if err != nil {
		return false
	}
	_ = conn.Close()
	return true
}

// stored is the request as the server holds it.
func stored(t *testing.T, sim *ovhsim.Server, r *ovhapi.Request) ovhsim.Credential {
	t.Helper()
	for _, c := range sim.Credentials() {
		if c.ConsumerKey == r.ConsumerKey.Reveal() {
			return c
		}
	}
	t.Fatal("the server does not know the request")
	return ovhsim.Credential{}
}

// redirected is what becomes of a redirection under a policy.
type redirected struct {
	policy  ovhsim.Redirection
	landing bool
	want    string // "landing", or the address the server stores
	calls   int
}

func TestRedirectionPolicies(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]redirected{
		"accepted":                 {ovhsim.RedirectionAccepted, true, "landing", 1},
		"accepted, no landing":     {ovhsim.RedirectionAccepted, false, "", 1},
		"loopback refused":         {ovhsim.RedirectionLoopbackRefused, true, "", 2},
		"required":                 {ovhsim.RedirectionRequired, true, "landing", 1},
		"required, no landing":     {ovhsim.RedirectionRequired, false, "https://www.ovhcloud.com/", 2},
		"loopback, without asking": {ovhsim.RedirectionLoopbackRefused, false, "", 1},
	} {
		for _, old := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				row.test(t, old)
			})
		}
	}
}

func (row redirected) test(t *testing.T, oldErrors bool) {
	t.Helper()
	w := start(t, ovhsim.Options{Redirection: row.policy, OldErrors: oldErrors})
	var landing *ovhapi.Landing
	want := row.want
	if row.landing {
		landing = newLanding(t)
		want = strings.Replace(want, "landing", landing.URL(), 1)
	}
	draft := ovhapi.Draft{Rules: parse("GET /me", "PUT /ip/*"), AllowedIPs: []string{"127.0.0.1"}}
	r, err := w.client.Request(t.Context(), draft, &keeper{}, landing)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	got := stored(t, w.sim, r)
	if got.Redirection != want || !slices.Equal(got.Rules, draft.Rules) || !slices.Equal(got.AllowedIPs, draft.AllowedIPs) {
		t.Errorf("the server was asked for %+v, want the redirection %q", got, want)
	}
	if n := w.count("POST", "/auth/credential"); n != row.calls {
		t.Errorf("%d calls, want %d", n, row.calls)
	}
	if landing != nil && listens(landing) != (row.want == "landing") {
		t.Errorf("the landing listens: %v", listens(landing))
	}
}

func TestTheKeyIsStoredBeforeRequestReturns(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	k := &keeper{}
	r, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: parse("GET /me"), AllowedIPs: []string{"127.0.0.0/8"}}, k, nil)
	if err != nil {
		t.Fatal(err)
	}
	kept := k.kept()
	if len(kept) != 1 || r.KeepErr != nil {
		t.Fatalf("kept %+v, error %v", kept, r.KeepErr)
	}
	p := kept[0]
	if p.ConsumerKey != r.ConsumerKey || p.ConsumerKey.Empty() || p.State != ovhapi.RequestWaiting || p.Endpoint != w.sim.Endpoint() ||
		p.ApplicationKey != w.sim.Keys().ApplicationKey || p.ValidationURL == "" || len(p.Rules) != 1 || len(p.AllowedIPs) != 1 ||
		p.ID != r.ID || p.ID != strings.ToLower(p.ID) || len(p.ID) < 6 || time.Since(p.Created) > time.Minute {
		t.Errorf("kept %+v", p)
	}
}

func TestAKeyThatCannotBeStoredIsStillUsable(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	k := &keeper{fail: errors.New("disk full")}
	r, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: parse("GET /me")}, k, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !errors.Is(r.KeepErr, k.fail) {
		t.Errorf("KeepErr %v", r.KeepErr)
	}
	if err := w.sim.Authorize(r.ValidationURL, ovhsim.Unlimited); err != nil {
		t.Fatal(err)
	}
	last := lastEvent(t, r.Wait(t.Context(), time.Millisecond))
	if last.State != ovhapi.RequestValidated || !errors.Is(last.KeepErr, k.fail) {
		t.Errorf("%+v", last)
	}
	if v, err := r.Verify(t.Context()); err != nil || v.Account != ovhsim.Owner || v.Lifetime != 0 {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestRequestsThatCannotBeMadeLeaveNoLandingOpen(t *testing.T) {
	t.Parallel()
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	w := start(t, ovhsim.Options{})
	unknown := w.sim.Keys()
	unknown.ApplicationKey = "ffffffffffffffff"
	stranger := w.as(t, unknown)
	draft := ovhapi.Draft{Rules: parse("GET /me")}
	for name, ask := range map[string]func(*ovhapi.Landing) error{
		"no rules": func(l *ovhapi.Landing) error {
			_, err := w.client.Request(t.Context(), ovhapi.Draft{}, nil, l)
			return err
		},
		"cancelled": func(l *ovhapi.Landing) error {
			_, err := w.client.Request(cancelled, draft, nil, l)
			return err
		},
		"unknown application": func(l *ovhapi.Landing) error {
			_, err := stranger.Request(t.Context(), draft, nil, l)
			if !errors.Is(err, ovhapi.ErrUnknownApp) {
				t.Errorf("error %v, want ErrUnknownApp", err)
			}
			return err
		},
		"a method the API does not know": func(l *ovhapi.Landing) error {
			_, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: parse("FETCH /me")}, nil, l)
			return err
		},
	} {
		landing := newLanding(t)
		if err := ask(landing); err == nil {
			t.Errorf("%s: no error", name)
		}
		if listens(landing) {
			t.Errorf("%s: the landing still listens", name)
		}
	}
	if n := w.count("POST", "/auth/credential"); n != 4 {
		t.Errorf("%d calls, want 1 with the unknown key and 3 with the wrong method", n)
	}
}

func TestALostAnswerToARequestIsNotAskedForAgain(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	w.sim.Fail(ovhsim.Fault{Method: "POST", AfterEffect: true, Times: -1})
	if _, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: parse("GET /me")}, nil, newLanding(t)); !errors.Is(err, ovhapi.ErrOffline) {
		t.Errorf("error %v", err)
	}
	if n := w.count("POST", "*"); n != 1 {
		t.Errorf("%d calls, want 1", n)
	}
}

func TestResumeTakesUpWhereTheRequestWas(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	k := &keeper{}
	first, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: parse("GET /me")}, k, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := w.client.Resume(k.kept()[0], k)
	if err != nil {
		t.Fatal(err)
	}
	_ = w.sim.Authorize(first.ValidationURL, ovhsim.OneHour)
	last := lastEvent(t, r.Wait(t.Context(), time.Millisecond))
	if last.State != ovhapi.RequestValidated || last.Credential.ID == 0 {
		t.Errorf("%+v", last)
	}
	kept := k.kept()
	if end := kept[len(kept)-1]; end.State != ovhapi.RequestValidated || end.CredentialID != last.Credential.ID || end.ConsumerKey != first.ConsumerKey {
		t.Errorf("kept %+v", end)
	}
	other := k.kept()[0]
	other.ApplicationKey = "another"
	if _, err := w.client.Resume(other, k); err == nil || !strings.Contains(err.Error(), "another") {
		t.Errorf("a request of another application: %v", err)
	}
	other = k.kept()[0]
	other.Endpoint = "ovh-us"
	if _, err := w.client.Resume(other, k); err == nil || !strings.Contains(err.Error(), "ovh-us") {
		t.Errorf("a request of another endpoint: %v", err)
	}
	if err := r.Forget(); err != nil || len(k.forgot) != 1 || k.forgot[0] != first.ID {
		t.Errorf("forgot %v, %v", k.forgot, err)
	}
}

func TestForgetTellsWhenItFails(t *testing.T) {
	t.Parallel()
	w := start(t, ovhsim.Options{})
	landing := newLanding(t)
	k := &keeper{}
	r, err := w.client.Request(t.Context(), ovhapi.Draft{Rules: parse("GET /me")}, k, landing)
	if err != nil {
		t.Fatal(err)
	}
	k.fail = errors.New("read-only file system")
	if err := r.Forget(); !errors.Is(err, k.fail) || listens(landing) {
		t.Errorf("error %v, the landing listens: %v", err, listens(landing))
	}
}
