package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// RulePath turns the path of a call into the path of the access rule that this
// program would ask for: without its query, an id in its place as a star.
func RulePath(path string) string {
	path, _, _ = strings.Cut(path, "?")
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if part != "" && strings.Trim(part, "0123456789,") == "" {
			return strings.Join(append(parts[:i:i], "*"), "/")
		}
	}
	return path
}

// readApplications reads the applications the account owns.
func (l *loader) readApplications(ctx context.Context) {
	take := func(page []Application) {
		l.mu.Lock()
		for _, app := range page {
			if app.ID != 0 {
				l.owned[app.ID] = app.clean()
			}
		}
		l.mu.Unlock()
	}
	var (
		wait sync.WaitGroup
		ids  []int64
		err  error
	)
	wait.Go(func() { ids, err = l.client.Applications(ctx) })
	wait.Go(func() { _ = expanded(ctx, l.client, "/me/api/application", take) })
	wait.Wait()
	if err != nil {
		if !errors.Is(err, context.Canceled) {
			l.warn("applications", missingRule(err), err)
		}
		l.redress()
		return
	}
	l.mu.Lock()
	listed := make(map[int64]bool, len(ids))
	var missing []int64
	for _, id := range ids {
		listed[id] = true
		if _, ok := l.owned[id]; !ok {
			missing = append(missing, id)
		}
	}
	for id := range l.owned {
		if !listed[id] {
			delete(l.owned, id) // a stale page: the list of ids is the truth
		}
	}
	l.mu.Unlock()
	complete := true
	for _, absent := range fetch(ctx, l.client, "/me/api/application", missing, take) {
		complete = false
		if !errors.Is(absent.err, ErrNotFound) && !errors.Is(absent.err, context.Canceled) {
			l.warn(fmt.Sprintf("application %d", absent.id), missingRule(absent.err), absent.err)
		}
	}
	l.mu.Lock()
	l.ownedOK = complete
	l.mu.Unlock()
	l.redress()
}

// nameApplications asks for the applications that are not among the owned ones,
// once each, through one of their tokens: that route answers for foreign ones
// too.
func (l *loader) nameApplications(ctx context.Context) {
	l.mu.Lock()
	through := map[int64][]int64{}
	for id, t := range l.tokens {
		if _, ok := l.owned[t.ApplicationID]; !ok {
			through[t.ApplicationID] = append(through[t.ApplicationID], id)
		}
	}
	l.mu.Unlock()
	work := make(chan int64)
	var wait sync.WaitGroup
	for range min(inFlight, len(through)) {
		wait.Go(func() {
			for app := range work {
				l.nameApplication(ctx, app, through[app])
			}
		})
	}
	for app := range through {
		select {
		case work <- app:
		case <-ctx.Done():
		}
	}
	close(work)
	wait.Wait()
	l.redress()
}

// nameApplication asks through one token after the other until one answers. Not
// found means that the application was deleted, unless it is the token that has
// gone meanwhile: that is asked too, since its word decides over life and death.
func (l *loader) nameApplication(ctx context.Context, app int64, tokens []int64) {
	for _, id := range tokens {
		found, err := l.client.CredentialApplication(ctx, id)
		if err == nil {
			l.mu.Lock()
			found.ID = app
			l.foreign[app] = found
			l.mu.Unlock()
			return
		}
		if !errors.Is(err, ErrNotFound) {
			if !errors.Is(err, context.Canceled) {
				l.warn(fmt.Sprintf("application %d", app), missingRule(err), err)
			}
			return
		}
		if _, err := l.client.Credential(ctx, id); err == nil {
			l.mu.Lock()
			l.deleted[app] = true
			l.mu.Unlock()
			return
		} else if errors.Is(err, ErrNotFound) {
			l.drop(absence{id, err}, true)
		} else {
			return
		}
	}
}
