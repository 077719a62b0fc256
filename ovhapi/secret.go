package ovhapi

import (
	"fmt"
	"log/slog"
	"unique"
)

// Mask is what a secret shows wherever it is printed.
const Mask = "••••••••"

// Secret holds an application secret or a consumer key. It cannot print itself:
// String, Format, MarshalJSON, MarshalText and LogValue all give the mask.
// Reveal is the one way to the value. The value stands behind a handle, so that
// fmt, which cannot call methods on unexported fields, prints an address at
// most; two secrets are equal when their values are.
type Secret struct{ value unique.Handle[string] }

// NewSecret wraps a value that must not be shown.
func NewSecret(value string) Secret {
	if value == "" {
		return Secret{}
	}
	return Secret{value: unique.Make(value)}
}

// Reveal returns the value. Call it only where the value is sent, stored or
// shown on the user's demand.
func (s Secret) Reveal() string {
	if s.Empty() {
		return ""
	}
	return s.value.Value()
}

// Empty reports whether there is no value at all.
func (s Secret) Empty() bool { return s == Secret{} }

// String returns the mask, or nothing for an empty secret.
func (s Secret) String() string {
	if s.Empty() {
		return ""
	}
	return Mask
}

// GoString returns the mask for %#v.
func (s Secret) GoString() string { return "ovhapi.Secret(" + s.String() + ")" }

// Format writes the mask whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(s.String())) }

// MarshalJSON writes the mask as a JSON string.
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + s.String() + `"`), nil }

// MarshalText writes the mask.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue gives the mask to structured logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }
