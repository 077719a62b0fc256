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
	// Next is the token whose revocation was begun last.
	Next Token
	// PausedUntil is set while the API's limit on calls holds the run back; Ready is
	// about when the rest will be done at that pace, zero while nothing slows it
	// down. Both are by this machine's clock.
	PausedUntil, Ready time.Time
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

// Revoke starts to revoke the plan's tokens, a few at a time. The receipt grows
// with them.
func (c *Client) Revoke(ctx context.Context, p Plan, account string, keeper ReceiptKeeper) *Revocation {
	r := &Revocation{
		plan: p, keeper: keeper, stop: make(chan struct{}), ended: make(chan struct{}),
		news: newMailbox(Progress{Total: len(p.Tokens)}),
		receipt: Receipt{
			Endpoint: c.Endpoint().Name, Account: account, Action: string(p.Action), Choice: p.Choice, Started: time.Now(),
			Revoked: []ReceiptToken{}, Failed: []ReceiptFailure{}, Skipped: []ReceiptSkip{},
		},
	}
	for _, s := range p.Skipped {
		r.receipt.Skipped = append(r.receipt.Skipped, ReceiptSkip{s.Token.ID, s.Reason})
	}
	r.client = c.watched(r.paused)
	go r.run(ctx)
	return r
}

// Stop ends the run: the calls that were sent are waited for, so that their
// outcome is known, and no other is sent. Calling it twice is harmless.
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

// paused tells how far the API's limit holds the run back.
func (r *Revocation) paused(until time.Time) {
	r.news.tell(func(p *Progress) {
		p.PausedUntil, p.Ready = until, r.client.pace.ready(until, p.Total-p.Done)
	})
}

// run revokes the plan's tokens. Whatever happens, every token gets a result.
func (r *Revocation) run(ctx context.Context) {
	defer close(r.ended)
	ctx, done := r.untilStopped(ctx)
	defer done()
	err := r.spareCurrent(ctx)
	left := r.plan.Tokens
	if err == nil {
		left, err = r.take(ctx)
	}
	for _, t := range left {
		r.note(Result{Token: t, Err: ErrNotTried})
	}
	r.receipt.Finished = time.Now()
	path, keepErr := r.keep()
	r.news.end(func(p *Progress) {
		p.Finished, p.PausedUntil, p.Ready = true, time.Time{}, time.Time{}
		p.Receipt, p.ReceiptErr = path, keepErr
		if !errors.Is(err, errStopped) {
			p.Err = err
		}
	})
}

// take revokes the plan's tokens and returns those it did not come to.
func (r *Revocation) take(ctx context.Context) (left []Token, err error) {
	if r.plan.Action == ActionSweep {
		return r.sweep(ctx)
	}
	return r.all(ctx, r.plan.Tokens)
}

// spareCurrent asks which token is in use, at the last moment, and takes it out
// of the plan whatever the caller believed; of a clean-up also what has not
// expired by the server's own time.
func (r *Revocation) spareCurrent(ctx context.Context) error {
	current, err := r.client.CurrentCredential(ctx)
	if err != nil && ctx.Err() != nil {
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
	if r.plan.Action != ActionClean && r.plan.Action != ActionSweep {
		return nil
	}
	// What has expired was judged by a clock; ask the server for its own before
	// anything goes.
	if _, err := r.client.Skew(ctx); ctx.Err() != nil {
		return errStopped
	} else if err != nil {
		return fmt.Errorf("nothing was revoked, since the server did not tell its time: %w", err)
	}
	if r.plan.Action == ActionSweep {
		return nil // each token is looked at when its turn comes
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
