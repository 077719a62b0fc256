package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
)

// HeldError refuses to delete an application: deleting one revokes every token of
// it (schema me.json of 2026-04).
type HeldError struct {
	// Application is the one that was to go, Tokens how many it holds by what the
	// API said at that moment.
	Application int64
	Tokens      int
}

// Error names the number of tokens.
func (e *HeldError) Error() string {
	if e.Tokens == 1 {
		return "it still holds 1 token, which would stop working"
	}
	return fmt.Sprintf("it still holds %d tokens, which would stop working", e.Tokens)
}

// TokensOf lists the ids of an application's tokens: GET /me/api/credential with
// the filter applicationId (schema me.json of 2026-04). The schema calls that
// filter "like", so tokens of other applications may be among them.
func (c *Client) TokensOf(ctx context.Context, application int64) ([]int64, error) {
	var ids []int64
	path := "/me/api/credential?applicationId=" + strconv.FormatInt(application, 10)
	_, err := c.do(ctx, call{method: http.MethodGet, path: path, signed: true}, &ids)
	return ids, err
}

// tenants finds out which tokens applications hold. How the filter of the list
// behaves is not documented, so it is tried on the application whose token is in use.
type tenants struct {
	client *Client
	own    Credential
	// filters is true when the filter told the token in use to be of its own
	// application. Else that it tells of none says nothing.
	filters bool
}

// tenants asks which token is in use, and tries the filter on it.
func (c *Client) tenants(ctx context.Context) (tenants, error) {
	own, err := c.CurrentCredential(ctx)
	if err != nil {
		return tenants{}, fmt.Errorf("asking which application this program works under: %w", err)
	}
	ids, err := c.TokensOf(ctx, own.ApplicationID)
	if err != nil {
		return tenants{}, fmt.Errorf("asking for its tokens: %w", err)
	}
	return tenants{client: c, own: own, filters: slices.Contains(ids, own.ID)}, nil
}

// free returns why an application must stay: a token of it is in use, or there are
// others, or nobody knows.
func (f tenants) free(ctx context.Context, application int64) error {
	if application == f.own.ApplicationID {
		return ErrOwnApplication
	}
	held, err := f.held(ctx, application)
	switch {
	case err != nil:
		return fmt.Errorf("asking for its tokens: %w", err)
	case held > 0:
		return &HeldError{application, held}
	}
	return ctx.Err()
}

// held counts an application's tokens as the API tells them at this moment: those
// that the filter lets through, and those that the expanded list tells of. Where
// neither can be relied on, every token of the account is looked at.
func (f tenants) held(ctx context.Context, application int64) (int, error) {
	ids, err := f.client.TokensOf(ctx, application)
	if err != nil {
		return 0, err
	}
	listed := expanded(ctx, f.client, listRoute, func(page []wireCredential) {
		for _, t := range page {
			if t.ApplicationID == application {
				ids = append(ids, t.ID)
			}
		}
	}) == nil
	whole := !listed && !f.filters
	if whole {
		all, err := f.client.Credentials(ctx)
		if err != nil {
			return 0, err
		}
		ids = append(ids, all...)
	}
	slices.Sort(ids)
	return f.count(ctx, application, slices.Compact(ids), whole)
}

// count looks at tokens that may be of an application, batchSize of them unless all
// have to be: those that turn out to be of another or to be gone do not count,
// whatever can't be looked at does.
func (f tenants) count(ctx context.Context, application int64, ids []int64, all bool) (int, error) {
	look := ids
	if !all {
		look = ids[:min(len(ids), batchSize)]
	}
	var mu sync.Mutex
	others := 0
	absent, _ := fetch(ctx, f.client, listRoute, look, func(page []wireCredential) {
		mu.Lock()
		defer mu.Unlock()
		for _, t := range page {
			if t.ApplicationID != 0 && t.ApplicationID != application {
				others++
			}
		}
	})
	for _, a := range absent {
		if errors.Is(a.err, ErrNotFound) {
			others++
		}
	}
	return len(ids) - others, ctx.Err()
}

// Hold is how many tokens an application holds by what the API said, or why that
// is not known.
type Hold struct {
	Application Application
	Tokens      int
	Err         error
}

// Holds asks how many tokens each of some applications holds at this moment, a
// few at a time.
func (c *Client) Holds(ctx context.Context, list []Application) []Hold {
	holds := make([]Hold, len(list))
	f, err := c.tenants(ctx)
	if err != nil {
		for i, app := range list {
			holds[i] = Hold{Application: app, Err: err}
		}
		return holds
	}
	slots := make(chan struct{}, inFlight)
	var wait sync.WaitGroup
	for i, app := range list {
		wait.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			n, err := f.held(ctx, app.ID)
			holds[i] = Hold{app, n, err}
		})
	}
	wait.Wait()
	return holds
}
