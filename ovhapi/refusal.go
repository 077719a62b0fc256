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

// refusalSpan is how long before the answer to a request its token may have been
// made, and refusalSkew how long after it, for both to be one: the list gives no
// key to compare, times in whole seconds, and by another clock.
const (
	refusalSpan = 5 * time.Second
	refusalSkew = 2 * time.Second
)

// refusedLooked is how many of the newest refused tokens are described at most.
const refusedLooked = 20

// refusals looks for a request among the refused tokens of an account. A key that
// is taken for refused is removed, so whatever may be another request's is not
// taken for this one's.
type refusals struct {
	asker       *Client
	keeper      PendingKeeper
	application int64          // the asker's, and so the request's; 0 until it was asked
	known       map[int64]bool // described already, and another request's
	over        bool           // the token in use may not list, or there is none
}

func newRefusals(asker *Client, keeper PendingKeeper) *refusals {
	return &refusals{asker: asker, keeper: keeper, known: map[int64]bool{}, over: asker == nil || asker.signer.consumerKey.Empty()}
}

// lists reports whether the account lists the request as refused. What cannot be
// asked is not refused.
func (f *refusals) lists(ctx context.Context, p PendingRequest) bool {
	if f.over || f.twin(p) {
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
	for _, id := range ids[:min(len(ids), refusedLooked)] {
		if f.known[id] {
			continue
		}
		c, err := f.asker.Credential(ctx, id)
		if err != nil || !f.ownApplication(ctx) {
			continue
		}
		if f.fits(c, p) && f.asker.shared.claim(id, p.ID) {
			return true
		}
		f.known[id] = true
	}
	return false
}

// fits reports whether a token may be what came of the request.
func (f *refusals) fits(c Credential, p PendingRequest) bool {
	after := p.Created.Add(time.Until(f.asker.ServerNow())).Sub(c.Creation)
	return c.Status == StatusRefused && c.ApplicationID == f.application &&
		-refusalSkew <= after && after <= refusalSpan && slices.Equal(c.Rules, p.Rules)
}

// ownApplication reports whether it is known under which application the request
// was made.
func (f *refusals) ownApplication(ctx context.Context) bool {
	if f.application == 0 {
		if own, err := f.asker.CurrentCredential(ctx); err == nil {
			f.application = own.ApplicationID
		}
	}
	return f.application != 0
}

// twin reports whether another request waits that a refused token might as well
// have come of.
func (f *refusals) twin(p PendingRequest) bool {
	if f.keeper == nil {
		return false
	}
	list, err := f.keeper.Pending()
	return err != nil || slices.ContainsFunc(list, func(other PendingRequest) bool {
		return other.ID != p.ID && other.State == RequestWaiting && f.asker.Made(other) &&
			other.Created.Sub(p.Created).Abs() <= refusalSpan+refusalSkew && slices.Equal(other.Rules, p.Rules)
	})
}

// claim makes a refused token what came of one request. It reports whether it is
// that one's: no token comes of two requests.
func (s *shared) claim(id int64, request string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if of, ok := s.claimed[id]; ok {
		return of == request
	}
	if s.claimed == nil {
		s.claimed = map[int64]string{}
	}
	s.claimed[id] = request
	return true
}
