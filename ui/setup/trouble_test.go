package setup_test

import (
	"errors"
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/uitest"
)

// enterKeys answers the first questions with ovh-eu and pastes what is given.
func (m *machine) enterKeys(text string) {
	m.t.Helper()
	m.Says("Where is your OVHcloud account?")
	m.Press("enter", "enter", "enter")
	m.Says("Application key and secret")
	m.Paste(text)
	m.Press("enter")
}

func TestWrongRegionIsFound(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		m := newMachine(t, size)
		eu := m.serve("ovh-eu", ovhsim.Options{})
		m.start()
		k := m.sims["ovh-ca"].Keys()
		m.enterKeys("application_key=" + k.ApplicationKey + "\napplication_secret=" + k.ApplicationSecret)
		m.Says("ovh-eu does not know this application key.")
		m.Says("ovh-ca does: the account is there.", "use ovh-ca")
		m.Press("enter")
		m.Says("Everything is there")
		m.Says("ovh-ca, OVHcloud in Canada")
		m.Press("enter")
		m.Says("still waiting")
		for _, c := range eu.Calls() {
			if c.Method != "GET" {
				t.Errorf("the wrong region was sent %s %s", c.Method, c.Path)
			}
		}
		m.wantHidden(k.ApplicationSecret)
	})
}

func TestUnknownApplicationIsCorrected(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.silent = []string{"kimsufi-ca"}
	m.start()
	k := m.sims["ovh-ca"].Keys()
	m.enterKeys("AK: abcdefgh12345678 AS: " + k.ApplicationSecret)
	m.Says("ovh-eu does not know this application key.")
	m.Says("gave no clear answer: kimsufi-ca.", "It is probably mistyped")
	m.Press("enter")
	m.Says("Application key and secret")
	m.Says("abcdefgh12345678", strings.Repeat("•", 32))
	m.Paste("AK: " + k.ApplicationKey)
	m.Press("enter")
	m.Says("ovh-ca does: the account is there.")
}

func TestOfflineIsSaidAndTriedAgain(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.silent = []string{"ovh-ca"}
	m.start()
	k := m.sims["ovh-ca"].Keys()
	m.toKeys()
	m.Paste(k.ApplicationKey + " " + k.ApplicationSecret)
	m.Press("enter")
	m.Says("Whether ovh-ca knows this application could not be told.")
	m.Says("No answer from OVH.", "Nothing is lost. enter tries again.")
	if strings.Contains(m.Screen(), "go on unchecked") {
		t.Error("without an answer there is nothing to go on with")
	}
	m.silent = nil
	m.Press("enter")
	m.Says("Everything is there")
}

func TestUnclearAnswerCanBePassedOver(t *testing.T) {
	t.Parallel()
	m := newMachine(t).start()
	sim := m.sims["ovh-ca"]
	k := sim.Keys()
	m.toKeys()
	sim.Fail(ovhsim.Fault{Path: "/auth/currentCredential", Times: -1, Status: 500})
	m.Paste(k.ApplicationKey + " " + k.ApplicationSecret)
	m.Press("enter")
	m.Says("OVH's service is not available.")
	m.Press("c")
	m.Says("Everything is there")
}

func TestSwappedKeysAreNotSent(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		m := newMachine(t, size).start()
		k := m.sims["ovh-ca"].Keys()
		m.toKeys()
		m.Paste(k.ApplicationSecret)
		m.Press("enter")
		m.Paste(k.ApplicationKey)
		m.Says("Key and secret look swapped: ctrl+s swaps them.", "ctrl+s swap")
		m.Press("enter")
		m.Says("Nothing was sent.")
		if calls := m.sims["ovh-ca"].Calls(); len(calls) > 0 {
			t.Errorf("OVH was asked: %v", calls)
		}
		m.Press("ctrl+s")
		m.Says(k.ApplicationKey, strings.Repeat("•", 32))
		m.Press("enter")
		m.Says("Everything is there")
		m.wantHidden(k.ApplicationSecret)
	})
}

func TestOddKeysAreWarnedOfAndMalformedOnesRefused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		application, secret, says string
		goesOn                    bool
	}{
		"short":        {"abcdefgh1234567", "", "15 characters; OVH's application keys have 16.", true},
		"short secret": {"abcdefgh12345678", "0123456789abcdef0123456789abcde", "31 characters; OVH's application secrets have 32.", true},
		"same twice":   {"0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef", "This is the same text as above.", true},
		"blank":        {"abcdefgh 1234567", "", "There is a blank in it", false},
		"empty secret": {"abcdefgh12345678", " ", "The application secret is empty.", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t).start()
			m.toKeys()
			if test.secret == "" {
				test.secret = m.sims["ovh-ca"].Keys().ApplicationSecret
			}
			m.Paste(test.application)
			m.Press("tab")
			m.Paste(test.secret)
			m.Press("enter")
			m.Says(test.says)
			if calls := m.sims["ovh-ca"].Calls(); len(calls) > 0 {
				t.Errorf("OVH was asked: %v", calls)
			}
			m.Press("enter")
			if test.goesOn {
				m.Says("does not know this application key.")
			} else {
				m.Says(test.says)
			}
		})
	}
}

