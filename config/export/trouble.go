package export

import (
	"errors"
	"strings"

	"ovh-tokens/ovhapi/plain"
)

// Trouble says in a sentence why Render gave no text, or "" when it did. Missing
// parameters are named by their titles.
func (f Format) Trouble(err error) string {
	if err == nil {
		return ""
	}
	missing, _ := errors.AsType[*MissingError](err)
	method, _ := errors.AsType[*MethodError](err)
	endpoint, _ := errors.AsType[*EndpointError](err)
	value, _ := errors.AsType[*ValueError](err)
	switch {
	case missing != nil && len(missing.Keys) > 0:
		return "The " + strings.Join(missing.Keys, " and the ") + " is not known here, and " + f.Tool + " needs it."
	case missing != nil:
		var titles []string
		for _, p := range missing.Parameters {
			titles = append(titles, p.Title)
		}
		return "Still needed: the " + strings.Join(titles, ", the ") + "."
	case method != nil:
		return "It cannot be used with these keys: " + plain.Sentence(method.Reason)
	case endpoint != nil:
		return "It cannot work on " + endpoint.Endpoint.Short() + ": " + plain.Sentence(endpoint.Reason)
	case value != nil:
		return "The " + value.Value + " cannot be written there: " + plain.Sentence(value.Reason)
	}
	return plain.Sentence(plain.Text(err.Error()))
}
