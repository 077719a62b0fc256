package ui_test

import (
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

// lab is another account, at an endpoint of its own, which the machine of a stand
// holds keys for beside the one in use.
type lab struct {
	*stand
	other *stand
}

// newLab prepares both accounts; the program works on the first.
func newLab(t *testing.T) *lab {
	t.Helper()
	s, other := machine(t, ""), prepare(t, ovhsim.Options{})
	own := s.env.Connect
	s.env.Connect = func(p config.Profile) (*ovhapi.Client, error) {
		if p.Endpoint.URL == other.sim.Endpoint() {
			client, err := other.client(other.sim.Keys()), error(nil)
			return client, err
		}
		return own(p)
	}
	section := func(name string, of *stand) string {
		k := of.sim.Keys()
		return "[profile:" + name + "]\nendpoint=" + of.sim.Endpoint() + "\napplication_key=" + k.ApplicationKey +
			"\napplication_secret=" + k.ApplicationSecret + "\nconsumer_key=" + k.ConsumerKey + "\n"
	}
	s.write("[default]\nprofile=prod\n\n" + section("prod", s) + "\n" + section("lab", other))
	m, client, err := s.env.Look()
	if err != nil || client == nil {
		t.Fatalf("the machine is not complete: %v", err)
	}
	s.env.Use(m, client)
	return &lab{s, other}
}

// show starts the program and puts the accounts side by side.
func (l *lab) show(opts ...uitest.Option) {
	l.t.Helper()
	l.start(opts...)
	l.loaded()
	l.Press("P")
	l.WaitFor("122 tokens in 2 accounts")
	l.loaded()
}

// pick selects the first rows that match a filter.
func (l *lab) pick(filter string, rows int) {
	l.t.Helper()
	l.filter(filter)
	l.Press("g")
	for range rows {
		l.Press("space") // goes down a row
	}
	l.Press("esc")
}

func TestAccountsStandSideBySide(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		l := newLab(t)
		l.show(size)
		l.Says("2 accounts side by side", "Account", "36 expired")
		l.filter("lab · app:terraform")
		l.Says("lab")
		l.Lacks("prod ·")
		l.Press("enter")
		l.WaitFor(" Token 4")
		if title := l.at(0); !strings.Contains(title, "lab · 127.0.0.1") {
			t.Errorf("the title names another account: %q", title)
		}
		l.Press("esc", "esc", "ctrl+x")
		l.Says("One account at a time")
		l.Press("P")
		l.WaitFor("61 tokens ")
		l.Lacks("side by side")
	})
}

func TestTokensOfSeveralAccountsGoTogether(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		l := newLab(t)
		here, there := l.ids(every), l.other.ids(every)
		l.show(size)
		l.pick("status:live app:terraform", 2) // the one used last in either account
		l.Press("d")
		l.Says("Revoke 2 tokens: 1 in prod", ", 1 in lab")
		l.Press("y")
		l.WaitFor("2 tokens revoked (1 prod")
		l.Says("Receipt:")
		if a, b := len(l.ids(every)), len(l.other.ids(every)); a != len(here)-1 || b != len(there)-1 {
			t.Errorf("%d of %d and %d of %d tokens are left", a, len(here), b, len(there))
		}
		l.Press("enter", "X")
		l.Says("36 expired tokens go in", "18 prod", "18 lab")
		l.Press("enter")
		l.WaitFor("36 expired tokens revoked (18 prod")
		l.Says("84 tokens in 2 accounts")
		if a, b := len(l.ids(every)), len(l.other.ids(every)); a != len(here)-19 || b != len(there)-19 {
			t.Errorf("%d of %d and %d of %d tokens are left", a, len(here), b, len(there))
		}
	})
}

