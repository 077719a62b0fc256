package config

import (
	"os"
	"path/filepath"
	"testing"
)

// TestResolve gives every file one full path, whatever was typed.
func TestResolve(t *testing.T) {
	t.Parallel()
	home, work := t.TempDir(), t.TempDir()
	s := Sources{HomeDir: home, WorkDir: work}
	for typed, want := range map[string]struct{ path, shown string }{
		"~/a/deploy.env":                    {filepath.Join(home, "a", "deploy.env"), "~/a/deploy.env"},
		filepath.Join(home, "deploy.env"):   {filepath.Join(home, "deploy.env"), "~/deploy.env"},
		"deploy.env":                        {filepath.Join(work, "deploy.env"), filepath.Join(work, "deploy.env")},
		"./a/../deploy.env":                 {filepath.Join(work, "deploy.env"), filepath.Join(work, "deploy.env")},
		filepath.Join(work, "x", "..", "y"): {filepath.Join(work, "y"), filepath.Join(work, "y")},
		"~other/deploy.env":                 {filepath.Join(work, "~other", "deploy.env"), filepath.Join(work, "~other", "deploy.env")},
	} {
		path, shown := s.Resolve(typed)
		if path != want.path || shown != want.shown {
			t.Errorf("%s is %s, written %s", typed, path, shown)
		}
	}
	if path, _ := (Sources{}).Resolve("deploy.env"); !filepath.IsAbs(path) {
		t.Errorf("without folders it is %s", path)
	}
}

// TestFilesAreNamedOnce finds a file under a relative name that is given from the
// home folder too.
func TestFilesAreNamedOnce(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, "deploy.env"), []byte("OVH_CONSUMER_KEY="+replacedKey+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	list, problems := Holdings(Sources{HomeDir: home, WorkDir: home}, "~/deploy.env", "deploy.env")
	if len(list) != 1 || len(list[0].Places) != 1 || list[0].Places[0].Origin.String() != "~/deploy.env line 1" {
		t.Errorf("found %v, %v", list, problems)
	}
}
