package cli

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
)

// desk is an invented account with somebody at a terminal, who types what they are
// given.
type desk struct {
	t    *testing.T
	sim  *ovhsim.Server
	conf string
}

func newDesk(t *testing.T, o ovhsim.Options) desk {
	t.Helper()
	sim := ovhsim.New(o)
	if err := sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	d := desk{t, sim, filepath.Join(t.TempDir(), "ovh.conf")}
	d.write(sim.Config())
	return d
}

func (d desk) write(conf string) {
	d.t.Helper()
	if err := os.WriteFile(d.conf, []byte(conf), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

// types runs a command line at the terminal.
func (d desk) types(ctx context.Context, typed string, args ...string) outcome {
	d.t.Helper()
	var out, err strings.Builder
	code := run(ctx, append([]string{"--config", d.conf}, args...), &console{in: strings.NewReader(typed), out: &out, err: &err, asks: true})
	return outcome{code, out.String(), err.String()}
}

// add puts a token that works into the account.
func (d desk) add() string {
	c := d.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/me"}}})
	return strconv.FormatInt(c.ID, 10)
}

func (d desk) there(id string) bool {
	return slices.ContainsFunc(d.sim.Credentials(), func(c ovhsim.Credential) bool { return strconv.FormatInt(c.ID, 10) == id })
}

// silence is a terminal at which nobody types: what comes is ctrl+c.
type silence struct {
	interrupt func()
	ended     <-chan struct{}
}

func (s silence) Read([]byte) (int, error) {
	s.interrupt()
	<-s.ended
	return 0, io.EOF
}

func TestCtrlCEndsAQuestion(t *testing.T) {
	t.Parallel()
	d := newDesk(t, ovhsim.Options{Editor: true})
	own := strconv.FormatInt(d.sim.Own(), 10)
	for _, args := range [][]string{{"clean"}, {"revoke", d.add()}, {"allow", own, "--ip", "203.0.113.4"}} {
		ctx, interrupt := context.WithCancel(t.Context())
		var shown strings.Builder
		before := len(d.sim.Credentials())
		code := run(ctx, append([]string{"--config", d.conf}, args...),
			&console{in: silence{interrupt, t.Context().Done()}, out: &shown, err: &shown, asks: true})
		if code != exitInterrupted || len(d.sim.Credentials()) != before {
			t.Errorf("%q ended with code %d\n%s", args, code, shown.String())
		}
	}
}

// What changes the account asks first, and only a clear yes is one.
func TestNothingGoesWithoutAYes(t *testing.T) {
	t.Parallel()
	d := newDesk(t, ovhsim.Options{})
	id := d.add()
	for _, typed := range []string{"", "\n", "n\n", "yep\n"} {
		got := d.types(t.Context(), typed, "revoke", id)
		if got.code != exitUsage || !d.there(id) || !strings.Contains(got.err, "Revoke 1 token? [y/N]") || !strings.Contains(got.err, "declined: nothing was changed") {
			t.Errorf("%q: %d\n%s", typed, got.code, got.err)
		}
		if !strings.Contains(got.err, id) || !strings.Contains(got.err, "It works now; whatever uses it stops working at once.") {
			t.Errorf("what goes is not named:\n%s", got.err)
		}
	}
	own := strconv.FormatInt(d.sim.Own(), 10)
	if got := d.types(t.Context(), "n\n", "revoke", id, own, "7"); !strings.Contains(got.err, "Left alone: "+own+", the token in use.") || !strings.Contains(got.err, "Left alone: 7, the account lists no such token") {
		t.Errorf("what stays is not named:\n%s", got.err)
	}
	if got := d.types(t.Context(), "y\n", "revoke", id); got.code != exitDone || d.there(id) {
		t.Errorf("%d\n%s", got.code, got.err)
	}
	if got := d.types(t.Context(), "y\n", "clean", "--json"); got.code != exitUsage || got.out != "" || !strings.Contains(got.err, "with --json nothing is asked") {
		t.Errorf("%d %s\n%s", got.code, got.out, got.err)
	}
	if got := d.types(t.Context(), "yes\n", "clean"); got.code != exitDone || strings.Count(got.out, "revoked ") != 18 || !strings.Contains(got.err, "None of them works any more.") {
		t.Errorf("%d %s\n%s", got.code, got.out, got.err)
	}
}

// The token in use is not shut out by a yes: its number has to be typed.
func TestTheTokenInUseIsShutOutOnlyByItsNumber(t *testing.T) {
	t.Parallel()
	d := newDesk(t, ovhsim.Options{Editor: true})
	own := strconv.FormatInt(d.sim.Own(), 10)
	writes := func() int {
		n := 0
		for _, c := range d.sim.Calls() {
			if c.Method == http.MethodPut {
				n++
			}
		}
		return n
	}
	for _, typed := range []string{"", "y\n", "yes\n", own[:5] + "\n"} {
		got := d.types(t.Context(), typed, "allow", own, "--ip", "203.0.113.4")
		if got.code != exitUsage || writes() > 0 || !strings.Contains(got.err, "Type "+own+" to agree.") || !strings.Contains(got.err, "the token shuts itself out") {
			t.Errorf("%q: %d, %d writes\n%s", typed, got.code, writes(), got.err)
		}
	}
	// Which address OVH sees is not known, so every narrower list is one to be sure of.
	if got := d.types(t.Context(), "y\n", "allow", own, "--ip", "127.0.0.1"); got.code != exitUsage {
		t.Errorf("%d\n%s", got.code, got.err)
	}
	if got := d.types(t.Context(), own+"\n", "allow", own, "--ip", "127.0.0.1"); got.code != exitDone || writes() != 1 {
		t.Errorf("%d\n%s", got.code, got.err)
	}
	if got := d.types(t.Context(), "y\n", "allow", own, "--ip", "127.0.0.1", "--ip", "203.0.113.4"); got.code != exitDone || writes() != 2 {
		t.Errorf("a wider list asks for more than a yes: %d\n%s", got.code, got.err)
	}
}

// The token in use goes with --self only, and it is said what that means.
func TestRevokingTheTokenInUseSaysWhatIsLost(t *testing.T) {
	t.Parallel()
	d := newDesk(t, ovhsim.Options{})
	c := d.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/me"}}})
	keys, _ := d.sim.KeysOf(c.ID)
	d.write(strings.Replace(d.sim.Config(), d.sim.Keys().ConsumerKey, keys.ConsumerKey, 1))
	got := d.types(t.Context(), "n\n", "revoke", "--self")
	for _, says := range []string{"is the one in use", "locked out", "ended only, and stays listed as expired", "Revoke 1 token?"} {
		if !strings.Contains(got.err, says) {
			t.Errorf("it does not say %q:\n%s", says, got.err)
		}
	}
	if got.code != exitUsage || !d.there(strconv.FormatInt(c.ID, 10)) {
		t.Error(got.code)
	}
}

// ctrl+c ends a run between two tokens: what was sent is waited for, every token has
// a result, and what was revoked is in the receipt.
func TestAnInterruptedRunTellsWhatBecameOfEachToken(t *testing.T) {
	t.Parallel()
	d := newDesk(t, ovhsim.Options{})
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	var sent atomic.Int64
	gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodDelete { // the first one goes alone, and another may be on its way when the signal comes
			sent.Add(1)
			interrupt()
		}
		d.sim.ServeHTTP(w, r)
	}))
	t.Cleanup(gate.Close)
	d.write(strings.ReplaceAll(d.sim.Config(), d.sim.Endpoint(), gate.URL+"/1.0"))
	got := d.types(ctx, "", "clean", "--yes", "--json")
	var told revoked
	if err := json.Unmarshal([]byte(got.out), &told); err != nil {
		t.Fatalf("%v\n%s\n%s", err, got.out, got.err)
	}
	n := int(sent.Load())
	if got.code != exitInterrupted || n > 9 || len(told.Revoked) != n || len(told.Skipped) != 18-n || told.Receipt == nil {
		t.Fatalf("code %d after %d calls: %+v", got.code, n, told)
	}
	for _, skip := range told.Skipped {
		if skip.Reason != "not tried" {
			t.Errorf("%+v", skip)
		}
	}
	if _, err := os.Stat(*told.Receipt); err != nil {
		t.Error(err)
	}
	// Going on is the same command again.
	if got := d.types(t.Context(), "", "clean", "--yes"); got.code != exitDone || strings.Count(got.out, "revoked ") != 18-n {
		t.Errorf("%d\n%s", got.code, got.out)
	}
}
