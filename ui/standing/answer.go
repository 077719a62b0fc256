package standing

import (
	"context"
	"errors"
	"strings"
	"time"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
)

// ErrIncomplete is the error of a key beside which something is missing.
var ErrIncomplete = errors.New("keys are missing")

// Answer is what a key said of itself. The zero value is one that has not come
// yet.
type Answer struct {
	Came bool
	ovhapi.Identity
	Err error
	// Stored is the state of the request on this machine that the key came from,
	// if it is kept there still, else "".
	Stored ovhapi.RequestState
}

// Ask asks the key of a profile what it is: through client, which speaks with it,
// or when that is nil through one that connect makes. Without everything that a
// call needs nothing is asked.
func Ask(ctx context.Context, p config.Profile, client *ovhapi.Client, connect func(config.Profile) (*ovhapi.Client, error)) Answer {
	a := Answer{Came: true}
	if !p.Complete() {
		a.Err = ErrIncomplete
		return a
	}
	if client == nil {
		client, a.Err = connect(p)
	}
	if a.Err == nil {
		a.Identity, a.Err = client.Identify(ctx)
	}
	return a
}

// Stored finds the state of the request that a key came from, or "".
func Stored(list []ovhapi.PendingRequest, key ovhapi.Secret) ovhapi.RequestState {
	for _, r := range list {
		if !key.Empty() && r.ConsumerKey == key {
			return r.State
		}
	}
	return ""
}

// State sorts the answer at the server's time now.
func (a Answer) State(now time.Time) State {
	switch {
	case !a.Came:
		return Asking
	case a.Err != nil:
		return a.failed()
	case a.Token.Expired(now):
		return Expired
	case a.Token.Status == ovhapi.StatusRefused:
		return Refused
	case a.Token.Status == ovhapi.StatusPending:
		return Pending
	}
	return Works
}

// failures are the errors that tell something of a key.
var failures = []struct {
	err   error
	state State
}{
	{ErrIncomplete, Incomplete},
	{context.Canceled, Stopped},
	{ovhapi.ErrOffline, NoAnswer},
	{ovhapi.ErrNoSuchKey, Unknown},
	{ovhapi.ErrUnknownApp, NoApp},
	{ovhapi.ErrSignature, Mismatch},
	{ovhapi.ErrNotGranted, Barred},
	{ovhapi.ErrIAMDenied, Barred},
}

// failed sorts an error. Of a key that is not valid the request it came from may
// know more than OVH says.
func (a Answer) failed() State {
	for _, f := range failures {
		if errors.Is(a.Err, f.err) {
			return f.state
		}
	}
	if !errors.Is(a.Err, ovhapi.ErrKeyNotValid) {
		return NotTold
	}
	switch a.Stored {
	case ovhapi.RequestWaiting:
		return Pending
	case ovhapi.RequestRefused, ovhapi.RequestDenied:
		return Refused
	case ovhapi.RequestExpired:
		return Expired
	case ovhapi.RequestValidated, ovhapi.RequestGone:
	}
	return NotValid
}

// Says is the answer of a profile's key in a sentence without a stop, and why
// it is so, which may be "".
func (a Answer) Says(p config.Profile, now time.Time) (said, why string) {
	state, at := a.State(now), p.Endpoint.Short()
	switch {
	case state == Asking:
		return "being asked what it is…", ""
	case state == Works && a.Account != "":
		return "works, for " + a.Account + " at " + at, ""
	case state == Works:
		return "works at " + at, ""
	case state == Incomplete:
		return Missing(p), ""
	case a.Err == nil:
		return state.Word() + ", says " + at, ""
	case a.Stored != "" && state != NotValid && errors.Is(a.Err, ovhapi.ErrKeyNotValid):
		return state.Word() + ": it is among the new tokens that this program keeps", ""
	}
	advice := ovhapi.Advise(a.Err)
	why = advice.Why
	if advice.QueryID != "" {
		why += " (OVH query " + advice.QueryID + ")"
	}
	return advice.What, strings.TrimSpace(why)
}

// Missing says what a key lacks to be asked about.
func Missing(p config.Profile) string {
	lacks := p.Missing()
	switch {
	case len(lacks) > 0 && p.Endpoint.URL == "":
		return "can't be asked: " + strings.Join(lacks, " and ") + " and a usable endpoint are missing beside it"
	case len(lacks) > 0:
		return "can't be asked: missing beside it: " + strings.Join(lacks, ", ")
	}
	return "can't be asked: no usable endpoint stands beside it"
}
