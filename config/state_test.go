package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
)

var secretText = cmp.Comparer(func(a, b ovhapi.Secret) bool { return a.Reveal() == b.Reveal() })

func request(id string) ovhapi.PendingRequest {
	return ovhapi.PendingRequest{
		ID: id, Endpoint: "ovh-eu", ApplicationKey: testKey, ConsumerKey: ovhapi.NewSecret(testToken),
		ValidationURL: "https://www.ovh.com/auth/sso/api?credentialToken=x", Rules: rule.Set{{Method: rule.Get, Path: "/me"}},
		AllowedIPs: []string{"203.0.113.4/32"}, Created: time.Date(2026, 11, 24, 12, 0, 0, 5, time.UTC), State: ovhapi.RequestWaiting,
	}
}

func open(t *testing.T, dir string) *State {
	t.Helper()
	s, err := OpenState(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// stores returns both kinds of store under their names.
func stores(t *testing.T) map[string]Store {
	t.Helper()
	return map[string]Store{"on disk": open(t, filepath.Join(t.TempDir(), "a", "state")), "in memory": NewMemoryState()}
}

func TestRequestsAreKeptAndForgotten(t *testing.T) {
	t.Parallel()
	for name, s := range stores(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			early, late := request("zz9"), request("aa1")
			late.Created = late.Created.Add(time.Second)
			keep(t, s, late)
			keep(t, s, early)
			late.State, late.CredentialID = ovhapi.RequestValidated, 1<<53+1
			keep(t, s, late)
			got, err := s.Pending()
			if diff := cmp.Diff([]ovhapi.PendingRequest{early, late}, got, secretText); err != nil || diff != "" {
				t.Errorf("%v, -want +got:\n%s", err, diff)
			}
			forgetRequest(t, s, "zz9")
			forgetRequest(t, s, "zz9") // twice does no harm
			if got, err := s.Pending(); err != nil || len(got) != 1 || got[0].ID != "aa1" {
				t.Errorf("left: %v, %v", got, err)
			}
		})
	}
}

func keep(t *testing.T, s Store, r ovhapi.PendingRequest) {
	t.Helper()
	if err := s.Keep(r); err != nil {
		t.Fatal(err)
	}
}

func forgetRequest(t *testing.T, s Store, id string) {
	t.Helper()
	if err := s.Forget(id); err != nil {
		t.Fatal(err)
	}
}

func TestPreferencesAreRemembered(t *testing.T) {
	t.Parallel()
	for name, s := range stores(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if p, err := s.Preferences(); err != nil || p != (Preferences{}) {
				t.Fatalf("at first: %+v, %v", p, err)
			}
			want := Preferences{Sort: "expires", SortReverse: true, Grouped: true, Findings: FindingDays{Dormant: 90, ExpiresSoon: 14}}
			if err := s.SavePreferences(want); err != nil {
				t.Fatal(err)
			}
			if p, err := s.Preferences(); err != nil || p != want {
				t.Errorf("got %+v, %v", p, err)
			}
		})
	}
}

func TestIDsDoNotLeadOutOfTheFolder(t *testing.T) {
	t.Parallel()
	for name, s := range stores(t) {
		for _, id := range []string{"", ".", "..", "../x", "a/b", `a\b`, "/etc/x", "A", "x.json", "x\x00", "a:b", strings.Repeat("a", 65)} {
			if err := s.Keep(request(id)); err == nil {
				t.Errorf("%s: %q was kept", name, id)
			}
		}
	}
	s := open(t, t.TempDir())
	if err := s.Forget("../preferences"); err == nil {
		t.Error("forgot a file outside its folder")
	}
	if path, err := s.KeepReceipt(ovhapi.Receipt{Action: "../../x"}); err == nil {
		t.Errorf("wrote a receipt into %s", path)
	}
}

