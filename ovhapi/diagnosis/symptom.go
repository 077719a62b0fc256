// Package diagnosis reads the errors that clients of OVH's API print, and says
// what may cause them. It asks nothing: what can be proved on a machine is
// config/doctor's.
package diagnosis

import (
	"errors"

	"ovh-tokens/ovhapi"
)

// Symptom is in which way a call failed. Scripts may rely on its text.
type Symptom string

// The ways of failing. Those from MixedMethods on come from the client: nothing
// was sent.
const (
	NotTold            Symptom = "" // the text does not say
	NotGranted         Symptom = "not-granted"
	IAMDenied          Symptom = "iam-denied"
	KeyNotValid        Symptom = "key-not-valid"
	NoSuchKey          Symptom = "no-such-key"
	UnknownApplication Symptom = "unknown-application"
	WrongSignature     Symptom = "wrong-signature"
	WrongTime          Symptom = "wrong-time"
	NoLogin            Symptom = "no-login"
	RateLimited        Symptom = "rate-limited"
	NoSuchRoute        Symptom = "no-such-route"
	NotFound           Symptom = "not-found"
	Unavailable        Symptom = "unavailable"
	Offline            Symptom = "offline"
	Untrusted          Symptom = "untrusted" // the server's certificate
	BadAnswer          Symptom = "bad-answer"
	Forbidden          Symptom = "forbidden"   // 403 without OVH's sentence
	BadRequest         Symptom = "bad-request" // 400 without OVH's sentence
	LinkDead           Symptom = "link-dead"   // of the validation page
	MixedMethods       Symptom = "mixed-methods"
	KeysMissing        Symptom = "keys-missing"
	WrongEndpoint      Symptom = "wrong-endpoint"
	WrongFile          Symptom = "wrong-file"
)

// kinds are what the errors of this program's own calls mean.
var kinds = []struct {
	err     error
	symptom Symptom
}{
	{ovhapi.ErrNotGranted, NotGranted},
	{ovhapi.ErrIAMDenied, IAMDenied},
	{ovhapi.ErrKeyNotValid, KeyNotValid},
	{ovhapi.ErrNoSuchKey, NoSuchKey},
	{ovhapi.ErrUnknownApp, UnknownApplication},
	{ovhapi.ErrSignature, WrongSignature},
	{ovhapi.ErrClock, WrongTime},
	{ovhapi.ErrNoLogin, NoLogin},
	{ovhapi.ErrRateLimit, RateLimited},
	{ovhapi.ErrNoSuchRoute, NoSuchRoute},
	{ovhapi.ErrNotFound, NotFound},
	{ovhapi.ErrUnavailable, Unavailable},
	{ovhapi.ErrOffline, Offline},
	{ovhapi.ErrBadAnswer, BadAnswer},
}

// Of sorts the error of a call that this program made. Certificates that are not
// trusted count as Offline here.
func Of(err error) Symptom {
	for _, k := range kinds {
		if errors.Is(err, k.err) {
			return k.symptom
		}
	}
	return NotTold
}

// Causes lists what a symptom may come from, the likeliest first, by how often
// public threads about OVH's libraries, ACME clients and Terraform end there.
func (s Symptom) Causes() []Cause {
	switch s {
	case NotGranted:
		return []Cause{RuleMissing, RuleMistyped, IAMPolicy, ApplicationBlocked, Address}
	case IAMDenied:
		return []Cause{IAMPolicy}
	case KeyNotValid:
		return []Cause{NotValidated, Refused, Expired, Revoked}
	case NoSuchKey:
		return []Cause{Revoked, KeyMistyped, OtherEndpoint}
	case UnknownApplication:
		return []Cause{ApplicationMistyped, OtherEndpoint, ApplicationDeleted}
	case WrongSignature:
		return []Cause{SecretMistyped, Swapped, OtherApplication, StrayCharacter, BodyRewritten, Clock}
	case WrongTime:
		return []Cause{Clock}
	case NoLogin, KeysMissing:
		return []Cause{KeyAbsent}
	case RateLimited:
		return []Cause{TooManyCalls}
	case NoSuchRoute:
		return []Cause{RouteAbsent}
	case NotFound:
		return []Cause{ObjectAbsent}
	case Unavailable:
		return []Cause{OVHDown}
	case Offline:
		return []Cause{Network, ProxyInTheWay}
	case Untrusted:
		return []Cause{ProxyInTheWay, OldCertificates}
	case BadAnswer:
		return []Cause{ProxyInTheWay, OldClient}
	case Forbidden:
		return []Cause{RuleMissing, NotValidated, Expired, Revoked, ApplicationMistyped, OtherEndpoint, IAMPolicy, Address}
	case BadRequest:
		return []Cause{SecretMistyped, OtherApplication, Clock, WrongInput}
	case LinkDead:
		return []Cause{LinkUsed}
	case MixedMethods:
		return []Cause{TwoMethods}
	case WrongEndpoint:
		return []Cause{EndpointMisspelt}
	case WrongFile:
		return []Cause{FileUnreadable}
	case NotTold:
	}
	return nil
}
