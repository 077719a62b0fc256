package ovhapi

import (
	"context"
	"errors"
	"fmt"

	"ovh-tokens/ovhapi/rule"
)

// KeyPlaces are the files on this machine that hold a consumer key.
type KeyPlaces interface {
	// Replace writes fresh wherever old stands and reads it back. Written names
	// the places that hold the new key now, left those that still hold the old
	// one, such as a variable, with the reason. An error means that writing
	// stopped half-way; written still says how far it came.
	Replace(old, fresh Secret) (written, left []string, err error)
}

// Rotated is how far a rotation came. Whatever it says, the old key works
// unless Ended is set.
type Rotated struct {
	// Written and Left name places, as KeyPlaces does.
	Written, Left []string
	// Ended is set when the old token no longer works: Revoked, or only ended
	// by /auth/logout, in which case it stays listed as expired.
	Ended, Revoked bool
	// Kept is why the old token was left working, or nil.
	Kept error
}

// Errors of a rotation that leave the old key as it is.
var (
	ErrOtherAccount = errors.New("the new token belongs to another account than the old one")
	ErrLessGranted  = errors.New("the new token was not granted all that the old one may do")
	ErrStillHeld    = errors.New("the old key still stands in places that could not be changed")
)

// Replace lets the verified request take the place of the token that old speaks
// with: it is written into every place that holds the old key, and the old
// token is revoked last, only when the new one has proven itself and nothing on
// this machine needs the old one any more. An error before that leaves the old
// token working.
func (r *Request) Replace(ctx context.Context, old *Client, v Verified, places KeyPlaces) (Rotated, error) {
	was, err := old.CurrentCredential(ctx)
	if err != nil {
		return Rotated{}, fmt.Errorf("asking what the old token is: %w", err)
	}
	if err := r.fits(ctx, old, was, v); err != nil {
		return Rotated{}, err
	}
	var done Rotated
	done.Written, done.Left, err = places.Replace(old.signer.consumerKey, r.ConsumerKey)
	if err != nil {
		return done, fmt.Errorf("writing the new key: %w", err)
	}
	if len(done.Left) > 0 {
		done.Kept = ErrStillHeld
		return done, nil
	}
	var how ending
	how, done.Kept = end(ctx, old, was.ID, r.client)
	done.Ended, done.Revoked = how.ended, how.revoked
	return done, nil
}

// fits checks that the new token is one that can do what the old one does, for
// the same account.
func (r *Request) fits(ctx context.Context, old *Client, was Credential, v Verified) error {
	if v.Credential.ID == was.ID {
		return errors.New("the new token is the old one")
	}
	details, err := old.Details(ctx)
	if err != nil {
		return fmt.Errorf("asking whose the old token is: %w", err)
	}
	if details.Account != v.Account {
		return fmt.Errorf("%w: %s, not %s", ErrOtherAccount, v.Account, details.Account)
	}
	if missing, _ := rule.Diff(was.Rules, v.Credential.Rules); len(missing) > 0 {
		return fmt.Errorf("%w: %s is missing", ErrLessGranted, missing[0])
	}
	return nil
}
