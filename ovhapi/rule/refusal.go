package rule

import (
	"slices"
	"strings"

	"ovh-tokens/ovhapi/pattern"
)

// Refusal is what a pasted message says of why a call was refused.
type Refusal int

// The refusals that a message can tell of. Each but the first two has nothing to
// do with rules.
const (
	RefusalUntold Refusal = iota // the text does not say
	RefusalRules                 // no rule lets the call pass
	RefusalIAM                   // the account's IAM policies do not
	RefusalKey                   // the keys, their signature or its time are not accepted
	RefusalRoute                 // the endpoint has no such route
)

// refusals are the API's sentences in lower case, which are the same in all its
// error bodies, and the codes of the older ones (tests of ovh/go-ovh, ovh/php-ovh
// and ovh/swift-ovh).
var refusals = []struct {
	text    string
	refusal Refusal
}{
	{"user not granted for this request", RefusalIAM},
	{"this call has not been granted", RefusalRules},
	{"not_granted_call", RefusalRules},
	{"this credential is not valid", RefusalKey},
	{"this credential does not exist", RefusalKey},
	{"invalid_credential", RefusalKey},
	{"not_credential", RefusalKey},
	{"application key is invalid", RefusalKey},
	{"invalid application key", RefusalKey},
	{"invalid_key", RefusalKey},
	{"invalid signature", RefusalKey},
	{"invalid_signature", RefusalKey},
	{"query out of time", RefusalKey},
	{"query_time_out", RefusalKey},
	{"you must login first", RefusalKey},
	{"invalid (or empty) url", RefusalRoute},
}

// iamDetail begins the names in the details of an error body that list the actions
// which IAM does not allow (ovh/error_test.go in go-ovh v1.9.0); iamActions are
// those actions.
const iamDetail = "unauthorizedActionsBy"

var (
	iamActions = pattern.New(`^(?:IAM|Authentication)["'\\\s]*[:=]["'\\\s>]*((?:[a-zA-Z0-9]+:[a-zA-Z0-9]+:[\w/.\-]+[, ]*)+)`)
	iamAction  = pattern.New(`[a-zA-Z0-9]+:[a-zA-Z0-9]+:[\w/.\-]*\w`)
)

// maxActions bounds how many IAM actions are taken from one text.
const maxActions = 50

// FindRefusal tells why a call was refused, as far as a text says so, and which
// IAM actions it names as missing.
func FindRefusal(text string) (Refusal, []string) {
	if len(text) > MaxText {
		text = text[:MaxText]
	}
	var actions []string
	for i, detail := range strings.Split(text, iamDetail) {
		found := iamActions.FindStringSubmatch(detail)
		if i == 0 || found == nil {
			continue
		}
		for _, action := range iamAction.FindAllString(found[1], maxActions) {
			if !slices.Contains(actions, action) && len(actions) < maxActions {
				actions = append(actions, action)
			}
		}
	}
	if len(actions) > 0 {
		return RefusalIAM, actions
	}
	text = strings.ToLower(text)
	for _, known := range refusals {
		if strings.Contains(text, known.text) {
			return known.refusal, nil
		}
	}
	return RefusalUntold, nil
}
