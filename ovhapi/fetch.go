package ovhapi

import (
	"cmp"
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
// returned. The error says why not all of them were asked for, if so: every further
// call would have been refused too, or the API was not heard any more.
func fetch[T described](ctx context.Context, c *Client, path string, ids []int64, take func([]T)) ([]absence, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	f := &fetching[T]{client: c, path: path, take: take, way: c.shared.ways.of(byBatch, path), endurance: newEndurance(ctx)}
	defer f.close()
	chunks := slices.Collect(slices.Chunk(ids, batchSize))
	if f.way.open() && len(chunks[0]) > 1 {
		chunks = append(f.trial(chunks[0]), chunks[1:]...)
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
				f.chunk(chunk)
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
	return f.absent, f.over()
}

// fetching is one run of fetch.
type fetching[T described] struct {
	client *Client
	path   string
	take   func([]T)
	way    *way
	*endurance

	mu     sync.Mutex
	absent []absence
}

func (f *fetching[T]) fail(ids []int64, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, id := range ids {
		f.absent = append(f.absent, absence{id, err})
	}
}

// trial finds out whether batches are understood, and returns what is left of the
// chunk: it goes alone, since eight refusals would say no more than one. When an
// id may have spoiled it, half of it tells more. One object is asked for beside,
// so that something comes at once either way.
func (f *fetching[T]) trial(ids []int64) [][]int64 {
	var beside sync.WaitGroup
	beside.Go(func() { f.chunk(ids[:1]) })
	defer beside.Wait()
	rest, spoiled := f.batch(ids[1:])
	if !spoiled {
		return slices.Collect(slices.Chunk(rest, 1))
	}
	half := len(rest) / 2
	alone, _ := f.batch(rest[:half])
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
func (f *fetching[T]) chunk(ids []int64) {
	rest, spoiled := f.batch(ids)
	if spoiled && len(rest) > few {
		half := len(rest) / 2
		f.chunk(rest[:half])
		f.chunk(rest[half:])
		return
	}
	if len(rest) > few {
		defer f.slowly()()
	}
	if len(rest) < len(ids) && !spoiled {
		f.leftovers(rest)
		return
	}
	for _, id := range rest {
		_ = f.alone(id, false) // noted as absent
	}
}

// leftovers describes one by one what a batch left open that described others. That
// the service fails at them is about them, so it ends nothing else; but if it does
// so several times in a row, the rest of them is not asked for.
func (f *fetching[T]) leftovers(rest []int64) {
	faults := 0
	for i, id := range rest {
		err := f.alone(id, true)
		if faults++; !errors.Is(err, ErrUnavailable) {
			faults = 0
		}
		if faults == faultyCalls {
			f.fail(rest[i+1:], err)
			return
		}
	}
}

// alone describes one id. A fault of the service may be known to be about the id.
func (f *fetching[T]) alone(id int64, itself bool) error {
	var object T
	var err error
	over := f.ask(func(ctx context.Context) error {
		object, err = single[T](ctx, f.client, f.path, id)
		if itself && errors.Is(err, ErrUnavailable) {
			return nil
		}
		return err
	})
	if err = cmp.Or(over, err); err != nil {
		f.fail([]int64{id}, err)
		return err
	}
	f.take([]T{object})
	return nil
}

// batch asks for a chunk at once and returns the ids that still have to be
// asked for, none when that would fare no better: alone, or, when it was spoiled
// as a whole, fewer at once.
func (f *fetching[T]) batch(ids []int64) (rest []int64, spoiled bool) {
	if len(ids) < 2 || f.way.refused() || f.over() != nil {
		return ids, false
	}
	var found map[int64]T
	var err error
	over := f.ask(func(ctx context.Context) error {
		found, err = batch[T](ctx, f.client, f.path, ids)
		if errors.Is(err, ErrNotGranted) || errors.Is(err, ErrIAMDenied) {
			return nil // the rule may be for one object, and asking for one tells
		}
		return err
	})
	switch {
	case f.over() != nil && over != nil:
		f.fail(ids, over)
		return nil, false
	case errors.Is(err, errIgnored), errors.Is(err, errSpoiled):
		return ids, errors.Is(err, errSpoiled)
	case errors.Is(err, ErrNotGranted), errors.Is(err, ErrIAMDenied), errors.Is(err, ErrUnavailable):
		return ids, false // which says nothing of the way of asking
	case cmp.Or(over, err) != nil:
		err = cmp.Or(over, err) // why the work was over, if it was
		f.giveUp(err)
		f.fail(ids, err)
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
