package ovhapi_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
)

// world is a simulated API on a port of its own, and a client of the account's
// own token that waits for nothing.
type world struct {
	sim    *ovhsim.Server
	client *ovhapi.Client
	pauses *pauses
}

// start serves a simulated API until the test ends.
func start(t *testing.T, o ovhsim.Options) world {
	t.Helper()
	sim := ovhsim.New(o)
	if err := sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	w := world{sim: sim, pauses: &pauses{}}
	w.client = w.as(t, sim.Keys())
	return w
}

// as makes a client with other keys.
func (w world) as(t *testing.T, k ovhsim.Keys, changes ...func(*ovhapi.Options)) *ovhapi.Client {
	t.Helper()
	return newClient(t, w.sim.Endpoint(), k, append([]func(*ovhapi.Options){func(o *ovhapi.Options) {
		o.Pause = w.pauses.pause
		// A connection of its own for each call: on a used one Go repeats a
		// dropped GET by itself, and the record would count that too.
		o.Transport = &http.Transport{DisableKeepAlives: true}
	}}, changes...)...)
}

// with makes a client of a token of the same account that has these rules only.
func (w world) with(t *testing.T, rules ...string) (*ovhapi.Client, int64) {
	t.Helper()
	added := w.sim.Add(ovhsim.Credential{Rules: parse(rules...)})
	keys, _ := w.sim.KeysOf(added.ID)
	return w.as(t, keys), added.ID
}

func newClient(t *testing.T, url string, k ovhsim.Keys, changes ...func(*ovhapi.Options)) *ovhapi.Client {
	t.Helper()
	o := ovhapi.Options{
		Endpoint: ovhapi.Endpoint{Name: url, URL: url}, ApplicationKey: k.ApplicationKey,
		ApplicationSecret: ovhapi.NewSecret(k.ApplicationSecret), ConsumerKey: ovhapi.NewSecret(k.ConsumerKey),
	}
	for _, change := range changes {
		change(&o)
	}
	c, err := ovhapi.NewClient(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// parse reads rules as "GET /me".
func parse(lines ...string) rule.Set {
	var out rule.Set
	for _, line := range lines {
		method, path, _ := strings.Cut(line, " ")
		out = append(out, rule.Rule{Method: rule.Method(method), Path: path})
	}
	return out
}

// pauses records what a client would have waited for.
type pauses struct {
	mu   sync.Mutex
	took []time.Duration
}

func (p *pauses) pause(ctx context.Context, d time.Duration) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.took = append(p.took, d)
	return ctx.Err()
}

func (p *pauses) all() []time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]time.Duration(nil), p.took...)
}

// count is how many calls of the record were made with this method and path.
func (w world) count(method, path string) int {
	n := 0
	for _, c := range w.sim.Calls() {
		if c.Method == method && (rule.Rule{Method: "X", Path: path}).Allows("X", c.Path) {
			n++
		}
	}
	return n
}

// trip is a transport made of a function.
type trip func(*http.Request) (*http.Response, error)

func (f trip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// reply is a canned answer.
func reply(r *http.Request, status int, body string, header ...string) *http.Response {
	h := http.Header{}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Request: r, Header: h, Body: io.NopCloser(strings.NewReader(body))}
}

// canned answers every call in the same way, but tells the right time.
func canned(status int, body string, header ...string) trip {
	return func(r *http.Request) (*http.Response, error) {
		if strings.HasSuffix(r.URL.Path, "/auth/time") {
			return reply(r, http.StatusOK, fmt.Sprint(time.Now().Unix())), nil
		}
		return reply(r, status, body, header...), nil
	}
}

// someKeys are well-formed and known to nobody.
var someKeys = ovhsim.Keys{
	ApplicationKey: "0123456789abcdef", ApplicationSecret: "0123456789abcdef0123456789abcdef", ConsumerKey: "fedcba9876543210fedcba9876543210",
}

// cannedClient speaks to a transport instead of a network.
func cannedClient(t *testing.T, transport trip, changes ...func(*ovhapi.Options)) *ovhapi.Client {
	t.Helper()
	p := &pauses{}
	return newClient(t, "https://eu.api.ovh.com/1.0", someKeys, append([]func(*ovhapi.Options){func(o *ovhapi.Options) {
		o.Transport, o.Pause = transport, p.pause
	}}, changes...)...)
}

// direct hands requests to the simulated API without a network, so that a test
// in a bubble of its own time can count round trips by its latency.
type direct struct{ sim *ovhsim.Server }

// client makes a client of the account's own token.
func (d direct) client(t *testing.T) *ovhapi.Client {
	t.Helper()
	return newClient(t, "http://127.0.0.1/1.0", d.sim.Keys(), func(o *ovhapi.Options) { o.Transport = d })
}

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	in := r.Clone(r.Context())
	in.RequestURI, in.Host, in.RemoteAddr = r.URL.RequestURI(), r.URL.Host, "127.0.0.1:1"
	if in.Body == nil {
		in.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	d.sim.ServeHTTP(w, in)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return w.Result(), nil
}