func TestReceiptsGrowInOneFile(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	r := ovhapi.Receipt{Endpoint: "ovh-eu", Action: "clean", Started: time.Date(2026, 11, 24, 13, 0, 0, 7, time.FixedZone("CET", 3600))}
	first, err := s.KeepReceipt(r)
	if err != nil {
		t.Fatal(err)
	}
	r.Revoked = append(r.Revoked, ovhapi.ReceiptToken{ID: 42})
	second, err := s.KeepReceipt(r)
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(s.Dir(), "receipts", "20261124T120000.000000007Z-clean.json"); first != want || second != want {
		t.Errorf("paths %s and %s, want %s", first, second, want)
	}
	for account, want := range map[string]string{"zz12345-ovh": "clean-zz12345-ovh.json", "../x": "clean.json"} {
		r.Account = account
		if path, err := s.KeepReceipt(r); err != nil || !strings.HasSuffix(path, "Z-"+want) {
			t.Errorf("the receipt of %q is in %s (%v), want %s", account, path, err, want)
		}
	}
	data, err := os.ReadFile(second)
	if err != nil || !strings.Contains(string(data), `"credentialId": 42`) {
		t.Errorf("receipt %s, %v", data, err)
	}
	if path, err := NewMemoryState().KeepReceipt(r); path != "" || err != nil {
		t.Errorf("the demo wrote %q, %v", path, err)
	}
}

func TestADamagedRequestHidesNoOther(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	if err := s.Keep(request("good")); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"half.json": `{"version":1,"id":"half","consumerKey":"` + testToken, "empty.json": "", "moved.json": `{"version":1,"id":"other","consumerKey":"x"}`,
		"number.json": `{"version":1,"id":"number","consumerKey":` + strings.Repeat("7", 32) + `}`, "newer.json": `{"version":2,"id":"newer"}`, "notes.txt": "mine",
	} {
		write(t, filepath.Join(s.Dir(), "pending", name), text+" ")
	}
	got, err := s.Pending()
	if len(got) != 1 || got[0].ID != "good" {
		t.Errorf("requests: %+v", got)
	}
	if err == nil {
		t.Fatal("nothing was said about the damaged ones")
	}
	for _, name := range []string{"half.json", "empty.json", "moved.json", "number.json", "newer.json"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named in %v", name, err)
		}
	}
	if strings.Contains(err.Error(), testToken) || strings.Contains(err.Error(), "7777") || strings.Contains(err.Error(), "notes") {
		t.Errorf("the error says too much: %v", err)
	}
	write(t, filepath.Join(s.Dir(), preferencesFile), "{")
	if p, err := s.Preferences(); p != (Preferences{}) || !errors.Is(err, errDamaged) {
		t.Errorf("damaged preferences: %+v, %v", p, err)
	}
}

func TestTwoProcessesKeepAllTheirRequests(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var wg sync.WaitGroup
	for process := range 2 {
		s := open(t, dir)
		for i := range 10 {
			wg.Go(func() {
				r := request(fmt.Sprintf("r%d-%d", process, i))
				if err := s.Keep(r); err != nil {
					t.Error(err)
				}
				if _, err := s.Pending(); err != nil {
					t.Error(err)
				}
				if r.State = ovhapi.RequestValidated; s.Keep(r) != nil {
					t.Error("not kept again")
				}
			})
		}
	}
	wg.Wait()
	if got, err := open(t, dir).Pending(); err != nil || len(got) != 20 {
		t.Errorf("%d requests, %v", len(got), err)
	}
}

func TestStateIsPrivate(t *testing.T) {
	t.Parallel()
	if os.PathSeparator == '\\' {
		t.Skip("modes say nothing here")
	}
	dir := filepath.Join(t.TempDir(), "state")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	if err := s.Keep(request("one")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.KeepReceipt(ovhapi.Receipt{Action: "revoke"}); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestStateDirOfEachPlatform(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ goos, home, name, value, want string }{
		{"linux", "/home/me", "XDG_STATE_HOME", "/var/me", "/var/me/ovh-tokens"},
		{"linux", "/home/me", "", "", "/home/me/.local/state/ovh-tokens"},
		{"freebsd", "/home/me", "XDG_STATE_HOME", "relative", "/home/me/.local/state/ovh-tokens"},
		{"darwin", "/Users/me", "XDG_STATE_HOME", "/var/me", "/Users/me/Library/Application Support/ovh-tokens"},
		{"windows", "/Users/me", "LocalAppData", "/Users/me/Local", "/Users/me/Local/ovh-tokens"},
		{"windows", "/Users/me", "", "", "/Users/me/AppData/Local/ovh-tokens"},
		{"linux", "", "", "", ""},
	} {
		getenv := func(name string) string {
			if name == tt.name {
				return tt.value
			}
			return ""
		}
		got, err := StateDir(getenv, tt.goos, tt.home)
		if filepath.ToSlash(got) != tt.want || (err != nil) != (tt.want == "") {
			t.Errorf("%+v: got %q, %v", tt, got, err)
		}
	}
}
