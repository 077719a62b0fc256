package tokens

import (
	"strings"
	"time"

	"ovh-tokens/ui/when"
)

// span reads ">180d": an operator, of which none is ">=", and a length of time. It
// returns nil for what is not one, or not yet.
func span(text string) func(time.Duration) bool {
	length := strings.TrimLeft(text, "<>=")
	operator := text[:len(text)-len(length)]
	limit, ok := when.Parse(length)
	if !ok {
		return nil
	}
	switch operator {
	case "", ">=":
		return func(d time.Duration) bool { return d >= limit }
	case ">":
		return func(d time.Duration) bool { return d > limit }
	case "<=":
		return func(d time.Duration) bool { return d <= limit }
	case "<":
		return func(d time.Duration) bool { return d < limit }
	}
	return nil
}
