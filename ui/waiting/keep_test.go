package waiting_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
	"ovh-tokens/ui/waiting"
)

// onMachine gives the stand a home folder with the ovh.conf that the program
// works with, and returns the file.
func (s *stand) onMachine() string {
	s.t.Helper()
	keys, home := s.sim.Keys(), s.t.TempDir()
	file := filepath.Join(home, ".ovh.conf")
	text := "[default]\nendpoint=ovh-ca\n[ovh-ca]\napplication_key=" + keys.ApplicationKey +
		"\napplication_secret=" + keys.ApplicationSecret + "\nconsumer_key=" + keys.ConsumerKey + "\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
	s.env.Sources = config.Sources{HomeDir: home}
	m, err := config.Load(s.env.Sources)
	if err != nil {
		s.t.Fatal(err)
	}
	s.env.Machine = m
	s.t.Cleanup(s.env.Jobs.Wait)
	return file
}

// footer is the last line of the screen.
func (s *stand) footer() string {
	lines := strings.Split(s.Screen(), "\n")
	return lines[len(lines)-1]
}

func TestKeyIsKeptFromTheResult(t *testing.T) {
	t.Parallel()
	for size, option := range sizes {
		t.Run(size, func(t *testing.T) {
			t.Parallel()
			s := prepare(t, ovhsim.Options{})
			file := s.onMachine()
			s.run(waiting.New(s.env, readOnly), option)
			s.WaitFor("still waiting")
			secret := s.pending().ConsumerKey
			s.authorize(ovhsim.ThirtyDays)
			s.Says("enter puts the key where it is used. Copy it now or later")
			if !strings.HasPrefix(s.footer(), " enter keep it  esc leave it stored") {
				t.Errorf("keeping does not come first: %s", s.footer())
			}
			s.Press("k") // only moves up, as everywhere
			s.Press("enter")
			s.WaitFor("[profile:me-read-only]")
			s.Press("esc") // on second thoughts
			s.WaitFor("Validated by")
			s.wantStored(1)
			s.Press("enter")
			s.WaitFor("new section")
			s.Press("enter")
			s.Says("Written and read back: [profile:me-read-only] in ~/.ovh.conf.")
			s.Press("esc")
			s.Says("Kept: [profile:me-read-only] in ~/.ovh.conf. The copy in this program's state folder was removed.")
			if !strings.HasPrefix(s.footer(), " enter done") || strings.Contains(s.footer(), "forget") {
				t.Errorf("what is done is offered again: %s", s.footer())
			}
			s.wantStored(0)
			if got, err := os.ReadFile(file); err != nil || !strings.Contains(string(got), "consumer_key="+secret.Reveal()+"\n") {
				t.Errorf("the file does not hold the key (%v)", err)
			}
			s.Press("+")
			s.WaitFor("Into ovh.conf")
			s.Press("esc")
			s.WaitFor("Validated by")
			s.Press("enter")
			s.WaitFor("the list, with the new token")
			s.wantSecret(secret)
		})
	}
}

func TestKeyThatWasNotStoredIsSafeOnceKept(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	s.onMachine()
	s.keeper.set(errFull, nil)
	s.run(waiting.New(s.env, readOnly), uitest.Size(80, 24))
	s.Says(unsafe)
	if err := s.sim.Authorize(<-s.opened, ovhsim.ThirtyDays); err != nil {
		t.Fatal(err)
	}
	s.WaitFor("Validated by")
	s.Press("enter")
	s.WaitFor("new section")
	s.Press("enter")
	s.Says("Written and read back: [profile:me-read-only] in ~/.ovh.conf.")
	s.Lacks("state folder") // where nothing was ever stored, nothing is removed or left
	s.Press("esc")
	s.Says("Kept: [profile:me-read-only] in ~/.ovh.conf.")
	if strings.Contains(s.Text(), unsafe) {
		t.Error("the key is still said to be unsafe")
	}
	s.Press("enter") // asks nothing: nothing would be lost
	s.WaitFor("the list, with the new token")
}

func TestForgottenKeyIsNotKept(t *testing.T) {
	t.Parallel()
	s := validated(t, ovhsim.ThirtyDays)
	s.Press("F", "y")
	s.Says("The consumer key was forgotten on this machine.")
	s.Says("enter done")
	s.Press("enter") // nothing is left to keep
	s.WaitFor("the list, with the new token")
}
