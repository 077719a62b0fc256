package tokens

import (
	"strconv"
	"strings"
	"time"
)

// units are those of a length of time in a filter, a month and a year as the list
// counts them.
var units = map[string]time.Duration{
	"h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour, "mo": 30 * 24 * time.Hour, "y": 365 * 24 * time.Hour,
}

// longest is the most that a time.Duration holds in whole years.
const longest = 290 * 365 * 24 * time.Hour

// span reads ">180d": an operator, of which none is ">=", and a length of time. It
// returns nil for what is not one, or not yet.
func span(text string) func(time.Duration) bool {
	number := strings.TrimLeft(text, "<>=")
	operator := text[:len(text)-len(number)]
	unit := strings.TrimLeft(number, "0123456789")
	n, err := strconv.ParseInt(number[:len(number)-len(unit)], 10, 32)
	each, known := units[unit]
	if err != nil || !known {
		return nil
	}
	limit := longest
	if time.Duration(n) < longest/each {
		limit = time.Duration(n) * each
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
