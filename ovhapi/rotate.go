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

// Replacing names the token whose place a new one is to take. It is stored with
// the request, so that a rotation that was interrupted can go on; it holds no key.
type Replacing struct {
	// CredentialID is the old token, Account whose it is.
	CredentialID int64  `json:"credentialId"`
	Account      string `json:"account"`
	// Profile is the profile of this machine that holds the old key, Files are
	// those that were looked through for it beside the usual ones.
	Profile string   `json:"profile"`
	Files   []string `json:"files,omitempty"`
}

// Rotated is how far a rotation came. Whatever it says, the old token was not
// touched unless Ended or Unsure is set.
type Rotated struct {
	// Written and Left name places, as KeyPlaces does.
	Written, Left []string
	// Ended is set when the old token no longer works: Revoked, or only ended
	// by /auth/logout or by its own expiry, in which case it stays listed as
	// expired.
	Ended, Revoked bool
	// Kept is why the old token was not taken out of use, or nil. Unsure is set
	// when that was tried and nobody can tell whether it still works.
	Kept   error
	Unsure bool
}

// Errors of a rotation that leave the old key as it is.
var (
	ErrOtherAccount   = errors.New("the new token belongs to another account than the old one")
	ErrLessGranted    = errors.New("the new token was not granted all that the old one may do")
	ErrOtherAddresses = errors.New("the new token works from other addresses than the old one")
	ErrStillHeld      = errors.New("the old key still stands in places that could not be changed")
	ErrNowhere        = errors.New("the new key stands in no place on this machine")
)

// Rotation lets a verified request take the place of an old token: the new key
// is written into every place that holds the old one, and the old token is
// revoked last, only when the new one has proven itself and nothing on this
// machine needs the old one any more.
type Rotation struct {
	Request  *Request
	Verified Verified
	// Old speaks with the old key. It is nil when this machine does not hold that
	// key any more, after a rotation that was interrupted late; Request.Replaces
	// then names the token.
	Old    *Client
	Places KeyPlaces

	fits bool  // the new token was found to be able to do what the old one does
	id   int64 // of the old token
	dead error // why the old key can be used no more, or nil
}

// Run goes as far as it can; it may be called again, to do what was left undone.
// Every time the new key has to prove first that it works. After an error the old
// token was not touched.
func (x *Rotation) Run(ctx context.Context) (Rotated, error) {
	var err error
	if x.Verified.Credential, err = x.Request.client.CurrentCredential(ctx); err != nil {
		return Rotated{}, fmt.Errorf("trying the new key: %w", err)
	}
	if !x.fits {
		if err := x.check(ctx); err != nil {
			return Rotated{}, err
		}
		x.fits = true
	}
	var (
		done Rotated
		old  Secret
	)
	if x.Old != nil {
		old = x.Old.signer.consumerKey
	}
	done.Written, done.Left, err = x.Places.Replace(old, x.Request.ConsumerKey)
	switch {
	case err != nil:
		return done, fmt.Errorf("writing the new key: %w", err)
	case x.Old == nil && len(done.Written) == 0:
		return done, ErrNowhere
	case x.dead != nil:
		done.Ended, done.Revoked = true, errors.Is(x.dead, ErrNoSuchKey)
	case len(done.Left) > 0:
		done.Kept = ErrStillHeld
	default:
		x.end(ctx, &done)
	}
	return done, nil
}

// end takes the old token out of use.
func (x *Rotation) end(ctx context.Context, done *Rotated) {
	if x.Old == nil {
		done.Kept = x.Request.client.DeleteCredential(ctx, x.id)
		if errors.Is(done.Kept, ErrNotFound) {
			done.Kept = nil
		}
		done.Ended, done.Revoked = done.Kept == nil, done.Kept == nil
		done.Unsure = !done.Ended && !errors.Is(done.Kept, ErrNotGranted) && !errors.Is(done.Kept, ErrIAMDenied)
		return
	}
	var how ending
	how, done.Kept = end(ctx, x.Old, x.id, x.Request.client)
	done.Ended, done.Revoked = how.ended, how.revoked
	if done.Kept != nil {
		_, err := x.Old.CurrentCredential(ctx)
		done.Unsure = err != nil
	}
}

// check makes sure that the new token is one that can do what the old one does,
// for the same account. Where the old one can't be asked any more, what was
// asked for in its place has to be there.
func (x *Rotation) check(ctx context.Context) error {
	account, err := x.account(ctx)
	if err != nil {
		return err
	}
	if x.Old == nil {
		return x.checkAsked(account)
	}
	was, err := x.Old.CurrentCredential(ctx)
	switch {
	case errors.Is(err, ErrNoSuchKey), errors.Is(err, ErrKeyNotValid):
		x.dead = err
		return x.checkAsked(account)
	case err != nil:
		return fmt.Errorf("asking what the old token is: %w", err)
	}
	x.id = was.ID
	v := x.Verified
	if v.Credential.ID == was.ID {
		return errors.New("the new token is the old one")
	}
	details, err := x.Old.Details(ctx)
	if err != nil {
		return fmt.Errorf("asking whose the old token is: %w", err)
	}
	if details.Account != account {
		return fmt.Errorf("%w: %s, not %s", ErrOtherAccount, account, details.Account)
	}
	if missing, _ := rule.Diff(was.Rules, v.Credential.Rules); len(missing) > 0 {
		return fmt.Errorf("%w: %s is missing", ErrLessGranted, missing[0])
	}
	if !sameAddresses(was.AllowedIPs, v.Credential.AllowedIPs) {
		return ErrOtherAddresses
	}
	return nil
}

// checkAsked compares the new token with what was asked for in the old one's
// place.
func (x *Rotation) checkAsked(account string) error {
	of, v := x.Request.Replaces, x.Verified
	switch {
	case of == nil || of.CredentialID == 0 || of.Account == "":
		return errors.New("what the old token was is not known any more")
	case v.Credential.ID == of.CredentialID:
		return errors.New("the new token is the old one")
	case of.Account != account:
		return fmt.Errorf("%w: %s, not %s", ErrOtherAccount, account, of.Account)
	case len(v.Missing) > 0:
		return fmt.Errorf("%w: %s is missing", ErrLessGranted, v.Missing[0])
	case v.AddressesDiffer:
		return ErrOtherAddresses
	}
	x.id = of.CredentialID
	return nil
}

// account is whose the new token is, asked again where that failed before.
func (x *Rotation) account(ctx context.Context) (string, error) {
	if x.Verified.Account != "" {
		return x.Verified.Account, nil
	}
	details, err := x.Request.client.Details(ctx)
	if err != nil {
		return "", fmt.Errorf("asking whose the new token is: %w", err)
	}
	x.Verified.Account = details.Account
	return details.Account, nil
}
