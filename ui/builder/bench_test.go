package builder

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkKey is one key and the frame after it, on the largest set that a
// paste can make.
func BenchmarkKey(b *testing.B) {
	var text strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&text, "GET /domain/zone/%d.example\n", i)
	}
	for name, keys := range map[string][2]string{"move": {"down", "up"}, "toggle": {"2", "2"}} {
		b.Run(name, func(b *testing.B) {
			s := open(text.String(), 140, 45)
			for i := 0; b.Loop(); i++ {
				s.press(keys[i%2])
				_ = s.View()
			}
		})
	}
}
