package ovhapi

import "time"

// receipt writes down what became of the old token, once the account was asked to
// end it.
func (x *Rotation) receipt(done *Rotated, token Token, started time.Time) {
	if x.Keeper == nil {
		return
	}
	r := Receipt{
		Endpoint: x.Request.client.Endpoint().Name, Account: x.account, Action: string(ActionRotate), Started: started, Finished: time.Now(),
		Revoked: []ReceiptToken{}, Failed: []ReceiptFailure{}, Skipped: []ReceiptSkip{},
	}
	switch {
	case done.Kept != nil:
		r.Failed = append(r.Failed, ReceiptFailure{token.ID, done.Kept.Error(), QueryID(done.Kept)})
	case done.Revoked:
		r.Revoked = append(r.Revoked, token.receipt())
	default:
		r.Ended = append(r.Ended, token.receipt())
	}
	done.Receipt, done.ReceiptErr = x.Keeper.KeepReceipt(r)
}
