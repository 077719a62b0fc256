package setup_test

import (
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/shell"
)

// noRequests cannot store a request, as where a file stands in the folder's place.
type noRequests struct{ shell.Keeper }

func (noRequests) Keep(ovhapi.PendingRequest) error { return errFull }

func (noRequests) Pending() ([]ovhapi.PendingRequest, error) { return nil, nil }

// A key that could not be stored is not said to be, and nothing leads away from it
// unasked.
func TestKeyThatCouldNotBeStoredIsNotLeftUnasked(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.change = func(e *shell.Env) { e.Keeper = noRequests{e.Keeper} }
	m.start()
	m.toWait()
	m.Says("The key could not be stored on this machine: leaving loses it.")
	if err := m.sims["ovh-ca"].Authorize(<-m.opened, ovhsim.ThirtyDays); err != nil {
		t.Fatal(err)
	}
	m.Says("Validated by")
	m.Press("enter")
	m.Says("new file", "stored nowhere: copy it now")
	m.Lacks("stored on this machine, in no file of yours yet", "62 tokens")
	for _, leave := range []string{"q", "esc"} {
		m.Press(leave)
		m.Says("The key is stored nowhere: once this program ends it is lost.")
		m.Press("n")
		m.Lacks("The key is stored nowhere")
	}
	m.Press("enter")
	m.Says("Written and read back")
	m.Press("esc")
	m.Says("62 tokens")
	m.Lacks("the next start asks again")
}
