package standing_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/standing"
)

var now = time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)

// token is an identity of that status, whose time is up hours from now.
func token(status ovhapi.Status, hours int) ovhapi.Identity {
	end := now.Add(time.Duration(hours) * time.Hour)
	return ovhapi.Identity{Token: ovhapi.Token{Credential: ovhapi.Credential{ID: 1, Status: status, Expiration: &end}}}
}

func refusal(status int, message string) error {
	return fmt.Errorf("asking: %w", &ovhapi.APIError{Method: "GET", Path: "/auth/currentCredential", Status: status, Message: message})
}

func TestWhatAKeyTurnedOutToBe(t *testing.T) {
	t.Parallel()
	notValid := refusal(403, "This credential is not valid")
	for name, test := range map[string]struct {
		answer           standing.Answer
		want             standing.State
		word             string
		dead, open, over bool
	}{
		"no answer yet":                {standing.Answer{}, standing.Asking, "asking…", false, true, false},
		"let in":                       {standing.Answer{Came: true, Identity: token(ovhapi.StatusValidated, 1)}, standing.Works, "works", false, false, false},
		"its time is up":               {standing.Answer{Came: true, Identity: token(ovhapi.StatusValidated, -1)}, standing.Expired, "expired", true, false, true},
		"refused":                      {standing.Answer{Came: true, Identity: token(ovhapi.StatusRefused, 1)}, standing.Refused, "refused", true, false, true},
		"not validated":                {standing.Answer{Came: true, Identity: token(ovhapi.StatusPending, 1)}, standing.Pending, "pending", false, true, false},
		"not valid":                    {standing.Answer{Came: true, Err: notValid}, standing.NotValid, "not valid", true, false, false},
		"not valid, of a request":      {standing.Answer{Came: true, Err: notValid, Stored: ovhapi.RequestWaiting}, standing.Pending, "pending", false, true, false},
		"not valid, refused before":    {standing.Answer{Came: true, Err: notValid, Stored: ovhapi.RequestRefused}, standing.Refused, "refused", true, false, true},
		"not valid, expired before":    {standing.Answer{Came: true, Err: notValid, Stored: ovhapi.RequestExpired}, standing.Expired, "expired", true, false, true},
		"not valid, validated once":    {standing.Answer{Came: true, Err: notValid, Stored: ovhapi.RequestValidated}, standing.NotValid, "not valid", true, false, false},
		"not known here":               {standing.Answer{Came: true, Err: refusal(403, "This credential does not exist")}, standing.Unknown, "unknown", true, false, false},
		"application not known here":   {standing.Answer{Came: true, Err: refusal(403, "This application key is invalid")}, standing.NoApp, "no app", true, false, false},
		"a stored request and no word": {standing.Answer{Came: true, Err: ovhapi.ErrUnavailable, Stored: ovhapi.RequestRefused}, standing.NotTold, "not told", false, true, false},
		"too many calls":               {standing.Answer{Came: true, Err: ovhapi.ErrRateLimit}, standing.NotTold, "not told", false, true, false},
		"a fault of theirs":            {standing.Answer{Came: true, Err: refusal(500, "")}, standing.NotTold, "not told", false, true, false},
		"nobody there":                 {standing.Answer{Came: true, Err: ovhapi.ErrOffline}, standing.NoAnswer, "no answer", false, true, false},
		"stopped":                      {standing.Answer{Came: true, Err: &ovhapi.TransportError{Kind: ovhapi.ErrOffline, Cause: context.Canceled}}, standing.Stopped, "stopped", false, true, false},
		"another secret beside it":     {standing.Answer{Came: true, Err: ovhapi.ErrSignature}, standing.Mismatch, "mismatch", false, true, false},
		"not let in from here":         {standing.Answer{Came: true, Err: ovhapi.ErrIAMDenied}, standing.Barred, "barred", false, true, false},
		"nothing to ask with":          {standing.Answer{Came: true, Err: standing.ErrIncomplete}, standing.Incomplete, "incomplete", false, true, false},
	} {
		got := test.answer.State(now)
		if got != test.want || got.Word() != test.word || got.Dead() != test.dead || got.Open() != test.open || got.Over() != test.over {
			t.Errorf("%s: state %d %q, dead %v, open %v, over %v", name, got, got.Word(), got.Dead(), got.Open(), got.Over())
		}
	}
}

