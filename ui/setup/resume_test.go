package setup_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

func TestSetupGoesOnWhereItWasBrokenOff(t *testing.T) {
	t.Parallel()
	for name, journey := range map[string]struct {
		until func(*machine)
		says  string
	}{
		"nothing answered": {func(*machine) {}, "Where is your OVHcloud account?"},
		"endpoint": {func(m *machine) {
			m.Says("Where is your OVHcloud account?")
			m.Press("down", "enter")
			m.saved(`"endpoint": "ovh-ca"`)
		}, "What may this program do in the account?"},
		"rights": {func(m *machine) {
			m.Says("Where is your OVHcloud account?")
			m.Press("down", "enter", "down", "enter")
			m.saved(`"rights": "token-manager-read-only"`)
		}, "How do you want to give this program its keys?"},
		"way": {func(m *machine) {
			m.toKeys()
			m.saved(`"way": "application"`)
		}, "Application key and secret"},
		"keys": {func(m *machine) {
			m.toAsk()
			m.saved(m.sims["ovh-ca"].Keys().ApplicationSecret)
		}, "Everything is there to ask OVH for this program's own token."},
		"request":      {(*machine).toWait, "still waiting"},
		"left pending": {func(m *machine) { m.toWait(); m.Press("esc"); m.Says("waits to be authorized") }, "still waiting"},
		"authorized":   {func(m *machine) { m.toWait(); m.authorize(ovhsim.OneDay); m.Says("Validated by") }, "Validated by"},
		"about to keep": {func(m *machine) {
			m.toWait()
			m.authorize(ovhsim.OneDay)
			m.Says("Validated by")
			m.Press("enter")
			m.Says("new file")
		}, "Validated by"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t).start()
			journey.until(m)
			m.kill()
			m.Says(journey.says)
			if name == "rights" {
				m.Says("look only", "ovh-ca, OVHcloud in Canada")
			}
			k := m.sims["ovh-ca"].Keys()
			m.wantHidden(k.ApplicationSecret)
			m.end()
		})
	}
}

// end brings a resumed set-up to its end, wherever it stands.
func (m *machine) end() {
	m.t.Helper()
	k := m.sims["ovh-ca"].Keys()
	for range 12 {
		text := strings.Join(strings.Fields(m.Screen()), " ")
		switch {
		case strings.Contains(text, "Where is your OVHcloud account?"):
			m.Press("g", "down", "enter")
		case strings.Contains(text, "What may this program"), strings.Contains(text, "How do you want"):
			m.Press("enter")
		case strings.Contains(text, "lines of an ovh.conf"):
			m.Paste(k.ApplicationKey + "\n" + k.ApplicationSecret)
			m.Press("enter")
			m.Says("Everything is there")
		case strings.Contains(text, "Everything is there"):
			m.Press("enter")
			m.Says("still waiting")
		case strings.Contains(text, "still waiting"):
			m.authorize(ovhsim.ThirtyDays)
			m.Says("Validated by")
		case strings.Contains(text, "Validated by"):
			m.Press("enter")
			m.Says("new file")
		case strings.Contains(text, "new file"):
			m.Press("enter")
			m.Says("Written and read back")
			m.Press("esc")
			m.Says(" tokens ")
			m.wantNothingLeft()
			return
		default:
			m.t.Fatalf("the set-up stands still:\n%s", m.Screen())
		}
	}
	m.t.Fatalf("the set-up does not end:\n%s", m.Screen())
}

// saved waits until the answers are on the disk.
func (m *machine) saved(what string) {
	m.t.Helper()
	m.env.Jobs.Wait()
	if data, err := os.ReadFile(filepath.Join(m.dir, "state", "setup.json")); err != nil || !strings.Contains(string(data), what) {
		m.t.Errorf("%s is not in setup.json: %v", what, err)
	}
	if info, err := os.Stat(filepath.Join(m.dir, "state", "setup.json")); err != nil || info.Mode().Perm() != 0o600 {
		m.t.Errorf("setup.json: %v, %v", info, err)
	}
}

func TestAFinishedSetupLeavesNoSecretBehind(t *testing.T) {
	t.Parallel()
	m := newMachine(t).start()
	m.toAsk()
	m.saved(`"knownOn"`)
	k := m.sims["ovh-ca"].Keys()
	m.Quit()
	// Somebody else writes the file meanwhile, or the program was killed right
	// after it had.
	m.write("[default]\nendpoint=ovh-ca\n[ovh-ca]\napplication_key=" + k.ApplicationKey + "\napplication_secret=" + k.ApplicationSecret + "\nconsumer_key=" + k.ConsumerKey + "\n")
	m.start()
	m.Says("61 tokens")
	m.wantNothingLeft()
}

func TestRequestIsGoneOnWithWithoutItsDraft(t *testing.T) {
	t.Parallel()
	m := newMachine(t).start()
	m.toWait()
	m.Quit()
	if err := os.Remove(filepath.Join(m.dir, "state", "setup.json")); err != nil {
		t.Fatal(err)
	}
	m.start()
	m.Says("still waiting")
	m.Press("F", "y")
	m.Says("given up")
	m.Press("esc")
	m.Says("Everything is there to ask OVH")
	if list, err := m.env.Keeper.Pending(); len(list) > 0 || err != nil {
		t.Errorf("stored are still %v, %v", list, err)
	}
}

func TestOtherRequestsAreNotTheSetups(t *testing.T) {
	t.Parallel()
	m := newMachine(t).start()
	p := ovhapi.PendingRequest{ID: "aaaa", Endpoint: "ovh-ca", ApplicationKey: "x", ConsumerKey: ovhapi.NewSecret("y"), State: ovhapi.RequestWaiting}
	if err := m.env.Keeper.Keep(p); err != nil {
		t.Fatal(err)
	}
	m.kill()
	m.Says("Where is your OVHcloud account?")
}

func TestDamagedDraftIsSaid(t *testing.T) {
	t.Parallel()
	m := newMachine(t).start()
	if err := os.WriteFile(filepath.Join(m.dir, "state", "setup.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	m.kill()
	m.Says("Not everything that was stored can be read:")
	m.Says("Where is your OVHcloud account?")
}
