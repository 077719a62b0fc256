package ovhapi

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"time"
)

// Limits of trying again. OVH counts calls by the minute (ovh/python-ovh#81), so
// the attempts after 429 outlast one.
const (
	attempts             = 4
	attemptsWhileLimited = 8
	longestPause         = 60 * time.Second
	// longestWait is how far off the time may be at which the API asks to come back,
	// for a call to wait for it.
	longestWait = 15 * time.Minute
)

// again reports whether a call that has been tried so many times, and failed in
// this way, may be tried once more.
func again(err error, tried int) bool {
	if errors.Is(err, ErrRateLimit) {
		api, ok := errors.AsType[*APIError](err)
		return tried < attemptsWhileLimited && (!ok || api.RetryAfter <= longestWait)
	}
	return tried < attempts && transient(err)
}

// again is again for a call of this client: what others of its key have met with
// counts too.
func (c *Client) again(q call, err error, tried int) bool {
	if q.signed && errors.Is(err, ErrRateLimit) && c.pace.exhausted() {
		return false
	}
	return again(err, tried)
}

// clockWasWrong reports whether the refusal fits a wrong clock and a comparison
// made since differs from the one the call was signed by: then signing anew is
// worth one try. A stale clock has been reported to answer as an invalid key
// too.
func (c *Client) clockWasWrong(ctx context.Context, err error, signedBy reading) bool {
	if !errors.Is(err, ErrClock) && !errors.Is(err, ErrSignature) && !errors.Is(err, ErrUnknownApp) && !nameless(err) {
		return false
	}
	now, err := c.shared.clock.again(ctx, signedBy)
	return err == nil && (now.skew-signedBy.skew).Abs() > 2*time.Second
}

// nameless reports a 400 that fits no kind. No source has the words in which
// today's bodies say that a timestamp is too old, so any such refusal may be
// that.
func nameless(err error) bool {
	api, ok := errors.AsType[*APIError](err)
	return ok && api.Status == http.StatusBadRequest && api.kind() == nil
}

// transient reports whether a fault may pass by itself. A certificate that is not
// trusted stays so.
func transient(err error) bool {
	if api, ok := errors.AsType[*APIError](err); ok {
		return errors.Is(api, ErrUnavailable)
	}
	if _, untrusted := errors.AsType[*tls.CertificateVerificationError](err); untrusted {
		return false
	}
	return errors.Is(err, ErrOffline) && !errors.Is(err, context.Canceled)
}

// patience is how long to wait before the next attempt: what the API asks for,
// else 0.5, 1, 2 … seconds after 429 and half of that after a fault.
func patience(err error, attempt int) time.Duration {
	wait := 250 * time.Millisecond << (attempt - 1)
	if api, ok := errors.AsType[*APIError](err); ok && errors.Is(api, ErrRateLimit) {
		wait *= 2
		if api.RetryAfter > 0 {
			return api.RetryAfter
		}
	}
	return min(wait, longestPause)
}

// pause waits, or returns the context's error.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