func TestWhatAKeySaysInASentence(t *testing.T) {
	t.Parallel()
	complete := config.Profile{
		Endpoint: ovhapi.Endpoint{Name: "ovh-eu", URL: "https://eu.api.ovh.com/1.0"}, ApplicationKey: config.Value{Text: "app"},
		ApplicationSecret: config.SecretValue{Secret: ovhapi.NewSecret("s")}, ConsumerKey: config.SecretValue{Secret: ovhapi.NewSecret("k")},
	}
	half := complete
	half.ApplicationSecret = config.SecretValue{}
	nowhere := half
	nowhere.Endpoint = ovhapi.Endpoint{}
	works := token(ovhapi.StatusValidated, 1)
	named := works
	named.Account = "xx1-ovh"
	for want, test := range map[string]struct {
		p      config.Profile
		answer standing.Answer
	}{
		"being asked what it is…":                               {complete, standing.Answer{}},
		"works at ovh-eu":                                       {complete, standing.Answer{Came: true, Identity: works}},
		"works, for xx1-ovh at ovh-eu":                          {complete, standing.Answer{Came: true, Identity: named}},
		"expired, says ovh-eu":                                  {complete, standing.Answer{Came: true, Identity: token(ovhapi.StatusValidated, -1)}},
		"can't be asked: missing beside it: application_secret": {half, standing.Answer{Came: true, Err: standing.ErrIncomplete}},
		"can't be asked: application_secret and a usable endpoint are missing beside it": {nowhere, standing.Answer{Came: true, Err: standing.ErrIncomplete}},
		"pending: it is among the new tokens that this program keeps":                    {complete, standing.Answer{Came: true, Err: ovhapi.ErrKeyNotValid, Stored: ovhapi.RequestWaiting}},
		"OVH says the consumer key is not valid.":                                        {complete, standing.Answer{Came: true, Err: ovhapi.ErrKeyNotValid}},
		"OVH asks to slow down.":                                                         {complete, standing.Answer{Came: true, Err: ovhapi.ErrRateLimit, Stored: ovhapi.RequestWaiting}},
	} {
		if got, _ := test.answer.Says(test.p, now); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
	if _, why := (standing.Answer{Came: true, Err: &ovhapi.APIError{Status: 503, QueryID: "EU.ext-1"}}).Says(complete, now); why == "" {
		t.Error("a fault of theirs is not explained")
	}
}

func TestAskingNeedsEverything(t *testing.T) {
	t.Parallel()
	a := standing.Ask(t.Context(), config.Profile{}, nil, func(config.Profile) (*ovhapi.Client, error) {
		t.Error("a client was made for keys that are not complete")
		return nil, errors.New("there is none")
	})
	if !a.Came || !errors.Is(a.Err, standing.ErrIncomplete) {
		t.Errorf("the answer is %+v", a)
	}
}

func TestRequestThatAKeyCameFrom(t *testing.T) {
	t.Parallel()
	list := []ovhapi.PendingRequest{{State: ovhapi.RequestWaiting}, {ConsumerKey: ovhapi.NewSecret("k"), State: ovhapi.RequestRefused}}
	for key, want := range map[string]ovhapi.RequestState{"k": ovhapi.RequestRefused, "other": "", "": ""} {
		if got := standing.Stored(list, ovhapi.NewSecret(key)); got != want {
			t.Errorf("of %q the state is %q, want %q", key, got, want)
		}
	}
}
