package ovhsim_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/ovhsim"
)

// client signs calls as a person's tool does; its fields can be bent to make
// wrong calls.
type client struct {
	t      *testing.T
	sim    *ovhsim.Server
	keys   ovhsim.Keys
	base   string // http://host, without a branch
	branch string
	clock  func() time.Time
	header map[string]string
}

// start serves a simulated API on a port of its own until the test ends.
func start(t *testing.T, o ovhsim.Options) *client {
	t.Helper()
	sim := ovhsim.New(o)
	if err := sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := sim.Close(); err != nil {
			t.Error(err)
		}
	})
	clock := o.Now
	if clock == nil {
		clock = time.Now
	}
	return &client{t: t, sim: sim, keys: sim.Keys(), base: strings.TrimSuffix(sim.Endpoint(), "/1.0"), branch: "/1.0", clock: clock}
}

// as returns the same client with another token.
func (c client) as(id int64) *client {
	c.t.Helper()
	k, found := c.sim.KeysOf(id)
	if !found {
		c.t.Fatalf("no keys for token %d", id)
	}
	c.keys = k
	return &c
}

// with returns the same client that sends one more header.
func (c client) with(name, value string) *client {
	h := map[string]string{name: value}
	for k, v := range c.header {
		h[k] = v
	}
	c.header = h
	return &c
}

// reply is an answer, read to its end.
type reply struct {
	status int
	header http.Header
	body   string
	err    error
}

func (r reply) into(t *testing.T, v any) {
	t.Helper()
	if r.err != nil || r.status != http.StatusOK {
		t.Fatalf("status %d, error %v, body %s", r.status, r.err, r.body)
	}
	if err := json.Unmarshal([]byte(r.body), v); err != nil {
		t.Fatalf("%v in %s", err, r.body)
	}
}

// request builds a signed request for a path below the branch.
func (c *client) request(method, path, body string) *http.Request {
	c.t.Helper()
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.base+c.branch+path, bytes.NewReader([]byte(body)))
	if err != nil {
		c.t.Fatal(err)
	}
	stamp := c.clock().Unix()
	req.Header.Set("X-Ovh-Application", c.keys.ApplicationKey)
	req.Header.Set("X-Ovh-Consumer", c.keys.ConsumerKey)
	req.Header.Set("X-Ovh-Timestamp", strconv.FormatInt(stamp, 10))
	req.Header.Set("X-Ovh-Signature", ovhsim.Sign(c.keys, method, c.base+c.branch+path, body, stamp))
	for k, v := range c.header {
		req.Header.Set(k, v)
	}
	return req
}

// call makes a signed call.
func (c *client) call(method, path, body string) reply {
	c.t.Helper()
	return do(c.request(method, path, body))
}

// do sends a request on a connection of its own, so that Go's client does not
// repeat a dropped call by itself.
func do(req *http.Request) reply {
	req.Close = true
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return reply{err: err}
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	return reply{status: res.StatusCode, header: res.Header, body: string(text), err: err}
}

// ask requests a token for the program's application.
func (c *client) ask(body string) (link, consumerKey string) {
	c.t.Helper()
	var out struct{ State, ConsumerKey, ValidationURL string }
	c.call("POST", "/auth/credential", body).into(c.t, &out)
	if out.State != "pendingValidation" {
		c.t.Fatalf("state %q", out.State)
	}
	return out.ValidationURL, out.ConsumerKey
}

// wireToken is what the tests read of a token.
type wireToken struct {
	CredentialID  int64
	ApplicationID int64
	Status        string
	AllowedIPs    []string
	Creation      time.Time
	Expiration    *time.Time
	LastUse       *time.Time
	OvhSupport    bool
	Rules         []struct{ Method, Path string }
}
