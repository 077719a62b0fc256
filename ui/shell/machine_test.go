package shell_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/shell"
)

const twoAccounts = `[default]
profile=prod

[profile:prod]
endpoint=ovh-eu
application_key=prod00000000000a
application_secret=prods0000000000000000000000000000
consumer_key=prodc0000000000000000000000000000

[profile:lab]
endpoint=ovh-ca
application_key=lab000000000000a
application_secret=labs00000000000000000000000000000
consumer_key=labc00000000000000000000000000000
`

// TestReread changes the files under the program: it goes on with the account it
// works with, and knows what the files say of it now.
func TestReread(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		now     string
		line    int    // of the consumer key in use, as it is shown
		profile string // that is asked for from here on
	}{
		"lines move":              {"# one more\n" + twoAccounts, 9, ""},
		"another default":         {strings.Replace(twoAccounts, "profile=prod", "profile=lab", 1), 8, "prod"},
		"another key":             {strings.Replace(twoAccounts, "prodc", "fresh", 1), 8, ""},
		"the profile is gone":     {twoAccounts[strings.Index(twoAccounts, "[profile:lab]"):], 8, ""},
		"the file cannot be read": {"\x00", 8, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			file := filepath.Join(home, ".ovh.conf")
			write(t, file, twoAccounts)
			env := &shell.Env{Sources: config.Sources{HomeDir: home}, Connect: connect}
			m, client, err := env.Look()
			if err != nil {
				t.Fatal(err)
			}
			env.Use(m, client)
			was := m.Active
			write(t, file, test.now)
			reading := env.Reread()()
			env.Adopt(reading)
			in := env.Machine.Active
			if !shell.SameKeys(in, was) || env.Client != client {
				t.Errorf("the account in use is now %s", in.Name)
			}
			if in.ConsumerKey.Origin.Line != test.line || env.Sources.Profile != test.profile {
				t.Errorf("its key stands in line %d, and %q is asked for", in.ConsumerKey.Origin.Line, env.Sources.Profile)
			}
			if env.Machine == m {
				t.Error("nothing was read")
			}
		})
	}
}

// A reading that was begun for another account comes too late.
func TestReadingOfAnotherAccountIsDropped(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, filepath.Join(home, ".ovh.conf"), twoAccounts)
	env := &shell.Env{Sources: config.Sources{HomeDir: home}, Connect: connect}
	m, client, _ := env.Look()
	env.Use(m, client)
	late := env.Reread()
	env.Sources.Profile = "lab"
	m, client, _ = env.Look()
	env.Use(m, client)
	if env.Adopt(late()); env.Machine != m || env.Machine.Active.Name != "lab" || env.Sources.Profile != "lab" {
		t.Errorf("the account is %s again", env.Machine.Active.Name)
	}
}

func connect(p config.Profile) (*ovhapi.Client, error) {
	return ovhapi.NewClient(ovhapi.Options{
		Endpoint: p.Endpoint, ApplicationKey: p.ApplicationKey.Text, ApplicationSecret: p.ApplicationSecret.Secret, ConsumerKey: p.ConsumerKey.Secret,
	})
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
