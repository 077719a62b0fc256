package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"ovh-tokens/ovhapi/rule"
)

// ActionRetire is the run that takes the token of a profile out of use, when
// the profile goes.
const ActionRetire Action = "retire"

// ErrInUse refuses to end the token that the program itself works with.
var ErrInUse = errors.New("it is the token in use")

// Retirement is a token that can be taken out of use along with the profile
// that holds its key.
type Retirement struct {
	// Identity is the token and whose it is.
	Identity
	// Self is set when the token in use can't revoke it, so that it has to end
	// itself: nobody else vouches for it being the one that was meant.
	Self bool
	// OnlyEnds is set when nobody may revoke it: it can then only be ended, and
	// stays listed as expired.
	OnlyEnds bool

	own, other *Client
}

// PlanRetirement finds out how the token that own speaks with can be taken out
// of use: by other, the client in use, when that belongs to the same account and
// may revoke, else by itself. The error is ErrInUse when both speak with the same
// token, and that of CurrentCredential when there is nothing left to end.
func PlanRetirement(ctx context.Context, own, other *Client) (Retirement, error) {
	r := Retirement{own: own, Self: true}
	near := other != nil && own.Endpoint().URL == other.Endpoint().URL
	if near && own.signer.consumerKey == other.signer.consumerKey {
		return r, ErrInUse
	}
	var err error
	if r.Identity, err = own.Identify(ctx); err != nil {
		return r, fmt.Errorf("asking what its token is: %w", err)
	}
	path := "/me/api/credential/" + strconv.FormatInt(r.Token.ID, 10)
	_, itself := r.Token.Rules.Allows(rule.Delete, path)
	r.OnlyEnds = !itself
	if !near || r.Account == "" {
		return r, nil
	}
	in, err := other.Identify(ctx)
	switch {
	case err != nil:
		return r, nil //nolint:nilerr // whatever hinders the token in use, the other one can still end itself
	case in.Token.ID == r.Token.ID:
		return r, ErrInUse
	}
	if _, may := in.Token.Rules.Allows(rule.Delete, path); may && in.Account == r.Account {
		r.other, r.Self, r.OnlyEnds = other, false, false
	}
	return r, nil
}

// Retired is what became of the token.
type Retired struct {
	// Revoked is set when the token is gone, Ended also when it was only ended
	// and stays listed as expired.
	Ended, Revoked bool
	// Receipt is the file that says so; ReceiptErr why there is none.
	Receipt    string
	ReceiptErr error
}

// Run takes the token out of use and writes a receipt. After an error it may
// still work, and everything that needs it should be left as it is. A call that
// was sent is waited for, whatever becomes of ctx.
func (r Retirement) Run(ctx context.Context, keeper ReceiptKeeper) (Retired, error) {
	ctx = context.WithoutCancel(ctx)
	var others []*Client
	if r.other != nil {
		others = append(others, r.other)
	}
	started := time.Now()
	how, err := end(ctx, r.own, r.Token.ID, others...)
	done := Retired{Ended: how.ended, Revoked: how.revoked}
	if keeper == nil {
		return done, err
	}
	receipt := Receipt{
		Endpoint: r.own.Endpoint().Name, Account: r.Account, Action: string(ActionRetire), Started: started, Finished: time.Now(),
		Revoked: []ReceiptToken{}, Failed: []ReceiptFailure{}, Skipped: []ReceiptSkip{},
	}
	switch {
	case err != nil:
		receipt.Failed = append(receipt.Failed, ReceiptFailure{r.Token.ID, err.Error(), QueryID(err)})
	case how.revoked:
		receipt.Revoked = append(receipt.Revoked, r.Token.receipt())
	default:
		receipt.Ended = append(receipt.Ended, r.Token.receipt())
	}
	done.Receipt, done.ReceiptErr = keeper.KeepReceipt(receipt)
	return done, err
}

// receipt names the token as it was.
func (t Token) receipt() ReceiptToken {
	return ReceiptToken{
		ID: t.ID, Application: t.Name(), Status: t.Status, Rules: t.Rules,
		Creation: t.Creation, Expiration: t.Expiration, LastUse: t.LastUse,
	}
}
