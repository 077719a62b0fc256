package when

import (
	"testing"
	"time"
)

func TestLengthsOfTimeAreReadAsTyped(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for text, want := range map[string]time.Duration{
		"12h": 12 * time.Hour, "7d": 7 * day, "2w": 14 * day, "6mo": 180 * day, "1y": 365 * day, "0d": 0, "99999y": longest,
	} {
		if got, ok := Parse(text); !ok || got != want {
			t.Errorf("%s is read as %v, %v; want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "d", "7", "-7d", "7 d", "7days", "1.5d", "99999999999999999999d", "7D"} {
		if got, ok := Parse(text); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}
