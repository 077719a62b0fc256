package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Result is what became of one token of a run.
type Result struct {
	Token Token
	// Err is nil when the token is gone. It is ErrNotTried when the run ended
	// before its turn.
	Err error
	// Already is true when the token was gone before this run came to it.
	Already bool
}

// ErrNotTried marks tokens that a stopped run did not come to.
var ErrNotTried = errors.New("not tried: the run was stopped")

// Progress is what a run has done since the last look.
type Progress struct {
	// Results are new since the last call.
	Results []Result
	// Done and Total count tokens.
	Done, Total int
	// Next is the token that is being revoked now.
	Next Token
	// PausedUntil is set while the API asked for patience.
	PausedUntil time.Time
	// Skipped grew when the token in use was found among the tokens at the last
	// moment.
	Skipped []Skip
	// Finished is true in the last progress of a run.
	Finished bool
	// Err ended the run before it was through.
	Err error
	// Receipt is the file that says what was revoked; ReceiptErr why there is
	// none.
	Receipt    string
	ReceiptErr error
}

// Revocation is a run under way.
type Revocation struct {
	client  *Client
	plan    Plan
	keeper  ReceiptKeeper
	stop    chan struct{}
	ended   chan struct{}
	once    sync.Once
	mu      sync.Mutex
	pending Progress
	ready   chan struct{}
	receipt Receipt
	kept    int
}

// Revoke starts to revoke the plan's tokens, one after the other. The receipt
// grows with them.
func (c *Client) Revoke(ctx context.Context, p Plan, account string, keeper ReceiptKeeper) *Revocation {
	r := &Revocation{
		client: c, plan: p, keeper: keeper, stop: make(chan struct{}), ended: make(chan struct{}), ready: make(chan struct{}, 1),
		pending: Progress{Total: len(p.Tokens)},
		receipt: Receipt{
			Endpoint: c.Endpoint().Name, Account: account, Action: string(p.Action), Started: time.Now(),
			Revoked: []ReceiptToken{}, Failed: []ReceiptFailure{}, Skipped: []ReceiptSkip{},
		},
	}
	for _, s := range p.Skipped {
		r.receipt.Skipped = append(r.receipt.Skipped, ReceiptSkip{s.Token.ID, s.Reason})
	}
	go r.run(ctx)
	return r
}

// Stop ends the run between two tokens: the call under way is waited for, so
// that its outcome is known. Calling it twice is harmless.
func (r *Revocation) Stop() { r.once.Do(func() { close(r.stop) }) }

// Wait returns when the run has ended and its receipt is stored.
func (r *Revocation) Wait() { <-r.ended }

