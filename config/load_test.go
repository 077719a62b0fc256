package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	testKey    = "appkey0123456789"
	testSecret = "appsecret0123456789appsecret0123"
	testToken  = "consumer0123456789consumer012345"
)

// keys writes the three keys of a section, each ending in mark.
func keys(mark string) string {
	end := func(s string) string { return s[:len(s)-len(mark)] + mark }
	return "application_key=" + end(testKey) + "\napplication_secret=" + end(testSecret) + "\nconsumer_key=" + end(testToken) + "\n"
}

// disk is an invented machine.
type disk struct {
	work, home, system string // contents; empty = no such file
	env                map[string]string
	profile, endpoint  string
}

// sources writes the files of a disk to temporary folders.
func (d disk) sources(t testing.TB) Sources {
	t.Helper()
	root := t.TempDir()
	s := Sources{
		Profile: d.profile, Endpoint: d.endpoint,
		Getenv:  func(name string) string { return d.env[name] },
		WorkDir: filepath.Join(root, "work"), HomeDir: filepath.Join(root, "home"), SystemFile: filepath.Join(root, "etc", "ovh.conf"),
	}
	write(t, filepath.Join(s.WorkDir, "ovh.conf"), d.work)
	write(t, filepath.Join(s.HomeDir, ".ovh.conf"), d.home)
	write(t, s.SystemFile, d.system)
	return s
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if text == "" {
		return
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// active writes where everything of the active profile comes from.
func active(m *Machine) string {
	p := m.Active
	tail := func(s string) string { return s[max(0, len(s)-2):] }
	return strings.Join([]string{
		p.Name, p.Endpoint.Name + " (" + p.EndpointOrigin.String() + ")",
		tail(p.ApplicationKey.Text) + " (" + p.ApplicationKey.Origin.String() + ")",
		tail(p.ApplicationSecret.Secret.Reveal()) + " (" + p.ApplicationSecret.Origin.String() + ")",
		tail(p.ConsumerKey.Secret.Reveal()) + " (" + p.ConsumerKey.Origin.String() + ")",
	}, " | ")
}

func TestThePrecedenceOfSources(t *testing.T) {
	t.Parallel()
	env := map[string]string{
		"OVH_APPLICATION_KEY": testKey[:14] + "EE", "OVH_APPLICATION_SECRET": testSecret[:30] + "EE", "OVH_CONSUMER_KEY": testToken[:30] + "EE",
	}
	with := func(more map[string]string) map[string]string {
		for k, v := range env {
			if _, ok := more[k]; !ok {
				more[k] = v
			}
		}
		return more
	}
	const ca, eu = "[default]\nendpoint=ovh-ca\n", "[default]\nendpoint=ovh-eu\n"
	profiles := "[default]\nendpoint=ovh-ca\n[ovh-ca]\n" + keys("CA") + "[profile:work]\nendpoint=ovh-us\n" + keys("WO")
	tests := []struct {
		name string
		disk disk
		want string
	}{
		{
			"one file",
			disk{home: ca + "[ovh-ca]\n" + keys("HO")},
			"ovh-ca | ovh-ca (~/.ovh.conf line 2) | HO (~/.ovh.conf line 4) | HO (~/.ovh.conf line 5) | HO (~/.ovh.conf line 6)",
		},
		{
			"default endpoint",
			disk{home: "[ovh-eu]\n" + keys("HO")},
			"ovh-eu | ovh-eu (default) | HO (~/.ovh.conf line 2) | HO (~/.ovh.conf line 3) | HO (~/.ovh.conf line 4)",
		},
		{
			"key by key, the nearer file first",
			disk{work: "[ovh-eu]\nconsumer_key=" + testToken[:30] + "WK\n", home: "[ovh-eu]\n" + keys("HO")},
			"ovh-eu | ovh-eu (default) | HO (~/.ovh.conf line 2) | HO (~/.ovh.conf line 3) | WK (./ovh.conf line 2)",
		},
		{
			"the endpoint of a nearer file",
			disk{work: eu, home: ca + "[ovh-ca]\n" + keys("CA"), system: "[ovh-eu]\n" + keys("SY")},
			"ovh-eu | ovh-eu (./ovh.conf line 2) | SY (SYSTEM line 2) | SY (SYSTEM line 3) | SY (SYSTEM line 4)",
		},
		{
			"the environment",
			disk{home: ca + "[ovh-ca]\n" + keys("HO"), env: with(map[string]string{"OVH_ENDPOINT": "ovh-us"})},
			"environment | ovh-us (OVH_ENDPOINT) | EE (OVH_APPLICATION_KEY) | EE (OVH_APPLICATION_SECRET) | EE (OVH_CONSUMER_KEY)",
		},
		{
			"the endpoint's variable chooses the section",
			disk{home: ca + "[ovh-ca]\n" + keys("CA") + "[ovh-us]\n" + keys("US"), env: map[string]string{"OVH_ENDPOINT": "ovh-us"}},
			"ovh-us | ovh-us (OVH_ENDPOINT) | US (~/.ovh.conf line 8) | US (~/.ovh.conf line 9) | US (~/.ovh.conf line 10)",
		},
		{
			"--endpoint before the variable",
			disk{home: "[ovh-ca]\n" + keys("CA") + "[ovh-us]\n" + keys("US"), endpoint: "ovh-ca", env: map[string]string{"OVH_ENDPOINT": "ovh-us"}},
			"ovh-ca | ovh-ca (--endpoint) | CA (~/.ovh.conf line 2) | CA (~/.ovh.conf line 3) | CA (~/.ovh.conf line 4)",
		},
		{
			"a section named by its URL",
			disk{home: "[default]\nendpoint=http://127.0.0.1:8080/1.0\n[http://127.0.0.1:8080/1.0]\n" + keys("UR")},
			"http://127.0.0.1:8080/1.0 | http://127.0.0.1:8080/1.0 (~/.ovh.conf line 2) | UR (~/.ovh.conf line 4) | UR (~/.ovh.conf line 5) | UR (~/.ovh.conf line 6)",
		},
		{
			"a slash after a URL",
			disk{home: "[http://127.0.0.1:8080/1.0]\n" + keys("UR"), endpoint: "http://127.0.0.1:8080/1.0/"},
			"http://127.0.0.1:8080/1.0 | http://127.0.0.1:8080/1.0 (--endpoint) | UR (~/.ovh.conf line 2) | UR (~/.ovh.conf line 3) | UR (~/.ovh.conf line 4)",
		},
		{
			"--profile keeps the environment out",
			disk{home: profiles, profile: "work", env: with(map[string]string{"OVH_ENDPOINT": "ovh-eu"})},
			"work | ovh-us (~/.ovh.conf line 8) | WO (~/.ovh.conf line 9) | WO (~/.ovh.conf line 10) | WO (~/.ovh.conf line 11)",
		},
		{
			"OVH_PROFILE as well",
			disk{home: profiles, env: with(map[string]string{"OVH_PROFILE": "work"})},
			"work | ovh-us (~/.ovh.conf line 8) | WO (~/.ovh.conf line 9) | WO (~/.ovh.conf line 10) | WO (~/.ovh.conf line 11)",
		},
		{
			"--profile before OVH_PROFILE",
			disk{home: profiles, profile: "ovh-ca", env: map[string]string{"OVH_PROFILE": "work"}},
			"ovh-ca | ovh-ca (~/.ovh.conf line 3) | CA (~/.ovh.conf line 4) | CA (~/.ovh.conf line 5) | CA (~/.ovh.conf line 6)",
		},
		{
			"a default profile",
			disk{work: "[default]\nprofile=work\n", home: profiles},
			"work | ovh-us (~/.ovh.conf line 8) | WO (~/.ovh.conf line 9) | WO (~/.ovh.conf line 10) | WO (~/.ovh.conf line 11)",
		},
		{
			"the environment before a default profile",
			disk{work: "[default]\nprofile=work\n", home: profiles, env: with(map[string]string{})},
			"environment | ovh-us (~/.ovh.conf line 8) | EE (OVH_APPLICATION_KEY) | EE (OVH_APPLICATION_SECRET) | EE (OVH_CONSUMER_KEY)",
		},
		{
			"the reserved name means no profile",
			disk{work: "[default]\nprofile=work\n", home: profiles, profile: "default"},
			"ovh-ca | ovh-ca (~/.ovh.conf line 2) | CA (~/.ovh.conf line 4) | CA (~/.ovh.conf line 5) | CA (~/.ovh.conf line 6)",
		},
		{
			"--endpoint over a profile's",
			disk{home: profiles, profile: "work", endpoint: "ovh-eu"},
			"work | ovh-eu (--endpoint) | WO (~/.ovh.conf line 9) | WO (~/.ovh.conf line 10) | WO (~/.ovh.conf line 11)",
		},
		{
			"the environment as a profile",
			disk{home: profiles, profile: "environment", env: with(map[string]string{})},
			"environment | ovh-ca (~/.ovh.conf line 2) | EE (OVH_APPLICATION_KEY) | EE (OVH_APPLICATION_SECRET) | EE (OVH_CONSUMER_KEY)",
		},
		{
			"a profile without an endpoint takes the default one",
			disk{home: "[default]\nendpoint=ovh-ca\n[profile:work]\n" + keys("WO"), profile: "work"},
			"work | ovh-ca (~/.ovh.conf line 2) | WO (~/.ovh.conf line 4) | WO (~/.ovh.conf line 5) | WO (~/.ovh.conf line 6)",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := tt.disk.sources(t)
			m, err := Load(s)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.ReplaceAll(active(m), s.SystemFile, "SYSTEM"); got != tt.want {
				t.Errorf("active profile\n got %s\nwant %s", got, tt.want)
			}
			if !m.Active.Complete() {
				t.Errorf("not complete: %v is missing", m.Active.Missing())
			}
			if _, ok := m.Profile(m.Active.Name); !ok {
				t.Errorf("the active profile is not listed among %s", m.profileNames())
			}
		})
	}
}

func TestConfigFileIsTheOnlyOne(t *testing.T) {
	t.Parallel()
	s := disk{work: "[ovh-eu]\n" + keys("WK"), home: "[ovh-eu]\n" + keys("HO")}.sources(t)
	s.ConfigFile = filepath.Join(s.HomeDir, "other.conf")
	write(t, s.ConfigFile, "[ovh-eu]\napplication_key="+testKey+"\n")
	m, err := Load(s)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Files) != 1 || m.Files[0].Path != s.ConfigFile || m.Active.ApplicationKey.Origin.String() != "~/other.conf line 2" {
		t.Errorf("looked at %+v, key from %s", m.Files, m.Active.ApplicationKey.Origin)
	}
	if got := m.Active.Missing(); strings.Join(got, " ") != "application_secret consumer_key" {
		t.Errorf("missing %v", got)
	}
}

