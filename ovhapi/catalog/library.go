package catalog

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Store keeps a catalogue on this machine. Both know it by the endpoint's name
// or URL. Catalogue returns nil data when none is stored.
type Store interface {
	Catalogue(endpoint string) ([]byte, error)
	KeepCatalogue(endpoint string, data []byte) error
}

// MaxAge is from when on a stored catalogue is refreshed. OVH's changes by some
// 9 % in 22 months, so that a week's misses next to nothing.
const MaxAge = 7 * 24 * time.Hour

// patience bounds one refresh as a whole; EU's is about 110 files.
const patience = 3 * time.Minute

// Library gives the catalogue of one endpoint: the stored one at once, a new one
// when it is old. It is safe for concurrent use; whoever asks for a new one while
// it is being read gets the same.
type Library struct {
	source   Source
	store    Store
	endpoint string
	now      func() time.Time

	mu      sync.Mutex
	looked  bool // at the store
	current *Catalog
	refresh *refresh
}

// refresh is one reading of the whole catalogue. What it came to may be read
// once done is closed.
type refresh struct {
	done    chan struct{}
	catalog *Catalog
	err     error
}

// NewLibrary makes a library; store may be nil, which keeps nothing.
func NewLibrary(source Source, store Store, endpoint string, now func() time.Time) *Library {
	return &Library{source: source, store: store, endpoint: endpoint, now: now}
}

// Stored returns the newest catalogue there is without asking the endpoint, or
// nil. A stored one that can't be used is an error and none.
func (l *Library) Stored() (*Catalog, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.looked || l.store == nil {
		return l.current, nil
	}
	l.looked = true
	data, err := l.store.Catalogue(l.endpoint)
	if err != nil || data == nil {
		return l.current, err
	}
	c, err := Decode(data)
	switch {
	case err != nil:
		return l.current, err
	case c.endpoint != l.endpoint:
		return l.current, fmt.Errorf("%w: it is that of %s", ErrForm, c.endpoint)
	}
	if l.current == nil {
		l.current = c
	}
	return l.current, nil
}

// Old reports whether a catalogue, which may be nil, should be refreshed.
func (l *Library) Old(c *Catalog) bool {
	return c == nil || l.now().Sub(c.fetched) > MaxAge || c.fetched.After(l.now().Add(time.Hour))
}

// Fresh reads the catalogue from the endpoint and stores it. The reading goes on
// when ctx ends, for whoever asks next; only the waiting ends. A catalogue that
// could be read but not stored comes with an error that says so.
func (l *Library) Fresh(ctx context.Context) (*Catalog, error) {
	l.mu.Lock()
	r := l.refresh
	if r == nil {
		r = &refresh{done: make(chan struct{})}
		l.refresh = r
		go l.read(context.WithoutCancel(ctx), r)
	}
	l.mu.Unlock()
	select {
	case <-r.done:
		return r.catalog, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// read does one refresh.
func (l *Library) read(ctx context.Context, r *refresh) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	r.catalog, r.err = Fetch(ctx, l.source, l.endpoint, l.now())
	if errors.Is(r.err, context.DeadlineExceeded) {
		r.err = fmt.Errorf("the endpoint took more than %s to publish its operations: %w", patience, r.err)
	}
	if r.err == nil && l.store != nil {
		if err := l.store.KeepCatalogue(l.endpoint, r.catalog.Encode()); err != nil {
			r.err = fmt.Errorf("keeping the list of operations: %w", err)
		}
	}
	l.mu.Lock()
	if r.catalog != nil {
		l.current = r.catalog
	}
	l.refresh = nil
	l.mu.Unlock()
	close(r.done)
}
