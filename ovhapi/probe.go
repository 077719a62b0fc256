package ovhapi

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
)

// Knowledge is whether an endpoint knows an application key.
type Knowledge struct {
	Endpoint Endpoint
	Known    bool
	// Err is why it could not be told; Known is then false.
	Err error
}

// KnowsApplication asks an endpoint whether it knows an application key. The
// call is signed with a secret and a consumer key made up for it, so nothing
// derived from the real ones is sent: an endpoint that does not know the
// application says so ("This application key is invalid"), one that does
// refuses something else.
func KnowsApplication(ctx context.Context, o Options, e Endpoint, applicationKey string) Knowledge {
	k := Knowledge{Endpoint: e}
	secret, err := madeUp()
	if err != nil {
		k.Err = err
		return k
	}
	consumer, err := madeUp()
	if err != nil {
		k.Err = err
		return k
	}
	o.Endpoint, o.ApplicationKey, o.ApplicationSecret, o.ConsumerKey = e, applicationKey, secret, consumer
	client, err := NewClient(o)
	if err != nil {
		k.Err = err
		return k
	}
	_, err = client.CurrentCredential(ctx)
	switch {
	case errors.Is(err, ErrUnknownApp):
	case errors.Is(err, ErrSignature), errors.Is(err, ErrNoSuchKey), errors.Is(err, ErrKeyNotValid), errors.Is(err, ErrNotGranted):
		k.Known = true
	case err == nil:
		k.Err = errors.New("the endpoint accepts a key that was made up")
	default:
		k.Err = err
	}
	return k
}

// FindApplication asks several endpoints at once, and returns what they say in
// the order they were given.
func FindApplication(ctx context.Context, o Options, endpoints []Endpoint, applicationKey string) []Knowledge {
	found := make([]Knowledge, len(endpoints))
	var wait sync.WaitGroup
	for i, e := range endpoints {
		wait.Go(func() { found[i] = KnowsApplication(ctx, o, e, applicationKey) })
	}
	wait.Wait()
	return found
}

// madeUp is a random key of the usual form: 32 hexadecimal characters.
func madeUp() (Secret, error) {
	raw := make([]byte, 16)
	if _, err := rand.Read(raw); err != nil {
		return Secret{}, fmt.Errorf("making up a key: %w", err)
	}
	return NewSecret(hex.EncodeToString(raw)), nil
}
