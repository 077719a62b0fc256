package ovhapi

import (
	"context"
	"sync"
	"time"
)

// serverClock knows how far this machine's clock is from the server's. It asks
// GET /auth/time once, for all calls that wait for it, and again when the API
// complains: a laptop that slept must not need a restart.
type serverClock struct {
	ask func(context.Context) (time.Time, error)

	mu       sync.Mutex
	known    bool
	delta    time.Duration // server minus machine
	measured time.Time
	flight   chan struct{} // closed when the measurement under way ends
}

// skew returns server time minus machine time. A measurement older than maxAge
// is taken anew; 0 accepts any age. It is bounded by ctx even while another
// call's measurement is under way.
func (c *serverClock) skew(ctx context.Context, maxAge time.Duration) (time.Duration, error) {
	for {
		c.mu.Lock()
		if c.known && (maxAge == 0 || time.Since(c.measured) < maxAge) {
			defer c.mu.Unlock()
			return c.delta, nil
		}
		if c.flight == nil {
			flight := make(chan struct{})
			c.flight = flight
			c.mu.Unlock()
			return c.measure(ctx, flight)
		}
		flight := c.flight
		c.mu.Unlock()
		select {
		case <-flight:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

func (c *serverClock) measure(ctx context.Context, flight chan struct{}) (time.Duration, error) {
	sent := time.Now()
	server, err := c.ask(ctx)
	received := time.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.flight = nil
	close(flight)
	if err != nil {
		return 0, err
	}
	// The answer is whole seconds and was true about half a round trip ago.
	c.delta = server.Add(500 * time.Millisecond).Sub(sent.Add(received.Sub(sent) / 2))
	c.known, c.measured = true, received
	return c.delta, nil
}

// forget makes the next call measure again. It returns what was believed.
func (c *serverClock) forget() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.known = false
	return c.delta
}

// now is the server's time as far as known, else the machine's.
func (c *serverClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.delta)
}
