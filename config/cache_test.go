package config

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ovh-tokens/ovhapi/catalog"
)

func TestCacheKeepsACatalogueForEachEndpoint(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "not", "there")
	holdsEach(t, NewCache(dir))
	holdsEach(t, &MemoryCache{})
	inside, err := os.ReadDir(dir)
	if err != nil || len(inside) != len(endpoints) {
		t.Errorf("the folder holds %d files: %v", len(inside), err)
	}
}

var endpoints = []string{
	"ovh-eu", "ovh-ca", "https://eu.api.ovh.com/1.0", "http://127.0.0.1:8080/1.0", "http://127.0.0.1:8080/v1", "../../escape",
}

// holdsEach keeps something for every endpoint, twice, and reads it back.
func holdsEach(t *testing.T, store catalog.Store) {
	t.Helper()
	holds := func(endpoint, want string) {
		if data, err := store.Catalogue(endpoint); string(data) != want || err != nil {
			t.Errorf("%s holds %q, want %q: %v", endpoint, data, want, err)
		}
	}
	for _, e := range endpoints {
		holds(e, "")
		for _, text := range []string{"first of " + e, e} {
			if err := store.KeepCatalogue(e, []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, e := range endpoints {
		holds(e, e)
	}
}

func TestACacheThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := NewCache(filepath.Join(file, "below")).KeepCatalogue("ovh-eu", []byte("x")); err == nil {
		t.Error("it kept a catalogue below a file")
	}
	if _, err := NewCache(filepath.Join(file, "below")).Catalogue("ovh-eu"); err == nil {
		t.Error("it read a catalogue below a file without an error")
	}
}

// TestACatalogueThatIsNoneIsNotRead puts other things where the file belongs; a
// new catalogue takes the place of what is too large.
func TestACatalogueThatIsNoneIsNotRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := NewCache(dir)
	if err := os.Mkdir(c.file("ovh-eu"), 0o700); err != nil {
		t.Fatal(err)
	}
	if data, err := c.Catalogue("ovh-eu"); data != nil || !errors.Is(err, errDirectory) {
		t.Errorf("of a folder it reads %d bytes: %v", len(data), err)
	}
	if err := os.WriteFile(c.file("ovh-ca"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(c.file("ovh-ca"), maxCatalogue+1); err != nil {
		t.Fatal(err)
	}
	if data, err := c.Catalogue("ovh-ca"); data != nil || err == nil {
		t.Errorf("of a file without end it reads %d bytes", len(data))
	}
	if err := c.KeepCatalogue("ovh-ca", []byte("small")); err != nil {
		t.Fatal(err)
	}
	if data, err := c.Catalogue("ovh-ca"); string(data) != "small" || err != nil {
		t.Errorf("it reads %q: %v", data, err)
	}
}

func TestCacheDirOfEachPlatform(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ goos, home, name, value, want string }{
		{"linux", "/home/me", "XDG_CACHE_HOME", "/var/me", "/var/me/ovh-tokens"},
		{"linux", "/home/me", "", "", "/home/me/.cache/ovh-tokens"},
		{"darwin", "/Users/me", "", "", "/Users/me/Library/Caches/ovh-tokens"},
		{"windows", "/Users/me", "LocalAppData", "/Users/me/Local", "/Users/me/Local/ovh-tokens/cache"},
		{"windows", "/Users/me", "", "", "/Users/me/AppData/Local/ovh-tokens/cache"},
		{"linux", "", "", "", ""},
	} {
		getenv := func(name string) string {
			if name == tt.name {
				return tt.value
			}
			return ""
		}
		got, err := CacheDir(getenv, tt.goos, tt.home)
		if filepath.ToSlash(got) != tt.want || (err != nil) != (tt.want == "") {
			t.Errorf("%+v: got %q, %v", tt, got, err)
		}
	}
}
