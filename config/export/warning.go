package export

import (
	"errors"
	"slices"

	"ovh-tokens/ovhapi"
)

// Warnings says what is unsafe about this way or will not work with these keys,
// in sentences, the most serious first. What Render would refuse because of the
// endpoint or the kind of keys is among them, so that it can be said before the
// format is chosen; missing keys and parameters are not.
func (f Format) Warnings(k Keys) []string {
	var list []string
	_, account, err := f.template(k)
	var method *MethodError
	if errors.As(err, &method) {
		return append(list, "It cannot be used with these keys: "+method.Reason)
	}
	if k.application() && k.account() && !f.keyless {
		list = append(list, "There are an application and a service account; no tool takes both together. Only "+used(account)+" is written: take the other out of the environment and of ovh.conf.")
	}
	list = append(list, f.endpointWarnings(k.Endpoint, account)...)
	return append(list, f.cautions...)
}

// used names what an export is made of.
func used(account bool) string {
	if account {
		return "the service account"
	}
	return "the application"
}

// endpointWarnings says what is known to go wrong on an endpoint.
func (f Format) endpointWarnings(e ovhapi.Endpoint, account bool) []string {
	if e.Name == "" && e.URL == "" {
		return nil
	}
	var list []string
	_, err := f.endpointFor(e, account)
	var unknown *EndpointError
	if errors.As(err, &unknown) {
		list = append(list, "It cannot work on "+e.Short()+": "+unknown.Reason)
	}
	named, ok := f.spelling.resolve(e)
	name := named.Name
	if !ok {
		name = anURL
		if f.spelling.urls == goURL && !account {
			list = append(list, "A URL as endpoint is not in the tool's documentation; it works only where the tool passes it on to go-ovh unchanged.")
		}
	}
	if text := f.spelling.trouble[name]; text != "" && !slices.Contains(list, text) {
		list = append(list, text)
	}
	return list
}
