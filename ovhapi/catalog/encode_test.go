package catalog

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func all(c *Catalog) []Operation {
	ops := make([]Operation, c.Len())
	for i := range ops {
		ops[i] = c.At(i)
	}
	return ops
}

func TestWhatIsStoredReadsBack(t *testing.T) {
	t.Parallel()
	c := small()
	c.ops[3].Actions, c.ops[3].NoAuth, c.ops[3].Replacement = []string{"a:b/get", "c:d"}, true, "GET /me"
	back, err := Decode(c.Encode())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(all(c), all(back)); diff != "" {
		t.Error(diff)
	}
	if back.Endpoint() != c.Endpoint() || !back.Fetched().Equal(c.Fetched()) {
		t.Errorf("it is of %s at %s", back.Endpoint(), back.Fetched())
	}
}

// TestATornCatalogueIsRefused cuts and changes what is stored at every place.
func TestATornCatalogueIsRefused(t *testing.T) {
	t.Parallel()
	data := small().Encode()
	for i := range data {
		if _, err := Decode(data[:i]); !errors.Is(err, ErrForm) {
			t.Fatalf("cut after %d bytes it is taken: %v", i, err)
		}
	}
	body := bytes.IndexByte(data, '\n') + 1
	for i := body; i < len(data); i++ {
		changed := slices.Clone(data)
		changed[i] ^= 1
		if _, err := Decode(changed); !errors.Is(err, ErrForm) {
			t.Fatalf("changed in byte %d it is taken: %v", i, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(small().Encode())
	f.Add([]byte(form + "\tovh-eu\t2026-11-25T00:00:00Z\t0\t00000000\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Decode(data)
		if err != nil {
			if !errors.Is(err, ErrForm) {
				t.Errorf("another error: %v", err)
			}
			return
		}
		again, err := Decode(c.Encode())
		if err != nil || again.Len() != c.Len() {
			t.Errorf("what was read can't be stored again: %v", err)
		}
	})
}
