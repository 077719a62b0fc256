package cli

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"ovh-tokens/ovhapi/ovhsim"
)

// Whether a token that ends before the old one will do is somebody's decision: the
// default is no, and a longer one is no question.
func TestATokenThatEndsSoonerIsAskedAbout(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		validity ovhsim.Validity
		types    string
		code     int
		asks     bool
	}{
		"taken":    {ovhsim.OneDay, "y\ny\n", exitDone, true},
		"declined": {ovhsim.OneDay, "y\nn\n", exitUsage, true},
		"enter":    {ovhsim.OneDay, "y\n\n", exitUsage, true},
		"longer":   {ovhsim.Unlimited, "y\n", exitDone, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAsking(t)
			before, _ := os.ReadFile(a.conf)
			var out, err bytes.Buffer
			c := &console{
				in: iotest.OneByteReader(strings.NewReader(row.types)), out: &out, err: &err, asks: true,
				open: func(page string) error { return a.sim.Authorize(page, row.validity) },
			}
			code := run(t.Context(), []string{"rotate", "--config", a.conf}, c)
			after, _ := os.ReadFile(a.conf)
			if done := row.code == exitDone; code != row.code || (string(after) == string(before)) == done {
				t.Errorf("code %d, want %d\n%s%s", code, row.code, out.String(), err.String())
			}
			if asked := strings.Contains(err.String(), "Let it take the place of the old one all the same? [y/N]"); asked != row.asks {
				t.Errorf("asked: %v\n%s", asked, err.String())
			}
			if row.code == exitUsage && (!strings.Contains(err.String(), "declined: nothing was changed, and the new key stays stored. Once token ") ||
				!strings.Contains(err.String(), "next: ovh-tokens --config "+a.conf+" revoke ")) {
				t.Errorf("it says\n%s", err.String())
			}
		})
	}
}
