package when

import (
	"strconv"
	"strings"
	"time"
)

// units are those in which people type a length of time, a month and a year as the
// lists count them.
var units = map[string]time.Duration{
	"h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour, "mo": 30 * 24 * time.Hour, "y": 365 * 24 * time.Hour,
}

// longest is the most that a time.Duration holds in whole years; what is longer
// counts as that.
const longest = 290 * 365 * 24 * time.Hour

// Units names the units that Parse takes, for messages.
const Units = "h, d, w, mo and y"

// Parse reads a length of time as people type it: "12h", "7d", "2w", "6mo", "1y". It
// reports whether the text is one.
func Parse(text string) (time.Duration, bool) {
	unit := strings.TrimLeft(text, "0123456789")
	n, err := strconv.ParseInt(text[:len(text)-len(unit)], 10, 32)
	each, known := units[unit]
	if err != nil || !known {
		return 0, false
	}
	if time.Duration(n) >= longest/each {
		return longest, true
	}
	return time.Duration(n) * each, true
}
