package ovhapi

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// listRoute lists the ids of the account's tokens, and describes each one below it.
const listRoute = "/me/api/credential"

// loader gathers the account from what the endpoint offers.
type loader struct {
	client *Client
	out    *mailbox[Update]

	mu      sync.Mutex
	tokens  map[int64]*Token      // all that have come
	owned   map[int64]Application // applications of the account
	ours    map[int64]bool        // ids of all of them; nil until the list was read
	foreign map[int64]Application // found through one of their tokens
	deleted map[int64]bool
	current int64
	refused map[string]bool // rules whose calls were told to be refused
}

func newLoader(c *Client, out *mailbox[Update]) *loader {
	l := &loader{
		out: out, tokens: map[int64]*Token{}, refused: map[string]bool{},
		owned: map[int64]Application{}, foreign: map[int64]Application{}, deleted: map[int64]bool{},
	}
	l.client = c.watched(l.paused)
	return l
}

// paused tells how far the API's limit holds the loading back.
func (l *loader) paused(until time.Time) {
	alone := l.client.shared.ways.of(byBatch, listRoute).refused()
	l.out.tell(func(u *Update) {
		calls := u.Total - u.Loaded
		if !alone {
			calls = (calls + batchSize - 1) / batchSize
		}
		u.PausedUntil, u.Ready = until, l.client.pace.ready(until, calls)
	})
}

// run asks for everything that can be asked at once, then settles the rest.
func (l *loader) run(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		listing, beside sync.WaitGroup
		ids             []int64
		err             error
	)
	listing.Go(func() {
		ids, err = l.client.Credentials(ctx)
		slices.Sort(ids)
		ids = slices.Compact(ids)
	})
	listing.Go(func() { l.expandTokens(ctx) })
	beside.Go(func() { l.readApplications(ctx) })
	beside.Go(func() { l.readCurrent(ctx) })
	beside.Go(func() { l.readAccount(ctx) })
	listing.Wait()
	if err != nil {
		err = fmt.Errorf("listing the tokens: %w", err)
	} else {
		err = l.settle(ctx, ids)
	}
	beside.Wait()
	if err = cmp.Or(err, ctx.Err()); err != nil {
		l.finish(err)
		return
	}
	l.nameApplications(ctx)
	l.finish(ctx.Err())
}

func (l *loader) finish(err error) {
	l.mu.Lock()
	rows, read := len(l.tokens), 0
	for _, t := range l.tokens {
		if !t.Unread {
			read++
		}
	}
	l.mu.Unlock()
	l.out.end(func(u *Update) {
		u.Done, u.Err = true, err
		u.PausedUntil, u.Ready = time.Time{}, time.Time{}
		if err == nil {
			u.Total = rows
		} else {
			u.Loaded = read
		}
	})
}

// expandTokens takes rows from the expanded list, as a first draft that settle
// corrects. Its failures cost nothing: the list of ids is the truth.
func (l *loader) expandTokens(ctx context.Context) {
	_ = expanded(ctx, l.client, listRoute, func(page []wireCredential) {
		l.add(page)
	})
}

// add takes credentials in, of which those that cannot be read are left out.
func (l *loader) add(page []wireCredential) {
	l.mu.Lock()
	defer l.mu.Unlock() // told in the order in which they were dressed
	rows := make([]Token, 0, len(page))
	for _, wire := range page {
		credential, err := wire.credential()
		if err != nil {
			continue
		}
		t := &Token{Credential: credential}
		l.dress(t)
		l.tokens[t.ID] = t
		rows = append(rows, *t)
	}
	loaded := len(l.tokens)
	l.out.tell(func(u *Update) {
		u.Tokens = append(u.Tokens, rows...)
		u.Loaded = loaded
	})
}

// dress gives a token what is known of its application and of the token in use.
// It reports whether anything changed. The lock is held.
func (l *loader) dress(t *Token) bool {
	was := *t
	t.Current = l.current != 0 && t.ID == l.current
	// From nothing each time: what a stale page said must not stick.
	t.Application, t.App = Application{ID: t.ApplicationID}, AppUnknown
	if app, ok := l.owned[t.ApplicationID]; ok {
		t.Application, t.App = app, AppOwned
	} else if app, ok := l.foreign[t.ApplicationID]; ok {
		t.Application, t.App = app, AppForeign
		switch {
		case l.ours == nil:
			t.App = AppUnknown
		case l.ours[t.ApplicationID]:
			t.App = AppOwned
		}
	} else if l.deleted[t.ApplicationID] {
		t.App = AppDeleted
	}
	return was.App != t.App || was.Current != t.Current || was.Application != t.Application
}

// redress dresses every token anew and tells which have changed.
func (l *loader) redress() {
	l.mu.Lock()
	defer l.mu.Unlock()
	var rows []Token
	for _, t := range l.tokens {
		if l.dress(t) {
			rows = append(rows, *t)
		}
	}
	if len(rows) > 0 {
		l.out.tell(func(u *Update) { u.Tokens = append(u.Tokens, rows...) })
	}
}

func (l *loader) readCurrent(ctx context.Context) {
	current, err := l.client.CurrentCredential(ctx)
	if err != nil {
		l.warn(ctx, "the token in use", err)
		return
	}
	l.mu.Lock()
	l.current = current.ID
	l.mu.Unlock()
	l.out.tell(func(u *Update) { u.Current = &current })
	l.redress()
}

func (l *loader) readAccount(ctx context.Context) {
	details, err := l.client.Details(ctx)
	if err != nil || details.Account == "" {
		return // the name of the account is a courtesy; calls that matter tell why
	}
	l.out.tell(func(u *Update) { u.Account = details.Account })
}

// warn tells what could not be read. A refusal of a kind of calls is told once,
// whatever it keeps from being read; what a cancelled loading leaves out is not
// worth a word.
func (l *loader) warn(ctx context.Context, what string, err error) {
	if ctx.Err() != nil {
		return
	}
	refused := refusedRule(err)
	l.mu.Lock()
	told := l.refused[refused]
	l.refused[refused] = refused != ""
	l.mu.Unlock()
	if told {
		return
	}
	missing := ""
	if errors.Is(err, ErrNotGranted) {
		missing = refused
	}
	l.out.tell(func(u *Update) { u.Warnings = append(u.Warnings, Warning{What: what, Rule: missing, Err: err}) })
}

// refusedRule names the rule of a call that the token's own rules or the account's
// policies refuse, or "".
func refusedRule(err error) string {
	api, ok := errors.AsType[*APIError](err)
	if !ok || !errors.Is(err, ErrNotGranted) && !errors.Is(err, ErrIAMDenied) {
		return ""
	}
	return api.Method + " " + RulePath(api.Path)
}
