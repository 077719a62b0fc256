package audit_test

import (
	"testing"
	"time"

	"ovh-tokens/ovhapi/audit"
)

// What a finding means names the limit that it is judged by.
func TestMeaningsNameTheLimits(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for code, want := range map[audit.Code][2]string{
		audit.ExpiresSoon: {"it expires within 7 days", "it expires within 3 days"},
		audit.Dormant:     {"it has not been used for 180 days", "it has not been used for 12 days"},
		audit.NeverUsed:   {"it was made over 30 days ago and never used", "it was made over 25 days ago and never used"},
		audit.AnyAddress:  {"it works from any address", "it works from any address"},
	} {
		for i, limits := range []audit.Thresholds{{}, {Soon: 3 * day, Unused: 25 * day, Dormant: 12 * day}} {
			for _, kind := range limits.Codes() {
				if kind.Code == code && kind.Meaning != want[i] {
					t.Errorf("%s means %q, want %q", code, kind.Meaning, want[i])
				}
			}
		}
	}
}
