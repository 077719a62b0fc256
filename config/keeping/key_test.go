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

// Beside a service account no tool would take the key, nor the account any more.
func TestServiceAccountKeepsItsSection(t *testing.T) {
	t.Parallel()
	const account = "[ovh-eu]\nclient_id=EU.0123\nclient_secret=5ec3e7\n"
	for name, row := range map[string]struct {
		text, variable, suggested, says string
	}{
		"in the section":   {account, "", "new-token", "~/.ovh.conf line 2 has an OAuth2 client."},
		"in a variable":    {"", "OVH_CLIENT_ID", "new-token", "OVH_CLIENT_ID has an OAuth2 client."},
		"an access token":  {"", "OVH_ACCESS_TOKEN", "new-token", "OVH_ACCESS_TOKEN has an access token."},
		"beside keys":      {account + "application_key=f00d\n", "", "", ""}, // is refused already
		"in another":       {strings.Replace(account, "ovh-eu", "ovh-ca", 1), "", "", ""},
		"in an empty file": {"", "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			if err := os.WriteFile(filepath.Join(home, ".ovh.conf"), []byte(row.text), 0o600); err != nil {
				t.Fatal(err)
			}
			m, _ := config.Load(config.Sources{HomeDir: home, Getenv: func(name string) string {
				if name == row.variable {
					return "EU.0123"
				}
				return ""
			}})
			e, err := ovhapi.ParseEndpoint("ovh-eu")
			if err != nil {
				t.Fatal(err)
			}
			k := Key{ConsumerKey: ovhapi.NewSecret("4e57aa"), Profile: config.Profile{Name: "ovh-eu", Section: "ovh-eu", Endpoint: e}}
			k.Profile.ApplicationKey.Text, k.Profile.ApplicationSecret.Secret = "f00d", ovhapi.NewSecret("5ec3e7")
			if got := k.Suggestion(m); got != row.suggested {
				t.Errorf("it suggests %q, want %q", got, row.suggested)
			}
			said := strings.Join(k.Places(m, "")[0].Warnings(k, ""), " ")
			if !strings.Contains(said, row.says) || (row.says == "") != (said == "") {
				t.Errorf("it warns %q, want %q", said, row.says)
			}
		})
	}
}

// What has not the whole key in it is no copy of it.
func TestTextIsCompleteOnlyWithBothSecrets(t *testing.T) {
	t.Parallel()
	k := Key{ConsumerKey: ovhapi.NewSecret("4e57aa")}
	k.Profile.ApplicationSecret.Secret = ovhapi.NewSecret("5ec3e7")
	for text, want := range map[string]bool{
		"as=5ec3e7 ck=4e57aa": true, "ck=4e57aa": false, "as=5ec3e7": false, "": false, "ck=${OVH_CONSUMER_KEY}": false,
	} {
		if got := k.Complete(text); got != want {
			t.Errorf("%q is complete: %v", text, got)
		}
	}
	k.Profile.ApplicationSecret = config.SecretValue{}
	if !k.Complete("ck=4e57aa") || k.Complete("as=5ec3e7") {
		t.Error("a secret that is not known here is no part of it")
	}
}
