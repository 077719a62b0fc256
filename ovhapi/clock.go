package ovhapi

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"
)

// serverClock knows how far this machine's clock is from the server's. It asks
// GET /auth/time once, for all calls that wait for it, and again when the API
// complains: a laptop that slept must not need a restart.
type serverClock struct {
	ask func(context.Context) (time.Time, error)

	mu     sync.Mutex
	known  bool
	last   reading
	flight *measurement // the one under way
}

// reading is one comparison of the two clocks.
type reading struct {
	skew time.Duration // server minus machine
	at   time.Time
	turn int // counts the comparisons: two may have been made at the same time
}

// measurement is a reading under way; err is set before done is closed.
type measurement struct {
	done chan struct{}
	err  error
}

// read compares the clocks, or returns the last comparison when it is younger
// than maxAge; 0 accepts any age. It is bounded by ctx even while another
// call's measurement is under way.
func (c *serverClock) read(ctx context.Context, maxAge time.Duration) (reading, error) {
	for {
		c.mu.Lock()
		if c.known && (maxAge == 0 || time.Since(c.last.at) < maxAge) {
			defer c.mu.Unlock()
			return c.last, nil
		}
		if c.flight == nil {
			flight := &measurement{done: make(chan struct{})}
			c.flight = flight
			c.mu.Unlock()
			return c.measure(ctx, flight)
		}
		flight := c.flight
		c.mu.Unlock()
		select {
		case <-flight.done:
			if flight.err != nil && !contextEnded(flight.err) {
				return reading{}, flight.err
			}
		case <-ctx.Done():
			return reading{}, &TransportError{Method: http.MethodGet, Path: timePath, Kind: ErrOffline, Cause: ctx.Err()}
		}
	}
}

// contextEnded reports whether the error is about the asker's patience, which
// others do not share.
func contextEnded(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

func (c *serverClock) measure(ctx context.Context, flight *measurement) (reading, error) {
	sent := time.Now()
	server, err := c.ask(ctx)
	received := time.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.flight = nil
	flight.err = err
	close(flight.done)
	if err != nil {
		return reading{}, err
	}
	// The answer is whole seconds and was true about half a round trip ago.
	skew := server.Add(500 * time.Millisecond).Sub(sent.Add(received.Sub(sent) / 2))
	c.known, c.last = true, reading{skew, received, c.last.turn + 1}
	return c.last, nil
}

// again compares the clocks anew, unless that has been done since doubted was
// read: many calls may fail by the same wrong clock at once.
func (c *serverClock) again(ctx context.Context, doubted reading) (reading, error) {
	c.mu.Lock()
	if c.last.turn == doubted.turn {
		c.known = false
	}
	c.mu.Unlock()
	return c.read(ctx, 0)
}

// forget makes the next call compare the clocks anew.
func (c *serverClock) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.known = false
}

// now is the server's time as far as known, else the machine's. It counts what
// has passed since the last comparison by the monotonic clock: when somebody
// sets this machine's clock, live tokens must not count as expired. After a
// sleep it may lag, which errs on the safe side.
func (c *serverClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last.at.IsZero() {
		return time.Now()
	}
	return c.last.at.Round(0).Add(c.last.skew + time.Since(c.last.at))
}
