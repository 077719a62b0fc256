package ovhapi

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"ovh-tokens/ovhapi/rule"
)

// Verified is what a new token really is, as told by the API to the token
// itself.
type Verified struct {
	Credential Credential
	// Account is whom the token belongs to: whoever logged in on the page.
	Account string
	// Missing and Extra are the differences between asked and granted rules.
	Missing, Extra rule.Set
	// AddressesDiffer is true when the token works from other addresses than
	// asked for.
	AddressesDiffer bool
	// Lifetime is how long the token is still valid, to the minute; 0 means that
	// it never expires.
	Lifetime time.Duration
}

// Verify asks with the new key who answers and what was granted.
func (r *Request) Verify(ctx context.Context) (Verified, error) {
	got, err := r.client.CurrentCredential(ctx)
	if err != nil {
		return Verified{}, fmt.Errorf("verifying the new token: %w", err)
	}
	v := Verified{Credential: got, AddressesDiffer: !sameAddresses(r.AllowedIPs, got.AllowedIPs)}
	v.Missing, v.Extra = rule.Diff(r.Rules, got.Rules)
	if got.Expiration != nil {
		v.Lifetime = max(got.Expiration.Sub(r.client.ServerNow()).Round(time.Minute), time.Minute)
	}
	if _, ok := got.Rules.Allows(rule.Get, "/me"); ok {
		if me, err := r.client.Me(ctx); err == nil {
			v.Account = me.Nichandle
		}
	}
	if v.Account == "" {
		details, err := r.client.Details(ctx)
		if err != nil {
			return v, fmt.Errorf("asking whose token it is: %w", err)
		}
		v.Account = details.Account
	}
	return v, nil
}

// sameAddresses compares two lists of address blocks as sets: a bare address is
// the block of itself alone, and a list that restricts nothing equals any other
// such list.
func sameAddresses(a, b []string) bool {
	return slices.Equal(blocks(a), blocks(b))
}

func blocks(list []string) []string {
	var out []string
	for _, text := range list {
		prefix, err := ParseBlock(text)
		switch {
		case err != nil:
			out = append(out, text)
		case prefix.Bits() == 0:
			return nil // everything: no restriction at all
		default:
			out = append(out, prefix.String())
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// shared4 is what carriers put their customers behind (RFC 6598).
var shared4 = netip.MustParsePrefix("100.64.0.0/10")

// Unrouted reports whether no call over the internet can come from a block: it is
// private, of this machine or of this network alone. OVH sees the address that
// such a network goes out by.
func Unrouted(block netip.Prefix) bool {
	a := block.Addr()
	switch {
	case a.IsPrivate():
		return a.Is4() || block.Bits() >= 7
	case a.IsLoopback(), a.IsLinkLocalUnicast():
		return true
	}
	return shared4.Contains(a) && block.Bits() >= shared4.Bits()
}

// ParseBlock reads an ipBlock: a CIDR block or a bare address. The error says
// what would be right.
func ParseBlock(text string) (netip.Prefix, error) {
	if address, err := netip.ParseAddr(text); err == nil && address.Zone() == "" {
		return netip.PrefixFrom(address, address.BitLen()), nil
	}
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		return netip.Prefix{}, fmt.Errorf("%q is not an address or block; write it like 203.0.113.4 or 203.0.113.0/24", text)
	}
	if masked := prefix.Masked(); masked != prefix {
		return netip.Prefix{}, fmt.Errorf("%s has host bits set; the block is %s, the one address %s", text, masked, prefix.Addr())
	}
	return prefix, nil
}
