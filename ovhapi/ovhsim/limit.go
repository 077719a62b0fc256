package ovhsim

import (
	"net/http"
	"strconv"
	"time"
)

// limit counts the calls of a token and answers 429 beyond the limit. OVH says
// only that 60 calls a minute and consumer key should be fine.
func (c *call) limit(t *Credential) (answer, bool) {
	if c.opt.RateLimit <= 0 {
		return answer{}, false
	}
	since := c.now.Add(-c.opt.RateWindow)
	recent := c.spent[t.ID]
	for len(recent) > 0 && !recent[0].After(since) {
		recent = recent[1:]
	}
	if len(recent) < c.opt.RateLimit {
		c.spent[t.ID] = append(recent, c.now)
		return answer{}, false
	}
	c.spent[t.ID] = recent
	a := refuse(tooManyCalls)
	if h := retryAfter(c.opt.RetryAfter, c.now, recent[0].Add(c.opt.RateWindow)); h != "" {
		a.header = map[string]string{"Retry-After": h}
	}
	return a, true
}

// retryAfter writes when the next call passes, rounded up to whole seconds as
// both forms of the header demand.
func retryAfter(form RetryAfter, now, next time.Time) string {
	switch form {
	case RetryAfterSeconds:
		return strconv.Itoa(int((next.Sub(now) + time.Second - 1) / time.Second))
	case RetryAfterDate:
		return next.Add(time.Second - 1).UTC().Format(http.TimeFormat)
	case RetryAfterNone:
	}
	return ""
}
