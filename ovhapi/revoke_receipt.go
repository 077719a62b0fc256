package ovhapi

import "errors"

// book notes results in the order in which they come, and stores the receipt: with
// every one, unless more have come in the meantime. It is written anew each time,
// so a long one is written less often.
func (r *Revocation) book(results <-chan Result) {
	for result := range results {
		r.note(result)
		for more := true; more; {
			select {
			case result, open := <-results:
				if more = open; open {
					r.note(result)
				}
			default:
				more = false
			}
		}
		if r.unkept > 0 && 100*r.unkept >= len(r.receipt.Revoked) {
			_, err := r.keep()
			r.news.tell(func(p *Progress) { p.ReceiptErr = err })
		}
	}
}

// note records what became of a token.
func (r *Revocation) note(result Result) {
	t := result.Token
	switch {
	case result.Already:
		r.receipt.Skipped = append(r.receipt.Skipped, ReceiptSkip{t.ID, skipAlready})
	case result.Err == nil:
		r.unkept++
		kept := t.receipt()
		kept.Reason = r.plan.Premises[t.ID].Reason
		r.receipt.Revoked = append(r.receipt.Revoked, kept)
	case errors.Is(result.Err, ErrNotTried):
		r.receipt.Skipped = append(r.receipt.Skipped, ReceiptSkip{t.ID, ErrNotTried.Error()})
	default:
		r.receipt.Failed = append(r.receipt.Failed, ReceiptFailure{t.ID, result.Err.Error(), QueryID(result.Err)})
	}
	r.news.tell(func(p *Progress) {
		p.Done++
		p.Results = append(p.Results, result)
	})
}

// skipAlready is why a token that was gone before is not told as revoked.
const skipAlready = "it was gone already"

func (r *Revocation) keep() (string, error) {
	r.unkept = 0
	if r.keeper == nil || (len(r.receipt.Revoked) == 0 && len(r.receipt.Failed) == 0) {
		return "", nil
	}
	return r.keeper.KeepReceipt(r.receipt)
}
