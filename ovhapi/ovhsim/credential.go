package ovhsim

import (
	"net/netip"
	"slices"
	"time"

	"ovh-tokens/ovhapi/rule"
)

// Status is auth.CredentialStateEnum (schema auth.json of 2026-04).
type Status string

// The four states of a token.
const (
	Validated Status = "validated"
	Pending   Status = "pendingValidation"
	Refused   Status = "refused"
	Expired   Status = "expired"
)

// Credential is one token as the server stores it.
type Credential struct {
	ID            int64
	ApplicationID int64
	ConsumerKey   string
	// Owner is the account the token belongs to: the one that validated it,
	// empty while nobody has opened the page of a request.
	Owner      string
	Status     Status
	Rules      rule.Set
	AllowedIPs []string
	Creation   time.Time
	Expiration time.Time // zero = never expires
	LastUse    time.Time // zero = never used
	Support    bool

	// Redirection and the fields below belong to requests made through
	// POST /auth/credential.
	Redirection string
	page        string    // the credentialToken of the validation page
	deadline    time.Time // when the request dies without a validation
}

// clone copies the credential with what it points to.
func (c Credential) clone() Credential {
	c.Rules = slices.Clone(c.Rules)
	c.AllowedIPs = slices.Clone(c.AllowedIPs)
	return c
}

// works reports what the token really is at the server's time now. What becomes
// of a request that nobody validates is not documented; here it turns expired.
func (c *Credential) works(now time.Time) Status {
	switch {
	case c.Status == Validated && !c.Expiration.IsZero() && !now.Before(c.Expiration):
		return Expired
	case c.Status == Pending && !c.deadline.IsZero() && !now.Before(c.deadline):
		return Expired
	default:
		return c.Status
	}
}

// shown is the status the API lists, which may lag behind what works says.
func (c *Credential) shown(o Options) Status {
	if o.LateExpiry && c.Status == Validated {
		return Validated
	}
	return c.works(o.clock())
}

// admits reports whether the token may be used from addr. Blocks come as CIDR
// or as bare addresses; no block at all admits everyone.
func (c *Credential) admits(addr netip.Addr) bool {
	if len(c.AllowedIPs) == 0 {
		return true
	}
	addr = addr.Unmap()
	return slices.ContainsFunc(c.AllowedIPs, func(block string) bool {
		p, err := parseBlock(block)
		return err == nil && p.Contains(addr)
	})
}

// parseBlock reads an ipBlock: "203.0.113.0/24" or "203.0.113.4".
func parseBlock(block string) (netip.Prefix, error) {
	if p, err := netip.ParsePrefix(block); err == nil {
		return p, nil
	}
	a, err := netip.ParseAddr(block)
	if err != nil {
		return netip.Prefix{}, err
	}
	return netip.PrefixFrom(a, a.BitLen()), nil
}

// Application is an application of the invented world, owned by the account or
// not.
type Application struct {
	ID          int64
	Key         string
	Secret      string
	Name        string
	Description string
	Status      string // active, blocked, inactive or trusted
	Owner       string // the account it belongs to; empty for OVH's own
	// Deleted applications are kept because their tokens stay listed; no route
	// shows them.
	Deleted bool
}
