package ovhapi

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"ovh-tokens/ovhapi/rule"
)

// Draft is what a new token is to be allowed.
type Draft struct {
	Rules      rule.Set
	AllowedIPs []string // empty = any address
	// Preset is the id of the ready-made set that the rules began with, or "".
	Preset string
	// Replaces is set when the new token is to take the place of another.
	Replaces *Replacing
	// KeepSecret stores the application secret with the request, for when no
	// file holds it yet.
	KeepSecret bool
}

// Request is a token that has been asked for and waits for somebody to validate
// it.
type Request struct {
	PendingRequest
	// KeepErr is set when the key could not be stored: it then lives in this
	// process only, and whoever shows the request must say so.
	KeepErr error
	keeper  PendingKeeper
	client  *Client // speaks with the new key
	landing *Landing
	// refusals tells a refused request from a waiting one.
	refusals *refusals
}

// fallbackRedirection is sent to endpoints that insist on one but refuse this
// machine; acme.sh sends an address of its own for the same reason.
const fallbackRedirection = "https://www.ovhcloud.com/"

// Request asks for a consumer key under the client's application and stores it
// before it returns. With a landing the browser is asked to come back there;
// where the endpoint refuses that address the request goes without one, and
// where it insists on one, with a harmless one. The request takes the landing
// over.
func (c *Client) Request(ctx context.Context, d Draft, keeper PendingKeeper, landing *Landing) (*Request, error) {
	if len(d.Rules) == 0 {
		if landing != nil {
			landing.Close()
		}
		return nil, errors.New("a token needs at least one rule")
	}
	redirections := []string{"", fallbackRedirection}
	if landing != nil {
		redirections = append([]string{landing.URL()}, redirections...)
	}
	var (
		got  NewCredential
		err  error
		used string
	)
	for _, used = range redirections {
		got, err = c.RequestCredential(ctx, CredentialRequest{AccessRules: d.Rules, AllowedIPs: d.AllowedIPs, Redirection: used})
		if !aboutRedirection(err) {
			break
		}
	}
	if landing != nil && (err != nil || used != landing.URL()) {
		landing.Close()
		landing = nil
	}
	if err != nil {
		return nil, fmt.Errorf("asking for a new token: %w", err)
	}
	r := &Request{
		PendingRequest: PendingRequest{
			ID: strings.ToLower(rand.Text()[:8]), Endpoint: c.Endpoint().Name, ApplicationKey: c.ApplicationKey(),
			ConsumerKey: got.ConsumerKey, ValidationURL: got.ValidationURL,
			Rules: d.Rules, AllowedIPs: d.AllowedIPs, Preset: d.Preset, Replaces: d.Replaces,
			Created: time.Now(), State: RequestWaiting,
		},
		keeper: keeper, client: c.WithConsumerKey(got.ConsumerKey), landing: landing, refusals: newRefusals(c, keeper),
	}
	if d.KeepSecret {
		r.ApplicationSecret = c.shared.options.ApplicationSecret
	}
	r.keep()
	return r, nil
}

// Made reports whether a stored request belongs to the client's application and
// endpoint. An endpoint is the same under its name and its URL.
func (c *Client) Made(p PendingRequest) bool {
	e, err := ParseEndpoint(p.Endpoint)
	same := p.Endpoint == c.Endpoint().Name || (err == nil && e.URL == c.Endpoint().URL)
	return same && p.ApplicationKey == c.ApplicationKey()
}

// Resume takes up a stored request of the client's application and endpoint.
func (c *Client) Resume(p PendingRequest, keeper PendingKeeper) (*Request, error) {
	if !c.Made(p) {
		return nil, fmt.Errorf("request %s was made on %s with application key %s; choose the profile that holds it", p.ID, p.Endpoint, p.ApplicationKey)
	}
	return &Request{PendingRequest: p, keeper: keeper, client: c.WithConsumerKey(p.ConsumerKey), refusals: newRefusals(c, keeper)}, nil
}

// aboutRedirection reports whether the API refused the request in a way that
// another redirection may mend: no source tells how it says so, so every client
// error counts that is not about something else.
func aboutRedirection(err error) bool {
	api, ok := errors.AsType[*APIError](err)
	if !ok || errors.Is(err, ErrUnknownApp) || errors.Is(err, ErrRateLimit) {
		return false
	}
	return api.Status == 400 || (api.Status == 403 && strings.Contains(strings.ToLower(api.Message), "redirection"))
}

// keep stores the request as it stands.
func (r *Request) keep() {
	if r.keeper != nil {
		r.KeepErr = r.keeper.Keep(r.PendingRequest)
	}
}

// Forget gives the key up: it is removed from this machine.
func (r *Request) Forget() error {
	r.Close()
	if r.keeper == nil {
		return nil
	}
	return r.keeper.Forget(r.ID)
}

// Close stops listening for the browser. The key stays stored.
func (r *Request) Close() {
	if r.landing != nil {
		r.landing.Close()
	}
}

// Client speaks with the new key.
func (r *Request) Client() *Client { return r.client }
