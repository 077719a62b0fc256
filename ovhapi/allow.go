package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// Restriction is from which addresses a token may be used. Its zero value stands
// for nothing that can be asked for, so that "any address" is always said and
// never comes of an empty list.
type Restriction struct {
	anywhere bool
	blocks   []string
}

// Anywhere lets a token be used from every address.
func Anywhere() Restriction { return Restriction{anywhere: true} }

// OnlyFrom lets a token be used from these address blocks alone: CIDR blocks or
// single addresses, at least one. They come out as they will be stored, each as a
// block and once. 0.0.0.0/0 restricts nothing and is refused: who means that says
// Anywhere.
func OnlyFrom(texts ...string) (Restriction, error) {
	if len(texts) == 0 {
		return Restriction{}, errors.New("no address is given; name at least one, or say that any will do")
	}
	var r Restriction
	for _, text := range texts {
		prefix, err := ParseBlock(text)
		if err != nil {
			return Restriction{}, err
		}
		if prefix == everyIPv4 {
			return Restriction{}, fmt.Errorf("%s is every address; say any if that is meant", prefix)
		}
		if block := prefix.String(); !slices.Contains(r.blocks, block) {
			r.blocks = append(r.blocks, block)
		}
	}
	return r, nil
}

var everyIPv4 = netip.MustParsePrefix("0.0.0.0/0")

// Anywhere reports whether every address will do.
func (r Restriction) Anywhere() bool { return r.anywhere }

// Blocks are the address blocks as they are stored; none when every address will
// do.
func (r Restriction) Blocks() []string { return slices.Clone(r.blocks) }

// String says from where, in words.
func (r Restriction) String() string {
	switch {
	case r.anywhere:
		return "any address"
	case len(r.blocks) == 0:
		return "no address at all"
	}
	return strings.Join(r.blocks, ", ")
}

// Keeps reports whether every address that a token's list has let in so far is
// let in still. A block that only several of the new ones together would hold
// counts as shut out.
func (r Restriction) Keeps(allowed []string) bool {
	if r.anywhere {
		return true
	}
	before := Restricting(allowed)
	if before.anywhere {
		return false
	}
	return !slices.ContainsFunc(before.blocks, func(text string) bool {
		old, err := ParseBlock(text)
		return err != nil || !slices.ContainsFunc(r.blocks, func(block string) bool {
			now, err := ParseBlock(block)
			return err == nil && now.Bits() <= old.Bits() && now.Contains(old.Addr())
		})
	})
}

// Same reports whether a token's list lets the same addresses in.
func (r Restriction) Same(allowed []string) bool {
	now := Restricting(allowed)
	if r.anywhere || now.anywhere {
		return r.anywhere == now.anywhere
	}
	return len(r.blocks) > 0 && slices.Equal(slices.Sorted(slices.Values(r.blocks)), slices.Sorted(slices.Values(now.blocks)))
}

// Restricting is how the list that the API tells of a token restricts it: an empty
// one and one with 0.0.0.0/0 do not. What is no block stays as it is.
func Restricting(allowed []string) Restriction {
	r := Restriction{anywhere: len(allowed) == 0}
	for _, text := range allowed {
		block := text
		switch prefix, err := ParseBlock(text); {
		case err != nil:
		case prefix == everyIPv4:
			return Restriction{anywhere: true}
		default:
			block = prefix.String()
		}
		if !slices.Contains(r.blocks, block) {
			r.blocks = append(r.blocks, block)
		}
	}
	return r
}

// What can become of a change of addresses besides the errors of a call.
var (
	// ErrNotStored tells that the API took the change and stores something else.
	ErrNotStored = errors.New("the API has stored other addresses than it was asked to")
	// ErrLockedOut tells that the change is made, and that the token in use does
	// not get through from here any more.
	ErrLockedOut = errors.New("the addresses are changed, and the token in use does not get through from here any more")
	// ErrNotReadBack tells that the API took the change, and that nobody has seen
	// what it stores since.
	ErrNotReadBack = errors.New("the addresses are changed, but could not be read back")
	// ErrUnknownOutcome tells that nobody knows whether the change was made.
	ErrUnknownOutcome = errors.New("not known whether the addresses were changed")
)

// Allow changes the addresses that a token may be used from: PUT
// /me/api/credential/{id}, of whose body only allowedIPs is not read-only (schema
// me.json of 2026-04). An empty list lifts the restriction (Kentrow/keymaker). It
// returns the token as the API describes it afterwards. A call that was sent is
// waited for whatever becomes of ctx, and a lost answer is settled by asking.
func (c *Client) Allow(ctx context.Context, id int64, to Restriction) (Credential, error) {
	if !to.anywhere && len(to.blocks) == 0 {
		return Credential{}, errors.New("changing the addresses: none is given")
	}
	if err := ctx.Err(); err != nil {
		return Credential{}, err
	}
	body := struct {
		AllowedIPs []string `json:"allowedIPs"`
	}{append([]string{}, to.blocks...)}
	path := "/me/api/credential/" + strconv.FormatInt(id, 10)
	q := call{method: http.MethodPut, path: path, body: body, signed: true, sure: true}
	_, sent := c.do(ctx, q, nil)
	// 429 means that nothing was done, so asking again is safe.
	for attempt := 1; errors.Is(sent, ErrRateLimit) && c.again(q, sent, attempt); attempt++ {
		_, sent = c.do(ctx, q, nil)
	}
	if errors.Is(sent, errUnsent) {
		return Credential{}, fmt.Errorf("changing the addresses: %w", sent)
	}
	ctx = context.WithoutCancel(ctx)
	lost := errors.Is(sent, ErrOffline) || errors.Is(sent, ErrUnavailable) || errors.Is(sent, ErrBadAnswer)
	if sent != nil && !lost {
		return Credential{}, fmt.Errorf("changing the addresses: %w", sent)
	}
	got, err := c.Credential(ctx, id)
	switch {
	case err == nil && to.Same(got.AllowedIPs):
		return got, nil
	case err == nil && sent != nil:
		return got, fmt.Errorf("changing the addresses: %w", sent)
	case err == nil:
		return got, fmt.Errorf("%w: %s", ErrNotStored, strings.Join(got.AllowedIPs, ", "))
	case sent == nil && shutOut(err) && c.shutOut(ctx):
		return Credential{}, fmt.Errorf("%w: %w", ErrLockedOut, err)
	case sent == nil:
		return Credential{}, fmt.Errorf("%w: %w", ErrNotReadBack, err)
	}
	return Credential{}, fmt.Errorf("%w: %w", ErrUnknownOutcome, sent)
}

// shutOut reports whether the token in use is refused whatever it asks: a call
// that needs no rule tells it from one that lacks the right to read tokens.
func (c *Client) shutOut(ctx context.Context) bool {
	_, err := c.CurrentCredential(ctx)
	return shutOut(err)
}

// shutOut reports whether a call that passed a moment ago is refused as a whole.
// What the API answers to an address that is not allowed is not documented.
func shutOut(err error) bool {
	return errors.Is(err, ErrNotGranted) || errors.Is(err, ErrKeyNotValid) || errors.Is(err, ErrNoSuchKey)
}
