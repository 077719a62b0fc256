package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
)

// inFlight is how many calls of one inventory are under way at once.
const inFlight = 8

// absence is an object that could not be described, and why.
type absence struct {
	id  int64
	err error
}

// described is an object that knows whether it is the one asked for.
type described interface{ check(id int64) error }

// fetch describes many objects of one route: by batches where the endpoint
// understands them, else one by one, a few at a time. Every page of objects is
// handed to take, from several goroutines; every id that take has not seen is
// returned.
func fetch[T described](ctx context.Context, c *Client, path string, ids []int64, take func([]T)) []absence {
	if len(ids) == 0 {
		return nil
	}
	f := &fetching[T]{client: c, path: path, take: take}
	chunks := slices.Collect(slices.Chunk(ids, batchSize))
	// The first batch goes alone when it is not known yet whether batches are
	// understood: eight refusals would say no more than one. One object is asked
	// for beside it, so that something comes at once either way.
	if c.shared.batch.state.Load() == untried && len(chunks[0]) > 1 {
		var beside sync.WaitGroup
		beside.Go(func() { f.chunk(ctx, chunks[0][:1]) })
		rest := f.batch(ctx, chunks[0][1:])
		beside.Wait()
		chunks = append(slices.Collect(slices.Chunk(rest, 1)), chunks[1:]...)
	}
	if c.shared.batch.refused() {
		chunks = slices.Collect(slices.Chunk(slices.Concat(chunks...), 1))
	}
	work := make(chan []int64)
	var wait sync.WaitGroup
	for range min(inFlight, len(chunks)) {
		wait.Go(func() {
			for chunk := range work {
				f.chunk(ctx, chunk)
			}
		})
	}
	for _, chunk := range chunks {
		select {
		case work <- chunk:
		case <-ctx.Done():
			f.fail(chunk, ctx.Err())
		}
	}
	close(work)
	wait.Wait()
	return f.absent
}

// fetching is one run of fetch.
type fetching[T described] struct {
	client *Client
	path   string
	take   func([]T)

	mu      sync.Mutex
	absent  []absence
	refused error // set when every further call would be refused like one before
}

func (f *fetching[T]) fail(ids []int64, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, id := range ids {
		f.absent = append(f.absent, absence{id, err})
	}
}

// giveUp fails everything that has not been asked for yet.
func (f *fetching[T]) giveUp(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.refused = err
}

// hopeless returns why nothing more needs to be asked, or nil.
func (f *fetching[T]) hopeless() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.refused
}

// chunk describes some ids, those alone that a batch leaves open. A service that
// fails twice in a row is not asked for the rest of the chunk.
func (f *fetching[T]) chunk(ctx context.Context, ids []int64) {
	faults := 0
	rest := f.batch(ctx, ids)
	for i, id := range rest {
		if err := f.hopeless(); err != nil {
			f.fail(rest[i:], err)
			return
		}
		object, err := single[T](ctx, f.client, f.path, id)
		if err == nil {
			faults = 0
			f.take([]T{object})
			continue
		}
		f.fail([]int64{id}, err)
		if errors.Is(err, ErrNotGranted) {
			f.giveUp(err)
		}
		if errors.Is(err, ErrUnavailable) || errors.Is(err, ErrOffline) {
			faults++
		}
		if faults == 2 {
			f.fail(rest[i+1:], err)
			return
		}
	}
}

// batch asks for a chunk at once and returns the ids that still have to be
// asked for alone: none when that would fare no better.
func (f *fetching[T]) batch(ctx context.Context, ids []int64) []int64 {
	if len(ids) < 2 || f.hopeless() != nil {
		return ids
	}
	found, err := batch[T](ctx, f.client, f.path, ids)
	switch {
	case errors.Is(err, errIgnored):
		return ids
	case err != nil:
		f.fail(ids, err)
		if !errors.Is(err, ErrRateLimit) {
			f.giveUp(err)
		}
		return nil
	}
	objects := make([]T, 0, len(found))
	var rest []int64
	for _, id := range ids {
		if object, ok := found[id]; ok && object.check(id) == nil {
			objects = append(objects, object)
		} else {
			rest = append(rest, id)
		}
	}
	f.take(objects)
	return rest
}

// single asks for one object.
func single[T described](ctx context.Context, c *Client, path string, id int64) (T, error) {
	var object T
	q := call{method: http.MethodGet, path: fmt.Sprintf("%s/%d", path, id), signed: true}
	got, err := c.do(ctx, q, &object)
	if err != nil {
		return object, err
	}
	if err := object.check(id); err != nil {
		return object, q.bad(got.queryID, err)
	}
	return object, nil
}
