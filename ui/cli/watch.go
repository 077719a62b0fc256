package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/when"
)

// errNotInTime says that nobody has decided a request within the time there was.
var errNotInTime = errors.New("nobody has decided the request in time")

// watch looks at a request's key until it is decided, for as long as timeout unless
// that is 0, and says meanwhile what is odd. The error is what OVH said,
// context.Canceled, or errNotInTime: the request is then as it was.
func (s *session) watch(ctx context.Context, r *ovhapi.Request, timeout time.Duration) (ovhapi.RequestState, error) {
	if ctx.Err() != nil {
		return "", context.Canceled
	}
	limited, cancel := ctx, func() {}
	until := ""
	if timeout > 0 {
		limited, cancel = context.WithTimeout(ctx, timeout)
		end := time.Now().Add(timeout)
		until = " until " + when.Exact(&end)
	}
	defer cancel()
	s.say("Waiting for the validation%s; ctrl+c stops waiting and loses nothing.", until)
	telling := s.reading("Waiting for the validation")
	defer telling.end()
	var trouble, returned, doubtful bool
	for e := range r.Wait(limited, s.poll) {
		telling.label = "Waiting for the validation, asked " + when.Clock(time.Since(r.Created)) + " ago"
		telling.at(0, 0)
		if e.KeepErr != nil {
			s.say("What became of the request could not be stored: %s", ovhapi.Advise(e.KeepErr).What)
		}
		switch {
		case limited.Err() != nil && e.State == ovhapi.RequestWaiting:
			continue // what the last look met with is that it was cut off
		case e.Err != nil:
			return "", e.Err
		case e.Final():
			return e.State, nil
		}
		s.once(&trouble, e.Trouble != nil, fmt.Sprintf("%s Still trying.", ovhapi.Advise(e.Trouble)))
		s.once(&returned, e.Returned, "The page sent the browser back. Checking.")
		s.once(&doubtful, e.Doubtful, "The page sent the browser back, but the token is not valid: it was probably refused.")
	}
	if ctx.Err() != nil {
		return "", context.Canceled
	}
	return "", errNotInTime
}

// once says something the first time that it holds after it did not.
func (s *session) once(said *bool, holds bool, text string) {
	if holds && !*said {
		s.say("%s", text)
	}
	*said = holds
}
