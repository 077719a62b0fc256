package ovhapi

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// Some are tokens of the account that were asked for by their ids.
type Some struct {
	// Tokens are those that the API describes, in the order in which they were asked
	// for, each once, with the names of their applications as far as those could be
	// read.
	Tokens []Token
	// Absent are the others, and why; ErrNotFound for one that the account does not
	// list.
	Absent map[int64]error
	// Account is whose they are, "" when that could not be asked.
	Account string
	// Current is the token in use, whether it was asked for or not.
	Current Credential
}

// Some describes tokens by their ids, in a few calls and without reading the rest
// of the account. The error is that of asking which token is in use: nothing should
// be done to any token without knowing that.
func (c *Client) Some(ctx context.Context, ids ...int64) (Some, error) {
	some := Some{Absent: map[int64]error{}}
	var (
		news = newMailbox(Update{}) // nobody watches this loading
		l    = newLoader(c, news)
		wait sync.WaitGroup
		err  error
		once []int64
	)
	for _, id := range ids {
		if !slices.Contains(once, id) {
			once = append(once, id)
		}
	}
	wait.Go(func() { some.Current, err = c.CurrentCredential(ctx) })
	wait.Go(func() { l.readApplications(ctx) })
	wait.Go(func() {
		if details, err := c.Details(ctx); err == nil {
			some.Account = details.Account
		}
	})
	wait.Go(func() {
		absent, _ := fetch(ctx, c, listRoute, once, l.add)
		for _, a := range absent {
			some.Absent[a.id] = a.err
		}
	})
	wait.Wait()
	if err != nil {
		return some, fmt.Errorf("asking which token is in use: %w", err)
	}
	l.current = some.Current.ID
	l.redress()
	l.nameApplications(ctx)
	for _, id := range once {
		if t := l.tokens[id]; t != nil {
			some.Tokens = append(some.Tokens, *t)
		}
	}
	return some, ctx.Err()
}
