//go:build !windows

package cli

import (
	"encoding/json"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
)

// box is a machine of its own: a home folder with an ovh.conf that somebody has
// written by hand, and an OVH API that sees every call.
type box struct {
	t      *testing.T
	sim    *ovhsim.Server
	gate   *gate
	url    string
	home   string
	known  []int64 // the tokens that were there before
	before string  // what ovh.conf held
	way    way
}

// newBox sets a machine up whose ovh.conf has Windows line ends, odd spacing,
// comments and two profiles.
func newBox(t *testing.T, w way) *box {
	t.Helper()
	b := &box{t: t, sim: ovhsim.New(ovhsim.Options{}), home: t.TempDir(), way: w}
	b.gate = &gate{sim: b.sim}
	server := httptest.NewServer(b.gate)
	t.Cleanup(server.Close)
	b.url = server.URL + "/1.0"
	keys := b.sim.Keys()
	lab, _ := b.sim.KeysOf(b.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/me"}}}).ID)
	for _, c := range b.sim.Credentials() {
		b.known = append(b.known, c.ID)
	}
	b.before = strings.Join([]string{
		"; Keys of this machine. Ask Jo before you change anything.",
		"[default]", "profile = prod", "",
		"[profile:prod]", "  endpoint  =" + b.url, "application_key=   " + keys.ApplicationKey,
		"application_secret: " + keys.ApplicationSecret, "# ordered by Jo", "consumer_key=\t" + keys.ConsumerKey + "  ", "",
		"[profile:lab]", "endpoint=" + b.url, "application_key=" + lab.ApplicationKey,
		"application_secret=" + lab.ApplicationSecret, "consumer_key=" + lab.ConsumerKey, "",
	}, "\r\n")
	if err := os.WriteFile(b.conf(), []byte(b.before), 0o600); err != nil {
		t.Fatal(err)
	}
	if w.besides != nil {
		if err := os.WriteFile(b.deploy(), []byte(w.besides(b)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// deploy is another file of the machine that may hold a key.
func (b *box) deploy() string { return filepath.Join(b.home, "deploy.env") }

func (b *box) conf() string { return filepath.Join(b.home, ".ovh.conf") }

func (b *box) state() string { return filepath.Join(b.home, "state", "ovh-tokens") }

// env leads the program to the machine.
func (b *box) env() []string {
	return []string{"HOME=" + b.home, "XDG_STATE_HOME=" + filepath.Join(b.home, "state")}
}

// start runs the program on the machine; it is what the gate kills.
func (b *box) start() *window {
	b.t.Helper()
	c := open(b.t, b.env(), "--no-browser")
	b.gate.watch(c)
	return c
}

// fresh is the token that was asked for since, if OVH heard of it.
func (b *box) fresh() (ovhsim.Credential, bool) {
	for _, c := range b.sim.Credentials() {
		if !slices.Contains(b.known, c.ID) {
			return c, true
		}
	}
	return ovhsim.Credential{}, false
}

// stored is what the program holds, read as its next start does.
func (b *box) stored() []ovhapi.PendingRequest {
	b.t.Helper()
	s, err := config.OpenState(b.state())
	if err != nil {
		b.t.Fatal(err)
	}
	list, err := s.Pending()
	if err != nil {
		b.t.Errorf("what is stored cannot be read: %v", err)
	}
	return list
}

func (b *box) text() string {
	b.t.Helper()
	text, err := os.ReadFile(b.conf())
	if err != nil {
		b.t.Fatal(err)
	}
	return string(text)
}

// whole checks that no file was left half-written, and that nobody else can
// read what a killed write left behind.
func (b *box) whole() {
	b.t.Helper()
	err := filepath.WalkDir(b.home, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm() != 0o600 {
			b.t.Errorf("%s has mode %v", e.Name(), info.Mode())
		}
		text, err := os.ReadFile(path)
		if err == nil && filepath.Ext(path) == ".json" && !json.Valid(text) {
			b.t.Errorf("%s is damaged: %q", e.Name(), text)
		}
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// holds reports whether the program or ovh.conf holds a consumer key.
func (b *box) holds(key string) (inProgram, inFile bool) {
	b.t.Helper()
	inProgram = slices.ContainsFunc(b.stored(), func(p ovhapi.PendingRequest) bool { return p.ConsumerKey.Reveal() == key })
	return inProgram, key != "" && strings.Contains(b.text(), key)
}

// holdsAny reports whether the key of the new token is anywhere on the machine.
func (b *box) holdsAny() bool {
	b.t.Helper()
	token, _ := b.fresh()
	inProgram, inFile := b.holds(token.ConsumerKey)
	return inProgram || inFile
}

// follow goes through steps and reports whether it came to their end; it does
// not when the program is killed meanwhile.
func (c *window) follow(steps []step) bool {
	c.t.Helper()
	for _, s := range steps {
		if !c.comes(s.sees) {
			return false
		}
		_, _ = c.tty.WriteString(s.types) // a program that was killed takes nothing
	}
	return true
}

// comes waits for a text, and reports false when the program ends before.
func (c *window) comes(text string) bool {
	c.t.Helper()
	found := func(screen string) bool { return strings.Contains(screen, text) }
	ended := false
	c.until(text, func(screen string) bool {
		select {
		case <-c.drained:
			ended = !found(screen)
			return true
		default:
			return found(screen)
		}
	})
	return !ended
}

// dies reports whether the program is ended by another within a while.
func (c *window) dies() bool {
	select {
	case <-c.drained:
		return true
	case <-time.After(5 * time.Second):
		return false
	}
}

// kill ends the program as kill -9 does and returns when nothing of it is left.
func (c *window) kill() {
	_ = c.cmd.Process.Kill()
	<-c.drained
	_ = c.cmd.Wait() // how it ended is known
}
