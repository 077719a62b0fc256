package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Update is what became known of the account since the last one.
type Update struct {
	// Tokens are rows that are new or have changed.
	Tokens []Token
	// Gone are rows shown before that turned out not to exist.
	Gone []int64
	// Total is how many tokens there are, 0 until known; Loaded is how many
	// have come.
	Total, Loaded int
	// Account is the account's name, once known.
	Account string
	// Current is the token in use, once known.
	Current *Credential
	// Warnings say what could not be read and why; nothing else is lost.
	Warnings []Warning
	// Err ends the loading: the list itself could not be read.
	Err error
	// Done is true in the last update.
	Done bool
}

// Warning is a part of the inventory that could not be read.
type Warning struct {
	// What names the part: "applications", "application 123".
	What string
	// Rule is the access rule that is missing, or "".
	Rule string
	Err  error
}

// Loading is an inventory under way.
type Loading struct {
	mu      sync.Mutex
	pending Update
	ready   chan struct{} // holds one element when pending has something
	last    time.Time
}

// slice is how long updates are gathered before they are handed over: every
// update costs a frame, so they come at most sixteen times a second.
const slice = 60 * time.Millisecond

// Load reads the whole account. It returns at once; Next hands over what has
// come. Cancelling ctx ends it.
func (c *Client) Load(ctx context.Context) *Loading {
	l := &Loading{ready: make(chan struct{}, 1)}
	go newLoader(c, l).run(ctx)
	return l
}

// Next waits for news and returns all of it at once. After an update with Done
// set it must not be called again. When ctx ends it returns an update with Done
// and the context's error.
func (l *Loading) Next(ctx context.Context) Update {
	select {
	case <-l.ready:
	case <-ctx.Done():
		return Update{Done: true, Err: ctx.Err()}
	}
	l.mu.Lock()
	wait := slice - time.Since(l.last)
	done := l.pending.Done
	l.mu.Unlock()
	if wait > 0 && !done {
		_ = pause(ctx, wait)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	select { // what came while waiting is part of this update
	case <-l.ready:
	default:
	}
	u := l.pending
	u.Tokens = newest(u.Tokens)
	l.pending = Update{Total: u.Total, Loaded: u.Loaded, Account: u.Account, Current: u.Current}
	l.last = time.Now()
	return u
}

// newest keeps the last word on each token.
func newest(tokens []Token) []Token {
	place := make(map[int64]int, len(tokens))
	kept := tokens[:0]
	for _, t := range tokens {
		if at, ok := place[t.ID]; ok {
			kept[at] = t
			continue
		}
		place[t.ID] = len(kept)
		kept = append(kept, t)
	}
	return kept
}

// tell changes the pending update and wakes Next.
func (l *Loading) tell(change func(*Update)) {
	l.mu.Lock()
	change(&l.pending)
	l.mu.Unlock()
	select {
	case l.ready <- struct{}{}:
	default:
	}
}

// loader gathers the account from what the endpoint offers.
type loader struct {
	client *Client
	out    *Loading

	mu      sync.Mutex
	tokens  map[int64]*Token      // all that have come
	owned   map[int64]Application // applications of the account
	ownedOK bool                  // the list of owned applications was read
	foreign map[int64]Application // found through one of their tokens
	deleted map[int64]bool
	current int64
}

func newLoader(c *Client, out *Loading) *loader {
	return &loader{
		client: c, out: out, tokens: map[int64]*Token{},
		owned: map[int64]Application{}, foreign: map[int64]Application{}, deleted: map[int64]bool{},
	}
}

// run asks for everything that can be asked at once, then settles the rest.
func (l *loader) run(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		wait sync.WaitGroup
		ids  []int64
		err  error
	)
	wait.Go(func() { ids, err = l.client.Credentials(ctx) })
	wait.Go(func() { l.expandTokens(ctx) })
	wait.Go(func() { l.readApplications(ctx) })
	wait.Go(func() { l.readCurrent(ctx) })
	wait.Go(func() { l.readAccount(ctx) })
	wait.Wait()
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		l.finish(fmt.Errorf("listing the tokens: %w", err))
		return
	}
	l.settle(ctx, ids)
	l.nameApplications(ctx)
	l.finish(ctx.Err())
}

