package export

import (
	"fmt"
	"strings"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
)

// MissingError says what has to be known before a format can be filled in.
type MissingError struct {
	// Format is the id of the format.
	Format string
	// Keys are the missing keys in words: "consumer key".
	Keys []string
	// Parameters are the missing parameters.
	Parameters []Parameter
}

// Error lists what is missing.
func (e *MissingError) Error() string {
	words := make([]string, 0, len(e.Keys)+len(e.Parameters))
	words = append(words, e.Keys...)
	for _, p := range e.Parameters {
		words = append(words, fmt.Sprintf("%s (%s)", p.Title, p.Name))
	}
	return fmt.Sprintf("export as %s: missing the %s", e.Format, strings.Join(words, ", the "))
}

// MethodError says that a tool cannot use the kind of keys there is.
type MethodError struct {
	Format string // id of the format
	Reason string // a sentence
}

// Error gives the reason.
func (e *MethodError) Error() string { return "export as " + e.Format + ": " + e.Reason }

// EndpointError says that a tool has no way to name an endpoint.
type EndpointError struct {
	Format   string // id of the format
	Endpoint ovhapi.Endpoint
	Reason   string // a sentence
}

// Error gives the reason.
func (e *EndpointError) Error() string {
	return fmt.Sprintf("export as %s for %s: %s", e.Format, plain.Text(e.Endpoint.Name), e.Reason)
}

// ValueError says that a value cannot stand in the syntax of a format. It never
// holds the value.
type ValueError struct {
	Format string // id of the format
	Value  string // what it is, in words: "application secret"
	Reason string // what is in the way: "a line break cannot stand in an INI file"
}

// Error names the value and the reason.
func (e *ValueError) Error() string {
	return fmt.Sprintf("export as %s: the %s cannot be written: %s", e.Format, e.Value, e.Reason)
}
