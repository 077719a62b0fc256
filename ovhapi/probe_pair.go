package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
)

// FindApplication asks endpoints whether they know the client's application key,
// in the way of KnowsApplication: nothing derived from its secrets is sent.
func (c *Client) FindApplication(ctx context.Context, endpoints ...Endpoint) []Knowledge {
	return FindApplication(ctx, c.shared.options, endpoints, c.ApplicationKey())
}

// Pairing is whether an application key and a secret belong together.
type Pairing int

// What an endpoint lets be told of a pair. PairUnknown is an endpoint that looks
// at the consumer key first.
const (
	PairUnknown Pairing = iota
	PairRight
	PairWrong
)

// Pair asks whether the client's secret is that of its application key, by a call
// signed with the secret for a consumer key that was made up. An endpoint that
// checks signatures before it looks for the key refuses either the signature or
// the key; whether it does is seen from the same call with a made-up secret.
func (c *Client) Pair(ctx context.Context) (Pairing, error) {
	consumer, err := madeUp()
	if err != nil {
		return PairUnknown, err
	}
	secret, err := madeUp()
	if err != nil {
		return PairUnknown, err
	}
	o := c.shared.options
	_, own := c.WithConsumerKey(consumer).CurrentCredential(ctx)
	o.ApplicationSecret, o.ConsumerKey = secret, consumer
	control, err := NewClient(o)
	if err != nil {
		return PairUnknown, err
	}
	_, other := control.CurrentCredential(ctx)
	switch {
	case !errors.Is(other, ErrSignature):
		return PairUnknown, other
	case errors.Is(own, ErrSignature):
		return PairWrong, nil
	case errors.Is(own, ErrNoSuchKey), errors.Is(own, ErrKeyNotValid):
		return PairRight, nil
	}
	return PairUnknown, own
}

// ErrForeignHost is the error of Swapped at an address that is neither one of
// OVH's endpoints nor on this machine.
var ErrForeignHost = errors.New("not asked: the address is not one of OVH's")

// Swapped asks whether the client's secret and consumer key stand in each other's
// place, by a call with the two exchanged. If they do not, the call carries the
// application secret to the endpoint as if it were a consumer key; so it is made
// only where the secret comes from, at OVH's own endpoints, and on this machine.
func (c *Client) Swapped(ctx context.Context) (bool, error) {
	o := c.shared.options
	if !o.Endpoint.Local() && !slices.ContainsFunc(endpoints, func(e Endpoint) bool { return e.URL == o.Endpoint.URL }) {
		return false, ErrForeignHost
	}
	o.ApplicationSecret, o.ConsumerKey = c.signer.consumerKey, o.ApplicationSecret
	other, err := NewClient(o)
	if err != nil {
		return false, err
	}
	_, err = other.CurrentCredential(ctx)
	switch {
	case err == nil, errors.Is(err, ErrKeyNotValid), errors.Is(err, ErrNotGranted):
		return true, nil
	case errors.Is(err, ErrSignature), errors.Is(err, ErrNoSuchKey):
		return false, nil
	}
	return false, err
}

// BodyArrives asks whether the body of a call reaches the endpoint as it was
// signed. The call is PUT /me/api/credential/0: there is no such token, so nothing
// changes whatever the answer. A key that may not make the call is told so after
// its signature was checked, which is an answer too.
func (c *Client) BodyArrives(ctx context.Context) (bool, error) {
	// Whoever writes JSON anew orders the members, or writes the brackets otherwise.
	body := struct {
		Note       string   `json:"note"`
		AllowedIPs []string `json:"allowedIPs"`
	}{"<>", []string{}}
	_, err := c.do(ctx, call{method: http.MethodPut, path: listRoute + "/0", body: body, signed: true}, nil)
	switch {
	case errors.Is(err, ErrSignature):
		return false, nil
	case err == nil, errors.Is(err, ErrNotFound), errors.Is(err, ErrNotGranted), errors.Is(err, ErrIAMDenied):
		return true, nil
	}
	if api, ok := errors.AsType[*APIError](err); ok && api.Status == http.StatusBadRequest {
		return true, nil // the parameters were looked at, so the signature was accepted
	}
	return false, fmt.Errorf("sending a body: %w", err)
}

// Try makes a call that only reads, for what the endpoint says to it.
func (c *Client) Try(ctx context.Context, path string) error {
	_, err := c.do(ctx, call{method: http.MethodGet, path: path, signed: true}, nil)
	return err
}