func (l *loader) finish(err error) {
	l.out.tell(func(u *Update) { u.Done, u.Err = true, err })
}

// expandTokens takes rows from the expanded list, as a first draft that settle
// corrects. Its failures cost nothing: the list of ids is the truth.
func (l *loader) expandTokens(ctx context.Context) {
	_ = expanded(ctx, l.client, "/me/api/credential", func(page []wireCredential) {
		l.add(page)
	})
}

// add takes credentials in, of which those that cannot be read are left out.
func (l *loader) add(page []wireCredential) {
	l.mu.Lock()
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
	l.mu.Unlock()
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
	t.Application.ID = t.ApplicationID
	if app, ok := l.owned[t.ApplicationID]; ok {
		t.Application, t.App = app, AppOwned
	} else if app, ok := l.foreign[t.ApplicationID]; ok {
		t.Application, t.App = app, AppForeign
		if !l.ownedOK {
			t.App = AppUnknown
		}
	} else if l.deleted[t.ApplicationID] {
		t.App = AppDeleted
	}
	return was.App != t.App || was.Current != t.Current || was.Application != t.Application
}

// redress dresses every token anew and tells which have changed.
func (l *loader) redress() {
	l.mu.Lock()
	var rows []Token
	for _, t := range l.tokens {
		if l.dress(t) {
			rows = append(rows, *t)
		}
	}
	l.mu.Unlock()
	if len(rows) > 0 {
		l.out.tell(func(u *Update) { u.Tokens = append(u.Tokens, rows...) })
	}
}

func (l *loader) readCurrent(ctx context.Context) {
	current, err := l.client.CurrentCredential(ctx)
	if err != nil {
		if !errors.Is(err, context.Canceled) {
			l.warn("the token in use", "", err)
		}
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

func (l *loader) warn(what, missing string, err error) {
	l.out.tell(func(u *Update) { u.Warnings = append(u.Warnings, Warning{What: what, Rule: missing, Err: err}) })
}

// settle makes the rows agree with the list of ids: what is missing is asked
// for, what is too much is asked about, and only what the API says does not
// exist goes.
func (l *loader) settle(ctx context.Context, ids []int64) {
	l.mu.Lock()
	listed := make(map[int64]bool, len(ids))
	var unsure []int64
	for _, id := range ids {
		listed[id] = true
		if l.tokens[id] == nil {
			unsure = append(unsure, id)
		}
	}
	for id := range l.tokens {
		if !listed[id] {
			unsure = append(unsure, id)
		}
	}
	l.mu.Unlock()
	l.out.tell(func(u *Update) { u.Total = len(ids) })
	slices.Sort(unsure)
	slices.Reverse(unsure) // the newest first: ids grow with time
	absent := fetch(ctx, l.client, "/me/api/credential", unsure, l.add)
	for _, missing := range absent {
		l.drop(missing, listed[missing.id])
	}
}

// drop handles an id that could not be described.
func (l *loader) drop(missing absence, listed bool) {
	if !errors.Is(missing.err, ErrNotFound) {
		if listed && !errors.Is(missing.err, context.Canceled) {
			l.warn(fmt.Sprintf("token %d", missing.id), missingRule(missing.err), missing.err)
		}
		return
	}
	l.mu.Lock()
	delete(l.tokens, missing.id)
	loaded := len(l.tokens)
	l.mu.Unlock()
	l.out.tell(func(u *Update) {
		u.Gone = append(u.Gone, missing.id)
		u.Loaded = loaded
		if listed {
			u.Total--
		}
	})
}

// missingRule names the rule a refused call would have needed.
func missingRule(err error) string {
	api, ok := errors.AsType[*APIError](err)
	if !ok || !errors.Is(err, ErrNotGranted) {
		return ""
	}
	return api.Method + " " + RulePath(api.Path)
}
