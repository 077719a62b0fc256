package setup_test

import (
	"os"
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

func TestFirstRunEndsInTheList(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		m := newMachine(t, size).start()
		keys := m.sims["ovh-ca"].Keys()
		m.toWait()
		p := m.pending()
		if got := <-m.opened; got != p.ValidationURL {
			t.Errorf("the browser was sent to %q, want %q", got, p.ValidationURL)
		}
		m.authorize(ovhsim.ThirtyDays)
		m.Says("Validated by " + ovhsim.Owner)
		m.Says("All 7 rules were granted.")
		m.Press("enter")
		m.Says("~/.ovh.conf")
		if _, err := os.Stat(m.conf()); !os.IsNotExist(err) {
			t.Fatalf("the file is there before it was asked about: %v", err)
		}
		m.Press("enter")
		m.Says("Written and read back")
		m.wantConf("ovh-ca", p.ApplicationKey, keys.ApplicationSecret, p.ConsumerKey.Reveal())
		m.Press("esc")
		m.Says("62 tokens")
		m.wantHidden(keys.ApplicationSecret, p.ConsumerKey.Reveal())
		m.wantNothingLeft()
	})
}

// wantConf checks what ~/.ovh.conf says, and that only its owner can read it.
func (m *machine) wantConf(want ...string) {
	m.t.Helper()
	found, err := config.Load(m.env.Sources)
	p := found.Active
	got := []string{p.Endpoint.Name, p.ApplicationKey.Text, p.ApplicationSecret.Secret.Reveal(), p.ConsumerKey.Secret.Reveal()}
	if err != nil || strings.Join(got, " ") != strings.Join(want, " ") {
		m.t.Errorf("ovh.conf gives %v, %v", got, err)
	}
	if info, err := os.Stat(m.conf()); err != nil || info.Mode().Perm() != 0o600 {
		m.t.Errorf("ovh.conf: %v, %v", info, err)
	}
}

// wantNothingLeft checks that no key is stored any more beside ovh.conf.
func (m *machine) wantNothingLeft() {
	m.t.Helper()
	list, err := m.env.Keeper.Pending()
	draft, draftErr := m.env.Keeper.SetupDraft()
	if len(list) > 0 || err != nil || draft != (config.SetupDraft{}) || draftErr != nil {
		m.t.Errorf("stored are still %v, %v and %v, %v", list, err, draft, draftErr)
	}
}