func TestProfilesAreListed(t *testing.T) {
	t.Parallel()
	m, err := Load(disk{
		work: "[profile:b]\nendpoint=ovh-us\n" + keys("B1"),
		home: "[default]\nprofile=a\n[ovh-eu]\n" + keys("EU") + "[ovh-ca]\n; nothing\n[profile:a]\nclient_id=x\nclient_secret=y\n[profile:empty]\n[profile:default]\nconsumer_key=z\n[ovh-cli]\ndefault_cloud_project=z\n",
	}.sources(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := m.profileNames(); got != "b, a, ovh-eu" { // neither "empty" nor the reserved name
		t.Errorf("profiles are %s", got)
	}
	if m.Default != "a" || m.Active.Name != "a" || m.Chosen.String() != "~/.ovh.conf line 2" {
		t.Errorf("default %q, active %q chosen by %s", m.Default, m.Active.Name, m.Chosen)
	}
	if len(m.Active.Others) != 1 || m.Active.Others[0].Name != "OAuth2 client" || m.Active.Complete() {
		t.Errorf("the OAuth2-only profile is %+v", m.Active)
	}
}

// ini.v1 lets "[a.0]" inherit from "[a]", but only if it is there: go-ovh asks
// for the section first.
func TestAMissingSectionInheritsNothing(t *testing.T) {
	t.Parallel()
	m, err := Load(disk{home: "[https://example.com/1]\n" + keys("UR"), endpoint: "https://example.com/1.0"}.sources(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Active.Missing(); len(got) != 3 {
		t.Errorf("only %v is missing", got)
	}
}

func TestExplainNamesEveryPlace(t *testing.T) {
	t.Parallel()
	s := disk{
		work: "[default]\nendpoint=ovh-ca\n[ovh-eu]\n" + keys("EU"), home: "# nothing yet\n",
		env: map[string]string{"OVH_CONSUMER_KEY": testToken},
	}.sources(t)
	m, err := Load(s)
	if err != nil {
		t.Fatal(err)
	}
	e := m.Explain()
	if got := strings.Join(e.Missing, " "); got != "application_key application_secret" {
		t.Errorf("missing %s", got)
	}
	want := []Look{
		{"environment", "OVH_CONSUMER_KEY"},
		{"./ovh.conf", "[default] endpoint; [ovh-eu] application_key, application_secret, consumer_key"},
		{"~/.ovh.conf", "no keys in it"},
		{s.SystemFile, "not there"},
	}
	for i, w := range want {
		if i >= len(e.Looked) || e.Looked[i] != w {
			t.Errorf("place %d: got %+v, want %+v", i, e.Looked, w)
		}
	}
}

func TestAnErrorKeepsTheMachine(t *testing.T) {
	t.Parallel()
	m, err := Load(disk{home: "[ovh-eu]\n" + keys("HO"), profile: "nosuch"}.sources(t))
	if !errors.Is(err, ErrUnusable) || m == nil || m.Active.Name != "nosuch" || m.Active.Complete() {
		t.Fatalf("got %v and %+v", err, m)
	}
	if !strings.Contains(err.Error(), `"nosuch"`) || !strings.Contains(err.Error(), "ovh-eu") {
		t.Errorf("the error names neither what was asked for nor what there is: %v", err)
	}
}
