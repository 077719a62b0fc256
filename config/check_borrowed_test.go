package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestKeysAreNotLedToAnotherFilesAddress puts an ovh.conf into the folder worked
// in that gives the profile of the home folder an address of its own.
func TestKeysAreNotLedToAnotherFilesAddress(t *testing.T) {
	t.Parallel()
	keys := "application_key=0123456789abcdef\napplication_secret=0123456789abcdef0123456789abcdef\nconsumer_key=fedcba9876543210fedcba9876543210\n"
	for name, test := range map[string]struct {
		work, home, flag, variables string
		refused                     bool
	}{
		"a host of its own":          {work: "[profile:prod]\nendpoint=https://evil.example/1.0\n", home: "[profile:prod]\nendpoint=ovh-eu\n" + keys, refused: true},
		"one of OVH's endpoints":     {work: "[profile:prod]\nendpoint=ovh-ca\n", home: "[profile:prod]\nendpoint=ovh-eu\n" + keys},
		"named by the user":          {work: "[profile:prod]\nendpoint=ovh-ca\n", home: "[profile:prod]\nendpoint=ovh-eu\n" + keys, flag: "https://proxy.example/1.0"},
		"all of it in the one file":  {home: "[profile:prod]\nendpoint=https://proxy.example/1.0\n" + keys},
		"the keys in variables":      {work: "[default]\nendpoint=https://evil.example/1.0\n", variables: "all", refused: true},
		"address in variables too":   {work: "[default]\nendpoint=https://evil.example/1.0\n", variables: "https://proxy.example/1.0"},
		"address in the home folder": {home: "[default]\nendpoint=https://proxy.example/1.0\n", variables: "all"},
	} {
		dir := t.TempDir()
		work := filepath.Join(dir, "work")
		if err := errors.Join(os.Mkdir(work, 0o700), os.WriteFile(filepath.Join(work, "ovh.conf"), []byte(test.work), 0o600),
			os.WriteFile(filepath.Join(dir, ".ovh.conf"), []byte(test.home), 0o600)); err != nil {
			t.Fatal(err)
		}
		s := Sources{Profile: "prod", Endpoint: test.flag, WorkDir: work, HomeDir: dir}
		if test.variables != "" {
			s.Profile = ""
			s.Getenv = func(name string) string {
				if name == "OVH_ENDPOINT" {
					return strings.TrimPrefix(test.variables, "all")
				}
				return map[string]string{"OVH_APPLICATION_KEY": "0123456789abcdef", "OVH_APPLICATION_SECRET": "x", "OVH_CONSUMER_KEY": "y"}[name]
			}
		}
		_, err := Load(s)
		if refused := errors.Is(err, ErrUnusable); refused != test.refused {
			t.Errorf("%s: refused %v, want %v: %v", name, refused, test.refused, err)
		}
	}
}
