package catalog

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// shelf stores in memory, and can be made to fail.
type shelf struct {
	mu    sync.Mutex
	data  map[string][]byte
	fails error
}

func (s *shelf) Catalogue(endpoint string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.data[endpoint], s.fails
}

func (s *shelf) KeepCatalogue(endpoint string, data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fails == nil {
		s.data[endpoint] = data
	}
	return s.fails
}

// slow answers after a second of the test's own time, and counts indexes.
type slow struct {
	published
	mu    sync.Mutex
	reads int
}

func (s *slow) Published(ctx context.Context, path string) ([]byte, error) {
	if path == "/" {
		s.mu.Lock()
		s.reads++
		s.mu.Unlock()
	}
	select {
	case <-time.After(time.Second):
		return s.published.Published(ctx, path)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func TestLibraryReadsOnceAndStores(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		source, store := &slow{published: whole()}, &shelf{data: map[string][]byte{}}
		l := NewLibrary(source, store, "ovh-eu", time.Now)
		if c, err := l.Stored(); c != nil || err != nil {
			t.Fatalf("an empty store holds %v, %v", c, err)
		}
		impatient, leave := context.WithTimeout(t.Context(), time.Second/2)
		defer leave()
		if c, err := l.Fresh(impatient); c != nil || !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("waiting did not end: %v, %v", c, err)
		}
		c, err := l.Fresh(t.Context())
		if err != nil || c.Len() != 3 || source.reads != 1 {
			t.Fatalf("%v, %v after %d readings", c, err, source.reads)
		}
		if again, _ := l.Stored(); again != c {
			t.Error("what was read is not what there is")
		}
		next := NewLibrary(source, store, "ovh-eu", time.Now)
		stored, err := next.Stored()
		if err != nil || stored.Len() != 3 || next.Old(stored) {
			t.Errorf("the next run finds %v, %v", stored, err)
		}
		time.Sleep(MaxAge + time.Hour) // of the test's own time
		if !next.Old(stored) || !next.Old(nil) {
			t.Error("a week later it is not old")
		}
	})
}

func TestLibraryKeepsWhatItHasWhenTheEndpointFails(t *testing.T) {
	t.Parallel()
	store := &shelf{data: map[string][]byte{"ovh-eu": small().Encode()}}
	l := NewLibrary(published{}, store, "ovh-eu", time.Now)
	before, err := l.Stored()
	if err != nil || before.Len() != small().Len() {
		t.Fatal(err)
	}
	if c, err := l.Fresh(t.Context()); c != nil || err == nil {
		t.Fatalf("it read %v from nothing", c)
	}
	if after, _ := l.Stored(); after != before {
		t.Error("a failed refresh took the stored one away")
	}
}

func TestLibraryWithoutAUsableStore(t *testing.T) {
	t.Parallel()
	for name, store := range map[string]*shelf{
		"another endpoint's": {data: map[string][]byte{"ovh-ca": small().Encode()}},
		"torn":               {data: map[string][]byte{"ovh-ca": small().Encode()[:300]}},
	} {
		l := NewLibrary(whole(), store, "ovh-ca", time.Now)
		if c, err := l.Stored(); c != nil || !errors.Is(err, ErrForm) {
			t.Errorf("%s: %v, %v", name, c, err)
		}
		if c, err := l.Fresh(t.Context()); err != nil || c.Len() != 3 {
			t.Errorf("%s: %v", name, err)
		}
	}
	full := errors.New("no space left on device")
	l := NewLibrary(whole(), &shelf{fails: full}, "ovh-eu", time.Now)
	if c, err := l.Fresh(t.Context()); c == nil || !errors.Is(err, full) {
		t.Errorf("read and not stored: %v, %v", c, err)
	}
	if c, _ := NewLibrary(whole(), nil, "ovh-eu", time.Now).Fresh(t.Context()); c.Len() != 3 {
		t.Error("without a store it does not read")
	}
}
