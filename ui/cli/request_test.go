package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
)

// asking is a machine on which tokens are asked for: with an invented account, and
// a browser that does what a test says.
type asking struct {
	t      *testing.T
	sim    *ovhsim.Server
	conf   string
	page   string // that the browser was sent to
	screen bool   // somebody can be asked, and answers so:
	types  string
	visit  func(page string) error
}

func newAsking(t *testing.T) *asking {
	t.Helper()
	a := &asking{t: t, sim: ovhsim.New(ovhsim.Options{}), conf: filepath.Join(t.TempDir(), "ovh.conf")}
	if err := a.sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.sim.Close() })
	a.visit = func(page string) error { return a.sim.Authorize(page, ovhsim.ThirtyDays) }
	if err := os.WriteFile(a.conf, []byte(a.sim.Config()), 0o600); err != nil {
		t.Fatal(err)
	}
	return a
}

// run runs a command on the machine. Requests of all tests are stored in one place,
// so each names its own.
func (a *asking) run(ctx context.Context, args ...string) outcome {
	var out, err bytes.Buffer
	c := &console{in: strings.NewReader(a.types), out: &out, err: &err, asks: a.screen, open: func(page string) error {
		a.page = page
		return a.visit(page)
	}}
	code := run(ctx, append(args, "--config", a.conf), c)
	return outcome{code, out.String(), err.String()}
}

// secrets are the new token's key and the application's secret.
func (a *asking) secrets() []string {
	all := a.sim.Credentials()
	return []string{a.sim.Keys().ApplicationSecret, all[len(all)-1].ConsumerKey}
}

// TestARequestEndsWithItsKeyInAFile waits, verifies and writes in one command.
func TestARequestEndsWithItsKeyInAFile(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	before, _ := os.ReadFile(a.conf)
	got := a.run(t.Context(), "request", "--preset", "lego", "--set", "zone=example.com", "--save=lego", "--json")
	if got.code != exitDone || a.page == "" {
		t.Fatalf("code %d, page %q:\n%s", got.code, a.page, got.err)
	}
	var answer requestAnswer
	if err := json.Unmarshal([]byte(got.out), &answer); err != nil {
		t.Fatal(err)
	}
	if answer.State != "validated" || answer.SavedTo == nil || answer.NextStep != nil || *answer.Profile != "lego" || len(answer.Rules) != 3 {
		t.Errorf("%s", got.out)
	}
	after, _ := os.ReadFile(a.conf)
	secrets := a.secrets()
	if !strings.HasPrefix(string(after), string(before)) || !strings.Contains(string(after), "consumer_key="+secrets[1]) {
		t.Errorf("ovh.conf is now\n%s", after)
	}
	for _, secret := range secrets {
		if strings.Contains(got.out+got.err, secret) {
			t.Error("a secret is shown")
		}
	}
	if got := a.run(t.Context(), "resume", answer.RequestID); got.code != exitUsage {
		t.Errorf("the stored copy is still there: %s", got.err)
	}
}

// TestKeysAloneStandOnStdout when they are exported.
func TestKeysAloneStandOnStdout(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	got := a.run(t.Context(), "request", "--rule", "GET /me", "--export", "dotenv")
	secrets := a.secrets()
	if got.code != exitDone || strings.Count(got.out, "\n") != 4 || !strings.Contains(got.out, secrets[0]) || !strings.Contains(got.out, secrets[1]) {
		t.Errorf("code %d, %q\n%s", got.code, got.out, got.err)
	}
	for _, says := range []string{a.page, "Validated by", "pending --forget"} {
		if !strings.Contains(got.err, says) {
			t.Errorf("it does not say %q:\n%s", says, got.err)
		}
	}
	if strings.Contains(got.err, secrets[1]) {
		t.Error("the key stands on stderr too")
	}
}

// TestInterruptedItLosesNothing: the request is stored, and going on with it works.
func TestInterruptedItLosesNothing(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	ctx, interrupt := context.WithCancel(t.Context())
	a.visit = func(string) error {
		interrupt()
		return nil
	}
	got := a.run(ctx, "request", "--rule", "GET /me", "--json")
	var answer requestAnswer
	if err := json.Unmarshal([]byte(got.out), &answer); err != nil || got.code != exitInterrupted {
		t.Fatalf("code %d, %v:\n%s%s", got.code, err, got.out, got.err)
	}
	if answer.State != "waiting" || answer.NextStep == nil || !strings.Contains(*answer.NextStep, "resume "+answer.RequestID) {
		t.Errorf("%s", got.out)
	}
	if err := a.sim.Authorize(answer.ValidationURL, ovhsim.OneDay); err != nil {
		t.Fatal(err)
	}
	got = a.run(t.Context(), "resume", answer.RequestID, "--save=later")
	if got.code != exitDone || !strings.Contains(got.err, "Valid for one day only") || !strings.Contains(got.err, "[profile:later]") {
		t.Errorf("code %d:\n%s", got.code, got.err)
	}
}

// TestAKeyIsReplacedAfterAYesOnly, which the default is not.
func TestAKeyIsReplacedAfterAYesOnly(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	a.screen = true
	before, _ := os.ReadFile(a.conf)
	for _, types := range []string{"\n", "n\n", ""} {
		a.types = types
		got := a.run(t.Context(), "request", "--rule", "GET /me", "--save=default")
		if after, _ := os.ReadFile(a.conf); got.code != exitUsage || string(after) != string(before) || a.page != "" {
			t.Fatalf("%q: code %d\n%s", types, got.code, got.err)
		}
	}
	a.types = "y\n"
	got := a.run(t.Context(), "request", "--rule", "GET /me", "--save=default")
	after, _ := os.ReadFile(a.conf)
	if got.code != exitDone || !strings.Contains(string(after), a.secrets()[1]) || strings.Contains(string(after), a.sim.Keys().ConsumerKey) {
		t.Errorf("code %d:\n%s\n%s", got.code, got.err, after)
	}
	if !strings.Contains(got.err, "Replace the key of line ") || !strings.Contains(got.err, "is the one this program works with") {
		t.Errorf("it says\n%s", got.err)
	}
}

// TestATokenThatIsNotAsAskedIsPutNowhere, since whoever uses it would fail later.
func TestATokenThatIsNotAsAskedIsPutNowhere(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	a.visit = func(page string) error {
		err := a.sim.Authorize(page, ovhsim.ThirtyDays)
		all := a.sim.Credentials()
		a.sim.Restrict(all[len(all)-1].ID, "127.0.0.0/8")
		return err
	}
	got := a.run(t.Context(), "request", "--rule", "GET /me", "--save=odd", "--json")
	var answer requestAnswer
	if err := json.Unmarshal([]byte(got.out), &answer); err != nil || got.code != exitFailed || answer.SavedTo != nil {
		t.Fatalf("code %d, %v:\n%s%s", got.code, err, got.out, got.err)
	}
	for _, says := range []string{"Addresses: Not as asked: works from 127.0.0.0/8.", "the token is not as it was asked for", "resume " + answer.RequestID + " --force --save=odd"} {
		if !strings.Contains(got.err, says) {
			t.Errorf("it does not say %q:\n%s", says, got.err)
		}
	}
	if got := a.run(t.Context(), "resume", answer.RequestID, "--force", "--save=odd"); got.code != exitDone {
		t.Errorf("code %d:\n%s", got.code, got.err)
	}
}
