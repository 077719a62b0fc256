package tokens

import (
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// Every title has room for the arrow of the order beside it.
func TestTitlesHaveRoomForTheArrow(t *testing.T) {
	t.Parallel()
	for _, grouped := range []bool{false, true} {
		s := New(&shell.Env{Theme: theme.New(theme.Dark), Clock: shell.SystemClock{}})
		s.sources = append(s.sources, &source{env: &shell.Env{Account: "zz12345-ovh"}, at: time.Now()})
		s.grouped = grouped
		for _, c := range s.columns() {
			if least := ansi.StringWidth(c.Title + " ▴"); c.Compare != nil && c.Min < least {
				t.Errorf("%q has %d cells, want %d", c.Title, c.Min, least)
			}
		}
	}
}
