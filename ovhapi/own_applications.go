package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// OwnApplications describes the applications the account owns, by id: those of
// others, such as the API console's, are only seen through their tokens. The list
// of ids is the truth, as it is for tokens. With an error the result is what could
// be read: an application that could not be described has its ID alone, and nil
// means that the list itself could not be read.
func (c *Client) OwnApplications(ctx context.Context) ([]Application, error) {
	var mu sync.Mutex
	described := map[int64]Application{}
	ids, absent, err := c.readOwned(ctx, func(page []Application) {
		mu.Lock()
		defer mu.Unlock()
		for _, app := range page {
			described[app.ID] = app
		}
	})
	if err != nil {
		return nil, fmt.Errorf("listing the applications: %w", err)
	}
	var failed error
	gone := map[int64]bool{}
	for _, a := range absent {
		gone[a.id] = errors.Is(a.err, ErrNotFound)
		if !gone[a.id] && failed == nil {
			failed = fmt.Errorf("describing application %d: %w", a.id, a.err)
		}
	}
	list := make([]Application, 0, len(ids))
	for _, id := range ids {
		app, ok := described[id]
		switch {
		case gone[id]:
			continue
		case !ok:
			app = Application{ID: id}
		}
		list = append(list, app)
	}
	return list, failed
}

// readOwned asks at once for the ids of the account's applications and for the
// expanded list, hands every page to take, from several goroutines, and then asks
// for those that it lacked. The ids come back sorted: what take was given beyond
// them is stale, and absent are those that could not be described.
func (c *Client) readOwned(ctx context.Context, take func([]Application)) (ids []int64, absent []absence, err error) {
	var mu sync.Mutex
	seen := map[int64]bool{}
	note := func(page []Application) {
		whole := make([]Application, 0, len(page))
		mu.Lock()
		for _, app := range page {
			if app.ID != 0 {
				seen[app.ID] = true
				whole = append(whole, app.clean())
			}
		}
		mu.Unlock()
		take(whole)
	}
	var wait sync.WaitGroup
	wait.Go(func() { ids, err = c.Applications(ctx) })
	wait.Go(func() { _ = expanded(ctx, c, "/me/api/application", note) }) // a first draft: its failures cost nothing
	wait.Wait()
	if err != nil {
		return nil, nil, err
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	missing := slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return seen[id] })
	absent, _ = fetch(ctx, c, "/me/api/application", missing, note)
	return ids, absent, nil
}
