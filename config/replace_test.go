package config

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
)

const (
	replacedKey = "0000000000000000000000000000aaaa"
	freshKey    = "1111111111111111111111111111bbbb"
)

// TestReplaceWritesEveryFile finds the old key in two files: both change and
// nothing else in them. A variable that holds it cannot be changed and is told.
func TestReplaceWritesEveryFile(t *testing.T) {
	t.Parallel()
	text := "; mine\n[default]\nendpoint = ovh-eu\n\n[ovh-eu]\napplication_key=abcdefabcdefabcd\napplication_secret=x\nconsumer_key = " + replacedKey + "\n"
	for _, variable := range []string{"", replacedKey} {
		dir := t.TempDir()
		home, extra := filepath.Join(dir, ".ovh.conf"), filepath.Join(dir, "lego.conf")
		for _, path := range []string{home, extra} {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		getenv := func(name string) string {
			if name == "OVH_CONSUMER_KEY" {
				return variable
			}
			return ""
		}
		r := KeyReplacer{Sources: Sources{HomeDir: dir, Getenv: getenv}, Files: []string{extra}}
		written, left, err := r.Replace(ovhapi.NewSecret(replacedKey), ovhapi.NewSecret(freshKey))
		if err != nil || len(written) != 2 {
			t.Fatalf("written %v, left %v, %v", written, left, err)
		}
		if (variable != "") != slices.Contains(left, "OVH_CONSUMER_KEY") {
			t.Errorf("left: %v", left)
		}
		want := strings.Replace(text, replacedKey, freshKey, 1)
		for _, path := range []string{home, extra} {
			got, err := os.ReadFile(path)
			if err != nil || string(got) != want {
				t.Errorf("%s: %q, %v", path, got, err)
			}
		}
	}
}

// TestReplaceWritesNothingWithoutANewKey keeps the old key everywhere.
func TestReplaceWritesNothingWithoutANewKey(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	home, odd := filepath.Join(dir, ".ovh.conf"), filepath.Join(dir, "odd.conf")
	good := "[ovh-eu]\nconsumer_key=" + replacedKey + "\n"
	for path, text := range map[string]string{home: good, odd: good} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := KeyReplacer{Sources: Sources{HomeDir: dir}, Files: []string{odd}}
	_, _, err := r.Replace(ovhapi.NewSecret(replacedKey), ovhapi.Secret{})
	if err == nil {
		t.Fatal("an empty key was written")
	}
	for _, path := range []string{home, odd} {
		if got, _ := os.ReadFile(path); string(got) != good {
			t.Errorf("%s was changed: %q", path, got)
		}
	}
}

// TestReplaceThatStopsHalfWay tells where either key stands.
func TestReplaceThatStopsHalfWay(t *testing.T) {
	t.Parallel()
	home, work := t.TempDir(), t.TempDir()
	further := filepath.Join(work, "deploy.env")
	write(t, filepath.Join(home, ".ovh.conf"), "[ovh-eu]\nconsumer_key="+replacedKey+"\n")
	write(t, further, "OVH_CONSUMER_KEY="+replacedKey+"\n")
	if runtime.GOOS == "windows" {
		t.Skip("one folder cannot be locked alone here")
	}
	unlock, err := lockFolder(work)
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	r := KeyReplacer{Sources: Sources{HomeDir: home}, Files: []string{further}}
	written, left, err := r.Replace(ovhapi.NewSecret(replacedKey), ovhapi.NewSecret(freshKey))
	if !errors.Is(err, ErrBusy) || strings.Contains(err.Error(), "nothing") {
		t.Errorf("error %v", err)
	}
	if !slices.Equal(written, []string{"~/.ovh.conf line 2"}) || !slices.Equal(left, []string{further + " line 1"}) {
		t.Errorf("written %v, left %v", written, left)
	}
}
