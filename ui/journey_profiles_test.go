package ui_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/uitest"
)

// accounts is a machine with two profiles of the simulated account, the list of
// the first of them on screen.
func accounts(t *testing.T, opts ...uitest.Option) (s *stand, second int64) {
	t.Helper()
	s, second = twoProfiles(t)
	s.start(opts...)
	s.loaded()
	return s, second
}

// twoProfiles is the same machine before the program starts.
func twoProfiles(t *testing.T) (s *stand, second int64) {
	t.Helper()
	s = machine(t, "")
	keys := s.sim.Keys()
	other := s.sim.Add(ovhsim.Credential{Rules: rule.Set{
		{Method: rule.Get, Path: "/me/api/credential"}, {Method: rule.Get, Path: "/me/api/credential/*"}, {Method: rule.Get, Path: "/me/api/application"},
	}})
	otherKeys, _ := s.sim.KeysOf(other.ID)
	section := func(name string, k ovhsim.Keys) string {
		return "[profile:" + name + "]\nendpoint=" + s.sim.Endpoint() + "\napplication_key=" + k.ApplicationKey +
			"\napplication_secret=" + k.ApplicationSecret + "\n# " + name + "'s own\nconsumer_key=" + k.ConsumerKey + "\n"
	}
	s.write("[default]\nprofile=prod\n\n" + section("prod", keys) + "\n" + section("lab", otherKeys))
	m, client, err := s.env.Look()
	if err != nil || client == nil {
		t.Fatalf("the machine is not complete: %v", err)
	}
	s.env.Use(m, client)
	return s, other.ID
}

// conf is what ~/.ovh.conf holds.
func (s *stand) conf() string {
	s.t.Helper()
	text, err := os.ReadFile(filepath.Join(s.env.Sources.HomeDir, ".ovh.conf"))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(text)
}

// works waits until that many profiles of the list have said that they do.
func (s *stand) works(n int) {
	s.t.Helper()
	s.WaitUntil("keys to say that they work", func(screen string) bool {
		return strings.Count(screen, " works")-strings.Count(screen, " works, for ")-strings.Count(screen, " works at ") >= n
	})
	s.Settle()
}

func TestAccountsAreSwitchedAndRemoved(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s, second := accounts(t, size)
		s.Press("p")
		s.works(2)
		s.Says("prod (default)", "The account in use.", "~/.ovh.conf line 9")
		s.Press("-")
		s.Says("This account is in use here. Work on another one first.")
		s.Press("down", "*")
		s.Says("Make lab the default?")
		s.Says("profile=lab")
		s.Press("y")
		s.WaitFor("lab (default)")
		if !strings.Contains(s.conf(), "profile=lab\n") {
			t.Errorf("ovh.conf is\n%s", s.conf())
		}
		if !strings.Contains(s.line("  prod "), "in use") {
			t.Errorf("the account in use has changed with the default:\n%s", s.Screen())
		}
		s.Press("enter")
		s.WaitUntil("the list of the other account", func(screen string) bool {
			return strings.Contains(screen, "lab · ") && strings.Contains(screen, "in use")
		})
		s.loaded()
		s.Press("g")
		s.filter("status:inuse")
		s.Press("enter")
		s.Press("enter")
		s.WaitFor("Token " + itoa(second))
		s.Press("esc", "esc", "p")
		s.works(2)
		s.Press("g", "-")
		s.Says("Remove prod from this machine?")
		s.Says("still works", "y removes the lines below and leaves token "+itoa(s.sim.Own())+" as it is; d revokes it first.")
		s.Press("n")
		s.Lacks("Remove prod")
		own, before := s.sim.Own(), s.ids(every)
		s.Press("-")
		s.Says("Remove prod from this machine?")
		s.Press("y")
		s.WaitFor("1 profile")
		if strings.Contains(s.conf(), "profile:prod") || strings.Contains(s.conf(), s.sim.Keys().ConsumerKey) || !strings.Contains(s.conf(), "# lab's own") {
			t.Errorf("ovh.conf is\n%s", s.conf())
		}
		s.wantTokens(before)
		if !slices.Contains(before, own) {
			t.Error("the token of the removed profile is gone")
		}
	})
}

