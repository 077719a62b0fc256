package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLinesWithoutEffectAreNamed has lines that were meant to hold the consumer key
// and do not, and lines that have nothing to do with it.
func TestLinesWithoutEffectAreNamed(t *testing.T) {
	t.Parallel()
	const key = "6f59aaaabbbbccccddddeeeeffff0000"
	for line, says := range map[string]string{
		"consumer_key " + key:                      "line 6: consumer_key has no = after it.",
		"ConsumerKey=" + key:                       "line 6: Nothing reads",
		"[default]\nconsumer_key=" + key:           "line 7: consumer_key stands in [default], where nothing reads it.",
		"[ovh-ca\nconsumer_key " + key:             "line 6: This section has no closing bracket.",
		"[profile:other]\nconsumer_key " + key:     "",
		"some words":                               "",
		"application_key twice":                    "",
		"[ovh-ca]\napplication_key=x\nregion here": "",
	} {
		file := filepath.Join(t.TempDir(), "ovh.conf")
		text := "[default]\nendpoint=ovh-eu\n[ovh-eu]\napplication_key=a\napplication_secret=b\n" + line + "\n"
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		m, err := Load(Sources{ConfigFile: file, Getenv: func(string) string { return "" }})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if lines := m.Ignored(m.Active); len(lines) > 0 {
			got = lines[0].String()
		}
		if (says == "") != (got == "") || !strings.Contains(got, says) || strings.Contains(got, key) {
			t.Errorf("%q: %q, want %q", line, got, says)
		}
	}
}
