package ovhapi

import (
	"cmp"
	"context"
	"errors"
	"sync"
)

// How often in a row the API may not be heard before a piece of work of many calls
// is given up: without a network every further call would only take its time. A
// fault of the service may be about one object, so it takes one more of them.
const (
	silentCalls = 2
	faultyCalls = 3
)

// endurance decides when a piece of work that consists of many calls is given up: at
// once when every further call would be refused like one before, or when the limit
// on calls has outlasted all attempts; and after some calls in a row that were not
// answered. Calls that were under way together count as one, and once one of them
// was not answered they go one at a time.
type endurance struct {
	ctx    context.Context // ends with the work: calls that wait for the limit are not waited for
	cancel context.CancelFunc
	turn   chan struct{} // full while a call finds out whether the API answers again

	mu     sync.Mutex
	silent int
	ended  error
}

// newEndurance begins a piece of work; close has to follow.
func newEndurance(ctx context.Context) *endurance {
	e := &endurance{turn: make(chan struct{}, 1)}
	e.ctx, e.cancel = context.WithCancel(ctx)
	return e
}

func (e *endurance) close() { e.cancel() }

// over returns why nothing more is to be asked, or nil.
func (e *endurance) over() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.ended
}

// giveUp ends the work. The first reason stays.
func (e *endurance) giveUp(err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.end(err)
}

// end is giveUp with the lock held.
func (e *endurance) end(err error) {
	if e.ended == nil {
		e.ended = err
		e.cancel()
	}
}

// ask makes a call when its turn has come, unless the work is over, and judges by
// its error.
func (e *endurance) ask(call func(context.Context) error) error {
	begun := e.silence()
	if begun > 0 {
		select {
		case e.turn <- struct{}{}:
		case <-e.ctx.Done():
			return cmp.Or(e.over(), e.ctx.Err())
		}
		if begun = e.silence(); begun > 0 {
			defer func() { <-e.turn }()
		} else {
			<-e.turn
		}
	}
	if err := e.over(); err != nil {
		return err
	}
	err := call(e.ctx)
	if err != nil && e.ctx.Err() != nil {
		return cmp.Or(e.over(), err) // cut off by the end of the work
	}
	e.judge(begun, err)
	return err
}

func (e *endurance) silence() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.silent
}

// judge takes in how a call ended that was begun after so many times of silence.
func (e *endurance) judge(begun int, err error) {
	if hopeless(err) || errors.Is(err, ErrRateLimit) {
		e.giveUp(err)
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	faulty := errors.Is(err, ErrUnavailable)
	switch {
	case begun != e.silent:
	case !faulty && !unanswered(err):
		e.silent = 0
	default:
		e.silent++
		if e.silent >= faultyCalls || !faulty && e.silent >= silentCalls {
			e.end(err)
		}
	}
}

// outage reports whether a piece of work was given up for a reason that lies with
// the network or the service, and so may pass by itself.
func outage(ended error) bool {
	return errors.Is(ended, ErrRateLimit) || errors.Is(ended, ErrUnavailable) || unanswered(ended)
}
