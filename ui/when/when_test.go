package when

import (
	"testing"
	"time"
)

const day = 24 * time.Hour

func TestRelative(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for away, want := range map[time.Duration]string{
		0: "now", 59 * time.Second: "now", -59 * time.Second: "now",
		time.Minute: "in 1 min", -time.Minute: "1 min ago", 59*time.Minute + 59*time.Second: "in 59 min",
		time.Hour: "in 1 h", -47 * time.Hour: "47 h ago", 48 * time.Hour: "in 2 d", -59 * day: "59 d ago",
		60 * day: "in 2 mo", -729 * day: "24 mo ago", 730 * day: "in 2 y", -1460 * day: "4 y ago",
	} {
		at := now.Add(away)
		if got := Relative(&at, now); got != want {
			t.Errorf("%v away is %q, want %q", away, got, want)
		}
	}
	if got := Relative(nil, now); got != "never" {
		t.Errorf("no time is %q", got)
	}
}

func TestExactNamesTheZone(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 24, 15, 42, 7, 0, time.UTC)
	want := at.Local().Format("2006-01-02 15:04 MST")
	if got := Exact(&at); got != want {
		t.Errorf("Exact is %q, want %q", got, want)
	}
	if got := Both(&at, at.Add(-3*time.Hour)); got != want+" (in 3 h)" {
		t.Errorf("Both is %q", got)
	}
	if Exact(nil) != "never" || Both(nil, at) != "never" {
		t.Error("no time is not never")
	}
}

func TestLifetimesAreCalledAsOnThePage(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		0: "without limit", 5 * time.Minute: "5 minutes", time.Minute: "one minute", time.Hour: "one hour", day: "one day", 30 * day: "30 days",
		day - 40*time.Second: "one day", 30*day - 5*time.Minute: "30 days", time.Hour - 90*time.Second: "one hour",
		6 * time.Hour: "6 hours", 90 * time.Minute: "90 minutes",
	} {
		if got := Lifetime(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}

func TestClock(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		0: "0:00", 42 * time.Second: "0:42", 725 * time.Second: "12:05", time.Hour + 2*time.Minute + 3*time.Second: "1:02:03",
	} {
		if got := Clock(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}
