package ovhapi

import (
	"context"
	"errors"
	"time"
)

// HeldKey is a consumer key of this machine, with every place it stands in.
type HeldKey struct {
	Key    Secret
	Places []string
}

// UnaskedKey is a key that could not be asked which token it is, and why.
type UnaskedKey struct {
	HeldKey
	Err error
}

// Recognised tells which of this machine's keys is that of the token a request
// is to replace.
type Recognised struct {
	// Old is that key, and Token what it says of itself. Old has no key when none
	// of those that answered is.
	Old   HeldKey
	Token Credential
	// Dead are keys that work no more: each may have been that of the token.
	Dead []UnaskedKey
	// Unasked are those that gave no answer that tells. While Old has no key, any
	// of them may be that of the token.
	Unasked []UnaskedKey
}

// Recognise asks keys which tokens they are, each under the request's own
// application: the token to be replaced was made under it, so it does not matter
// what stands beside a key in a file. The request's own key is passed over.
func (r *Request) Recognise(ctx context.Context, held []HeldKey) Recognised {
	var (
		found Recognised
		gone  error // the network, which is not asked for again with every key
	)
	for _, h := range held {
		if r.Replaces == nil || h.Key == r.ConsumerKey {
			continue
		}
		if gone != nil {
			found.Unasked = append(found.Unasked, UnaskedKey{h, gone})
			continue
		}
		is, err := r.client.WithConsumerKey(h.Key).CurrentCredential(ctx)
		switch {
		case err == nil && is.ID == r.Replaces.CredentialID:
			found.Old, found.Token = h, is
			return found
		case err == nil:
		case errors.Is(err, ErrSignature):
			// The application's secret is the one that the request's own key works
			// with, so the key belongs to another application.
		case errors.Is(err, ErrNoSuchKey), errors.Is(err, ErrKeyNotValid):
			found.Dead = append(found.Dead, UnaskedKey{h, err})
		default:
			found.Unasked = append(found.Unasked, UnaskedKey{h, err})
			if errors.Is(err, ErrOffline) {
				gone = err
			}
		}
	}
	return found
}

// Fate is what became of a token.
type Fate int

// What the account says of a token. FateUnknown is what it does not say.
const (
	FateUnknown Fate = iota
	FateWorks
	FateEnded // listed, and works no more
	FateGone  // not listed any more
)

// OldFate asks with the new key what became of the token that the request is to
// replace. The error, as that of Client.Credential, comes with FateUnknown only.
func (r *Request) OldFate(ctx context.Context) (Fate, Credential, error) {
	is, err := r.client.Credential(ctx, r.Replaces.CredentialID)
	switch {
	case errors.Is(err, ErrNotFound):
		return FateGone, is, nil
	case err != nil:
		return FateUnknown, is, err
	}
	return is.fate(r.client.ServerNow()), is, nil
}

func (c Credential) fate(now time.Time) Fate {
	if c.Live(now) {
		return FateWorks
	}
	return FateEnded
}
