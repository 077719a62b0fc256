package config_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"ovh-tokens/config"
)

const written = "OVH_CONSUMER_KEY='new'\n"

// wantWritten checks what a file holds, that nobody else can read it, and that
// nothing lies beside it.
func wantWritten(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("%s holds %q (%v), want %q", path, got, err, want)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%s has mode %v (%v), want 600", path, info.Mode(), err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Error(err)
	}
	for _, e := range entries {
		if strings.Contains(e.Name(), ".tmp-") {
			t.Errorf("%s was left behind", e.Name())
		}
	}
}

// mine makes a file in a folder of its own.
func mine(t *testing.T, mode fs.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ovh.env")
	if err := os.WriteFile(path, []byte("mine"), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWritePrivateMakesFileAndFolders(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "secrets", "certbot", "ovh.ini")
	if err := config.WritePrivate(path, []byte(written), false); err != nil {
		t.Fatal(err)
	}
	wantWritten(t, path, written)
	info, err := os.Stat(filepath.Dir(path))
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("the folder has mode %v (%v), want 700", info.Mode(), err)
	}
}

func TestWritePrivateReplacesOnlyWhenTold(t *testing.T) {
	t.Parallel()
	path := mine(t, 0o600)
	err := config.WritePrivate(path, []byte(written), false)
	if !errors.Is(err, fs.ErrExist) || !strings.Contains(err.Error(), "nothing was changed") {
		t.Errorf("an existing file: %v", err)
	}
	wantWritten(t, path, "mine")
	open := mine(t, 0o644)
	for _, p := range []string{path, open} {
		if err := config.WritePrivate(p, []byte(written), true); err != nil {
			t.Fatal(err)
		}
		wantWritten(t, p, written)
	}
}

func TestWritePrivateFollowsALink(t *testing.T) {
	t.Parallel()
	path := mine(t, 0o600)
	link := filepath.Join(filepath.Dir(path), "link")
	if err := os.Symlink(path, link); err != nil {
		t.Skip(err)
	}
	if err := config.WritePrivate(link, []byte(written), false); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a link was written through unasked: %v", err)
	}
	if err := config.WritePrivate(link, []byte(written), true); err != nil {
		t.Fatal(err)
	}
	wantWritten(t, path, written)
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is one no more: %v %v", info.Mode(), err)
	}
}

func TestWritePrivateSaysWhatIsInTheWay(t *testing.T) {
	t.Parallel()
	path := mine(t, 0o600)
	for _, p := range []string{filepath.Dir(path), filepath.Join(path, "below")} {
		if err := config.WritePrivate(p, []byte(written), true); err == nil || !strings.Contains(err.Error(), "nothing was changed") {
			t.Errorf("%s: %v", p, err)
		}
	}
	wantWritten(t, path, "mine")
}
