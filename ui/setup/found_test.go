package setup_test

import (
	"os"
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/shell"
)

func TestIncompleteFilesAreDiagnosedFirstAndTakenOver(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	k := m.sims["ovh-ca"].Keys()
	m.write("; mine\n[default]\nendpoint=ovh-ca\n[ovh-ca]\napplication_key=" + k.ApplicationKey + "\napplication_secret=" + k.ApplicationSecret + "\n")
	m.start()
	m.Says("consumer_key is missing")
	m.Says("enter set up")
	m.Press("enter")
	m.Says("What may this program do")
	m.Says("ovh-ca, OVHcloud in Canada")
	m.Press("esc", "esc")
	m.Says("consumer_key is missing")
	m.Press("enter")
	m.Says("What may this program do")
	m.Press("enter", "enter")
	m.Says(k.ApplicationKey, strings.Repeat("•", 32))
	m.Press("enter")
	m.Says("Everything is there")
	m.kill() // begun, it goes on where it was
	m.Says("Everything is there")
	m.Press("enter")
	m.Says("still waiting")
	m.authorize(ovhsim.ThirtyDays)
	m.Says("Validated by")
	m.Press("enter")
	m.Says("+ consumer_key=••••••••")
	m.Press("enter")
	m.Says("Written and read back")
	m.Press("esc")
	m.Says("62 tokens")
	data, err := os.ReadFile(m.conf())
	if err != nil || !strings.HasPrefix(string(data), "; mine\n[default]\nendpoint=ovh-ca\n[ovh-ca]\napplication_key="+k.ApplicationKey+"\n") {
		t.Errorf("the file was not kept as it was: %v", err)
	}
	m.wantHidden(k.ApplicationSecret)
}

func TestChosenProfileIsSetUp(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.write("[default]\nprofile=work\n[profile:work]\nendpoint=ovh-ca\n")
	m.start()
	m.Says("application_key, application_secret and consumer_key are missing")
	m.Press("enter")
	m.Says("What may this program do")
	m.Press("enter", "enter")
	k := m.sims["ovh-ca"].Keys()
	m.Paste(k.ApplicationKey + "\n" + k.ApplicationSecret)
	m.Press("enter")
	m.Says("Everything is there")
	m.Press("enter")
	m.Says("still waiting")
	m.authorize(ovhsim.ThirtyDays)
	m.Says("Validated by")
	m.Press("enter")
	m.Says("[profile:work]")
	m.Press("enter")
	m.Says("Written and read back")
	m.Press("esc")
	m.Says("work · ovh-ca")
	found, err := config.Load(m.env.Sources)
	if err != nil || found.Active.Section != "profile:work" || !found.Active.Complete() {
		t.Errorf("the profile is %s, %v", found.Active.Section, err)
	}
}

func TestVariableOfTheEndpointIsAnAnswer(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.change = func(e *shell.Env) {
		e.Sources.Getenv = func(name string) string { return map[string]string{"OVH_ENDPOINT": "ovh-us"}[name] }
	}
	m.start()
	m.Says("What may this program do")
	m.Says("ovh-us, OVHcloud US")
}

func TestKeyThatIsKeptElsewhereWorksThisTime(t *testing.T) {
	t.Parallel()
	m := newMachine(t).start()
	m.toWait()
	m.authorize(ovhsim.ThirtyDays)
	m.Says("Validated by")
	m.Press("enter")
	m.Says("new file")
	m.Press("esc")
	m.WaitUntil("the list or a question", func(screen string) bool {
		return strings.Contains(screen, " tokens ") || strings.Contains(screen, "y/N")
	})
	if strings.Contains(m.Screen(), "y/N") {
		m.Press("y")
	}
	m.Says("62 tokens")
	m.Says("Not written where this program looks: the next start asks again.")
	m.kill()
	m.Says("Validated by")
}