// Next waits for news of the run and returns all of it at once, at most sixteen
// times a second.
func (r *Revocation) Next(ctx context.Context) Progress {
	select {
	case <-r.ready:
	case <-ctx.Done():
		return Progress{Finished: true, Err: ctx.Err()}
	}
	r.mu.Lock()
	finished := r.pending.Finished
	r.mu.Unlock()
	if !finished {
		_ = pause(ctx, slice)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	select {
	case <-r.ready:
	default:
	}
	p := r.pending
	r.pending.Results, r.pending.Skipped = nil, nil
	return p
}

func (r *Revocation) tell(change func(*Progress)) {
	r.mu.Lock()
	change(&r.pending)
	r.mu.Unlock()
	select {
	case r.ready <- struct{}{}:
	default:
	}
}

// run revokes token by token. Whatever happens, every token gets a result.
func (r *Revocation) run(ctx context.Context) {
	defer close(r.ended)
	err := r.spareCurrent(ctx)
	for i, t := range r.plan.Tokens {
		if err == nil {
			err = r.stopped(ctx)
		}
		if err != nil {
			r.note(Result{Token: t, Err: ErrNotTried})
			continue
		}
		r.tell(func(p *Progress) { p.Next, p.PausedUntil = t, time.Time{} })
		result := r.one(ctx, t)
		r.note(result)
		if hopeless(result.Err) && i < len(r.plan.Tokens)-1 {
			err = fmt.Errorf("stopped after token %d: %w", t.ID, result.Err)
		}
	}
	r.receipt.Finished = time.Now()
	path, keepErr := r.keep()
	r.tell(func(p *Progress) {
		p.Finished, p.PausedUntil = true, time.Time{}
		p.Receipt, p.ReceiptErr = path, keepErr
		if !errors.Is(err, errStopped) {
			p.Err = err
		}
	})
}

// spareCurrent asks which token is in use, at the last moment, and takes it out
// of the plan whatever the caller believed.
func (r *Revocation) spareCurrent(ctx context.Context) error {
	current, err := r.client.CurrentCredential(ctx)
	if err != nil {
		return fmt.Errorf("nothing was revoked, since the API did not say which token is in use: %w", err)
	}
	at := slices.IndexFunc(r.plan.Tokens, func(t Token) bool { return t.ID == current.ID })
	if at < 0 {
		return nil
	}
	spared := Skip{r.plan.Tokens[at], SkipCurrent}
	r.plan.Tokens = slices.Delete(slices.Clone(r.plan.Tokens), at, at+1)
	r.receipt.Skipped = append(r.receipt.Skipped, ReceiptSkip{spared.Token.ID, spared.Reason})
	r.tell(func(p *Progress) {
		p.Total--
		p.Skipped = append(p.Skipped, spared)
	})
	return nil
}

var errStopped = errors.New("stopped")

func (r *Revocation) stopped(ctx context.Context) error {
	select {
	case <-r.stop:
		return errStopped
	case <-ctx.Done():
		return errStopped
	default:
		return nil
	}
}

// one revokes one token. A call that was sent is never abandoned: the context
// of the run does not reach it, its own time limit does.
func (r *Revocation) one(ctx context.Context, t Token) Result {
	call := context.WithoutCancel(ctx)
	for attempt := 1; ; attempt++ {
		err := r.client.DeleteCredential(call, t.ID)
		switch {
		case err == nil:
			return Result{Token: t}
		case errors.Is(err, ErrNotFound):
			return Result{Token: t, Already: true}
		case errors.Is(err, ErrRateLimit) && attempt < attempts:
			// 429 means that nothing was done, so asking again is safe.
			wait := patience(err, attempt+1)
			r.tell(func(p *Progress) { p.PausedUntil = time.Now().Add(wait) })
			if r.rest(ctx, wait) != nil {
				return Result{Token: t, Err: ErrNotTried}
			}
		case errors.Is(err, ErrOffline), errors.Is(err, ErrUnavailable), errors.Is(err, ErrBadAnswer):
			return r.settle(call, t, err)
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

// rest waits unless the run is stopped.
func (r *Revocation) rest(ctx context.Context, d time.Duration) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-r.stop:
			cancel()
		case <-ctx.Done():
		}
	}()
	return r.client.shared.options.Pause(ctx, d)
}

// hopeless reports whether every further revocation would fail the same way.
func hopeless(err error) bool {
	for _, kind := range []error{ErrNotGranted, ErrIAMDenied, ErrKeyNotValid, ErrNoSuchKey, ErrUnknownApp, ErrNoLogin, ErrSignature, ErrClock} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// note records what became of a token, in the receipt first.
func (r *Revocation) note(result Result) {
	t := result.Token
	switch {
	case result.Err == nil:
		r.receipt.Revoked = append(r.receipt.Revoked, ReceiptToken{
			ID: t.ID, Application: t.Name(), Status: t.Status, Rules: t.Rules,
			Creation: t.Creation, Expiration: t.Expiration, LastUse: t.LastUse,
		})
	case errors.Is(result.Err, ErrNotTried):
		r.receipt.Skipped = append(r.receipt.Skipped, ReceiptSkip{t.ID, ErrNotTried.Error()})
	default:
		r.receipt.Failed = append(r.receipt.Failed, ReceiptFailure{t.ID, result.Err.Error(), QueryID(result.Err)})
	}
	// The receipt is written anew each time, so a long one is written less often.
	if r.kept++; result.Err == nil && r.kept%(1+len(r.receipt.Revoked)/100) == 0 {
		_, err := r.keep()
		r.tell(func(p *Progress) { p.ReceiptErr = err })
	}
	r.tell(func(p *Progress) {
		p.Done++
		p.Results = append(p.Results, result)
	})
}

func (r *Revocation) keep() (string, error) {
	if r.keeper == nil || (len(r.receipt.Revoked) == 0 && len(r.receipt.Failed) == 0) {
		return "", nil
	}
	return r.keeper.KeepReceipt(r.receipt)
}
