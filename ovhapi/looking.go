package ovhapi

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Looked is what one look at a stored request told.
type Looked struct {
	// State is RequestWaiting, or what became of the request; "" when nobody could
	// be asked.
	State RequestState
	// Trouble is why the look told nothing; nil also where there was no client to
	// ask with.
	Trouble error
}

// LookAtAll asks how stored requests stand, all at once, each with the client that
// find returns for it, or not at all where that is nil. What is final is stored with
// the request. One look is enough, but for a key that OVH does not know: that is
// believed only after several, with every between them; 0 takes the usual time. It
// returns when nothing is stored any more.
func LookAtAll(ctx context.Context, list []PendingRequest, find func(PendingRequest) *Client, keeper PendingKeeper, every time.Duration) []Looked {
	looks := make([]Looked, len(list))
	var all sync.WaitGroup
	for i, p := range list {
		all.Go(func() {
			if client := find(p); client != nil {
				looks[i] = client.lookAt(ctx, p, keeper, every)
			}
		})
	}
	all.Wait()
	return looks
}

// lookAt asks about one.
func (c *Client) lookAt(ctx context.Context, p PendingRequest, keeper PendingKeeper, every time.Duration) Looked {
	if !p.State.Undecided() {
		return Looked{State: p.State}
	}
	r, err := c.Resume(p, keeper)
	if err != nil {
		return Looked{Trouble: err}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	events := r.Wait(ctx, every)
	event, open := <-events
	for open && !event.Final() && errors.Is(event.Trouble, ErrNoSuchKey) {
		event, open = <-events
	}
	cancel()
	for range events { // closed once nothing is stored any more
	}
	if !open {
		return Looked{Trouble: context.Canceled}
	}
	return Looked{event.State, errors.Join(event.Trouble, event.Err)}
}

// CameToNothing reports whether OVH has said that a request came to nothing, so
// that its key will never work. That OVH does not know a key is no proof of it: that
// key stays until the user forgets it.
func (s RequestState) CameToNothing() bool { return s == RequestRefused || s == RequestExpired }

// LongAgo is how old a request that OVH still calls not valid must be to be
// thought lost: its page has expired long before, other tools report minutes to
// hours. How old it is only this machine's clock tells, which may have been set
// meanwhile, so its key goes only when the user says so.
const LongAgo = 30 * 24 * time.Hour
