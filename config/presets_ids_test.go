package config

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestFaultyEntriesHaveIDsToo since saving under one of them would replace it.
func TestFaultyEntriesHaveIDsToo(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "presets.txt")
	if got := PresetIDs(path); got != nil {
		t.Errorf("without a file: %q", got)
	}
	text := "[good]\nGET /me\n\n[no-rules]\ntitle = Nothing\n\n[bad-rule]\nGETT /me\n\n[good]\nGET /vps\n\n[lego]\nGET /me\n\n[Not An Id]\nGET /me\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	got := PresetIDs(path)
	slices.Sort(got)
	if want := []string{"bad-rule", "good", "lego", "no-rules"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
