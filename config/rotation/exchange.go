package rotation

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
)

// Exchange lets a verified token take the place of an old one. It may be run again
// for what was left undone.
type Exchange struct {
	*ovhapi.Rotation

	planned []config.FoundKey
	look    config.KeyReplacer
	stored  ovhapi.PendingKeeper // nil keeps nothing
}

// Keeper holds the new key until it is in place, and takes the receipt.
type Keeper interface {
	ovhapi.PendingKeeper
	ovhapi.ReceiptKeeper
}

// Exchange is what a plan leads to, once the new token is there and was verified.
// Only the places that the plan tells of are written.
func (p *Plan) Exchange(r *ovhapi.Request, v ovhapi.Verified, keeper Keeper) *Exchange {
	return &Exchange{planned: p.Places, look: p.Look, stored: keeper, Rotation: &ovhapi.Rotation{
		Request: r, Verified: v, Old: p.Client, OldID: p.Old.ID, Keeper: keeper,
		Places: config.PlannedPlaces{KeyReplacer: p.Look, Places: p.Places, Problems: p.Problems},
	}}
}

// Outcome is how far an exchange came.
type Outcome struct {
	ovhapi.Rotated
	// Old and Fresh are the ids of the two tokens.
	Old, Fresh int64
	// Err is why the exchange stopped before the old token was touched, or nil.
	Err error
	// Stored is set while the new key stays in the list of new tokens, from which a
	// rotation that was left half-done can be finished; Forgotten is why it could not
	// be taken off it, and KeepErr why it never came onto it: what no file holds is
	// then lost when this program ends.
	Stored    bool
	Forgotten error
	KeepErr   error
	// Unfiled is set when the old token is out of use and the new key stands in no
	// file: its copy in the list of new tokens is then the only one that lasts, and
	// stays until the user gives it up.
	Unfiled bool
}

// Untouched is where things stand before anything was exchanged. A key that could
// not be stored when it arrived is stored now, if that can be done.
func (x *Exchange) Untouched() Outcome {
	o := Outcome{Fresh: x.Verified.Credential.ID}
	if of := x.Request.Replaces; of != nil {
		o.Old = of.CredentialID
	}
	if x.stored == nil {
		o.KeepErr = errKeepsNothing
		return o
	}
	list, _ := x.stored.Pending() // what can't be read is not stored for anybody
	if !slices.ContainsFunc(list, func(p ovhapi.PendingRequest) bool { return p.ConsumerKey == x.Request.ConsumerKey }) {
		o.KeepErr = x.stored.Keep(x.Request.PendingRequest)
	}
	o.Stored = o.KeepErr == nil
	return o
}

var errKeepsNothing = errors.New("this run keeps nothing on this machine")

// Run writes the new key and takes the old token out of use, as far as it can. The
// new key stays among the stored requests until the old token is out of use and a
// file holds the new key. It is not to be stopped half-way.
func (x *Exchange) Run(ctx context.Context) Outcome {
	o := x.Untouched()
	o.Rotated, o.Err = x.Rotation.Run(ctx)
	if o.Err != nil && len(o.Written)+len(o.Left) == 0 && !o.Changed() {
		for _, k := range x.planned { // it did not come to look
			o.Left = append(o.Left, k.Origin.String())
		}
	}
	if o.Unfiled = o.Ended && !x.look.InFile(x.Request.ConsumerKey); o.Ended && !o.Unfiled {
		o.Forgotten = x.Request.Forget()
		o.Stored = o.Stored && o.Forgotten != nil
	}
	return o
}

// Standing looks where a consumer key stands on this machine; without a place in it
// when that is nowhere.
func Standing(look config.KeyReplacer, key ovhapi.Secret) config.Holding {
	held, _ := config.Holdings(look.Sources, look.Files...) // what could not be read was told before
	for _, h := range held {
		if h.Key == key {
			return h
		}
	}
	return config.Holding{}
}

// Undone reports whether something was left that another try may do.
func (o Outcome) Undone() bool { return !o.Hopeless() && (o.Err != nil || o.Kept != nil) }

// Hopeless reports whether the exchange stopped for what the new token is: the same
// would come of it again.
func (o Outcome) Hopeless() bool {
	for _, kind := range []error{ovhapi.ErrOtherAccount, ovhapi.ErrLessGranted, ovhapi.ErrOtherAddresses, ovhapi.ErrNoSuchKey, ovhapi.ErrKeyNotValid} {
		if errors.Is(o.Err, kind) {
			return true
		}
	}
	return false
}

// Changed reports whether the files are not what they were when the plan was made.
func (o Outcome) Changed() bool {
	_, is := errors.AsType[*config.PlanChangedError](o.Err)
	return is
}

// Nowhere reports whether the new key stands in no file of this machine, though
// nothing speaks against writing it into one.
func (o Outcome) Nowhere() bool {
	held := errors.Is(o.Kept, ovhapi.ErrStillHeld) && len(o.Written) == 0
	return held || errors.Is(o.Err, ovhapi.ErrNowhere)
}

// String says in a sentence or two how far it came.
func (o Outcome) String() string {
	place := "The new key is in place"
	if len(o.Written) == 0 {
		place = "The new key stands in no file yet"
	}
	switch {
	case o.Err != nil && len(o.Written) > 0:
		return fmt.Sprintf("Rotated half-way. Old token %d was not touched.", o.Old)
	case errors.Is(o.Err, ovhapi.ErrNowhere):
		return fmt.Sprintf("Not rotated. The new key stands nowhere on this machine, so old token %d was not touched.", o.Old)
	case o.Err != nil:
		return fmt.Sprintf("Not rotated. Old token %d was not touched, and its key stands where it stood.", o.Old)
	case o.Revoked:
		return fmt.Sprintf("Rotated. Old token %d is revoked.", o.Old)
	case o.Ended:
		return fmt.Sprintf("Rotated. Old token %d no longer works. It stays listed as expired: nobody here may revoke it, or it had expired by itself.", o.Old)
	case o.Unsure:
		return fmt.Sprintf("%s. Whether old token %d still works could not be asked.", place, o.Old)
	}
	return fmt.Sprintf("%s, and old token %d still works.", place, o.Old)
}
