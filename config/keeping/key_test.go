package keeping

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
)

// The stored copy goes only when nothing would be lost with it.
func TestKeyStandsInAFileOnlyWithItsSecret(t *testing.T) {
	t.Parallel()
	const all = "[ovh-ca]\napplication_secret=5ec3e7\nconsumer_key=4e57aa\n"
	tests := map[string]struct {
		near, text string
		stands     bool
	}{
		"both":                    {"", all, true},
		"no secret":               {"", "[ovh-ca]\nconsumer_key=4e57aa\n", false},
		"the secret is nearer":    {"[ovh-ca]\napplication_secret=5ec3e7\n", "[ovh-ca]\nconsumer_key=4e57aa\n", true},
		"another key":             {"", strings.Replace(all, "4e57aa", "01daaa", 1), false},
		"another section":         {"", strings.Replace(all, "ovh-ca", "ovh-eu", 1), false},
		"another line goes first": {"", all + "consumer_key=01daaa\n", false},
		"the key only nearer":     {all, "[ovh-ca]\n", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home, work := t.TempDir(), t.TempDir()
			path := filepath.Join(home, ".ovh.conf")
			for file, text := range map[string]string{path: test.text, filepath.Join(work, "ovh.conf"): test.near} {
				if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			k := Key{ConsumerKey: ovhapi.NewSecret("4e57aa")}
			k.Profile.ApplicationSecret.Secret = ovhapi.NewSecret("5ec3e7")
			err := k.StandsIn(config.Sources{HomeDir: home, WorkDir: work}, path, "ovh-ca")
			if (err == nil) != test.stands {
				t.Errorf("it stands there: %v, want %v", err == nil, test.stands)
			}
		})
	}
}

func TestKeyDoesNotPrintItself(t *testing.T) {
	t.Parallel()
	k := Key{ConsumerKey: ovhapi.NewSecret("4e57aa"), RequestID: "stored"}
	k.Profile.ApplicationSecret.Secret = ovhapi.NewSecret("5ec3e7")
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if got := fmt.Sprintf(verb, k); strings.Contains(got, "4e57aa") || strings.Contains(got, "5ec3e7") {
			t.Errorf("%s prints a secret: %s", verb, got)
		}
	}
}
