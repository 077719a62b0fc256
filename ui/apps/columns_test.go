package apps

import (
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// Every title has room for the arrow of the order beside it.
func TestTitlesHaveRoomForTheArrow(t *testing.T) {
	t.Parallel()
	for _, c := range columns(time.Now) {
		if least := ansi.StringWidth(c.Title + " ▴"); c.Compare != nil && c.Min < least {
			t.Errorf("%q has %d cells, want %d", c.Title, c.Min, least)
		}
	}
}
