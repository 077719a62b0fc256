package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// settle makes the rows agree with the list of ids, which is the truth: what is
// missing is asked for, and what is too much goes unless the API confirms it. An
// expanded list that differs from the ids is not of this moment, so what it says of
// the others is not believed either: every row is asked for again. One that agrees
// is trusted, since it was asked for without the cache. An
// id that cannot be described stays as a row of its own. The error says that the API
// was not heard any more before every row was asked for.
func (l *loader) settle(ctx context.Context, ids []int64) error {
	listed := make(map[int64]bool, len(ids))
	l.mu.Lock()
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
	if len(l.tokens) > 0 && len(unsure) > 0 {
		unsure = append(unsure, ids...)
		slices.Sort(unsure)
		unsure = slices.Compact(unsure)
	}
	l.mu.Unlock()
	l.out.tell(func(u *Update) { u.Total = len(ids) })
	slices.Sort(unsure)
	slices.Reverse(unsure) // the newest first: ids grow with time
	absent, ended := fetch(ctx, l.client, listRoute, unsure, l.add)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var gone []int64
	var old []absence
	unread := map[string][]absence{}
	for _, a := range absent {
		if errors.Is(a.err, ErrNotFound) || !listed[a.id] {
			gone = append(gone, a.id)
			continue
		}
		if l.drafted(a.id) {
			old = append(old, a)
			continue
		}
		reason := Advise(a.err).What
		unread[reason] = append(unread[reason], a)
	}
	l.drop(gone)
	for _, group := range unread {
		l.leave(ctx, group)
	}
	if len(old) > 0 {
		l.warn(ctx, fmt.Sprintf("the latest of %d tokens", len(old)), old[0].err)
	}
	if outage(ended) {
		return fmt.Errorf("describing the tokens: %w", ended)
	}
	return nil
}

// drafted reports whether a token has a row already.
func (l *loader) drafted(id int64) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.tokens[id] != nil
}

// leave keeps ids that could not be described, all for one reason.
func (l *loader) leave(ctx context.Context, group []absence) {
	l.tellUnread(group)
	what := fmt.Sprintf("token %d", group[0].id)
	if len(group) > 1 {
		what = fmt.Sprintf("%d tokens", len(group))
	}
	l.warn(ctx, what, group[0].err)
}

// tellUnread makes a row of each id, and tells it under the lock as add does.
func (l *loader) tellUnread(group []absence) {
	l.mu.Lock()
	defer l.mu.Unlock()
	rows := make([]Token, len(group))
	for i, a := range group {
		t := &Token{Credential: Credential{ID: a.id}, Unread: true}
		l.dress(t)
		l.tokens[a.id] = t
		rows[i] = *t
	}
	loaded := len(l.tokens)
	l.out.tell(func(u *Update) {
		u.Tokens = append(u.Tokens, rows...)
		u.Loaded = loaded
	})
}

// drop takes tokens away that turned out not to exist.
func (l *loader) drop(gone []int64) {
	if len(gone) == 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, id := range gone {
		delete(l.tokens, id)
	}
	loaded := len(l.tokens)
	l.out.tell(func(u *Update) {
		u.Gone = append(u.Gone, gone...)
		u.Total = loaded
		u.Loaded = loaded
	})
}
