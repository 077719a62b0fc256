package cli

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
)

// appended puts more into the machine's ovh.conf.
func (a *asking) appended(text string) {
	a.t.Helper()
	before, err := os.ReadFile(a.conf)
	if err == nil {
		err = os.WriteFile(a.conf, append(before, text...), 0o600)
	}
	if err != nil {
		a.t.Fatal(err)
	}
}

// holds checks whether a text stands in the machine's ovh.conf.
func (a *asking) holds(text string, want bool) {
	a.t.Helper()
	if now, err := os.ReadFile(a.conf); err != nil || strings.Contains(string(now), text) != want {
		a.t.Errorf("%q stands in ovh.conf: %v (%v)\n%s", text, !want, err, now)
	}
}

// asksAnew makes sure that a command needs a yes, and does what it says after one.
func (a *asking) asksAnew(args ...string) {
	a.t.Helper()
	before, _ := os.ReadFile(a.conf)
	got := a.run(a.t.Context(), args...)
	if after, _ := os.ReadFile(a.conf); got.code != exitUsage || string(after) != string(before) {
		a.t.Errorf("nobody was asked: code %d\n%s", got.code, got.err)
	}
	if got := a.run(a.t.Context(), append(args, "--yes")...); got.code != exitDone {
		a.t.Errorf("code %d\n%s", got.code, got.err)
	}
}

// TestTwoRequestsForOneProfileLoseNoKey: whoever agreed to the first key going has
// not agreed to that of the other request, which came in its place meanwhile.
func TestTwoRequestsForOneProfileLoseNoKey(t *testing.T) {
	t.Parallel()
	const old = "01daaaaa000000000000000000000001"
	for name, stood := range map[string]string{"a key stood there": "consumer_key=" + old + "\n", "none did": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAsking(t)
			keys := a.sim.Keys()
			a.appended("\n[profile:lego]\nendpoint=" + a.sim.Endpoint() + "\napplication_key=" + keys.ApplicationKey + "\napplication_secret=" + keys.ApplicationSecret + "\n" + stood)
			args := []string{"request", "--rule", "GET /me", "--save=lego", "--yes", "--json"}
			var other outcome
			a.visit = func(page string) error {
				a.visit = func(page string) error { return a.sim.Authorize(page, ovhsim.Unlimited) }
				other = a.run(t.Context(), args...) // begun later, validated first
				return a.sim.Authorize(page, ovhsim.Unlimited)
			}
			got := a.run(t.Context(), args...)
			var answer, first requestAnswer
			if err := json.Unmarshal([]byte(other.out), &first); err != nil || other.code != exitDone || first.SavedTo == nil {
				t.Fatalf("the other: code %d, %v\n%s", other.code, err, other.err)
			}
			if err := json.Unmarshal([]byte(got.out), &answer); err != nil || got.code != exitFailed || answer.SavedTo != nil {
				t.Fatalf("code %d, %v\n%s", got.code, err, got.err)
			}
			all := a.sim.Credentials()
			mine, theirs := all[len(all)-2].ConsumerKey, all[len(all)-1].ConsumerKey
			a.holds(theirs, true)
			goesOn := "resume " + answer.RequestID + " --save=lego"
			for _, says := range []string{"another key was written there since the token was asked for, and would be lost. It stays stored on this machine.", goesOn} {
				if !strings.Contains(got.err, says) {
					t.Errorf("it does not say %q:\n%s", says, got.err)
				}
			}
			a.asksAnew("resume", answer.RequestID, "--save=lego")
			a.holds(mine, true)
			a.holds(theirs, false)
		})
	}
}

// TestAnotherApplicationIsReplacedAfterAYesOnly: OVH shows its secret once, so that
// it may be lost with the line.
func TestAnotherApplicationIsReplacedAfterAYesOnly(t *testing.T) {
	t.Parallel()
	const secret = "5ec3e7bb000000000000000000000002"
	a := newAsking(t)
	a.appended("\n[profile:x]\nendpoint=" + a.sim.Endpoint() + "\napplication_key=0ther0000000000b\napplication_secret=" + secret + "\n")
	before, _ := os.ReadFile(a.conf)
	args := []string{"request", "--rule", "GET /me", "--save=x"}
	for _, a.screen = range []bool{false, true} {
		got := a.run(t.Context(), args...)
		if after, _ := os.ReadFile(a.conf); got.code != exitUsage || string(after) != string(before) || a.page != "" {
			t.Errorf("code %d\n%s", got.code, got.err)
		}
		if strings.Contains(got.err, secret) {
			t.Error("a secret is shown")
		}
		if a.screen && !strings.Contains(got.err, "Replace application 0ther0000000000b of line 12 and the application secret of line 13 in "+a.conf+
			"? OVH shows an application's secret only once: without a copy of it elsewhere, the old application can't be used any more. [y/N]") {
			t.Errorf("it asks\n%s", got.err)
		}
	}
	a.types = "y\n"
	if got := a.run(t.Context(), args...); got.code != exitDone {
		t.Errorf("code %d\n%s", got.code, got.err)
	}
	a.holds(secret, false)
	a.holds(a.secrets()[1], true)
}

// TestAServiceAccountIsNotMixedWithAKey, since OVH's libraries would refuse both.
func TestAServiceAccountIsNotMixedWithAKey(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	a.appended("\n[profile:robot]\nendpoint=" + a.sim.Endpoint() + "\nclient_id=EU.0123456789abcdef\nclient_secret=5ec3e7\n")
	before, _ := os.ReadFile(a.conf)
	got := a.run(t.Context(), "request", "--rule", "GET /me", "--save=robot", "--yes")
	if after, _ := os.ReadFile(a.conf); got.code != exitUsage || string(after) != string(before) || a.page != "" {
		t.Errorf("code %d\n%s", got.code, got.err)
	}
	for _, says := range []string{"line 12 has an OAuth2 client. OVH's libraries refuse that and application keys together", "--save=new-token"} {
		if !strings.Contains(got.err, says) {
			t.Errorf("it does not say %q:\n%s", says, got.err)
		}
	}
	got = a.run(t.Context(), "request", "--rule", "GET /me", "--save=robot", "--yes", "--save=new-token")
	if got.code != exitDone {
		t.Errorf("code %d\n%s", got.code, got.err)
	}
	a.holds("client_secret=5ec3e7", true)
	a.holds("[profile:new-token]", true)
}
