package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
)

// applicationsInFlight is how many foreign applications are asked about at once.
// There is no other way to their names, and accounts hold about a dozen.
const applicationsInFlight = 12

// readApplications reads the applications the account owns.
func (l *loader) readApplications(ctx context.Context) {
	ids, absent, err := l.client.readOwned(ctx, func(page []Application) {
		l.mu.Lock()
		defer l.mu.Unlock()
		for _, app := range page {
			l.owned[app.ID] = app
		}
	})
	if err != nil {
		l.warn(ctx, "applications", err)
		l.redress()
		return
	}
	ours := make(map[int64]bool, len(ids))
	for _, id := range ids {
		ours[id] = true
	}
	told := map[error]bool{} // those that were not asked for share one
	for _, a := range absent {
		if errors.Is(a.err, ErrNotFound) {
			delete(ours, a.id) // deleted since it was listed
			continue
		}
		if !told[a.err] {
			l.warn(ctx, fmt.Sprintf("application %d", a.id), a.err)
		}
		told[a.err] = true
	}
	l.mu.Lock()
	// A stale page may hold more: the list of ids is the truth.
	maps.DeleteFunc(l.owned, func(id int64, _ Application) bool { return !ours[id] })
	l.ours = ours
	l.mu.Unlock()
	l.redress()
}

// nameApplications asks for the applications that are not among the owned ones,
// once each, through one of their tokens: that route answers for foreign ones
// too. Not found means that the application was deleted, unless it is the token
// that has gone meanwhile: that is asked then, since the answer decides over
// life and death of the application's other tokens.
func (l *loader) nameApplications(ctx context.Context) {
	through := l.unnamed()
	if l.client.shared.ways.of(byBatch, listRoute).refused() {
		defer l.client.pace.assume()()
	}
	for len(through) > 0 && ctx.Err() == nil {
		var (
			mu      sync.Mutex
			missing []int64
		)
		absent, _ := fetch(ctx, l.client, listRoute, l.askThrough(ctx, through), func(page []wireCredential) {
			mu.Lock()
			defer mu.Unlock()
			for _, token := range page {
				missing = append(missing, token.ApplicationID)
			}
		})
		l.bury(ctx, missing)
		var gone []int64
		for _, a := range absent {
			if errors.Is(a.err, ErrNotFound) {
				gone = append(gone, a.id)
			}
		}
		l.drop(gone)
		maps.DeleteFunc(through, func(app int64, tokens []int64) bool {
			through[app] = tokens[1:]
			return len(tokens) == 1 || !slices.Contains(gone, tokens[0])
		})
	}
	l.redress()
}

// bury notes that applications were deleted, which a token's own route has said. It
// takes both routes to say so: one that might still be the account's own is asked
// for there as well, and stays unknown unless that one does not find it either.
func (l *loader) bury(ctx context.Context, missing []int64) {
	var unsure []int64
	l.mu.Lock()
	for _, app := range missing {
		if l.ours == nil || l.ours[app] {
			unsure = append(unsure, app)
		} else {
			l.deleted[app] = true
		}
	}
	l.mu.Unlock()
	absent, _ := fetch(ctx, l.client, "/me/api/application", unsure, func([]Application) {})
	for _, a := range absent {
		if errors.Is(a.err, ErrNotFound) {
			l.mu.Lock()
			l.deleted[a.id] = true
			l.mu.Unlock()
			continue
		}
		l.warn(ctx, fmt.Sprintf("application %d", a.id), a.err)
	}
}

// unnamed returns the applications that are not known yet, with their tokens.
func (l *loader) unnamed() map[int64][]int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	through := map[int64][]int64{}
	for id, t := range l.tokens {
		if _, ok := l.owned[t.ApplicationID]; !ok && !t.Unread {
			through[t.ApplicationID] = append(through[t.ApplicationID], id)
		}
	}
	return through
}

// askThrough asks for each application through the first of its tokens and
// returns those tokens for which it was not found. It stops where asking on would
// not fare better.
func (l *loader) askThrough(ctx context.Context, through map[int64][]int64) []int64 {
	var (
		wait      sync.WaitGroup
		missing   []int64
		failed    = map[int64]error{}
		endurance = newEndurance(ctx)
	)
	defer endurance.close()
	ask := func(app, token int64) {
		var found Application
		err := endurance.ask(func(ctx context.Context) (err error) {
			found, err = l.client.CredentialApplication(ctx, token)
			return err
		})
		switch {
		case err == nil:
			found.ID = app
			l.mu.Lock()
			l.foreign[app] = found
			l.mu.Unlock()
		case errors.Is(err, ErrNotFound):
			l.mu.Lock()
			missing = append(missing, token)
			l.mu.Unlock()
		default:
			l.mu.Lock()
			failed[app] = err
			l.mu.Unlock()
		}
	}
	work := make(chan int64, len(through))
	for app := range through {
		work <- app
	}
	close(work)
	for range min(applicationsInFlight, len(through)) {
		wait.Go(func() {
			for app := range work {
				if ctx.Err() == nil && endurance.over() == nil {
					ask(app, through[app][0])
				}
			}
		})
	}
	wait.Wait()
	ended := endurance.over()
	for _, app := range slices.Sorted(maps.Keys(failed)) {
		if err := failed[app]; ended == nil || !hopeless(err) && !outage(err) {
			l.warn(ctx, fmt.Sprintf("application %d", app), err)
		}
	}
	if ended != nil {
		l.warn(ctx, "the names of some applications", ended)
	}
	return missing
}