// another adds a profile with these keys to ~/.ovh.conf.
func (s *stand) another(name string, k ovhsim.Keys) {
	s.t.Helper()
	s.write(s.conf() + "\n[profile:" + name + "]\nendpoint=" + s.sim.Endpoint() + "\napplication_key=" + k.ApplicationKey +
		"\napplication_secret=" + k.ApplicationSecret + "\nconsumer_key=" + k.ConsumerKey + "\n")
}

// added is the key of a new token.
func (s *stand) added(c ovhsim.Credential) (ovhsim.Keys, int64) {
	s.t.Helper()
	c = s.sim.Add(c)
	keys, _ := s.sim.KeysOf(c.ID)
	return keys, c.ID
}

// onProfiles opens the screen with the cursor on the profile of that name.
func (s *stand) onProfiles(name string) {
	s.t.Helper()
	s.Press("p")
	s.WaitFor("Accounts of this machine")
	s.WaitUntil("all keys to be asked about", func(screen string) bool { return !strings.Contains(screen, "being asked") })
	s.Settle()
	for range 10 {
		if strings.Contains(s.line(" › "), " "+name) {
			return
		}
		s.Press("down")
	}
	s.t.Fatalf("there is no profile %s:\n%s", name, s.Screen())
}

func TestReadOnlyProfiles(t *testing.T) {
	t.Parallel()
	s, _ := twoProfiles(t)
	s.env.ReadOnly = true
	s.start()
	s.loaded()
	before := s.ids(every)
	s.onProfiles("lab")
	s.Press("R")
	s.Says(key.ReadOnly)
	s.Press("-")
	s.Says("Remove lab")
	s.Lacks("d revokes it")
	s.Press("d")
	s.Says(key.ReadOnly)
	s.Press("y") // a file is not the account
	s.WaitFor("lab was removed")
	s.wantTokens(before)
	if n := s.sent("DELETE", "POST", "PUT"); n != 0 {
		t.Errorf("%d calls that change something were sent", n)
	}
}

// silent is a way to an API that never answers.
type silent struct{}

func (silent) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestSilentEndpointHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	s, _ := twoProfiles(t)
	connect := s.env.Connect
	s.env.Connect = func(p config.Profile) (*ovhapi.Client, error) {
		if p.Name != "mars" {
			return connect(p)
		}
		return ovhapi.NewClient(ovhapi.Options{
			Endpoint: p.Endpoint, ApplicationKey: p.ApplicationKey.Text, ApplicationSecret: p.ApplicationSecret.Secret,
			ConsumerKey: p.ConsumerKey.Secret, Transport: silent{},
		})
	}
	keys, _ := s.added(ovhsim.Credential{})
	s.write("[profile:mars]\nendpoint=ovh-us\napplication_key=" + keys.ApplicationKey + "\napplication_secret=" + keys.ApplicationSecret +
		"\nconsumer_key=" + keys.ConsumerKey + "\n" + s.conf())
	s.start()
	s.loaded()
	s.Press("p")
	s.works(2)
	s.Says("3 profiles 1 being asked…")
	if line := s.line("mars"); !strings.Contains(line, "asking") {
		t.Errorf("the silent one is %q", line)
	}
	s.Press("esc")
	s.WaitFor("tokens")
}

