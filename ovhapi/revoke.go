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
	news    *mailbox[Progress]
	stop    chan struct{}
	ended   chan struct{}
	once    sync.Once
	receipt Receipt
	unkept  int // revocations since the receipt was stored
}

// Revoke starts to revoke the plan's tokens, one after the other. The receipt
// grows with them.
func (c *Client) Revoke(ctx context.Context, p Plan, account string, keeper ReceiptKeeper) *Revocation {
	r := &Revocation{
		client: c, plan: p, keeper: keeper, stop: make(chan struct{}), ended: make(chan struct{}),
		news: newMailbox(Progress{Total: len(p.Tokens)}),
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
// times a second. When ctx ends it returns a finished progress with the
// context's error; the run itself is not stopped by that.
func (r *Revocation) Next(ctx context.Context) Progress {
	p, err := r.news.next(ctx, func(p Progress) Progress {
		p.Results, p.Skipped = nil, nil
		return p
	})
	if err != nil {
		return Progress{Finished: true, Err: err}
	}
	return p
}

// run revokes token by token. Whatever happens, every token gets a result.
func (r *Revocation) run(ctx context.Context) {
	defer close(r.ended)
	err := r.spareCurrent(ctx)
	silent := 0
	for _, t := range r.plan.Tokens {
		if err == nil {
			err = r.stopped(ctx)
		}
		if err != nil {
			r.note(Result{Token: t, Err: ErrNotTried})
			continue
		}
		r.news.tell(func(p *Progress) { p.Next, p.PausedUntil = t, time.Time{} })
		result := r.one(ctx, t)
		r.note(result)
		if unanswered(result.Err) {
			silent++
		} else {
			silent = 0
		}
		if hopeless(result.Err) || silent == silentTokens {
			err = fmt.Errorf("stopped after token %d: %w", t.ID, result.Err)
		}
	}
	r.receipt.Finished = time.Now()
	path, keepErr := r.keep()
	r.news.end(func(p *Progress) {
		p.Finished, p.PausedUntil = true, time.Time{}
		p.Receipt, p.ReceiptErr = path, keepErr
		if !errors.Is(err, errStopped) {
			p.Err = err
		}
	})
}

// spareCurrent asks which token is in use, at the last moment, and takes it out
// of the plan whatever the caller believed; of a clean-up also what has not
// expired by the server's own time.
func (r *Revocation) spareCurrent(ctx context.Context) error {
	asking, done := r.untilStopped(ctx)
	defer done()
	current, err := r.client.CurrentCredential(asking)
	if err != nil && r.stopped(ctx) != nil {
		return errStopped
	}
	if err != nil {
		return fmt.Errorf("nothing was revoked, since the API did not say which token is in use: %w", err)
	}
	isCurrent := func(t Token) bool { return t.ID == current.ID }
	if at := slices.IndexFunc(r.plan.Tokens, isCurrent); at >= 0 {
		spared := Skip{r.plan.Tokens[at], SkipCurrent}
		r.spare(slices.DeleteFunc(slices.Clone(r.plan.Tokens), isCurrent), spared)
	}
	if r.plan.Action != ActionClean {
		return nil
	}
	// What has expired was judged by a clock; ask the server for its own before
	// anything goes.
	if _, err := r.client.Skew(asking); err != nil {
		return fmt.Errorf("nothing was revoked, since the server did not tell its time: %w", err)
	}
	if over, spared := r.plan.current(r.client.ServerNow()); len(spared) > 0 {
		r.spare(over, spared...)
	}
	return nil
}

// spare goes on with fewer tokens and records why.
func (r *Revocation) spare(rest []Token, spared ...Skip) {
	r.plan.Tokens = rest
	for _, s := range spared {
		r.receipt.Skipped = append(r.receipt.Skipped, ReceiptSkip{s.Token.ID, s.Reason})
	}
	r.news.tell(func(p *Progress) {
		p.Total = len(rest)
		p.Skipped = append(p.Skipped, spared...)
	})
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
		case errors.Is(err, ErrRateLimit) && again(err, attempt):
			// 429 means that nothing was done, so asking again is safe.
			if r.rest(ctx, patience(err, attempt)) != nil {
				return Result{Token: t, Err: ErrNotTried}
			}
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
	ctx, done := r.untilStopped(ctx)
	defer done()
	_, err := r.client.Credential(ctx, t.ID)
	switch {
	case errors.Is(err, ErrNotFound):
		return Result{Token: t}
	case err == nil:
		return Result{Token: t, Err: cause}
	}
	return Result{Token: t, Err: fmt.Errorf("not known whether it was revoked: %w", cause)}
}

// rest waits as the API asks to, unless the run is stopped.
func (r *Revocation) rest(ctx context.Context, d time.Duration) error {
	waiting, done := r.untilStopped(ctx)
	defer done()
	r.news.tell(func(p *Progress) { p.PausedUntil = time.Now().Add(d) })
	err := r.client.shared.options.Pause(waiting, d)
	r.news.tell(func(p *Progress) { p.PausedUntil = time.Time{} })
	return err
}

// untilStopped is a context that also ends with Stop.
func (r *Revocation) untilStopped(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		select {
		case <-r.stop:
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}

// silentTokens is how many tokens in a row may get no answer before the run
// stops: without a network every further one would only take its time.
const silentTokens = 2

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

// note records what became of a token, in the receipt first.
func (r *Revocation) note(result Result) {
	t := result.Token
	switch {
	case result.Already:
		r.receipt.Skipped = append(r.receipt.Skipped, ReceiptSkip{t.ID, skipAlready})
	case result.Err == nil:
		r.unkept++
		r.receipt.Revoked = append(r.receipt.Revoked, t.receipt())
	case errors.Is(result.Err, ErrNotTried):
		r.receipt.Skipped = append(r.receipt.Skipped, ReceiptSkip{t.ID, ErrNotTried.Error()})
	default:
		r.receipt.Failed = append(r.receipt.Failed, ReceiptFailure{t.ID, result.Err.Error(), QueryID(result.Err)})
	}
	// The receipt is written anew each time, so a long one is written less often.
	if r.unkept > 0 && 100*r.unkept >= len(r.receipt.Revoked) {
		_, err := r.keep()
		r.news.tell(func(p *Progress) { p.ReceiptErr = err })
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
