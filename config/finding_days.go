package config

import (
	"time"

	"ovh-tokens/ovhapi/audit"
)

// FindingDays are the limits by which tokens are judged, in days; 0 is the usual
// one.
type FindingDays struct {
	// ExpiresSoon is how near an expiration is worth a finding.
	ExpiresSoon int `json:"expiresSoon,omitempty"`
	// NeverUsed is how old a token may be without a single use.
	NeverUsed int `json:"neverUsed,omitempty"`
	// Dormant is how long ago the last use may be.
	Dormant int `json:"dormant,omitempty"`
}

// mostDays is the longest limit, a hundred years.
const mostDays = 36500

// Thresholds are the limits as tokens are judged by them. What is no number of
// days stands for the usual limit.
func (d FindingDays) Thresholds() audit.Thresholds {
	limit := func(n int) time.Duration { return time.Duration(min(max(n, 0), mostDays)) * 24 * time.Hour }
	return audit.Thresholds{Soon: limit(d.ExpiresSoon), Unused: limit(d.NeverUsed), Dormant: limit(d.Dormant)}
}
