package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

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
	done.Kept = r.end(ctx, old, was, &done)
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

// end takes the old token out of use: by the new one if it may revoke, else by
// itself, else by logging itself out, which needs no rule.
func (r *Request) end(ctx context.Context, old *Client, was Credential, done *Rotated) error {
	path := "/me/api/credential/" + strconv.FormatInt(was.ID, 10)
	for _, c := range []*Client{r.client, old} {
		err := c.DeleteCredential(ctx, was.ID)
		switch {
		case err == nil, errors.Is(err, ErrNotFound):
			done.Ended, done.Revoked = true, true
			return nil
		case errors.Is(err, ErrNotGranted), errors.Is(err, ErrIAMDenied):
			continue
		default:
			// The answer may have been lost: the old key itself tells.
			if _, gone := old.CurrentCredential(ctx); errors.Is(gone, ErrNoSuchKey) {
				done.Ended, done.Revoked = true, true
				return nil
			}
			return fmt.Errorf("revoking the old token with DELETE %s: %w", path, err)
		}
	}
	if err := old.Logout(ctx); err != nil {
		return fmt.Errorf("ending the old token: %w", err)
	}
	done.Ended = true
	return nil
}

// Logout ends the client's own token: POST /auth/logout, which needs no access
// rule. The token stays listed, as expired (seen by Kentrow/keymaker).
func (c *Client) Logout(ctx context.Context) error {
	_, err := c.do(ctx, call{method: http.MethodPost, path: "/auth/logout", signed: true}, nil)
	return err
}
