// Package doctor finds out why calls to OVH's API fail: it looks at this machine's
// configuration, asks the API, and says what it proved, with the next thing to do.
// Where several causes are left it says so.
package doctor

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"time"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/diagnosis"
	"ovh-tokens/ovhapi/preset"
)

// Status is how a check came out.
type Status string

// What a check comes to.
const (
	Pass    Status = "pass"
	Warn    Status = "warn"    // works, and may fail elsewhere or later
	Fail    Status = "fail"    // calls fail because of it
	Skipped Status = "skipped" // could not be looked at, or need not be
)

// Check is one thing that was looked at. It never holds a key.
type Check struct {
	// Name is the thing: "files", "clock", "token" … It may come more than once.
	Name   string `json:"name"`
	Status Status `json:"status"`
	// Message says what was found, Fix what to do about it; Fix is "" when there
	// is nothing to do.
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

// checkText is the name of the check that reads the pasted error.
const checkText = "text"

// Verdict is a cause that was proved, or one of several that are left.
type Verdict struct {
	Cause diagnosis.Cause `json:"cause"`
	// Sure is set when it was proved; Message then says how, and else what it
	// would be.
	Sure    bool   `json:"sure"`
	Message string `json:"message"`
}

// Report is everything that was found.
type Report struct {
	Checks []Check   `json:"checks"`
	Causes []Verdict `json:"causes"`
	// Next is one command; "" when nothing is to be done.
	Next string `json:"next"`
}

// unread reports whether a text was given that tells nothing.
func (r Report) unread() bool {
	return slices.ContainsFunc(r.Checks, func(c Check) bool { return c.Name == checkText && c.Status == Skipped })
}

// Found reports whether anything is to be done about, or a text tells nothing.
func (r Report) Found() bool {
	for _, c := range r.Checks {
		if c.Status == Warn || c.Status == Fail {
			return true
		}
	}
	return len(r.Causes) > 0 || r.unread()
}

// Options say what to look at, and with what.
type Options struct {
	// Machine is what config.Load found, whatever its error.
	Machine *config.Machine
	// Connect makes a client for a profile; it may lack keys.
	Connect func(config.Profile) (*ovhapi.Client, error)
	// Endpoints are those asked for the application when its own does not know it;
	// nil stands for all that have a name.
	Endpoints []ovhapi.Endpoint
	// Pending are the requests that this machine stores.
	Pending []ovhapi.PendingRequest
	// Needs is the ready-made set that the token is meant for; without an ID it is
	// what this program needs.
	Needs preset.Preset
	// Text is the error of some client, as it was pasted; "" is none.
	Text string
	// Library gives the endpoint's operations, for a call that the endpoint does not
	// have; nil reads them anew.
	Library *catalog.Library
	// Flags go into the commands that are named, such as --profile NAME.
	Flags []string
	// System is what runtime.GOOS is on the machine.
	System string
	// Proxy tells through which proxy a call would go; nil stands for the
	// environment's.
	Proxy func(*http.Request) (*url.URL, error)
	// Soon is how near an expiration is worth a warning; 0 is seven days.
	Soon time.Duration
	// ReadOnly leaves out the one check that sends a call with a body.
	ReadOnly bool
}

// Run makes the checks one after another and hands each to tell as soon as it is
// known; tell may be nil. What depends on a check that failed is skipped, with the
// reason. When ctx ends the report is what was found until then.
func Run(ctx context.Context, o Options, tell func(Check)) Report {
	if tell == nil {
		tell = func(Check) {}
	}
	if o.Endpoints == nil {
		o.Endpoints = ovhapi.Endpoints()
	}
	if o.Proxy == nil {
		o.Proxy = http.ProxyFromEnvironment
	}
	if o.Soon == 0 {
		o.Soon = 7 * 24 * time.Hour
	}
	e := &exam{Options: o, tell: tell, active: o.Machine.Active, known: map[diagnosis.Cause]finding{}}
	e.readText()
	e.lookAtMachine()
	e.askAPI(ctx)
	return e.conclude()
}
