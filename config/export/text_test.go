package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
)

// TestPreviewHidesEverySecret prints every text in every way there is.
func TestPreviewHidesEverySecret(t *testing.T) {
	t.Parallel()
	for _, v := range variants() {
		for _, secret := range []string{sampleSecret, `s3cr3t "quoted" 'value'`, "<yaml as>"} {
			text, err := v.render(endpointNamed(t, "ovh-eu"), sampleKey, secret, "ck-"+secret, sampleParameters())
			var reason *ValueError
			if errors.As(err, &reason) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			v.checkPreview(t, text, secret)
		}
	}
}

// checkPreview looks for a secret, or the stand-in of the masking, in all that
// is printed.
func (v variant) checkPreview(t *testing.T, text Text, secret string) {
	t.Helper()
	for _, shown := range printed(t, text) {
		for _, part := range []string{secret, "s3cr3t", standIn} {
			if strings.Contains(shown, part) {
				t.Errorf("%s shows %q: %s", v.name(), part, shown)
			}
		}
	}
	if strings.Contains(text.Reveal(), standIn) {
		t.Errorf("%s writes the stand-in", v.name())
	}
	if strings.Contains(text.Reveal(), secret) && !strings.Contains(text.String(), ovhapi.Mask) {
		t.Errorf("%s masks nothing:\n%s", v.name(), text)
	}
}

// printed returns what every way to print a text gives.
func printed(t *testing.T, text Text) []string {
	t.Helper()
	asJSON, err := json.Marshal(map[string]Text{"text": text})
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("exported", "text", text)
	return []string{
		text.String(), string(asJSON), log.String(), fmt.Sprint(struct{ t Text }{text}),
		fmt.Sprintf("%v %+v %#v %s %q %x %d", text, text, text, text, text, text, text),
	}
}

// TestPreviewIsSafeForATerminal shows values that would reorder a line.
func TestPreviewIsSafeForATerminal(t *testing.T) {
	t.Parallel()
	format, _ := ByID("env")
	text, err := format.Render(application(endpointNamed(t, "ovh-eu"), "a\u202eb\u200b", "s", "c"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(text.String(), "\u202e\u200b") || !strings.Contains(text.Reveal(), "\u202e") {
		t.Errorf("%q", text.String())
	}
	if got, want := text.String(), "export OVH_APPLICATION_SECRET='"+ovhapi.Mask+"'\n"; !strings.Contains(got, want) {
		t.Errorf("the preview does not look like the text:\n%s", got)
	}
}
