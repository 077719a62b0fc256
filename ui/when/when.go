// Package when puts times into words: short and relative for lists, exact with
// the zone for details.
package when

import (
	"fmt"
	"time"
)

// Relative says how far t is from now: "in 23 d", "2 h ago", "now". A nil time
// is "never".
func Relative(t *time.Time, now time.Time) string {
	if t == nil {
		return "never"
	}
	d := t.Sub(now)
	switch {
	case d.Abs() < time.Minute:
		return "now"
	case d > 0:
		return "in " + Span(d)
	}
	return Span(-d) + " ago"
}

// Span names a length of time by its largest unit: "5 min", "3 h", "23 d",
// "4 mo", "2 y". It rounds down, as people do with ages.
func Span(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 2*day:
		return fmt.Sprintf("%d h", int(d.Hours()))
	case d < 60*day:
		return fmt.Sprintf("%d d", int(d/day))
	case d < 730*day:
		return fmt.Sprintf("%d mo", int(d/(30*day)))
	}
	return fmt.Sprintf("%d y", int(d/(365*day)))
}

// Exact is the time as a person reads it in this machine's zone:
// "2026-11-24 15:42 CET". A nil time is "never".
func Exact(t *time.Time) string {
	if t == nil {
		return "never"
	}
	return t.Local().Format("2006-01-02 15:04 MST")
}

// Both is the exact time with the relative one behind it.
func Both(t *time.Time, now time.Time) string {
	if t == nil {
		return "never"
	}
	return Exact(t) + " (" + Relative(t, now) + ")"
}

// Lifetime names how long a token is valid in the words of OVH's page: "one
// day", "30 days", "5 minutes". Zero is unlimited.
func Lifetime(d time.Duration) string {
	round := func(unit time.Duration) (int, bool) {
		n := int((d + unit/2) / unit)
		off := (d - time.Duration(n)*unit).Abs()
		return n, n > 0 && off <= unit/20+2*time.Minute
	}
	if d == 0 {
		return "without limit"
	}
	if n, ok := round(24 * time.Hour); ok {
		return count(n, "day")
	}
	if n, ok := round(time.Hour); ok {
		return count(n, "hour")
	}
	return count(max(int((d+time.Minute/2)/time.Minute), 1), "minute")
}

func count(n int, unit string) string {
	if n == 1 {
		return "one " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

// Clock shows an elapsed time as minutes and seconds: "0:42", "12:05",
// "1:02:03".
func Clock(d time.Duration) string {
	s := int(d.Seconds())
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
