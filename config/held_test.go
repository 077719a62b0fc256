package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
)

// TestHeld lists what a key may be asked about, whatever stands beside it, and
// what could not be looked through.
func TestHeld(t *testing.T) {
	t.Parallel()
	eu := ovhapi.Endpoint{Name: "ovh-eu", URL: "https://eu.api.ovh.com/1.0"}
	const application = "abcdefabcdefabcd"
	for name, test := range map[string]struct {
		home, further string
		held          bool
		unread        string
		variable      string
	}{
		"alone in a .env":               {further: "OVH_CONSUMER_KEY=" + replacedKey + "\n", held: true},
		"alone in a section":            {home: "[ovh-eu]\nconsumer_key=" + replacedKey + "\n", held: true},
		"no endpoint":                   {home: "[profile:x]\nconsumer_key=" + replacedKey + "\n", held: true},
		"of another endpoint":           {home: "[ovh-ca]\napplication_key=0123456789abcdef\nconsumer_key=" + replacedKey + "\n"},
		"of the application elsewhere":  {home: "[ovh-ca]\napplication_key=" + application + "\nconsumer_key=" + replacedKey + "\n", held: true},
		"at another name of OVH's":      {home: "[profile:x]\nendpoint=https://api.ovh.com/1.0\nconsumer_key=" + replacedKey + "\n", held: true},
		"by default":                    {home: "[profile:x]\nconsumer_key=0123456789abcdef0123456789abcdef\n", variable: replacedKey, held: true},
		"home file garbled":             {home: "[ovh-eu]\nconsumer_key=\x00\n", unread: "~/.ovh.conf"},
		"further file without any key":  {further: "nothing here\n", unread: "~/deploy.env"},
		"further file not there":        {further: "-", unread: "~/deploy.env"},
		"further file that is a folder": {further: "/", unread: "~/deploy.env"},
		"further file with the new key": {further: "curl -H 'X: " + freshKey + "'\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			further := filepath.Join(home, "deploy.env")
			r := KeyReplacer{Sources: Sources{HomeDir: home, Profile: "x", Getenv: func(name string) string {
				if name == "OVH_CONSUMER_KEY" {
					return test.variable
				}
				return ""
			}}}
			if test.home != "" {
				write(t, filepath.Join(home, ".ovh.conf"), test.home)
			}
			if test.further != "" {
				r.Files = []string{further}
				putFurther(t, further, test.further)
			}
			keys, unread := r.Held(eu, application, ovhapi.NewSecret(freshKey))
			if held := slices.ContainsFunc(keys, func(k ovhapi.HeldKey) bool { return k.Key.Reveal() == replacedKey && len(k.Places) == 1 }); held != test.held {
				t.Errorf("held: %v, %v", held, keys)
			}
			if got := strings.Join(unread, ", "); got != test.unread {
				t.Errorf("unread: %q", got)
			}
		})
	}
}

// The machine's own file is among what may hold a key when only its administrator
// may read it, unless the user goes without it.
func TestTheMachinesFileMayHoldAKey(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root reads everything")
	}
	system := filepath.Join(t.TempDir(), "ovh.conf")
	write(t, system, "[ovh-eu]\nconsumer_key="+replacedKey+"\n")
	if err := os.Chmod(system, 0); err != nil {
		t.Fatal(err)
	}
	r := KeyReplacer{Sources: Sources{SystemFile: system}}
	if list := r.Unread(); len(list) != 1 || list[0].Path != system {
		t.Errorf("unread are %v", list)
	}
	r.Without = []string{system}
	if list := r.Unread(); len(list) > 0 {
		t.Errorf("unread are %v though the user goes without", list)
	}
}

// putFurther writes a further file, makes a folder in its place for "/", and
// leaves it out for "-".
func putFurther(t *testing.T, path, text string) {
	t.Helper()
	switch text {
	case "-":
	case "/":
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
	default:
		write(t, path, text)
	}
}
