package ovhsim

import (
	"fmt"
	"net/http"
)

// statusServiceExpired is OVH's own status for an expired service (python-ovh
// maps it to ServiceExpired).
const statusServiceExpired = 460

// refusal is an error answer: a status, the code it had in the old generation of
// bodies where one is known, and a message that both generations share.
type refusal struct {
	status  int
	code    string
	message string
	details map[string]string
}

// What OVH answers, word for word where a public source has it: the tests of
// ovh/swift-ovh, ovh/php-ovh and ovh/go-ovh, and threads on their repositories.
var (
	unknownApplication = refusal{status: 403, code: "INVALID_KEY", message: "This application key is invalid"}
	// wrongApplication is the other wording, of POST /auth/credential.
	wrongApplication  = refusal{status: 403, message: "Invalid application key"}
	wrongSignature    = refusal{status: 400, code: "INVALID_SIGNATURE", message: "Invalid signature"}
	wrongTime         = refusal{status: 400, code: "QUERY_TIME_OUT", message: "Query out of time"} // the text was found in no public source
	unknownCredential = refusal{status: 403, code: "NOT_CREDENTIAL", message: "This credential does not exist"}
	invalidCredential = refusal{status: 403, code: "INVALID_CREDENTIAL", message: "This credential is not valid"}
	notGranted        = refusal{status: 403, code: "NOT_GRANTED_CALL", message: "This call has not been granted"}
	notLoggedIn       = refusal{status: 401, message: "You must login first"}
	noSuchRoute       = refusal{status: 404, message: "Got an invalid (or empty) URL"}
	noSuchService     = refusal{status: 404, message: "This service does not exist"}
	// tooManyCalls has an invented text: no public source shows a real 429.
	tooManyCalls = refusal{status: 429, message: "Too many requests, try again later"}
)

// noSuchObject is the answer for an id that is not there. The text was found in
// no public source; clients match on its "does not exist".
func noSuchObject(parameter string, value any) refusal {
	return refusal{status: 404, message: fmt.Sprintf("The requested object (%s = %v) does not exist", parameter, value)}
}

// badParameter is the answer for a parameter that can't be read.
func badParameter(format string, values ...any) refusal {
	return refusal{status: 400, message: fmt.Sprintf(format, values...)}
}

// iamRefusal is the answer when an IAM policy refuses an action that the access
// rules allow (go-ovh, ovh/error_test.go).
func iamRefusal(action string) refusal {
	return refusal{status: 403, message: "User not granted for this request", details: map[string]string{
		"unauthorizedActionsByAuthentication": "",
		"unauthorizedActionsByIAM":            action,
	}}
}

// plainRefusal stands for a status that a fault asks for without a body.
func plainRefusal(status int) refusal {
	switch status {
	case http.StatusForbidden:
		return refusal{status: status, code: "FORBIDDEN", message: "Forbidden"}
	case http.StatusConflict:
		return refusal{status: status, message: "A conflicting action is already running"}
	case statusServiceExpired:
		return refusal{status: status, message: "This service is expired"}
	case http.StatusTooManyRequests:
		return tooManyCalls
	case http.StatusServiceUnavailable:
		return refusal{status: status, message: "Service is temporarily unavailable"}
	default:
		return refusal{status: status, message: http.StatusText(status)}
	}
}

// body is the JSON of the refusal in the generation asked for.
func (r refusal) body(old bool) any {
	if old {
		return oldError{ErrorCode: r.code, HTTPCode: fmt.Sprintf("%d %s", r.status, statusText(r.status)), Message: r.message, Details: r.details}
	}
	return newError{Class: class(r.status), Message: r.message, Details: r.details}
}

type oldError struct {
	ErrorCode string            `json:"errorCode,omitempty"`
	HTTPCode  string            `json:"httpCode"`
	Message   string            `json:"message"`
	Details   map[string]string `json:"details,omitempty"`
}

type newError struct {
	Class   string            `json:"class"`
	Message string            `json:"message"`
	Details map[string]string `json:"details,omitempty"`
}

// class names the kind of error as the present API does. Forbidden, Unauthorized
// and NotFound have been seen; the others follow their pattern.
func class(status int) string {
	switch {
	case status == statusServiceExpired:
		return "Client::ServiceExpired"
	case status == http.StatusServiceUnavailable:
		return "Server::ServiceUnavailable"
	case status >= 500:
		return "Server::InternalServerError"
	}
	switch status {
	case http.StatusUnauthorized:
		return "Client::Unauthorized"
	case http.StatusForbidden:
		return "Client::Forbidden"
	case http.StatusNotFound:
		return "Client::NotFound"
	case http.StatusConflict:
		return "Client::Conflict"
	case http.StatusTooManyRequests:
		return "Client::TooManyRequests"
	default:
		return "Client::BadRequest"
	}
}

func statusText(status int) string {
	if status == statusServiceExpired {
		return "Service Expired"
	}
	return http.StatusText(status)
}
