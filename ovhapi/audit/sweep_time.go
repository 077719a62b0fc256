package audit

import "time"

// Pace is how fast calls can be made.
type Pace struct {
	// InFlight is how many are under way at once, Trip how long one takes.
	InFlight int
	Trip     time.Duration
	// PerMinute is how many are tolerated in a minute, 0 for any number.
	PerMinute int
}

// read is how many tokens are looked at again with one call, where the API takes
// several at once.
const read = 50

// Calls is about how many calls the clean-up makes: one for each token, those that
// look at them again before, and two at the start.
func (s Sweep) Calls() int {
	looks := map[int64]bool{}
	for _, item := range s.Items {
		if item.Group != GroupExpired {
			looks[item.Token.ID] = true
		}
		if item.Instead != nil {
			looks[item.Instead.ID] = true
		}
	}
	if len(s.Items) == 0 {
		return 0
	}
	return 2 + len(s.Items) + (len(looks)+read-1)/read
}

// Lasts is about how long the clean-up takes: what the calls take, or what the
// tolerated number of calls allows, whichever is longer.
func (s Sweep) Lasts(p Pace) time.Duration {
	calls := s.Calls()
	flying := max(p.InFlight, 1)
	takes := time.Duration((calls+flying-1)/flying) * p.Trip
	if p.PerMinute <= 0 || calls == 0 {
		return takes
	}
	// A minute's worth goes at once, and every further one a minute later.
	return max(takes, time.Duration((calls-1)/p.PerMinute)*time.Minute)
}
