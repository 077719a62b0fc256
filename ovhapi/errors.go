package ovhapi

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"ovh-tokens/ovhapi/plain"
)

// What can go wrong with a call, as far as a caller decides differently. Every
// *APIError and *TransportError matches at most one of them with errors.Is.
var (
	ErrNotFound    = errors.New("not found")
	ErrNoSuchRoute = errors.New("route does not exist on this endpoint")
	ErrNotGranted  = errors.New("not granted by the token's rules")
	ErrIAMDenied   = errors.New("refused by the account's IAM policies")
	ErrKeyNotValid = errors.New("consumer key not valid: pending, refused or expired")
	ErrNoSuchKey   = errors.New("consumer key does not exist")
	ErrUnknownApp  = errors.New("application key not known to this endpoint")
	ErrNoLogin     = errors.New("call without a signature or consumer key")
	ErrSignature   = errors.New("signature refused")
	ErrClock       = errors.New("timestamp out of the accepted window")
	ErrRateLimit   = errors.New("too many calls")
	ErrOffline     = errors.New("no answer")
	ErrBadAnswer   = errors.New("answer is not what the API is documented to send")
	ErrUnavailable = errors.New("service unavailable")
)

// APIError is an answer of the API that is not a success.
type APIError struct {
	Method, Path string
	// Status is the HTTP status.
	Status int
	// Class is "Client::Forbidden" and the like, in bodies of today.
	Class string
	// Code is "NOT_GRANTED_CALL" and the like, in bodies until about 2022.
	Code string
	// Message is OVH's own sentence, sanitised.
	Message string
	// Details holds further members, sanitised; values that are not strings are
	// kept as their JSON text.
	Details map[string]string
	// QueryID is OVH's id of the query (X-Ovh-Queryid), for their support.
	QueryID string
	// RetryAfter is how long the API asks to wait, 0 when it does not say.
	RetryAfter time.Duration
	// Back is when that is over by this machine's clock, zero when the API does not
	// say.
	Back time.Time
	// foreign is true when nothing in the answer shows that it is OVH's own: a
	// proxy or a wrong host may have given it.
	foreign bool
}

// Error tells what was asked and what the API answered.
func (e *APIError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %d", e.Method, e.Path, e.Status)
	if e.Message != "" {
		b.WriteString(" " + e.Message)
	}
	if e.QueryID != "" {
		b.WriteString(" (OVH query " + e.QueryID + ")")
	}
	return b.String()
}

// Is sorts the answer under one of the errors above. Messages decide as the old
// error codes do: they are the same in both generations of bodies (tests of
// ovh/swift-ovh, ovh/php-ovh and ovh/go-ovh).
func (e *APIError) Is(target error) bool { return target == e.kind() }

func (e *APIError) kind() error {
	switch {
	case e.Status == http.StatusTooManyRequests:
		return ErrRateLimit
	case e.Status >= 500:
		return ErrUnavailable
	case e.foreign:
		return ErrBadAnswer
	case e.Status == http.StatusNotFound && strings.Contains(strings.ToLower(e.Message), "invalid (or empty) url"):
		// The endpoint does not have the route (ovh/ovhcloud-cli
		// doc/authentication.md): it says nothing about the object asked for.
		return ErrNoSuchRoute
	case e.Status == http.StatusNotFound:
		// Otherwise whatever the message: that a credential asked for "does not exist" must
		// not pass for the same sentence about the key in use.
		return ErrNotFound
	}
	if e.Details["unauthorizedActionsByIAM"] != "" || e.Details["unauthorizedActionsByAuthentication"] != "" {
		return ErrIAMDenied
	}
	message := strings.ToLower(e.Message)
	for _, row := range messageKinds {
		if strings.Contains(message, row.text) || (e.Code != "" && e.Code == row.code) {
			return row.kind
		}
	}
	if e.Status == http.StatusRequestTimeout {
		return ErrUnavailable
	}
	return nil
}

