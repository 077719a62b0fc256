//go:build !windows

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// TestSetupSurvivesKillAtEveryStep sets a new machine up with the built program,
// which is killed with SIGKILL after every answer, and started again.
func TestSetupSurvivesKillAtEveryStep(t *testing.T) {
	t.Parallel()
	sim := ovhsim.New(ovhsim.Options{})
	if err := sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	home := t.TempDir()
	state := filepath.Join(home, "state")
	debug := filepath.Join(home, "debug.log")
	start := func() *window {
		return open(t, []string{"HOME=" + home, "XDG_STATE_HOME=" + state}, "--no-browser", "--debug", debug)
	}
	var seen strings.Builder
	c := start()
	kill := func() {
		t.Helper()
		_ = c.cmd.Process.Kill()
		_ = c.code()
		seen.WriteString(c.raw.String())
		c = start()
	}
	stored := func(what string) {
		t.Helper()
		deadline := time.After(30 * time.Second)
		look := time.NewTicker(10 * time.Millisecond) // the disk tells nobody
		defer look.Stop()
		for {
			data, _ := os.ReadFile(filepath.Join(state, "ovh-tokens", "setup.json"))
			if strings.Contains(string(data), what) {
				return
			}
			select {
			case <-look.C:
			case <-deadline:
				t.Fatalf("%s did not reach the disk:\n%s", what, c.screen())
			}
		}
	}
	pasted := func(text string) { c.press("\x1b[200~" + text + "\x1b[201~") }
	keys := sim.Keys()

	c.wait("Where is your OVHcloud account?")
	c.press("G\r")
	c.wait("Which URL does the API have?")
	pasted(sim.Endpoint())
	c.wait(sim.Endpoint())
	c.press("\r")
	c.wait("What may this program do")
	stored(sim.Endpoint())
	kill()
	c.wait("What may this program do")
	c.press("\r")
	c.wait("How do you want to give")
	stored("token-manager")
	kill()
	c.wait("How do you want to give")
	c.press("\r")
	c.wait("Application key and secret")
	pasted("application_key=" + keys.ApplicationKey + "\rapplication_secret=" + keys.ApplicationSecret)
	c.wait(strings.Repeat("•", 32))
	c.press("\r")
	c.wait("Everything is there")
	stored("knownOn\": \"" + sim.Endpoint())
	kill()
	c.wait("Everything is there")
	c.press("\r")
	c.wait("still waiting")
	kill()
	c.wait("still waiting")
	p := onePending(t, filepath.Join(state, "ovh-tokens"))
	if err := sim.Authorize(p.ValidationURL, ovhsim.ThirtyDays); err != nil {
		t.Fatal(err)
	}
	c.wait("Validated by")
	kill()
	c.wait("Validated by")
	c.press("\r")
	c.wait("consumer_key=")
	kill()
	c.wait("Validated by")
	c.press("\r")
	c.wait("consumer_key=")
	c.press("\r")
	c.wait("Written and read back")
	kill() // before anything else was done
	c.wait("62 tokens")
	c.press("q")
	if code := c.code(); code != 0 {
		t.Errorf("q ended with code %d", code)
	}
	seen.WriteString(c.raw.String())

	conf, err := os.ReadFile(filepath.Join(home, ".ovh.conf"))
	if err != nil || !strings.Contains(string(conf), p.ConsumerKey.Reveal()) {
		t.Errorf("the key that was asked for first is not in ovh.conf: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(state, "ovh-tokens", "setup.json*")); len(left) > 0 {
		t.Errorf("what was typed is still stored: %v", left)
	}
	log, _ := os.ReadFile(debug)
	for _, secret := range []string{keys.ApplicationSecret, p.ConsumerKey.Reveal()} {
		if strings.Contains(seen.String(), secret) || strings.Contains(string(log), secret) {
			t.Error("a secret was shown or logged")
		}
	}
}

// onePending reads the one request that is stored.
func onePending(t *testing.T, dir string) ovhapi.PendingRequest {
	t.Helper()
	s, err := config.OpenState(dir)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Pending()
	if err != nil || len(list) != 1 {
		t.Fatalf("%d requests are stored, want one (%v)", len(list), err)
	}
	return list[0]
}
