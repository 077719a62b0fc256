package doctor

import (
	"context"
	"slices"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/diagnosis"
	"ovh-tokens/ovhapi/plain"
)

// application asks which endpoint knows the application key. Nothing derived from
// the secrets is sent.
func (e *exam) application(ctx context.Context) bool {
	here := e.client.Endpoint()
	said := e.client.FindApplication(ctx, here)[0]
	switch {
	case said.Err != nil:
		advice := ovhapi.Advise(said.Err)
		e.fail("application", strings.TrimSpace("Whether the endpoint knows the application key could not be told. "+advice.What+" "+advice.Why), advice.Next, "")
		e.suspect(diagnosis.Of(said.Err))
		return true
	case said.Known:
		e.pass("application", plain.Text(here.Short())+" knows the application key.")
		e.ruleOut(diagnosis.ApplicationMistyped, diagnosis.ApplicationDeleted, diagnosis.OtherEndpoint)
		return true
	}
	e.suspect(diagnosis.UnknownApplication)
	e.elsewhere(ctx, here)
	e.skip("token", "The consumer key was not tried: its application is not known here.")
	return false
}

// elsewhere asks the other endpoints for an application that its own does not
// know.
func (e *exam) elsewhere(ctx context.Context, here ovhapi.Endpoint) {
	others := slices.DeleteFunc(slices.Clone(e.Endpoints), func(o ovhapi.Endpoint) bool { return o.URL == here.URL })
	var found, unheard []string
	for _, k := range e.client.FindApplication(ctx, others...) {
		switch {
		case k.Known:
			found = append(found, plain.Text(k.Endpoint.Short()))
		case k.Err != nil:
			unheard = append(unheard, plain.Text(k.Endpoint.Short()))
		}
	}
	at := e.active.EndpointOrigin
	if at.File == "" && at.Variable == "" {
		at = e.active.ApplicationKey.Origin
	}
	if len(found) > 0 {
		message := plain.Text(here.Short()) + " does not know the application key; " + strings.Join(found, " and ") + " does."
		fix := "Name that endpoint: endpoint=" + found[0] + ", and the keys below [" + found[0] + "]."
		if e.active.EndpointOrigin.File != "" {
			fix += " It is named in " + e.active.EndpointOrigin.String() + "."
		}
		e.fail("application", message, fix, e.edit(at))
		e.prove(diagnosis.OtherEndpoint, message)
		return
	}
	message := "No endpoint knows the application key: it is mistyped, or the application was deleted."
	if len(unheard) > 0 {
		message = plain.Text(here.Short()) + " does not know the application key; " + strings.Join(unheard, ", ") + " could not be asked."
	} else {
		e.ruleOut(diagnosis.OtherEndpoint)
	}
	fix := "Compare it with what OVH gave. It stands in " + e.active.ApplicationKey.Origin.String() + "."
	if wrong := e.misformed(e.active.ApplicationKey.Origin); wrong != "" {
		e.prove(diagnosis.ApplicationMistyped, wrong)
	}
	e.fail("application", message, fix, e.edit(e.active.ApplicationKey.Origin))
}
