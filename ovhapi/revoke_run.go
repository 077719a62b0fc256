package ovhapi

import (
	"context"
	"errors"
	"fmt"
)

// flight is the tokens of a run that are being revoked.
type flight struct {
	run    *Revocation
	tokens []Token
	sent   int // tokens begun
	flying int
	landed chan landing
	// wide is true while the API answers: a run starts with one token alone, and
	// goes back to that when it gets no answer.
	wide   bool
	silent int // times in a row that the API was not heard
}

// landing is a token that has got its result.
type landing struct {
	Result
	// silent is how often in a row the API was not heard when it was begun.
	silent int
}

// all revokes tokens of the plan and returns those it did not come to, and why. The
// first goes alone: when it is refused for a reason that would meet every other
// one, no other is sent.
func (r *Revocation) all(ctx context.Context, tokens []Token) (left []Token, err error) {
	// What was sent is waited for even when the run ends; what waits for the
	// API's limit is not.
	sending, halt := context.WithCancel(ctx)
	defer halt()
	results, booked := make(chan Result, inFlight), make(chan struct{})
	go func() {
		defer close(booked)
		r.book(results)
	}()
	f := &flight{run: r, tokens: tokens, landed: make(chan landing)}
	for {
		for err == nil && f.room() {
			if err = f.begin(ctx, sending); err != nil {
				halt()
			}
		}
		if f.flying == 0 {
			break
		}
		l := <-f.landed
		f.flying--
		results <- l.Result
		if ended := f.judge(l); ended != nil && err == nil {
			err = ended
			halt()
		}
	}
	close(results)
	<-booked
	return tokens[f.sent:], err
}

// room reports whether one more token may be begun.
func (f *flight) room() bool {
	return f.sent < len(f.tokens) && (f.flying == 0 || f.wide && f.flying < inFlight)
}

// begin starts with the next token, unless the run was stopped.
func (f *flight) begin(ctx, sending context.Context) error {
	if ctx.Err() != nil {
		return errStopped
	}
	t, silent := f.tokens[f.sent], f.silent
	f.sent++
	f.flying++
	f.run.news.tell(func(p *Progress) { p.Next = t })
	go func() { f.landed <- landing{f.run.one(ctx, sending, t), silent} }()
	return nil
}

// silentTokens is how many times in a row the API may not be heard before the run
// stops: without a network every further token would only take its time.
const silentTokens = 2

// judge returns why the run must not go on after a result. Calls that were under
// way together when the network went count as one.
func (f *flight) judge(l landing) error {
	switch {
	case errors.Is(l.Err, ErrNotTried):
	case unanswered(l.Err):
		f.wide = false
		if l.silent == f.silent {
			f.silent++
		}
	case l.silent == f.silent:
		f.wide, f.silent = true, 0
	}
	if hopeless(l.Err) || f.silent == silentTokens {
		return fmt.Errorf("stopped after token %d: %w", l.Token.ID, l.Err)
	}
	return nil
}

func unanswered(err error) bool { return errors.Is(err, ErrOffline) }

// hopeless reports whether every further revocation would fail the same way.
func hopeless(err error) bool {
	for _, kind := range []error{ErrNotGranted, ErrIAMDenied, ErrKeyNotValid, ErrNoSuchKey, ErrUnknownApp, ErrNoLogin, ErrSignature, ErrClock, ErrNoSuchRoute} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// one revokes one token: sending ends the wait for its turn, and nothing abandons
// the call once it was sent but its own time limit.
func (r *Revocation) one(ctx, sending context.Context, t Token) Result {
	for attempt := 1; ; attempt++ {
		err := r.client.deleteSurely(sending, t.ID)
		switch {
		case err == nil:
			return Result{Token: t}
		case errors.Is(err, errUnsent):
			return Result{Token: t, Err: ErrNotTried}
		case errors.Is(err, ErrNotFound):
			return Result{Token: t, Already: true}
		case errors.Is(err, ErrRateLimit) && again(err, attempt):
			// 429 means that nothing was done, so asking again is safe.
		case errors.Is(err, ErrOffline), errors.Is(err, ErrUnavailable), errors.Is(err, ErrBadAnswer):
			return r.settle(ctx, t, err)
		default:
			return Result{Token: t, Err: err}
		}
	}
}

// settle finds out what became of a token whose revocation got no answer, by
// asking for it.
func (r *Revocation) settle(ctx context.Context, t Token, cause error) Result {
	_, err := r.client.Credential(ctx, t.ID)
	switch {
	case errors.Is(err, ErrNotFound):
		return Result{Token: t}
	case err == nil:
		return Result{Token: t, Err: cause}
	}
	return Result{Token: t, Err: fmt.Errorf("not known whether it was revoked: %w", cause)}
}
