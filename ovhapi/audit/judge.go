package audit

import (
	"time"

	"ovh-tokens/ovhapi"
)

// judge tells what there is to find about a token by itself: everything but
// twins.
//
// A token that has expired or was refused can do no harm, so there is nothing to
// find. Of one that could not be read, or whose status is none that the API is
// documented to send, nothing is known.
func judge(t *ovhapi.Token, r *rights, now time.Time, limits Thresholds) marks {
	switch {
	case t.Unread:
		return 0
	case t.Status == ovhapi.StatusPending:
		return marks(0).with(bitNeverValidated, older(t.Creation, now, patience))
	case !t.Live(now):
		return 0
	case t.Dead():
		return bitDead
	}
	return judgeLive(t, r, now, limits)
}

func judgeLive(t *ovhapi.Token, r *rights, now time.Time, limits Thresholds) marks {
	ends := t.Expiration
	return marks(0).
		with(bitEverything, len(r.whole) > 0).
		with(bitAccess, len(r.access) > 0).
		with(bitBilling, r.billing).
		with(bitWiderThanNeed, t.Current && !t.Elsewhere && len(beyondOwn(t.Rules)) > 0).
		with(bitExpiresSoon, ends != nil && ends.Sub(now) <= limits.Soon).
		with(bitAnyAddress, !t.Restricted()).
		with(bitNeverExpires, ends == nil).
		with(bitSupport, t.Support).
		with(bitDormant, t.LastUse != nil && older(*t.LastUse, now, limits.Dormant)).
		with(bitNeverUsed, t.LastUse == nil && older(t.Creation, now, limits.Unused))
}

// older reports whether something was longer ago than a limit. A time that is not
// known was not.
func older(than, now time.Time, limit time.Duration) bool {
	return !than.IsZero() && now.Sub(than) > limit
}

// known reports whether a token can be judged at all.
func known(t *ovhapi.Token) bool {
	if t.Unread {
		return false
	}
	switch t.Status {
	case ovhapi.StatusExpired, ovhapi.StatusPending, ovhapi.StatusRefused, ovhapi.StatusValidated:
		return true
	}
	return false
}
