package ovhapi

import (
	"context"
	"fmt"
	"net/http"
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

// held counts an application's tokens as the API tells them at this moment. Up to
// batchSize tokens are looked at, so that those which the filter has let through
// for another application do not count; whatever can't be looked at counts.
func (c *Client) held(ctx context.Context, application int64) (int, error) {
	ids, err := c.TokensOf(ctx, application)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	var mu sync.Mutex
	others := 0
	_, _ = fetch(ctx, c, "/me/api/credential", ids[:min(len(ids), batchSize)], func(page []wireCredential) {
		mu.Lock()
		defer mu.Unlock()
		for _, t := range page {
			if t.ApplicationID != 0 && t.ApplicationID != application {
				others++
			}
		}
	})
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
	slots := make(chan struct{}, inFlight)
	var wait sync.WaitGroup
	for i, app := range list {
		wait.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			n, err := c.held(ctx, app.ID)
			holds[i] = Hold{app, n, err}
		})
	}
	wait.Wait()
	return holds
}
