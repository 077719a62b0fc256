package theme_test

import (
	"strings"
	"testing"

	"ovh-tokens/ui/theme"
)

// In a terminal that does not tell its background, as inside tmux, red is the
// bright one: the other cannot be read on black.
func TestDangerIsReadableOnAnyBackground(t *testing.T) {
	t.Parallel()
	if got := theme.New(theme.Unknown).Paint(theme.Danger, "everything"); !strings.HasPrefix(got, "\x1b[91m") {
		t.Errorf("danger is painted as %q", got)
	}
}
