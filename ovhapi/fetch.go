package ovhapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"
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
	f := &fetching[T]{client: c, path: path, take: take, way: c.shared.ways.of(byBatch, path)}
	chunks := slices.Collect(slices.Chunk(ids, batchSize))
	if f.way.open() && len(chunks[0]) > 1 {
		chunks = append(f.trial(ctx, chunks[0]), chunks[1:]...)
	}
	if f.way.refused() {
		chunks = slices.Collect(slices.Chunk(slices.Concat(chunks...), 1))
		defer f.slowly()()
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
	way    *way

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

// trial finds out whether batches are understood, and returns what is left of the
// chunk: it goes alone, since eight refusals would say no more than one. When an
// id may have spoiled it, half of it tells more. One object is asked for beside,
// so that something comes at once either way.
func (f *fetching[T]) trial(ctx context.Context, ids []int64) [][]int64 {
	var beside sync.WaitGroup
	beside.Go(func() { f.chunk(ctx, ids[:1]) })
	defer beside.Wait()
	rest, spoiled := f.batch(ctx, ids[1:])
	if !spoiled {
		return slices.Collect(slices.Chunk(rest, 1))
	}
	half := len(rest) / 2
	alone, _ := f.batch(ctx, rest[:half])
	return append(slices.Collect(slices.Chunk(alone, 1)), rest[half:])
}

// few is how many ids are asked for one by one without a further batch, and
// without a word about the pace.
const few = 8

// slowly holds the calls to what is known to be tolerated until the returned
// function is called, since there will be one for every object.
func (f *fetching[T]) slowly() (done func()) {
	done = f.client.pace.assume()
	f.client.paused(time.Time{}) // tells that there is a pace now
	return done
}

// chunk describes some ids, those alone that a batch leaves open.
func (f *fetching[T]) chunk(ctx context.Context, ids []int64) {
	rest, spoiled := f.batch(ctx, ids)
	if spoiled && len(rest) > few {
		half := len(rest) / 2
		f.chunk(ctx, rest[:half])
		f.chunk(ctx, rest[half:])
		return
	}
	if len(rest) > few {
		defer f.slowly()()
	}
	f.alone(ctx, rest)
}

// alone describes ids one by one. A service that fails twice in a row is not asked
// for the rest of them.
func (f *fetching[T]) alone(ctx context.Context, rest []int64) {
	faults := 0
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
// asked for, none when that would fare no better: alone, or, when it was spoiled
// as a whole, fewer at once.
func (f *fetching[T]) batch(ctx context.Context, ids []int64) (rest []int64, spoiled bool) {
	if len(ids) < 2 || f.hopeless() != nil {
		return ids, false
	}
	found, err := batch[T](ctx, f.client, f.path, ids)
	switch {
	case errors.Is(err, errIgnored), errors.Is(err, errSpoiled):
		return ids, errors.Is(err, errSpoiled)
	case err != nil:
		f.fail(ids, err)
		if !errors.Is(err, ErrRateLimit) {
			f.giveUp(err)
		}
		return nil, false
	}
	objects := make([]T, 0, len(found))
	for _, id := range ids {
		if object, ok := found[id]; ok && object.check(id) == nil {
			objects = append(objects, object)
		} else {
			rest = append(rest, id)
		}
	}
	f.take(objects)
	return rest, false
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
