package ovhapi

import (
	"context"
	"sync"
	"time"
)

// slice is how long news are gathered before they are handed over: every value
// costs its reader a frame, so they come at most sixteen times a second.
const slice = 60 * time.Millisecond

// mailbox gathers news of a worker until somebody asks for them: any number of
// changes become one value.
type mailbox[T any] struct {
	mu      sync.Mutex
	pending T
	last    time.Time
	ready   chan struct{} // holds one element while pending has something new
	ended   chan struct{} // closed with the last change
}

func newMailbox[T any](first T) *mailbox[T] {
	return &mailbox[T]{pending: first, ready: make(chan struct{}, 1), ended: make(chan struct{})}
}

// tell changes what is pending and wakes the reader.
func (m *mailbox[T]) tell(change func(*T)) {
	m.mu.Lock()
	change(&m.pending)
	m.mu.Unlock()
	select {
	case m.ready <- struct{}{}:
	default:
	}
}

// end makes the last change. Nobody waits after it, however often they ask.
func (m *mailbox[T]) end(change func(*T)) {
	m.mu.Lock()
	change(&m.pending)
	m.mu.Unlock()
	close(m.ended)
}

// next waits for news and returns all of them at once. What rest makes of them
// is what the next value begins with. The error is the context's.
func (m *mailbox[T]) next(ctx context.Context, rest func(T) T) (T, error) {
	select {
	case <-m.ready:
	case <-m.ended:
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
	m.gather(ctx)
	m.mu.Lock()
	defer m.mu.Unlock()
	select { // what came while gathering is part of this value
	case <-m.ready:
	default:
	}
	news := m.pending
	m.pending = rest(news)
	m.last = time.Now()
	return news, nil
}

// gather waits until a slice has passed since the last value, or nothing more
// can come.
func (m *mailbox[T]) gather(ctx context.Context) {
	m.mu.Lock()
	wait := slice - time.Since(m.last)
	m.mu.Unlock()
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-m.ended:
	case <-ctx.Done():
	}
}
