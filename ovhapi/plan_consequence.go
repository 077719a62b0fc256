package ovhapi

import (
	"fmt"
	"time"
)

// Weight counts the plan's tokens that work at the server's time now, and those that
// may, since they could not be read.
func (p Plan) Weight(now time.Time) (live, unread int) {
	for _, t := range p.Tokens {
		if t.Works(now) {
			live++
		}
		if t.Unread {
			unread++
		}
	}
	return live, unread
}

// Consequence says in sentences what works no more once n tokens are gone, of which
// so many work and so many could not be read; nothing when none of them works.
func Consequence(n, live, unread int) []string {
	var parts []string
	switch {
	case unread == 1 && n == 1:
		parts = append(parts, "It could not be read: it may be in use.")
	case unread > 0:
		parts = append(parts, fmt.Sprintf("%d of them could not be read: they may be in use.", unread))
	}
	switch {
	case live == n && live == 1:
		parts = append(parts, "It works now; whatever uses it stops working at once.")
	case live == n && live > 0:
		parts = append(parts, fmt.Sprintf("All %d work now; whatever uses them stops working at once.", live))
	case live == 1:
		parts = append(parts, "1 of them works now; whatever uses it stops working at once.")
	case live > 0:
		parts = append(parts, fmt.Sprintf("%d of them work now; whatever uses those stops working at once.", live))
	}
	return parts
}
