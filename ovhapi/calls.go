package ovhapi

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
)

const timePath = "/auth/time"

// Time is the server's clock: GET /auth/time, whole seconds, needs no key.
func (c *Client) Time(ctx context.Context) (time.Time, error) {
	q := call{method: http.MethodGet, path: timePath}
	got, _, err := c.once(ctx, q)
	if err != nil {
		return time.Time{}, err
	}
	var seconds int64
	if err := got.decode(q, &seconds); err != nil {
		return time.Time{}, err
	}
	if seconds <= 0 {
		return time.Time{}, q.bad(got.queryID, errors.New("the time is not one of today"))
	}
	return time.Unix(seconds, 0), nil
}

// Skew is how far the server's clock is ahead of this machine's, measured now.
func (c *Client) Skew(ctx context.Context) (time.Duration, error) {
	c.shared.clock.forget()
	got, err := c.shared.clock.read(ctx, 0)
	return got.skew, err
}

// CurrentCredential describes the client's own token: GET
// /auth/currentCredential, which needs no access rule.
func (c *Client) CurrentCredential(ctx context.Context) (Credential, error) {
	return c.credential(ctx, "/auth/currentCredential")
}

// Credential describes one token of the account.
func (c *Client) Credential(ctx context.Context, id int64) (Credential, error) {
	return c.credential(ctx, "/me/api/credential/"+strconv.FormatInt(id, 10))
}

func (c *Client) credential(ctx context.Context, path string) (Credential, error) {
	var wire wireCredential
	q := call{method: http.MethodGet, path: path, signed: true}
	answer, err := c.do(ctx, q, &wire)
	if err != nil {
		return Credential{}, err
	}
	got, err := wire.credential()
	if err != nil {
		return Credential{}, q.bad(answer.queryID, err)
	}
	return got, nil
}

// Credentials lists the ids of all tokens of the account.
func (c *Client) Credentials(ctx context.Context) ([]int64, error) {
	var ids []int64
	_, err := c.do(ctx, call{method: http.MethodGet, path: "/me/api/credential", signed: true}, &ids)
	return ids, err
}

// CredentialApplication describes the application of a token; it answers for
// applications the account does not own too, and 404 when the application was
// deleted (seen by Kentrow/keymaker on a real account).
func (c *Client) CredentialApplication(ctx context.Context, id int64) (Application, error) {
	return c.application(ctx, "/me/api/credential/"+strconv.FormatInt(id, 10)+"/application")
}

// Applications lists the ids of the applications the account owns.
func (c *Client) Applications(ctx context.Context) ([]int64, error) {
	var ids []int64
	_, err := c.do(ctx, call{method: http.MethodGet, path: "/me/api/application", signed: true}, &ids)
	return ids, err
}

// Application describes an application the account owns; 404 for others.
func (c *Client) Application(ctx context.Context, id int64) (Application, error) {
	return c.application(ctx, "/me/api/application/"+strconv.FormatInt(id, 10))
}

func (c *Client) application(ctx context.Context, path string) (Application, error) {
	var got Application
	q := call{method: http.MethodGet, path: path, signed: true}
	answer, err := c.do(ctx, q, &got)
	if err != nil {
		return Application{}, err
	}
	if got.ID == 0 {
		return Application{}, q.bad(answer.queryID, errors.New("applicationId is missing"))
	}
	return got.clean(), nil
}

// DeleteCredential revokes a token: DELETE /me/api/credential/{id}. It is not
// tried again by itself; Revocation settles a lost answer by asking.
func (c *Client) DeleteCredential(ctx context.Context, id int64) error {
	return c.delete(ctx, id, false)
}

// deleteSurely is DeleteCredential, but ctx ends only the wait before the call is
// sent; the error is then errUnsent.
func (c *Client) deleteSurely(ctx context.Context, id int64) error { return c.delete(ctx, id, true) }

func (c *Client) delete(ctx context.Context, id int64, sure bool) error {
	q := call{method: http.MethodDelete, path: listRoute + "/" + strconv.FormatInt(id, 10), signed: true, sure: sure}
	_, err := c.do(ctx, q, nil)
	return err
}

// Details is auth.Details: who is behind the key, for every way of logging in.
// GET /auth/details needs no access rule.
type Details struct {
	Account     string `json:"account"`
	Method      string `json:"method"`
	Description string `json:"description"`
}

// Details asks whose key this is.
func (c *Client) Details(ctx context.Context) (Details, error) {
	var got Details
	q := call{method: http.MethodGet, path: "/auth/details", signed: true}
	answer, err := c.do(ctx, q, &got)
	if err != nil {
		return Details{}, err
	}
	got.Account, got.Method, got.Description = plain.Text(got.Account), plain.Text(got.Method), plain.Text(got.Description)
	if got.Account == "" {
		return Details{}, q.bad(answer.queryID, errors.New("account is missing"))
	}
	return got, nil
}

// Me is the part of nichandle.Nichandle that names an account.
type Me struct {
	Nichandle string `json:"nichandle"`
}

// Me asks for the account itself; it needs the rule GET /me.
func (c *Client) Me(ctx context.Context) (Me, error) {
	var got Me
	_, err := c.do(ctx, call{method: http.MethodGet, path: "/me", signed: true}, &got)
	got.Nichandle = plain.Text(got.Nichandle)
	return got, err
}

// CredentialRequest is auth.ApiCredentialRequestParams.
type CredentialRequest struct {
	AccessRules rule.Set `json:"accessRules"`
	AllowedIPs  []string `json:"allowedIPs,omitempty"`
	Redirection string   `json:"redirection,omitempty"`
}

// NewCredential is auth.ApiCredentialRequest: a consumer key that somebody has
// still to validate on the page. This answer is the only one that holds it.
type NewCredential struct {
	ConsumerKey   Secret
	State         Status
	ValidationURL string
}

// RequestCredential asks for a new consumer key: POST /auth/credential, which
// takes the application key only and is not signed.
func (c *Client) RequestCredential(ctx context.Context, r CredentialRequest) (NewCredential, error) {
	var wire struct {
		ConsumerKey   string `json:"consumerKey"`
		State         Status `json:"state"`
		ValidationURL string `json:"validationUrl"`
	}
	q := call{method: http.MethodPost, path: "/auth/credential", body: r}
	answer, err := c.do(ctx, q, &wire)
	if err != nil {
		return NewCredential{}, err
	}
	page, err := url.Parse(wire.ValidationURL)
	if wire.ConsumerKey == "" || err != nil || page.Host == "" {
		return NewCredential{}, q.bad(answer.queryID, errors.New("consumerKey or validationUrl is missing"))
	}
	return NewCredential{NewSecret(wire.ConsumerKey), wire.State, plain.Text(wire.ValidationURL)}, nil
}