func TestAccountThatIsNotReadLeavesTheOthersUsable(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		l := newLab(t)
		l.other.sim.Fail(ovhsim.Fault{Path: "/me/api/credential", Status: 403, Times: -1, Body: `{"message":"This credential is not valid"}`})
		l.start(size)
		l.loaded()
		l.Press("P")
		l.WaitFor("1 account not read, N")
		l.WaitGone("reading…")
		l.Says("61 tokens in 2 accounts")
		for range 100 { // beside all that is counted there is no room to say that it is being read
			l.Press("X")
			l.Settle()
			if !strings.Contains(l.Text(), "still being read") {
				break
			}
		}
		l.Says("The list is not up to date")
		l.Press("N")
		l.Says("What could not be read of lab", "consumer key is not valid")
		l.Press("esc")
		l.pick("status:live app:terraform", 1)
		l.Press("d")
		l.Says("Revoke 1 token in prod")
		l.Press("y")
		l.WaitFor("1 token revoked")
	})
}

// Two profiles of one account are one account: every token is there once, and
// neither profile's own can be taken along.
func TestProfilesOfOneAccountAreOneAccount(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s, second := accounts(t, size)
		s.Press("P")
		s.WaitFor("62 tokens in 1 account")
		s.loaded()
		s.Says("by 2 profiles")
		s.filter("id:" + itoa(second))
		s.Says("in use")
		s.Press("space")
		s.Says("This is the token in use")
		s.Press("d")
		s.Says("This is the token in use")
	})
}

// What is opened from the list of several accounts is about the account of the row
// under the cursor, and says so; findings and reports are about all of them.
func TestScreensOpenOnTheAccountOfTheRow(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		l := newLab(t)
		folder := t.TempDir()
		l.env.Sources.WorkDir = folder
		l.show(size)
		title := func(want string) {
			t.Helper()
			if got := l.at(0); !strings.Contains(got, want) {
				t.Errorf("the title names %q, want %q", got, want)
			}
		}
		l.Press("!")
		l.WaitFor("Which means")
		title("2 accounts side by side")
		back := func() {
			t.Helper()
			l.Press("esc")
			l.WaitFor("Tokens for OVH")
		}
		back()
		l.Press("W")
		l.Says("Save a report", "122 tokens")
		title("2 accounts side by side")
		l.Press("enter")
		l.Says("Saved as ")
		if _, text := only(t, folder); strings.Count(text, ",zz12345-ovh\n") != 122 {
			t.Errorf("not every line names its account: %s", text[:400])
		}
		l.filter("lab · app:lego status:live")
		l.Press("m")
		l.WaitFor("Live tokens")
		title("lab · 127.0.0.1")
		back()
		l.Press("i")
		l.Says("Addresses of token", "Works from")
		title("lab · 127.0.0.1")
		back()
		l.Press("C")
		l.WaitFor("Clean-up plan")
		title("lab · 127.0.0.1")
	})
}

// Keys that act on one account say which, and so do the screens that they open.
func TestKeysForOneAccountNameIt(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.show(uitest.Size(140, 50))
	l.filter("account:lab app:terraform")
	l.Press("g")
	l.Says("C plan for lab", "m applications of lab", "n new in lab")
	l.Press("m")
	l.WaitFor("Applications of lab")
	l.Press("esc")
	l.WaitFor("side by side")
	l.Press("C")
	l.Says("Clean-up plan", "This plan is for lab alone; the list has 2 accounts.")
	l.Press("esc")
	l.WaitFor("side by side")
	l.filter("")
	l.Press("esc", "z", "g")
	l.Says("C plan for prod")
	l.Press("Z", "down")
	l.Says("C plan for lab") // the same application of the other account
}

// The accounts are told apart in every row and heading, and names in most of theirs.
func TestAccountsAreToldApartAtEverySize(t *testing.T) {
	t.Parallel()
	for _, width := range []int{80, 140} {
		l := newLab(t)
		l.show(uitest.Size(width, 24))
		l.filter("app:console status:live")
		l.Says("OVH API console prod everything", "OVH API console lab everything")
		l.filter("")
		l.Press("esc")
		if !strings.ContainsRune(l.at(1), '↓') {
			t.Errorf("it is not said that rows follow: %q", l.at(1))
		}
		l.filter("app:lego")
		l.Press("z")
		l.Says("▾ lego traefik prod 2 tokens", "▾ lego traefik lab 2 tokens")
		l.filter("")
		l.Press("esc")
		l.filter("account:foo")
		l.Says(`There is no account "foo" in the list; there are prod, lab.`)
	}
}
