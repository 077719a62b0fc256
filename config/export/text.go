package export

import (
	"fmt"
	"log/slog"
	"strings"
	"unicode"

	"ovh-tokens/ovhapi"
)

// Text is a format filled in. What prints it gets the preview, in which every
// secret is masked; Reveal is the one way to the real text.
type Text struct {
	real    ovhapi.Secret
	preview string
}

// Reveal returns the text with the secrets in it. Call it only where it is
// written, copied or shown on the user's demand.
func (t Text) Reveal() string { return t.real.Reveal() }

// String returns the preview: the same lines with every secret masked. It is
// for the eye and safe for a terminal, not meant to be read by the tool.
func (t Text) String() string { return t.preview }

// GoString returns the preview for %#v.
func (t Text) GoString() string { return fmt.Sprintf("export.Text(%q)", t.preview) }

// Format writes the preview whatever the verb.
func (t Text) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(t.preview)) }

// MarshalText writes the preview.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.preview), nil }

// LogValue gives the preview to structured logs.
func (t Text) LogValue() slog.Value { return slog.StringValue(t.preview) }

// shown replaces what could move a cursor or reorder a line; line breaks and
// tabs are the format's own.
func shown(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
