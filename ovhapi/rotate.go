package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ovh-tokens/ovhapi/rule"
)

// KeyPlaces are the files on this machine that hold a consumer key.
type KeyPlaces interface {
	// Replace writes fresh wherever old stands and reads it back. Written names
	// the places that hold the new key now, left those that still hold the old
	// one, such as a variable, with the reason. An error means that writing
	// stopped half-way; written still says how far it came.
	Replace(old, fresh Secret) (written, left []string, err error)
	// Held lists the consumer keys of this machine that may be those of an
	// application at an endpoint, and names what may hold more of them and could
	// not be read. Known keys are found even where nothing names them.
	Held(e Endpoint, applicationKey string, known ...Secret) (keys []HeldKey, unread []string)
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

// ActionRotate is the run that takes a token out of use whose key was replaced.
const ActionRotate Action = "rotate"

// Rotated is how far a rotation came. Whatever it says, the old token was not
// touched unless Ended or Unsure is set.
type Rotated struct {
	// Written and Left name places, as KeyPlaces does; after an error too.
	Written, Left []string
	// Ended is set when the old token no longer works: Revoked, or only ended
	// by /auth/logout or by its own expiry, in which case it stays listed as
	// expired.
	Ended, Revoked bool
	// Kept is why the old token was not taken out of use, or nil. Unsure is set
	// when nobody can tell whether it still works.
	Kept   error
	Unsure bool
	// Unread and Unasked are what stands in the way with ErrUnread and
	// ErrUnasked.
	Unread  []string
	Unasked []UnaskedKey
	// Receipt is the file that says what became of the token, if the account was
	// asked to end it; ReceiptErr is why there is none.
	Receipt    string
	ReceiptErr error
}

// Errors of a rotation that leave the old key as it is.
var (
	ErrOtherAccount   = errors.New("the new token belongs to another account than the old one")
	ErrLessGranted    = errors.New("the new token was not granted all that the old one may do")
	ErrOtherAddresses = errors.New("the new token works from other addresses than the old one")
	ErrStillHeld      = errors.New("the old key still stands in places that could not be changed")
	ErrNowhere        = errors.New("the new key stands in no place on this machine")
	ErrUnread         = errors.New("what may hold the old key could not be read")
	ErrUnasked        = errors.New("keys of this machine could not be asked whether they are the old one")
	ErrStandsApart    = errors.New("the old token still works, and its key is not the one that was replaced")
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
	Old *Client
	// OldID is the token that Old was found to be; 0 when its key worked no more
	// when it was looked for, so that it need not be the one to be replaced.
	OldID  int64
	Places KeyPlaces
	// Keeper takes the receipt; nil writes none.
	Keeper ReceiptKeeper

	fits    bool       // the new token was found to be able to do what the old one does
	id      int64      // of the old token
	was     Credential // what it was, as far as it could be asked
	account string     // whose both are
	dead    error      // why the old key can be used no more, or nil
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
	case len(done.Written)+len(done.Left) == 0:
		return done, ErrNowhere
	case x.dead != nil:
		x.settleDead(ctx, &done)
	case len(done.Left) > 0:
		done.Kept = ErrStillHeld
	case x.over(ctx, &done):
	case x.free(ctx, &done):
		x.end(ctx, &done)
	}
	return done, nil
}

// over reports whether a token whose key this machine does not hold has gone
// already.
func (x *Rotation) over(ctx context.Context, done *Rotated) bool {
	if x.Old != nil {
		return false
	}
	fate, was, err := x.Request.OldFate(ctx)
	if err == nil {
		x.was = was
	}
	done.Ended, done.Revoked = fate == FateGone || fate == FateEnded, fate == FateGone
	return done.Ended
}

// free reports whether nothing on this machine can need the old token any more.
// What can't be read or asked may.
func (x *Rotation) free(ctx context.Context, done *Rotated) bool {
	keys, unread := x.Places.Held(x.Request.client.Endpoint(), x.Request.ApplicationKey, x.Request.ConsumerKey)
	if len(unread) > 0 {
		done.Unread, done.Kept = unread, ErrUnread
		return false
	}
	if x.Old != nil {
		return true // its key is known, and Replace has looked for it
	}
	found := x.Request.Recognise(ctx, keys)
	switch {
	case !found.Old.Key.Empty():
		done.Left, done.Kept = found.Old.Places, ErrStillHeld
	case len(found.Unasked) > 0:
		done.Unasked, done.Kept = found.Unasked, ErrUnasked
	}
	return done.Kept == nil
}

// settleDead finds out what became of the old token where the key that was
// replaced worked no more. A key that never said which token it is may have been
// another one's.
func (x *Rotation) settleDead(ctx context.Context, done *Rotated) {
	if x.OldID != 0 && x.OldID == x.id {
		done.Ended, done.Revoked = true, errors.Is(x.dead, ErrNoSuchKey)
		return
	}
	fate, _, err := x.Request.OldFate(ctx)
	switch fate {
	case FateGone, FateEnded:
		done.Ended, done.Revoked = true, fate == FateGone
	case FateWorks:
		done.Kept = ErrStandsApart
	case FateUnknown:
		done.Kept, done.Unsure = fmt.Errorf("asking what became of the old token: %w", err), true
	}
}

// end takes the old token out of use.
func (x *Rotation) end(ctx context.Context, done *Rotated) {
	fresh := x.Request.client
	token := Token{Credential: x.was}
	token.ID = x.id
	if x.Keeper != nil && x.was.ID != 0 {
		token.Application, token.App = fresh.ownApplication(ctx, x.Verified.Credential)
	}
	defer x.receipt(done, token, time.Now())
	if x.Old == nil {
		done.Kept = fresh.DeleteCredential(ctx, x.id)
		if errors.Is(done.Kept, ErrNotFound) {
			done.Kept = nil
		}
		done.Ended, done.Revoked = done.Kept == nil, done.Kept == nil
		done.Unsure = !done.Ended && !errors.Is(done.Kept, ErrNotGranted) && !errors.Is(done.Kept, ErrIAMDenied)
		return
	}
	var how ending
	how, done.Kept = end(ctx, x.Old, x.id, fresh)
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
	account, err := x.owner(ctx)
	if err != nil {
		return err
	}
	x.account = account
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
	x.id, x.was = was.ID, was
	v := x.Verified
	if of := x.Request.Replaces; of != nil && of.CredentialID != 0 && of.CredentialID != was.ID {
		return fmt.Errorf("the key is that of token %d, not of token %d, which was to be replaced", was.ID, of.CredentialID)
	}
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

// owner is whose the new token is, asked again where that failed before.
func (x *Rotation) owner(ctx context.Context) (string, error) {
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
