package audit

import (
	"cmp"
	"time"
)

// Thresholds are the times by which tokens are judged; zero is the default.
type Thresholds struct {
	// Soon is how near an expiration is worth a finding: 7 days.
	Soon time.Duration
	// Unused is how old a token may be without a single use: 30 days.
	Unused time.Duration
	// Dormant is how long ago the last use may be: 180 days.
	Dormant time.Duration
}

const (
	day  = 24 * time.Hour
	year = 365 * day
)

// The defaults are those of Kentrow/keymaker (internal/audit/audit.go).
const (
	soonDefault    = 7 * day
	unusedDefault  = 30 * day
	dormantDefault = 180 * day
)

// patience is how long a token may wait for its validation. How long OVH's link
// lives is not documented; users tell of minutes to hours.
const patience = day

func (t Thresholds) orDefaults() Thresholds {
	return Thresholds{
		Soon:    cmp.Or(t.Soon, soonDefault),
		Unused:  cmp.Or(t.Unused, unusedDefault),
		Dormant: cmp.Or(t.Dormant, dormantDefault),
	}
}
