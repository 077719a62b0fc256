package waiting

import (
	"fmt"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/shell"
)

// What travels through the program may end in a log or a crash report.
func TestMessagesHoldNoKeyInTheirText(t *testing.T) {
	t.Parallel()
	const secret = "fedcba9876543210"
	p := ovhapi.PendingRequest{ID: "x", ConsumerKey: ovhapi.NewSecret(secret)}
	screen := &Screen{stored: &p, request: &ovhapi.Request{PendingRequest: p}}
	for _, msg := range []any{
		shell.Delivery{Msg: askedMsg{request: screen.request}}, screen, shell.PushMsg{Screen: screen}, shell.ReplaceMsg{Screen: screen},
	} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
			if strings.Contains(fmt.Sprintf(verb, msg), secret) {
				t.Errorf("%T printed with %s shows the key", msg, verb)
			}
		}
	}
}
