package ovhapi

import (
	"context"
	"net/http"
	"slices"
	"time"
)

// A key that was refused on the page answers as one that is still waiting: 403
// "This credential is not valid". Where the program has a working token of the
// same account, the account's own list tells them apart.

// refusalEvery is after how many looks at a pending key the list is asked too.
const refusalEvery = 4

// refusalSpan is how far the creation of a listed token may be from the answer
// to the request, for both to be one: the list gives no key to compare.
const refusalSpan = 5 * time.Second

// refusedLooked is how many of the newest refused tokens are described at most.
const refusedLooked = 20

// refusals looks for a request among the refused tokens of an account.
type refusals struct {
	asker *Client
	known map[int64]bool // described already, and another request's
	over  bool           // the token in use may not list, or there is none
}

func newRefusals(asker *Client) *refusals {
	return &refusals{asker: asker, known: map[int64]bool{}, over: asker == nil || asker.signer.consumerKey.Empty()}
}

// lists reports whether the account lists the request as refused. What cannot be
// asked is not refused.
func (f *refusals) lists(ctx context.Context, p PendingRequest) bool {
	if f.over {
		return false
	}
	var ids []int64
	q := call{method: http.MethodGet, path: "/me/api/credential?status=refused", signed: true}
	if _, err := f.asker.do(ctx, q, &ids); err != nil {
		f.over = ctx.Err() == nil && !transient(err)
		return false
	}
	slices.Sort(ids)
	slices.Reverse(ids)
	made := p.Created.Add(time.Until(f.asker.ServerNow()))
	for _, id := range ids[:min(len(ids), refusedLooked)] {
		if f.known[id] {
			continue
		}
		c, err := f.asker.Credential(ctx, id)
		if err != nil {
			continue
		}
		if c.Status == StatusRefused && c.Creation.Sub(made).Abs() <= refusalSpan && slices.Equal(c.Rules, p.Rules) {
			return true
		}
		f.known[id] = true
	}
	return false
}
