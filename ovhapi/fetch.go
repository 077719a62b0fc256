package ovhapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
)

// inFlight is how many calls of one inventory are under way at once.
const inFlight = 6

// absence is an object that could not be described, and why.
type absence struct {
	id  int64
	err error
}

// fetch describes many objects of one route: by batches where the endpoint
// understands them, else one by one, a few at a time. Every page of objects is
// handed to take, from several goroutines; what failed is returned.
func fetch[T any](ctx context.Context, c *Client, path string, ids []int64, take func([]T)) []absence {
	if len(ids) == 0 {
		return nil
	}
	var (
		mu     sync.Mutex
		absent []absence
		wait   sync.WaitGroup
	)
	fail := func(ids []int64, err error) {
		mu.Lock()
		defer mu.Unlock()
		for _, id := range ids {
			absent = append(absent, absence{id, err})
		}
	}
	one := func(id int64) {
		object, err := single[T](ctx, c, path, id)
		if err != nil {
			fail([]int64{id}, err)
			return
		}
		take([]T{object})
	}
	// The first batch goes alone when it is not known yet whether batches are
	// understood: six refusals would say no more than one.
	chunks := slices.Collect(slices.Chunk(ids, batchSize))
	if c.shared.batch.state.Load() == untried && len(chunks) > 1 {
		rest, err := batched(ctx, c, path, chunks[0], take)
		if err != nil {
			fail(ids, err)
			return absent
		}
		chunks = append(slices.Collect(slices.Chunk(rest, 8)), chunks[1:]...)
	}
	if c.shared.batch.refused() {
		chunks = slices.Collect(slices.Chunk(slices.Concat(chunks...), 1))
	}
	work := make(chan []int64)
	for range inFlight {
		wait.Go(func() {
			for chunk := range work {
				rest, err := batched(ctx, c, path, chunk, take)
				if err != nil {
					fail(rest, err)
					continue
				}
				for _, id := range rest {
					one(id)
				}
			}
		})
	}
	for _, chunk := range chunks {
		select {
		case work <- chunk:
		case <-ctx.Done():
			fail(chunk, ctx.Err())
		}
	}
	close(work)
	wait.Wait()
	return absent
}

// batched asks for a chunk at once and returns the ids that still have to be
// asked for alone. An error means that asking alone would fare no better.
func batched[T any](ctx context.Context, c *Client, path string, ids []int64, take func([]T)) ([]int64, error) {
	if len(ids) < 2 {
		return ids, nil
	}
	found, err := batch[T](ctx, c, path, ids)
	if errors.Is(err, errIgnored) {
		return ids, nil
	}
	if err != nil {
		return ids, err
	}
	objects := make([]T, 0, len(found))
	var rest []int64
	for _, id := range ids {
		if object, ok := found[id]; ok {
			objects = append(objects, object)
		} else {
			rest = append(rest, id)
		}
	}
	take(objects)
	return rest, nil
}

// single asks for one object.
func single[T any](ctx context.Context, c *Client, path string, id int64) (T, error) {
	var (
		object T
		raw    json.RawMessage
	)
	q := call{method: http.MethodGet, path: fmt.Sprintf("%s/%d", path, id), signed: true}
	if _, err := c.do(ctx, q, &raw); err != nil {
		return object, err
	}
	if err := json.Unmarshal(raw, &object); err != nil {
		return object, &TransportError{Method: q.method, Path: q.path, Kind: ErrBadAnswer, Cause: err}
	}
	if checked, ok := any(object).(interface{ check(int64) error }); ok {
		if err := checked.check(id); err != nil {
			return object, &TransportError{Method: q.method, Path: q.path, Kind: ErrBadAnswer, Cause: err}
		}
	}
	return object, nil
}

// check reports whether the object is the one asked for.
func (w wireCredential) check(id int64) error {
	if _, err := w.credential(); err != nil {
		return err
	}
	return sameID(id, w.ID)
}

func (a Application) check(id int64) error { return sameID(id, a.ID) }

func sameID(want, got int64) error {
	if want != got {
		return errors.New("the answer is about another object")
	}
	return nil
}
