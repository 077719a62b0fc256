package ovhapi

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"ovh-tokens/ovhapi/plain"
)

// Advice puts an error into words a person can act on.
type Advice struct {
	// What happened, Why it most likely did, and what to do Next. Why and Next
	// may be empty.
	What, Why, Next string
	// QueryID is OVH's id of the query, or "".
	QueryID string
}

// String is the advice in one line.
func (a Advice) String() string {
	text := a.What
	for _, part := range []string{a.Why, a.Next} {
		if part != "" {
			text += " " + part
		}
	}
	if a.QueryID != "" {
		text += " (OVH query " + a.QueryID + ")"
	}
	return text
}

// advices is the one place where kinds of errors become words.
var advices = []struct {
	kind            error
	what, why, next string
}{
	{
		ErrKeyNotValid, "OVH says the consumer key is not valid.",
		"It was never validated on OVH's page, or was refused, or has expired.",
		"Ask for a new one with the same rules.",
	},
	{
		ErrNoSuchKey, "OVH does not know the consumer key.",
		"It was revoked, mistyped, or belongs to another endpoint.",
		"Check consumer_key and endpoint, or ask for a new one.",
	},
	{
		ErrUnknownApp, "This endpoint does not know the application key.",
		"Application keys belong to one endpoint; it may also be mistyped, or the application was deleted.",
		"Check application_key and endpoint.",
	},
	{
		ErrSignature, "OVH refuses the signature.",
		"The application secret is wrong, or secret and consumer key are swapped, or the consumer key belongs to another application.",
		"Compare application_secret and consumer_key with what OVH gave.",
	},
	{
		ErrClock, "OVH refuses the time of the call.",
		"The clock of this machine, or a proxy that holds calls back, is off.",
		"Set the clock (NTP) and try again.",
	},
	{
		ErrNoLogin, "OVH asks for a consumer key.",
		"The consumer key is empty.",
		"Ask for a token, or fill in consumer_key.",
	},
	{
		ErrIAMDenied, "The account's IAM policies refuse this call.",
		"The token's rules may allow it; the policy of the user behind it does not.",
		"Ask the account's administrator for the action.",
	},
	{
		ErrRateLimit, "OVH asks to slow down.",
		"About 60 calls a minute are tolerated for one key.",
		"Try again in a minute.",
	},
	{
		ErrUnavailable, "OVH's service is not available.", "The fault is on their side.", "Try again later.",
	},
	{
		ErrBadAnswer, "The answer is not what OVH's API is documented to send.", "", "Check the endpoint, and whether a proxy stands between.",
	},
	{
		ErrNotFound, "OVH does not know what was asked for.", "It may have gone meanwhile.", "Refresh, and look again.",
	},
	{
		ErrNoSuchRoute, "This endpoint does not have that call.", "Brands and regions differ in what they offer, and a wrong base URL has none of it.", "Check the endpoint.",
	},
}

// Advise says what an error means and what to do about it.
func Advise(err error) Advice {
	if err == nil {
		return Advice{}
	}
	a := Advice{QueryID: QueryID(err)}
	api, isAPI := errors.AsType[*APIError](err)
	if errors.Is(err, context.Canceled) {
		a.What = "Stopped."
		return a
	}
	if isAPI && errors.Is(err, ErrNotGranted) {
		a.What = "The token in use may not do this."
		if strings.HasPrefix(api.Path, "/auth/") {
			a.Why = "No rule is needed for " + api.Method + " " + api.Path + ", so it may be that the token does not work from this machine's address."
			a.Next = "Check the addresses it is restricted to."
			return a
		}
		a.Why = "Its rules do not cover " + api.Method + " " + api.Path + "."
		a.Next = "Use a token that also has the rule " + api.Method + " " + RulePath(api.Path) + ". If it has that, it may not be used from this machine's address."
		return a
	}
	if errors.Is(err, ErrOffline) {
		a.What, a.Why, a.Next = offline(err)
		return a
	}
	for _, row := range advices {
		if errors.Is(err, row.kind) {
			a.What, a.Why, a.Next = row.what, row.why, row.next
			if isAPI && errors.Is(err, ErrRateLimit) && api.RetryAfter > longestWait {
				a.What, a.Next = (&awayError{api.Back}).Error()+".", "Nothing more is asked before."
			}
			if errors.Is(err, ErrBadAnswer) {
				a.Why = badAnswer(err)
			}
			return a
		}
	}
	a.What = plain.Text(err.Error())
	if isAPI {
		a.What = "OVH answered: " + strings.TrimRight(api.Message, ".") + "."
		a.Why = "The call was " + api.Method + " " + api.Path + "."
	}
	return a
}

// badAnswer says what came instead.
func badAnswer(err error) string {
	if t, ok := errors.AsType[*TransportError](err); ok && t.Cause != nil {
		return "On " + t.Method + " " + t.Path + ": " + plain.Text(t.Cause.Error()) + "."
	}
	return ""
}

// offline tells the ways of getting no answer apart.
func offline(err error) (what, why, next string) {
	what = "No answer from OVH."
	if name, ok := errors.AsType[*net.DNSError](err); ok {
		return what, "The name " + plain.Text(name.Name) + " cannot be resolved.", "Check the network, DNS and proxy settings."
	}
	var (
		unknown x509.UnknownAuthorityError
		host    x509.HostnameError
		invalid x509.CertificateInvalidError
		record  tls.RecordHeaderError
	)
	switch {
	case errors.As(err, &unknown), errors.As(err, &host), errors.As(err, &invalid):
		return "The server's certificate is not trusted.", "A proxy may stand between, or this machine's clock or certificates are old.", "Nothing was sent. Check the certificate before going on."
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		return "The server does not speak TLS.", "The endpoint's port or a proxy is wrong.", "Check the endpoint."
	case errors.Is(err, context.DeadlineExceeded):
		return what, "It took too long.", "Check the network and try again."
	}
	if t, ok := errors.AsType[*TransportError](err); ok && t.Cause != nil {
		why = sentence(plain.Text(t.Cause.Error()))
	}
	return what, why, "Check the network and try again."
}

// sentence makes an error text end like one.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + strings.TrimRight(text[size:], ".") + "."
}
