package rotate_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui"
	"ovh-tokens/ui/rotate"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/uitest"
)

// clock is the machine's; nothing here waits for it.
type clock struct{}

func (clock) Now() time.Time { return time.Now() }

func (clock) Tick(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil }

// A key that stands without its application cannot be asked for anew, and the
// screen says what is missing instead of asking.
func TestIncompleteProfileIsNotRotated(t *testing.T) {
	t.Parallel()
	p := config.NewProfile("half", ovhapi.Endpoint{Name: "ovh-eu", URL: "https://eu.api.ovh.com/1.0"})
	p.ConsumerKey.Secret = ovhapi.NewSecret(strings.Repeat("h", 32))
	env := &shell.Env{Clock: clock{}, Keeper: config.NewMemoryState()}
	term := uitest.Run(t, ui.New(env, rotate.New(env, p), ui.Options{}))
	term.WaitFor("Missing: application_key, application_secret.")
	term.Press("enter")
	term.WaitFor("The profile is not complete.")
	if !strings.Contains(term.Screen(), "Rotate the key of half") {
		t.Errorf("the profile is not named:\n%s", term.Screen())
	}
}
