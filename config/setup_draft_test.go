package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ovhapi"
)

func setupDraft() SetupDraft {
	return SetupDraft{
		Endpoint: "ovh-ca", Rights: "token-manager", Way: "own", ApplicationKey: testKey,
		ApplicationSecret: ovhapi.NewSecret(testSecret), KnownOn: "ovh-ca", Saved: time.Now().Round(0),
	}
}

func TestAnInterruptedSetupIsRemembered(t *testing.T) {
	t.Parallel()
	for name, s := range stores(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantSetup(t, s, SetupDraft{})
			d := setupDraft()
			if err := s.SaveSetupDraft(d); err != nil {
				t.Fatal(err)
			}
			if disk, ok := s.(*State); ok {
				path := filepath.Join(disk.Dir(), setupFile)
				if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
					t.Errorf("the file is %v, %v; only its owner may read it", info.Mode(), err)
				}
				wantSetup(t, open(t, disk.Dir()), d)
			}
			wantSetup(t, s, d)
			if err := s.ClearSetupDraft(); err != nil {
				t.Fatal(err)
			}
			wantSetup(t, s, SetupDraft{})
		})
	}
}

func wantSetup(t *testing.T, s Store, want SetupDraft) {
	t.Helper()
	got, err := s.SetupDraft()
	if diff := cmp.Diff(want, got, secretText); err != nil || diff != "" {
		t.Errorf("%v, -want +got:\n%s", err, diff)
	}
}

func TestASetupKilledWhileSavingKeepsTheOldOrTheNew(t *testing.T) {
	t.Parallel()
	for _, at := range []step{stepCreated, stepWritten, stepSynced, stepRenamed} {
		dir := t.TempDir()
		s := open(t, dir)
		d := setupDraft()
		if err := s.SaveSetupDraft(d); err != nil {
			t.Fatal(err)
		}
		next := d
		next.Endpoint = "ovh-us"
		killedAt(s, at, func() error { return s.SaveSetupDraft(next) })
		want := d
		if at == stepRenamed {
			want = next
		}
		wantSetup(t, open(t, dir), want)
		if err := open(t, dir).ClearSetupDraft(); err != nil {
			t.Fatal(err)
		}
		if left, err := filepath.Glob(filepath.Join(dir, setupFile+"*")); err != nil || len(left) > 0 {
			t.Errorf("killed when %s: what was cleared is still there: %v, %v", at, left, err)
		}
	}
}

func TestAnOldSetupIsForgotten(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	d := setupDraft()
	d.Saved = time.Now().Add(-setupAge - time.Minute)
	if err := s.SaveSetupDraft(d); err != nil {
		t.Fatal(err)
	}
	wantSetup(t, s, SetupDraft{})
	if _, err := os.Stat(filepath.Join(s.Dir(), setupFile)); !os.IsNotExist(err) {
		t.Errorf("the secret of a forgotten set-up is still on disk: %v", err)
	}
}

func TestADamagedSetupIsSaidWithoutItsContent(t *testing.T) {
	t.Parallel()
	for _, content := range []string{`{"version":1,"applicationSecret":"` + testSecret, `{"version":7,"applicationSecret":"` + testSecret + `"}`} {
		s := open(t, t.TempDir())
		write(t, filepath.Join(s.Dir(), setupFile), content)
		got, err := s.SetupDraft()
		if err == nil || strings.Contains(err.Error(), testSecret) || got != (SetupDraft{}) {
			t.Errorf("got %+v, %v", got, err)
		}
	}
}

func TestASetupIsNeverPrinted(t *testing.T) {
	t.Parallel()
	d := setupDraft()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if text := fmt.Sprintf(verb, d); strings.Contains(text, testSecret) {
			t.Errorf("%s prints the secret: %s", verb, text)
		}
	}
}

func TestTheApplicationSecretOfASetupIsStoredWithItsRequest(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	r := request("one")
	r.ApplicationSecret = ovhapi.NewSecret(testSecret)
	keep(t, open(t, dir), r)
	keep(t, open(t, dir), request("two"))
	got, err := open(t, dir).Pending()
	if diff := cmp.Diff([]ovhapi.PendingRequest{r, request("two")}, got, secretText); err != nil || diff != "" {
		t.Errorf("%v, -want +got:\n%s", err, diff)
	}
	other, err := os.ReadFile(filepath.Join(dir, pendingFolder, "two.json"))
	if err != nil || strings.Contains(string(other), "applicationSecret") {
		t.Errorf("a request without a secret says: %s, %v", other, err)
	}
}
