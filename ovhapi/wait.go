package ovhapi

import (
	"context"
	"errors"
	"time"
)

// pollEvery is how often the API is asked whether a key has been validated.
// Other clients ask every two seconds.
const pollEvery = 2500 * time.Millisecond

// returnGrace is how many more polls a key gets after the browser has come back
// before the wait says that it was probably refused.
const returnGrace = 3

// goneAfter is how many looks in a row must say that the key does not exist
// before the wait believes it: a new key may not be known everywhere at once,
// and giving one up cannot be undone.
const goneAfter = 4

// WaitEvent is what one look at a pending key told.
type WaitEvent struct {
	// State is RequestWaiting until the last event.
	State RequestState
	// Polls counts the looks so far.
	Polls int
	// Returned is true once the browser has come back from the page.
	Returned bool
	// Doubtful is true when the browser came back and the key is still not
	// valid: it was most likely refused, which the API may not tell apart from
	// waiting (it answers "This credential is not valid" to both).
	Doubtful bool
	// Trouble is why the last look told nothing, such as no network. The wait
	// goes on.
	Trouble error
	// Err ended the wait without an answer.
	Err error
	// KeepErr is set when what was learnt could not be stored.
	KeepErr error
	// Credential is the validated token.
	Credential Credential
}

// Final reports whether nothing comes after this event.
func (e WaitEvent) Final() bool { return e.State != RequestWaiting || e.Err != nil }

// Wait looks at the key until it is validated, refused, expired or gone, or ctx
// ends, and sends what each look told. The channel is closed after the last
// event; the landing stays open until Close, since the browser may come back
// later than the API tells. every is the time between looks; 0 takes the usual
// one.
func (r *Request) Wait(ctx context.Context, every time.Duration) <-chan WaitEvent {
	if every <= 0 {
		every = pollEvery
	}
	events := make(chan WaitEvent, 1)
	go func() {
		defer close(events)
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		var back <-chan struct{}
		unknown := 0
		if r.State == RequestGone {
			unknown = goneAfter - 1 // it was denied that often before
		}
		if r.landing != nil {
			back = r.landing.Visited()
		}
		event := WaitEvent{State: RequestWaiting}
		for sinceReturn := 0; ; {
			r.look(ctx, &event, &unknown)
			event.Polls++
			if event.Returned && event.State == RequestWaiting && event.Trouble == nil {
				sinceReturn++
				event.Doubtful = sinceReturn > returnGrace
			}
			select {
			case events <- event:
			case <-ctx.Done():
				return
			}
			if event.Final() {
				return
			}
			select {
			case <-ticker.C:
			case <-back:
				event.Returned = true
			case <-ctx.Done():
				return
			}
		}
	}()
	return events
}

// look asks once and sorts the answer. Sources disagree on what a pending key
// may ask: two clients see 403 "This credential is not valid" until it is
// validated, others 200 with a status. Both are understood.
func (r *Request) look(ctx context.Context, e *WaitEvent, unknown *int) {
	got, err := r.client.CurrentCredential(ctx)
	e.Trouble = nil
	if !errors.Is(err, ErrNoSuchKey) {
		*unknown = 0
	}
	switch {
	case err == nil:
		switch got.Status {
		case StatusValidated:
			e.State, e.Credential = RequestValidated, got
		case StatusRefused:
			e.State = RequestRefused
		case StatusExpired:
			e.State = RequestExpired
		case StatusPending:
		default:
			e.Trouble = errors.New("the API gives the token the unknown status " + string(got.Status))
		}
	case errors.Is(err, ErrKeyNotValid):
		if (e.Returned || e.Polls%refusalEvery == refusalEvery-1) && r.refusals.lists(ctx, r.PendingRequest) {
			e.State = RequestDenied
		}
	case errors.Is(err, ErrNoSuchKey):
		if *unknown++; *unknown < goneAfter {
			e.Trouble = err
			break
		}
		e.State = RequestGone
	case errors.Is(err, ErrUnknownApp):
		e.Err = err
	default:
		e.Trouble = err
	}
	if e.State != RequestWaiting && e.State != RequestDenied && r.keeper != nil {
		settled := r.PendingRequest
		settled.State, settled.CredentialID = e.State, e.Credential.ID
		e.KeepErr = r.keeper.Keep(settled)
	}
}