// messageKinds maps what the API says, in lower case, to what it means.
var messageKinds = []struct {
	text, code string
	kind       error
}{
	{"this call has not been granted", "NOT_GRANTED_CALL", ErrNotGranted},
	{"user not granted for this request", "", ErrIAMDenied},
	{"this credential is not valid", "INVALID_CREDENTIAL", ErrKeyNotValid},
	{"this credential does not exist", "NOT_CREDENTIAL", ErrNoSuchKey},
	{"application key is invalid", "INVALID_KEY", ErrUnknownApp},
	{"invalid application key", "", ErrUnknownApp},
	{"invalid signature", "INVALID_SIGNATURE", ErrSignature},
	{"query out of time", "QUERY_TIME_OUT", ErrClock},
	{"query_time_out", "", ErrClock},
	{"you must login first", "", ErrNoLogin},
}

// TransportError is a call that got no usable answer.
type TransportError struct {
	Method, Path string
	// Kind is ErrOffline or ErrBadAnswer.
	Kind error
	// Cause is the network's or the decoder's error.
	Cause error
	// QueryID is known when an answer came.
	QueryID string
}

// Error tells what was asked and what happened instead.
func (e *TransportError) Error() string {
	text := fmt.Sprintf("%s %s: %v", e.Method, e.Path, e.Kind)
	if e.Cause != nil {
		text += ": " + plain.Text(e.Cause.Error())
	}
	if e.QueryID != "" {
		text += " (OVH query " + e.QueryID + ")"
	}
	return text
}

// Is matches the kind.
func (e *TransportError) Is(target error) bool { return target == e.Kind }

// Unwrap gives the network's error, context.Canceled among them.
func (e *TransportError) Unwrap() error { return e.Cause }

// QueryID finds OVH's query id anywhere in an error, or "".
func QueryID(err error) string {
	if api, ok := errors.AsType[*APIError](err); ok {
		return api.QueryID
	}
	if transport, ok := errors.AsType[*TransportError](err); ok {
		return transport.QueryID
	}
	return ""
}

// parseError reads an error body of either generation; a body that is neither
// becomes a message made of the status alone, since it may be a proxy's page.
func parseError(method, path string, response *http.Response, body []byte, now time.Time) *APIError {
	e := &APIError{
		Method: method, Path: path, Status: response.StatusCode,
		QueryID:    queryID(response),
		RetryAfter: retryAfter(response.Header.Get("Retry-After"), now),
		Message:    cmp.Or(http.StatusText(response.StatusCode), fmt.Sprintf("HTTP status %d", response.StatusCode)),
	}
	if e.RetryAfter > 0 {
		e.Back = time.Now().Add(e.RetryAfter)
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(body, &fields) != nil {
		e.foreign = e.QueryID == ""
		return e
	}
	e.Class = stringField(fields, "class")
	e.Code = stringField(fields, "errorCode")
	said := stringField(fields, "message")
	e.Message = cmp.Or(said, e.Message)
	e.foreign = said+e.Class+e.Code+e.QueryID == ""
	var details map[string]json.RawMessage
	if json.Unmarshal(fields["details"], &details) == nil && len(details) > 0 {
		e.Details = make(map[string]string, len(details))
		for name := range details {
			e.Details[plain.Text(name)] = stringField(details, name)
		}
	}
	return e
}

// stringField gives a member as text, whatever its type, sanitised and bounded.
func stringField(fields map[string]json.RawMessage, name string) string {
	raw, ok := fields[name]
	if !ok || string(raw) == "null" {
		return ""
	}
	var text string
	if json.Unmarshal(raw, &text) != nil {
		text = string(raw)
	}
	return plain.Text(bounded(text, 2000))
}

// bounded cuts a text that is longer than most bytes.
func bounded(text string, most int) string {
	if len(text) > most {
		return text[:most] + "…"
	}
	return text
}

// retryAfter reads the header in both its forms, seconds and date; now is the
// server's time. The result lies between nothing and a day.
func retryAfter(header string, now time.Time) time.Duration {
	const most = 24 * time.Hour
	if seconds, err := strconv.ParseUint(header, 10, 31); err == nil {
		return min(time.Duration(seconds)*time.Second, most)
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(0, min(at.Sub(now), most))
	}
	return 0
}
