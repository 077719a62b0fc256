package setup_test

import (
	"net/url"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/uitest"
)

// managing are the rules that this program asks for itself.
func managing() ovhsim.Credential {
	p, _ := preset.Find("token-manager")
	return ovhsim.Credential{Rules: p.Rules}
}

func TestAllThreeKeysArePastedWithoutARequest(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		m := newMachine(t, size)
		sim := m.sims["ovh-ca"]
		fresh := sim.Add(managing())
		k, _ := sim.KeysOf(fresh.ID)
		m.start()
		m.Says("Where is your OVHcloud account?")
		m.Press("down", "enter", "enter", "down")
		m.Says("One page makes an application and a token in one go")
		m.Press("o")
		page := <-m.opened
		u, err := url.Parse(page)
		if err != nil || u.Host != "ca.api.ovh.com" || u.Path != "/createToken/" || len(u.Query()["GET"]) != 5 || len(u.Query()["DELETE"]) != 2 {
			t.Errorf("opened %s", page)
		}
		m.Says("OVH's page was opened. Paste here what it gives.")
		m.Says("All three keys, as OVH's page shows them", "Consumer key")
		m.Paste("Application Key\n" + k.ApplicationKey + "\nApplication Secret\n" + k.ApplicationSecret + "\nConsumer Key\n" + k.ConsumerKey + "\n")
		m.Says("Pasted: application key, application secret, consumer key.")
		m.Press("enter")
		m.Says("Validated by " + ovhsim.Owner)
		m.Says("All 7 rules were granted.")
		m.kill() // with nothing kept yet
		m.Says("Validated by " + ovhsim.Owner)
		m.end()
		m.wantConf("ovh-ca", k.ApplicationKey, k.ApplicationSecret, k.ConsumerKey)
		for _, c := range sim.Calls() {
			if c.Method == "POST" {
				t.Errorf("a token was asked for: %s", c.Path)
			}
		}
		m.wantHidden(k.ApplicationSecret, k.ConsumerKey)
	})
}

func TestPastedTokenThatDoesNotWorkIsToldAtItsField(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	sim := m.sims["ovh-ca"]
	dead := sim.Add(ovhsim.Credential{Status: ovhsim.Expired})
	k := sim.Keys()
	expired, _ := sim.KeysOf(dead.ID)
	m.start()
	m.Says("Where is your OVHcloud account?")
	m.Press("down", "enter", "enter", "down", "enter")
	for _, test := range []struct{ secret, consumer, says string }{
		{k.ConsumerKey, k.ConsumerKey, "This is the same text as above."},
		{expired.ConsumerKey, k.ConsumerKey, "OVH refuses the signature: this secret is wrong, or the consumer key belongs to another application."},
		{k.ApplicationSecret, strings.Repeat("0", 32), "OVH does not know this consumer key: it is mistyped, or was revoked."},
		{k.ApplicationSecret, expired.ConsumerKey, "OVH says this key is not valid: it was not authorized on the page, or has expired."},
	} {
		m.Paste("AK=" + k.ApplicationKey + " AS=" + test.secret + " CK=" + test.consumer)
		m.Press("enter")
		m.Says(test.says)
	}
	if list, err := m.env.Keeper.Pending(); len(list) > 0 || err != nil {
		t.Errorf("keys that do not work are stored: %v, %v", list, err)
	}
	m.Paste("CK: " + k.ConsumerKey)
	m.Press("enter")
	m.Says("Validated by")
}

func TestReadOnlyTakesThreeKeysAndAsksForNone(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.change = func(e *shell.Env) { e.ReadOnly = true }
	m.start()
	m.Says("Where is your OVHcloud account?")
	m.Press("down", "enter")
	m.Says("› Look only")
	m.Press("enter")
	m.Says("› Make all three keys")
	m.Press("up", "enter")
	m.Says("Read-only: no token can be asked for.")
	m.Press("down", "enter")
	k := m.sims["ovh-ca"].Keys()
	m.Paste(k.ApplicationKey + "\n" + k.ApplicationSecret + "\n" + k.ConsumerKey)
	m.Press("enter")
	m.Says("Validated by")
	m.Says("granted that nobody asked for")
}

func TestGoingBackLosesNothing(t *testing.T) {
	t.Parallel()
	m := newMachine(t).start()
	k := m.sims["ovh-ca"].Keys()
	m.toAsk()
	m.Press("esc")
	m.Says(k.ApplicationKey, strings.Repeat("•", 32))
	m.Press("esc", "esc", "esc")
	m.Says("Where is your OVHcloud account?")
	m.Says("› ovh-ca")
	m.Press("esc")
	m.Says("This is the first question.")
	m.Press("enter", "down", "enter", "enter")
	m.Says(k.ApplicationKey, "look only")
	m.Press("enter")
	m.Says("Everything is there")
	m.Press("enter")
	m.Says("asks for read tokens")
}

func TestEndpointOfAnotherURL(t *testing.T) {
	t.Parallel()
	m := newMachine(t).start()
	m.Says("Where is your OVHcloud account?")
	m.Press("G", "enter")
	for text, says := range map[string]string{
		"http://example.com/1.0":     "would send keys in clear",
		"ovh-mars":                   "Unknown endpoint",
		"https://a:b@example.com/1":  "may hold a host and a path only",
		"https://api.example.com/1?": "may hold a host and a path only",
	} {
		m.Type(text)
		m.Press("enter")
		m.Says(says)
		for range len(text) {
			m.Press("backspace")
		}
	}
	m.Paste("https://api.example.com/1.0/\n")
	m.Press("enter")
	m.Says("What may this program do")
	m.Says("api.example.com")
	m.kill()
	m.Says("What may this program do")
	m.Press("esc")
	m.Says("› another URL")
	m.Press("enter")
	m.Says("https://api.example.com/1.0")
}

// An API of OVH's has its version at the end of its URL; without it every call
// would fail, three questions later.
func TestURLWithoutItsVersionGetsIt(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		m := newMachine(t, size).start()
		m.Says("Where is your OVHcloud account?")
		m.Press("G", "enter")
		m.Type("https://api.example.com/")
		m.Press("enter")
		m.Says("/1.0 was added. enter takes it so; or take it off again.")
		m.Says("https://api.example.com/1.0")
		m.Press("enter")
		m.Says("What may this program do")
		m.Says("Endpoint https://api.example.com/1.0")
		m.Press("esc", "enter")
		for range "/1.0" {
			m.Press("backspace")
		}
		m.Press("enter")
		m.Says("What may this program do")
		m.Says("Endpoint https://api.example.com What may")
	})
}

func TestWaitIsCountedAsAStep(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		m := newMachine(t, size).start()
		m.toWait()
		m.Says("Step 4 of 5 · asks for")
		m.kill()
		m.Says("still waiting")
		m.Says("Step 4 of 5 · asks for")
	})
}

func TestPasteOfAWholeConfigurationAnswersTheFirstQuestion(t *testing.T) {
	t.Parallel()
	m := newMachine(t).start()
	k := m.sims["ovh-ca"].Keys()
	m.Says("Where is your OVHcloud account?")
	m.Paste("hello")
	m.Says("No key was found in what was pasted.")
	m.Paste("[default]\nendpoint=ovh-ca\n[ovh-ca]\napplication_key=" + k.ApplicationKey + "\napplication_secret=" + k.ApplicationSecret + "\n")
	m.Says("Pasted: endpoint ovh-ca, application key, application secret.")
	m.Press("enter", "enter", "enter")
	m.Says("Everything is there")
	m.wantHidden(k.ApplicationSecret)
}
