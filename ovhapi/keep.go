package ovhapi

import (
	"time"

	"ovh-tokens/ovhapi/rule"
)

// PendingRequest is a consumer key from the moment the API has answered with it
// until somebody has kept it elsewhere or given it up. The key exists in that
// one answer only, so it is stored before anything else happens.
type PendingRequest struct {
	// ID names the request on this machine: short, lower case, unique.
	ID string
	// Endpoint is the endpoint's name or URL, as in ovh.conf.
	Endpoint string
	// ApplicationKey is the application the token was asked under.
	ApplicationKey string
	// ApplicationSecret is set for requests made while this program is being
	// set up: no file holds the secret yet, and without it nobody could look
	// whether the token was validated. It is empty for all others, whose secret
	// stands in ovh.conf.
	ApplicationSecret Secret
	// ConsumerKey is the key itself.
	ConsumerKey Secret
	// ValidationURL is the page on which the account's owner authorizes it.
	ValidationURL string
	// Rules and AllowedIPs are what was asked for.
	Rules      rule.Set
	AllowedIPs []string
	// Preset is the id of the ready-made set that the rules began with, or "".
	Preset string
	// Replaces is set when the token is to take the place of another.
	Replaces *Replacing
	// Created is when the API answered, by this machine's clock.
	Created time.Time
	// State is what is known of it so far.
	State RequestState
	// CredentialID is known once the token is validated, else 0.
	CredentialID int64
}

// RequestState is how far a request has come.
type RequestState string

// The states of a request. Everything after RequestWaiting is final for the
// API; the key stays stored until the user has kept it or given it up.
const (
	RequestWaiting   RequestState = "waiting"
	RequestValidated RequestState = "validated"
	RequestRefused   RequestState = "refused"
	RequestExpired   RequestState = "expired"
	// RequestGone is told of a key that OVH says it does not know. It is no proof: a
	// new key may not be known everywhere at once.
	RequestGone RequestState = "gone"
	// RequestDenied ends a wait when the account lists a refused token that is most
	// likely the request's. It is no proof either, and never stored.
	RequestDenied RequestState = "probably refused"
)

// Undecided reports whether another look at the key may tell something else.
func (s RequestState) Undecided() bool {
	return s == RequestWaiting || s == RequestGone || s == RequestDenied
}

// PendingKeeper stores requests where a crash cannot lose them. Keep replaces
// the request with the same ID; it returns only when the data is on disk.
type PendingKeeper interface {
	Keep(PendingRequest) error
	Pending() ([]PendingRequest, error)
	Forget(id string) error
}

// Receipt tells what one run of revocations did. It never holds a key.
type Receipt struct {
	Endpoint string `json:"endpoint"`
	Account  string `json:"account"`
	Action   string `json:"action"` // revoke, clean, sweep, revoke-others, retire, rotate, delete-applications
	// Choice is what a sweep was asked for, as audit.ReadChoice reads it. With it and
	// with what was skipped, a run that was stopped can be gone on with.
	Choice   string           `json:"choice,omitempty"`
	Started  time.Time        `json:"started"`
	Finished time.Time        `json:"finished"`
	Revoked  []ReceiptToken   `json:"revoked"`
	Ended    []ReceiptToken   `json:"ended,omitempty"` // work no more and stay listed as expired
	Failed   []ReceiptFailure `json:"failed"`
	Skipped  []ReceiptSkip    `json:"skipped"`
	// Applications were deleted; those that are left say why.
	Applications       []Application               `json:"applications,omitempty"`
	FailedApplications []ReceiptApplicationFailure `json:"failedApplications,omitempty"`
	// GoneApplications were gone already when their turn came.
	GoneApplications []Application `json:"goneApplications,omitempty"`
}

// ReceiptToken names one revoked token as it was.
type ReceiptToken struct {
	ID          int64      `json:"credentialId"`
	Application string     `json:"application"`
	Status      Status     `json:"status"`
	Rules       rule.Set   `json:"rules"`
	Creation    time.Time  `json:"creation"`
	Expiration  *time.Time `json:"expiration"`
	LastUse     *time.Time `json:"lastUse"`
	// Reason is why a clean-up took it, in one sentence; empty when somebody named
	// it.
	Reason string `json:"reason,omitempty"`
}

// ReceiptFailure names a token that is still there, and why.
type ReceiptFailure struct {
	ID      int64  `json:"credentialId"`
	Error   string `json:"error"`
	QueryID string `json:"queryId"`
}

// ReceiptApplicationFailure names an application that is still there, and why.
type ReceiptApplicationFailure struct {
	ID      int64  `json:"applicationId"`
	Error   string `json:"error"`
	QueryID string `json:"queryId"`
}

// ReceiptSkip names a token that was left alone, and why.
type ReceiptSkip struct {
	ID     int64  `json:"credentialId"`
	Reason string `json:"reason"`
}

// ReceiptKeeper stores a receipt and returns the file it stands in. It is
// called again and again with the same receipt, grown meanwhile: after every one
// of the first hundred revocations, and in longer runs whenever one more in a
// hundred has gone, so that a crash loses little; and once at the end. The name
// is the receipt's start.
type ReceiptKeeper interface {
	KeepReceipt(Receipt) (path string, err error)
}
