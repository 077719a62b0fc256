package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
)

// Time is the server's clock: GET /auth/time, whole seconds, needs no key.
func (c *Client) Time(ctx context.Context) (time.Time, error) {
	q := call{method: http.MethodGet, path: "/auth/time"}
	got, err := c.once(ctx, q)
	if err != nil {
		return time.Time{}, err
	}
	var seconds int64
	if err := decode(q, got, &seconds); err != nil {
		return time.Time{}, err
	}
	return time.Unix(seconds, 0), nil
}

// Skew is how far the server's clock is ahead of this machine's, measured now.
func (c *Client) Skew(ctx context.Context) (time.Duration, error) {
	c.shared.clock.forget()
	return c.shared.clock.skew(ctx, 0)
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
	if _, err := c.do(ctx, call{method: http.MethodGet, path: path, signed: true}, &wire); err != nil {
		return Credential{}, err
	}
	got, err := wire.credential()
	if err != nil {
		return Credential{}, &TransportError{Method: http.MethodGet, Path: path, Kind: ErrBadAnswer, Cause: err}
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
	if _, err := c.do(ctx, call{method: http.MethodGet, path: path, signed: true}, &got); err != nil {
		return Application{}, err
	}
	if got.ID == 0 {
		return Application{}, &TransportError{Method: http.MethodGet, Path: path, Kind: ErrBadAnswer, Cause: errors.New("applicationId is missing")}
	}
	return got.clean(), nil
}

// DeleteCredential revokes a token: DELETE /me/api/credential/{id}. It is not
// tried again by itself; Revocation settles a lost answer by asking.
func (c *Client) DeleteCredential(ctx context.Context, id int64) error {
	_, err := c.do(ctx, call{method: http.MethodDelete, path: "/me/api/credential/" + strconv.FormatInt(id, 10), signed: true}, nil)
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
	_, err := c.do(ctx, call{method: http.MethodGet, path: "/auth/details", signed: true}, &got)
	got.Account, got.Method, got.Description = plain.Text(got.Account), plain.Text(got.Method), plain.Text(got.Description)
	return got, err
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
	const path = "/auth/credential"
	var wire struct {
		ConsumerKey   string `json:"consumerKey"`
		State         Status `json:"state"`
		ValidationURL string `json:"validationUrl"`
	}
	if _, err := c.do(ctx, call{method: http.MethodPost, path: path, body: r}, &wire); err != nil {
		return NewCredential{}, err
	}
	page, err := url.Parse(wire.ValidationURL)
	if wire.ConsumerKey == "" || err != nil || page.Host == "" {
		return NewCredential{}, &TransportError{Method: http.MethodPost, Path: path, Kind: ErrBadAnswer, Cause: errors.New("consumerKey or validationUrl is missing")}
	}
	return NewCredential{NewSecret(wire.ConsumerKey), wire.State, plain.Text(wire.ValidationURL)}, nil
}

// wireCredential is a credential as it comes: dates in more than one spelling,
// text not yet fit for a terminal.
type wireCredential struct {
	ID            int64    `json:"credentialId"`
	ApplicationID int64    `json:"applicationId"`
	Status        Status   `json:"status"`
	Rules         rule.Set `json:"rules"`
	AllowedIPs    []string `json:"allowedIPs"`
	Creation      string   `json:"creation"`
	Expiration    *string  `json:"expiration"`
	LastUse       *string  `json:"lastUse"`
	Support       bool     `json:"ovhSupport"`
}

// credential checks and cleans what came.
func (w wireCredential) credential() (Credential, error) {
	if w.ID == 0 {
		return Credential{}, errors.New("credentialId is missing")
	}
	c := Credential{
		ID: w.ID, ApplicationID: w.ApplicationID, Status: Status(plain.Text(string(w.Status))), Support: w.Support,
		Rules: make(rule.Set, len(w.Rules)), AllowedIPs: make([]string, len(w.AllowedIPs)),
	}
	for i, r := range w.Rules {
		c.Rules[i] = rule.Rule{Method: rule.Method(plain.Text(string(r.Method))), Path: cleanPath(r.Path)}
	}
	for i, ip := range w.AllowedIPs {
		c.AllowedIPs[i] = plain.Text(ip)
	}
	creation, err := parseTime(&w.Creation)
	if err != nil {
		return Credential{}, fmt.Errorf("creation: %w", err)
	}
	if creation != nil {
		c.Creation = *creation
	}
	if c.Expiration, err = parseTime(w.Expiration); err != nil {
		return Credential{}, fmt.Errorf("expiration: %w", err)
	}
	if c.LastUse, err = parseTime(w.LastUse); err != nil {
		return Credential{}, fmt.Errorf("lastUse: %w", err)
	}
	return c, nil
}

// cleanPath sanitises a rule's path but keeps a trailing blank, which makes the
// rule match nothing and must not be hidden.
func cleanPath(path string) string {
	clean := plain.Text(path)
	if n := len(path); n > 0 && path[n-1] == ' ' {
		clean += " "
	}
	return clean
}

// parseTime reads a date of the API: RFC 3339, or the same without a colon in
// its offset. Null and empty are no date.
func parseTime(text *string) (*time.Time, error) {
	if text == nil || *text == "" {
		return nil, nil //nolint:nilnil // no date is a valid answer: never used, never expires
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05-0700"} {
		if t, err := time.Parse(layout, *text); err == nil {
			return &t, nil
		}
	}
	return nil, fmt.Errorf("%q is not a date", plain.Text(*text))
}

func (a Application) clean() Application {
	a.Name, a.Description = plain.Text(a.Name), plain.Text(a.Description)
	a.Key, a.Status = plain.Text(a.Key), plain.Text(a.Status)
	return a
}
