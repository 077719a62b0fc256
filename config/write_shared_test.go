package config

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestWhatIsSharedCanBeReadByAll writes a file twice: it holds what was written
// last, everybody may read it, and nothing else is left in its folder.
func TestWhatIsSharedCanBeReadByAll(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "tokens.prom")
	for _, text := range []string{"one\n", "two\n"} {
		if err := WriteShared(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != text {
			t.Errorf("it holds %q, %v; want %q", got, err, text)
		}
	}
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o644 {
		t.Errorf("mode %v, %v; want 0644", info.Mode(), err)
	}
	if list, err := os.ReadDir(dir); err != nil || len(list) != 1 {
		t.Errorf("%d files are there, %v; want one", len(list), err)
	}
	if err := WriteShared(filepath.Join(dir, "none", "tokens.prom"), nil); err == nil {
		t.Error("a file in a folder that is not there was written")
	}
}
