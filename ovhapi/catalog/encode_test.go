package catalog

import (
	"errors"
	"slices"
	"strings"
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
	for i := range data {
		changed := slices.Clone(data)
		changed[i] ^= 1
		if _, err := Decode(changed); !errors.Is(err, ErrForm) {
			t.Fatalf("changed in byte %d it is taken: %v", i, err)
		}
	}
}

// sealed puts the checksum in place that belongs to a text, so that what lies
// behind it is read.
func sealed(data []byte) []byte {
	first, body, _ := strings.Cut(string(data), "\n")
	head := first[:max(0, strings.LastIndexByte(first, '\t'))]
	return []byte(head + "\t" + checksum(head, body) + "\n" + body)
}

// TestWrongCountsAreRefused gives a list another number of operations than it has.
func TestWrongCountsAreRefused(t *testing.T) {
	t.Parallel()
	for _, count := range []string{"-1", "1", "x", "", "99999999999999999999"} {
		if _, err := Decode(sealed([]byte(form + "\tovh-eu\t2026-11-25T00:00:00Z\t" + count + "\t\n"))); !errors.Is(err, ErrForm) {
			t.Errorf("a count of %q is taken: %v", count, err)
		}
	}
}

// TestWhatWasNeverReadIsRefused gives operations that no refresh makes, with a
// checksum that fits.
func TestWhatWasNeverReadIsRefused(t *testing.T) {
	t.Parallel()
	for line, sound := range map[string]bool{
		"GET\t/x\tBETA\tfree\t/x\t\ta b\tText": true,
		"GET\t\tBETA\t\t/x\t\t\tText":          false,
		"GET\tx\tBETA\t\t/x\t\t\tText":         false,
		"GET\t/x y\tBETA\t\t/x\t\t\tText":      false,
		"GET\t/x/*\tBETA\t\t/x\t\t\tText":      false,
		"HEAD\t/x\tBETA\t\t/x\t\t\tText":       false,
		"GET\t/x\tBETA\t\t/x\t\t\tA\x1b[2JB":   false,
		"GET\t/x\tBE\x07TA\t\t/x\t\t\tText":    false,
		"GET\t/x\tBETA\t\t/x\x1b\t\t\tText":    false,
		"GET\t/x\tBETA\t\t/x\t\x1b\t\tText":    false,
		"GET\t/x\tBETA\t\t/x\t\ta\x1b\tText":   false,
		"GET\t/x\xff\tBETA\t\t/x\t\t\tText":    false,
	} {
		_, err := Decode(sealed([]byte(form + "\tovh-eu\t2026-11-25T00:00:00Z\t1\t\n" + line + "\n")))
		if (err == nil) != sound {
			t.Errorf("%q: %v", line, err)
		}
	}
}

// FuzzDecode reads what a damaged or another program may have stored, with a
// checksum that fits.
func FuzzDecode(f *testing.F) {
	f.Add(small().Encode())
	for _, count := range []string{"0", "1", "-1"} {
		f.Add([]byte(form + "\tovh-eu\t2026-11-25T00:00:00Z\t" + count + "\t\nGET\t/x\tBETA\tfree\t/x\t\ta b\tText\n"))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Decode(sealed(data))
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
