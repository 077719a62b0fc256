package holdings

import (
	"fmt"
	"strings"
	"time"

	"ovh-tokens/ui/standing"
	"ovh-tokens/ui/theme"
)

// count sums the list up for the heading.
func (s *Screen) count() string {
	t := s.env.Theme
	if s.stage == reading {
		return t.Paint(theme.Subtle, "Looking through the files…")
	}
	works, dead, rest, waiting := 0, 0, 0, s.waiting()
	for h := range s.table.Rows() {
		switch {
		case h.state == standing.Works:
			works++
		case h.state.Dead():
			dead++
		case h.state != standing.Asking:
			rest++
		}
	}
	parts := []string{plural(s.table.Len(), "key", "keys")}
	add := func(n int, role theme.Role, word string) {
		if n > 0 {
			parts = append(parts, t.Paint(role, fmt.Sprintf("%d %s", n, word)))
		}
	}
	verb := "work"
	if works == 1 {
		verb = "works"
	}
	add(works, theme.Good, verb)
	add(dead, theme.Danger, "dead")
	add(rest, theme.Caution, "not told")
	add(waiting, theme.Subtle, "being asked…")
	return strings.Join(parts, "   ")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// now is the server's time: expiry is judged by it.
func (s *Screen) now() time.Time {
	if s.env.Client == nil {
		return s.env.Clock.Now()
	}
	return s.env.Client.ServerNow()
}
