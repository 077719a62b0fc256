package doctor

import (
	"context"
	"errors"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/diagnosis"
	"ovh-tokens/ovhapi/plain"
)

// signature finds out which key a refused signature comes from.
func (e *exam) signature(ctx context.Context) {
	e.ruleOut(diagnosis.BodyRewritten) // the call had no body
	if wrong := e.misformed(e.active.ApplicationSecret.Origin, e.active.ConsumerKey.Origin); wrong != "" {
		e.fail("token", "OVH refuses the signature, and one of the keys is not written right.", wrong, e.edit(e.active.ApplicationSecret.Origin))
		e.prove(diagnosis.StrayCharacter, wrong)
		return
	}
	e.ruleOut(diagnosis.StrayCharacter)
	if swapped, err := e.client.Swapped(ctx); err == nil && swapped {
		message := "With application_secret and consumer_key exchanged OVH accepts the call: the two are swapped."
		e.fail("token", message, "Swap them, in "+e.active.ApplicationSecret.Origin.String()+" and "+e.active.ConsumerKey.Origin.String()+".", e.edit(e.active.ConsumerKey.Origin))
		e.prove(diagnosis.Swapped, message)
		return
	}
	e.ruleOut(diagnosis.Swapped)
	if p, found := e.stranger(ctx); found && p.ApplicationKey.Text == e.active.ApplicationKey.Text {
		at := e.active.ApplicationSecret.Origin
		message := "With the application_secret of the profile " + plain.Text(p.Name) + " the call passes: that of " + at.String() + " is another one."
		e.fail("token", message, "Take the other one.", e.edit(at))
		e.prove(diagnosis.SecretMistyped, message)
		return
	} else if found {
		message := "The consumer key works with the application of the profile " + plain.Text(p.Name) + ": it belongs to that one."
		e.fail("token", message, "Put it beside the keys it was requested with.", e.edit(e.active.ConsumerKey.Origin))
		e.prove(diagnosis.OtherApplication, message)
		return
	}
	switch pair, _ := e.client.Pair(ctx); pair {
	case ovhapi.PairWrong:
		message := "application_secret is not that of application_key: OVH refuses its signature for a made-up consumer key too."
		e.fail("token", message, diagnosis.SecretMistyped.Fix()+" It stands in "+e.active.ApplicationSecret.Origin.String()+".", e.edit(e.active.ApplicationSecret.Origin))
		e.prove(diagnosis.SecretMistyped, message)
	case ovhapi.PairRight:
		e.ruleOut(diagnosis.SecretMistyped)
		message := "application_key and application_secret belong together, so the consumer key belongs to another application."
		e.fail("token", message, diagnosis.OtherApplication.Fix(), e.command("request", "--preset", e.preset()))
		e.prove(diagnosis.OtherApplication, message)
	case ovhapi.PairUnknown:
		e.fail("token", "OVH refuses the signature: the secret is wrong, or the consumer key belongs to another application.", "Compare both with what OVH gave.", e.edit(e.active.ApplicationSecret.Origin))
	}
}

// stranger is a profile of this machine, with another application or another secret
// at the same endpoint, with which the consumer key works.
func (e *exam) stranger(ctx context.Context) (config.Profile, bool) {
	for _, p := range e.Machine.Profiles {
		other := p.ApplicationKey.Text != "" && !p.ApplicationSecret.Secret.Empty() &&
			(p.ApplicationKey.Text != e.active.ApplicationKey.Text || p.ApplicationSecret.Secret != e.active.ApplicationSecret.Secret)
		if p.Endpoint.URL != e.active.Endpoint.URL || !other {
			continue
		}
		mixed := p
		mixed.ConsumerKey = e.active.ConsumerKey
		client, err := e.Connect(mixed)
		if err != nil {
			continue
		}
		if _, err := client.CurrentCredential(ctx); err == nil || errors.Is(err, ovhapi.ErrKeyNotValid) || errors.Is(err, ovhapi.ErrNotGranted) {
			return p, true
		}
	}
	return config.Profile{}, false
}

// body asks whether bodies of calls arrive, when the pasted error is a refused
// signature and calls without one pass.
func (e *exam) body(ctx context.Context) {
	if e.text.Symptom != diagnosis.WrongSignature && e.text.Symptom != diagnosis.BadRequest {
		return
	}
	if e.ReadOnly {
		e.skip("body", "Whether bodies of calls arrive unchanged was not tried: it takes a call of the kind that --read-only forbids.")
		return
	}
	arrives, err := e.client.BodyArrives(ctx)
	switch {
	case err != nil:
		e.skip("body", "Whether bodies of calls arrive unchanged could not be told: "+ovhapi.Advise(err).What)
	case arrives:
		e.pass("body", "A call with a body is accepted: nothing on the way changes it.")
		e.ruleOut(diagnosis.BodyRewritten)
	default:
		message := "Calls without a body pass, and the signature of one with a body is refused: something between this machine and OVH changes bodies."
		e.fail("body", message, diagnosis.BodyRewritten.Fix(), "env | grep -io '^https\\?_proxy'")
		e.prove(diagnosis.BodyRewritten, message)
	}
}
