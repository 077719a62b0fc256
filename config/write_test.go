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

func TestWritePrivate(t *testing.T) {
	t.Parallel()
	const text = "OVH_CONSUMER_KEY='new'\n"
	mode := func(path string) fs.FileMode {
		info, err := os.Stat(path)
		if err != nil {
			t.Error(err)
			return 0
		}
		return info.Mode().Perm()
	}
	check := func(t *testing.T, path, want string) {
		t.Helper()
		got, err := os.ReadFile(path)
		if err != nil || string(got) != want {
			t.Errorf("%s holds %q (%v), want %q", path, got, err, want)
		}
		entries, err := os.ReadDir(filepath.Dir(path))
		for _, e := range entries {
			if strings.Contains(e.Name(), ".tmp-") {
				t.Errorf("%s was left behind", e.Name())
			}
		}
		if err != nil {
			t.Error(err)
		}
	}
	t.Run("new, and its folders", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "secrets", "certbot", "ovh.ini")
		if err := config.WritePrivate(path, []byte(text), false); err != nil {
			t.Fatal(err)
		}
		check(t, path, text)
		if runtime.GOOS != "windows" && (mode(path) != 0o600 || mode(filepath.Dir(path)) != 0o700) {
			t.Errorf("the file has mode %o, its folder %o", mode(path), mode(filepath.Dir(path)))
		}
	})
	t.Run("there already", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "ovh.env")
		if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
		err := config.WritePrivate(path, []byte(text), false)
		if !errors.Is(err, fs.ErrExist) || !strings.Contains(err.Error(), "nothing was changed") {
			t.Errorf("an existing file: %v", err)
		}
		check(t, path, "mine")
		if err := config.WritePrivate(path, []byte(text), true); err != nil {
			t.Fatal(err)
		}
		check(t, path, text)
		if runtime.GOOS != "windows" && mode(path) != 0o600 {
			t.Errorf("others can read it: %o", mode(path))
		}
	})
	t.Run("behind a link", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		path, link := filepath.Join(dir, "real"), filepath.Join(dir, "link")
		if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(path, link); err != nil {
			t.Skip(err)
		}
		if err := config.WritePrivate(link, []byte(text), false); !errors.Is(err, fs.ErrExist) {
			t.Errorf("a link was written through unasked: %v", err)
		}
		if err := config.WritePrivate(link, []byte(text), true); err != nil {
			t.Fatal(err)
		}
		check(t, path, text)
		if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("the link is one no more: %v %v", info.Mode(), err)
		}
	})
	t.Run("in the way", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		file := filepath.Join(dir, "file")
		if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{dir, filepath.Join(file, "below")} {
			if err := config.WritePrivate(path, []byte(text), true); err == nil || !strings.Contains(err.Error(), "nothing was changed") {
				t.Errorf("%s: %v", path, err)
			}
		}
		check(t, file, "mine")
	})
}