func TestFortyAccounts(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s, _ := accounts(t, size)
		keys, _ := s.added(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/me"}}})
		var conf strings.Builder
		for i := range 38 {
			fmt.Fprintf(&conf, "\n[profile:site-%02d]\nendpoint=%s\napplication_key=%s\napplication_secret=%s\nconsumer_key=%s\n",
				i, s.sim.Endpoint(), keys.ApplicationKey, keys.ApplicationSecret, keys.ConsumerKey)
		}
		s.write(s.conf() + conf.String())
		s.onProfiles("prod")
		s.WaitFor("40 profiles")
		s.WaitUntil("the files to be read", func(screen string) bool { return !strings.Contains(screen, "being asked") })
		s.Press("G")
		s.Says("site-37", "consumer_key")
		if line := s.line(" › "); !strings.Contains(line, "site-37") || !strings.Contains(line, "works") || !strings.Contains(line, "38") {
			t.Errorf("the last one is %q", line)
		}
		s.Press("pgup")
		if line := s.line(" › "); strings.Contains(line, "site-37") {
			t.Errorf("a page up from the last one is %q", line)
		}
		s.Press("g")
		if line := s.line(" › "); !strings.Contains(line, "prod") {
			t.Errorf("the first one is %q", line)
		}
		s.Press("pgdown", "down")
		_, y, visible := s.Cursor()
		if line := s.at(y); !visible || !strings.Contains(line, " › ") {
			t.Errorf("the cursor is on %q", line)
		}
		if !strings.Contains(s.footer(), "enter work on it") {
			t.Errorf("the footer is %q", s.footer())
		}
		s.Press("g", "down", "down", "down", "-")
		s.Says("Remove site-01 from this machine?")
		s.Says("and 33 more places, and stays there.")
		s.Press("y")
		s.WaitFor("39 profiles")
		if line := s.line(" › "); !strings.Contains(line, "site-02") {
			t.Errorf("after a removal the cursor is on %q", line)
		}
	})
}

func TestOthersAreKeptOutOfTheKeysOfAnAccount(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("modes say nothing there")
	}
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s, _ := accounts(t, size)
		file := filepath.Join(s.env.Sources.HomeDir, ".ovh.conf")
		if err := os.Chmod(file, 0o644); err != nil {
			t.Fatal(err)
		}
		conf := s.conf()
		s.onProfiles("lab")
		s.WaitFor("L keep others out")
		s.Press("ctrl+down", "ctrl+down", "ctrl+down")
		s.Says("Other users of this machine can read the keys in it.")
		s.Says("L keeps other users out of ~/.ovh.conf.")
		s.Press("L")
		s.Says("Nobody but your user can read ~/.ovh.conf any more (mode 0600).")
		s.Lacks("Other users")
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 || s.conf() != conf {
			t.Errorf("the file is %v, %v", info.Mode(), err)
		}
		s.Press("L")
		s.Says("No other user can read these files.")
	})
}

// What was kept a moment ago is there without a restart, and lines that moved
// are told where they are now.
func TestKeptKeyIsAmongTheAccounts(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s, _ := accounts(t, size)
		fresh := s.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/vps"}}})
		s.stored("aaaa", "/vps", fresh, ovhapi.RequestValidated)
		s.write("# a line more\n" + s.conf())
		s.Press("p", "esc")
		s.WaitFor("1 new, w")
		s.Press("w")
		s.WaitFor("/vps read")
		s.Press("enter")
		s.WaitFor("Validated by " + ovhsim.Owner)
		s.Press("enter")
		s.WaitFor("Into ovh.conf")
		s.WaitFor("[profile:new-token]")
		s.Press("enter")
		s.Says("Written and read back: [profile:new-token] in ~/.ovh.conf.")
		s.Press("esc")
		s.WaitGone("Keep the key")
		s.Press("esc")
		s.loaded()
		s.onProfiles("prod")
		s.Says("3 profiles", "~/.ovh.conf line 10")
		s.Press("G")
		s.Says("new-token", "consumer_key")
		if line := s.line(" › "); !strings.Contains(line, "works") {
			t.Errorf("the kept key is %q", line)
		}
	})
}

// The account in use stays the one it is when the files hold another key for it.
func TestReplacedKeyIsTakenOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	s, second := accounts(t)
	keys, _ := s.sim.KeysOf(second)
	was := s.sim.Keys().ConsumerKey
	s.write(strings.Replace(s.conf(), was, keys.ConsumerKey, 1))
	s.onProfiles("prod")
	s.Says("the files hold other keys for it by now")
	s.Says("the same key")
	s.Press("enter")
	s.loaded()
	s.filter("status:inuse")
	s.Press("enter", "enter")
	s.WaitFor("Token " + itoa(second))
}

// Rotation of an account that is not the one in use begins on its own screen.
func TestAnyAccountCanBeRotated(t *testing.T) {
	t.Parallel()
	s, second := accounts(t)
	s.onProfiles("lab")
	s.Press("R")
	s.Says("Token " + itoa(second) + ",")
	s.Says("~/.ovh.conf line 16")
	s.Press("esc")
	s.WaitFor("Accounts of this machine")
}
