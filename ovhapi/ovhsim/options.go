package ovhsim

import (
	"log/slog"
	"time"

	"ovh-tokens/ovhapi/rule"
)

// Redirection says what the server makes of the redirection of a request for a
// token. The schema calls it optional; clients of 2020 report that it became
// required, and nothing public says whether loopback addresses are taken.
type Redirection int

// The three policies.
const (
	RedirectionAccepted        Redirection = iota // any http or https address, or none
	RedirectionLoopbackRefused                    // an address of this machine is refused with 400
	RedirectionRequired                           // a request without one is refused with 400
)

// RetryAfter says which form of the Retry-After header a 429 carries. No public
// source shows a real one.
type RetryAfter int

// The three forms.
const (
	RetryAfterNone    RetryAfter = iota // no header
	RetryAfterSeconds                   // a number of seconds
	RetryAfterDate                      // an HTTP date by the server's clock
)

// Options are the switches of the simulated API. The zero value is a polite
// server with the hand-written account.
type Options struct {
	// Tokens is the size of the account: 0 for the hand-written one, else that
	// many tokens (at most MaxTokens), the hand-written ones first and the
	// others generated around them, always the same.
	Tokens int
	// Editor gives the program's own token the right to change the addresses that
	// tokens work from, which the usual one lacks.
	Editor bool
	// PendingReads lets a key that is pending, refused or expired read itself
	// on GET /auth/currentCredential. Without it the answer is 403 "This
	// credential is not valid". Clients in the wild rely on either.
	PendingReads bool
	// Redirection is the policy for the redirection of a request.
	Redirection Redirection
	// NoBatch makes the server ignore X-Ovh-Batch.
	NoBatch bool
	// NoExpansion makes the server ignore X-Pagination-Mode.
	NoExpansion bool
	// StaleExpansion makes expanded lists come from a snapshot that only
	// "Pragma: no-cache" refreshes.
	StaleExpansion bool
	// OldErrors answers errors as OVH did until about 2022: errorCode and
	// httpCode instead of class.
	OldErrors bool
	// LateExpiry leaves the status of a token at "validated" after its
	// expiration. It stops working all the same.
	LateExpiry bool
	// KeyFirst looks for the consumer key before the signature is checked. OVH's own
	// order is not documented.
	KeyFirst bool
	// Rewritten plays a proxy that reads the JSON of calls and writes it anew, so
	// that another body arrives than was signed.
	Rewritten bool
	// IAMDenied lists calls that an IAM policy refuses although the access
	// rules of the token allow them.
	IAMDenied rule.Set
	// Latency is how long every API call takes before it is looked at.
	Latency time.Duration
	// RateLimit is how many calls a consumer key may make in RateWindow; 0 is
	// no limit. Calls refused for that reason do not count.
	RateLimit int
	// RateWindow is one minute when zero.
	RateWindow time.Duration
	// RetryAfter is what a 429 says about coming back.
	RetryAfter RetryAfter
	// ClockSkew is the server's clock minus this machine's.
	ClockSkew time.Duration
	// TimeWindow is how far a timestamp may be from the server's clock, 60 s
	// when zero. The real width is not documented.
	TimeWindow time.Duration
	// PendingLife is how long a request waits for its validation by the
	// server's clock, 24 h when zero. The real one is not documented.
	PendingLife time.Duration
	// Validate has every request validated for so long as soon as it is made, as if
	// somebody sat before the page all the time; empty leaves that to somebody.
	Validate Validity
	// EndpointName is the endpoint this server plays, "ovh-ca" when empty. It
	// is shown on the validation page and decides the keys of the account.
	EndpointName string
	// Now is this machine's clock, time.Now when nil.
	Now func() time.Time
	// Log gets one line per call, without any secret; nil for none.
	Log *slog.Logger
}

// MaxTokens is the largest account the server makes up.
const MaxTokens = 10_000

// filled returns the options with every zero value replaced by its default.
func (o Options) filled() Options {
	o.Tokens = max(0, min(o.Tokens, MaxTokens))
	if o.RateWindow <= 0 {
		o.RateWindow = time.Minute
	}
	if o.TimeWindow <= 0 {
		o.TimeWindow = time.Minute
	}
	if o.PendingLife <= 0 {
		o.PendingLife = 24 * time.Hour
	}
	if o.EndpointName == "" {
		o.EndpointName = "ovh-ca"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// clock is the server's time.
func (o Options) clock() time.Time { return o.Now().Add(o.ClockSkew) }