func TestWrongSecretIsPastedAgainWithoutANewRequest(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		m := newMachine(t, size).start()
		sim := m.sims["ovh-ca"]
		k := sim.Keys()
		m.toKeys()
		m.Paste(k.ApplicationKey + "\n" + k.ConsumerKey)
		m.Press("enter")
		m.Says("Everything is there")
		m.Press("enter")
		m.Says("OVH refuses the signature (Invalid signature): the application secret is wrong.")
		p := m.pending()
		m.Press("enter")
		m.Says("The application secret is empty.")
		m.kill()
		m.Says("OVH refuses the signature")
		m.Paste("application_secret = " + k.ApplicationSecret)
		m.Press("enter")
		m.Says("still waiting")
		if again := m.pending(); again.ID != p.ID || again.ConsumerKey != p.ConsumerKey || again.ApplicationSecret.Reveal() != k.ApplicationSecret {
			t.Errorf("the request is another one, or has another secret")
		}
		asked := 0
		for _, c := range sim.Calls() {
			if c.Method == "POST" {
				asked++
			}
		}
		if asked != 1 {
			t.Errorf("%d tokens were asked for", asked)
		}
		m.end()
		m.wantHidden(k.ApplicationSecret, k.ConsumerKey, p.ConsumerKey.Reveal())
	})
}

func TestRefusedOnThePage(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.serve("ovh-ca", ovhsim.Options{PendingReads: true})
	m.start()
	m.toWait()
	if err := m.sims["ovh-ca"].Refuse(m.pending().ValidationURL); err != nil {
		t.Fatal(err)
	}
	m.Says("The request was refused on the page.")
	m.Press("esc")
	m.Says("Everything is there to ask OVH")
	m.Press("enter")
	m.Says("still waiting")
	m.end()
}

func TestWithoutABrowserTheLinksAreShown(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		m := newMachine(t, size)
		m.change = func(e *shell.Env) { e.Open = nil }
		m.start()
		m.Says("Where is your OVHcloud account?")
		m.Press("down", "enter", "enter")
		m.Says("https://ca.api.ovh.com/createApp/")
		m.Press("o")
		m.Says("There is no browser here. Open the link above elsewhere.")
		m.Press("y")
		m.Copies("https://ca.api.ovh.com/createApp/")
		m.Press("Q")
		m.WaitUntil("a QR code", func(screen string) bool { return strings.ContainsAny(screen, "▀█") })
		m.Press("esc")
		m.Says("How do you want to give this program its keys?")
		m.Press("enter")
		k := m.sims["ovh-ca"].Keys()
		m.Paste(k.ApplicationKey + "\n" + k.ApplicationSecret)
		m.Press("enter")
		m.Says("You get a link, to be opened in any browser")
		m.Press("enter")
		m.Says("still waiting")
		m.end()
	})
}

func TestBrowserThatCannotBeOpenedIsSaid(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.change = func(e *shell.Env) { e.Open = func(string) error { return errors.New("no display") } }
	m.start()
	m.toKeys()
	m.Press("ctrl+o")
	m.Says("No browser could be opened. Open the link above elsewhere.")
	m.Says("https://ca.api.ovh.com/createApp/")
}

func TestStoppingACheckKeepsTheKeys(t *testing.T) {
	t.Parallel()
	m := newMachine(t).start()
	sim := m.sims["ovh-ca"]
	sim.Set(func(o *ovhsim.Options) { o.Latency = 1 << 40 })
	k := sim.Keys()
	for _, stop := range []string{"ctrl+c", "esc"} {
		if stop == "ctrl+c" {
			m.toKeys()
			m.Paste(k.ApplicationKey + "\n" + k.ApplicationSecret)
		}
		m.Press("enter")
		m.Says("Asking ovh-ca whether it knows this application…")
		m.Press(stop)
		m.Says("Application key and secret")
		m.Says(k.ApplicationKey)
	}
}

func TestStateThatCannotBeWrittenIsSaid(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.change = func(e *shell.Env) { e.Keeper = fullDisk{e.Keeper} }
	m.start()
	m.Says("Where is your OVHcloud account?")
	m.Press("down", "enter")
	m.Says("What you answer cannot be stored for the next start: no space left on device.")
}

// fullDisk stores no answers.
type fullDisk struct{ shell.Keeper }

var errFull = errors.New("no space left on device")

func (fullDisk) SaveSetupDraft(config.SetupDraft) error { return errFull }
