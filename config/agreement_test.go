package config

import (
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ovh/go-ovh/ovh"
	"gopkg.in/ini.v1"
)

// forget clears every variable that go-ovh reads.
func forget(t *testing.T) {
	t.Helper()
	for _, key := range append([]string{keyEndpoint, keyProfile}, credentialKeys...) {
		t.Setenv(variable(key), "")
	}
}

// skipWithOwnFiles leaves out machines whose own keys go-ovh would read.
func skipWithOwnFiles(t *testing.T) {
	t.Helper()
	paths := []string{"/etc/ovh.conf"}
	if u, err := user.Current(); err == nil {
		paths = append(paths, filepath.Join(u.HomeDir, ".ovh.conf"))
	}
	for _, p := range paths {
		if _, err := os.Stat(p); err == nil {
			t.Skip(p + " is there")
		}
	}
}

// What go-ovh's own reader makes of the same file and environment is what the
// active profile holds. These tests change the folder, so they run one by one.
func TestAgreesWithGoOVH(t *testing.T) {
	skipWithOwnFiles(t)
	tests := []struct {
		name, text, endpoint string
		env                  map[string]string
	}{
		{"plain", sound3, "", nil},
		{"endpoint in default", "[default]\nendpoint = ovh-ca\n[ovh-eu]\n" + keys("EU") + "[ovh-ca]\n" + keys("CA"), "", nil},
		{"endpoint given", "[default]\nendpoint = ovh-ca\n[ovh-eu]\n" + keys("EU") + "[ovh-ca]\n" + keys("CA"), "ovh-eu", nil},
		{"variables", sound3, "", map[string]string{"OVH_CONSUMER_KEY": " other ", "OVH_ENDPOINT": "kimsufi-eu", "OVH_APPLICATION_KEY": "a", "OVH_APPLICATION_SECRET": "b"}},
		{"one variable", sound3, "", map[string]string{"OVH_CONSUMER_KEY": "other"}},
		{"no consumer key", "[ovh-eu]\napplication_key=a\napplication_secret=b\n", "", nil},
		{"byte order mark", "\uFEFF" + sound3, "", nil},
		{"CRLF", strings.ReplaceAll(sound3, "\n", "\r\n"), "", nil},
		{"blanks and colons", "  [ovh-eu]  ; here\n\tapplication_key :  a b \n application_secret\t=\tb\nconsumer_key= c\n", "", nil},
		{"quotes", "[ovh-eu]\napplication_key=\"a\"\napplication_secret='b'\nconsumer_key=`c`\n", "", nil},
		{"odd quotes", "[ovh-eu]\napplication_key=\"a\napplication_secret=\"\"\"b\"\"\"\nconsumer_key=a\"b\"c\n", "", nil},
		{"quoted names", "[ovh-eu]\n\"application_key\"=a\n`application_secret`=b\n\"\"\"consumer_key\"\"\"=c\n", "", nil},
		{"comments", "[ovh-eu]\napplication_key=a#b\napplication_secret=b ; c\n#consumer_key=x\nconsumer_key=;d\n", "", nil},
		{"continued", "[ovh-eu]\napplication_key=a\\\nb\\\n\napplication_secret=b\\\nconsumer_key=c\n", "", nil},
		{"several lines", "[ovh-eu]\napplication_key=`a\nb`\napplication_secret=\"\"\"b\n c\"\"\"\nconsumer_key=c\n", "", nil},
		{"twice", sound3 + "[other]\n[ovh-eu]\nconsumer_key=x\nconsumer_key=y\n", "", nil},
		{"references", "base=b\n[ovh-eu]\napplication_key=%(base)s%(nosuch)s\napplication_secret=%(application_key)s-\nconsumer_key=100%\n", "", nil},
		{"inherited", "[ovh]\n[https://example.com/1]\nconsumer_key=p\n[https://example.com/1.0]\napplication_key=a\napplication_secret=b\n", "https://example.com/1.0", nil},
		{"other case", "[OVH-EU]\nconsumer_key=x\n[ovh-eu]\napplication_key=a\napplication_secret=b\nConsumer_Key=c\n", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			forget(t)
			for k, v := range tt.env {
				t.Setenv(k, v)
			}
			write(t, filepath.Join(dir, "ovh.conf"), tt.text)
			client, err := ovh.NewEndpointClient(tt.endpoint)
			if err != nil {
				t.Fatal(err)
			}
			m, err := Load(Sources{WorkDir: dir, Endpoint: tt.endpoint, Getenv: os.Getenv})
			if err != nil {
				t.Fatal(err)
			}
			compare(t, m.Active, [4]string{client.Endpoint(), client.AppKey, client.AppSecret, client.ConsumerKey})
		})
	}
}

// go-ovh v1.9.0 hands the three files to ini.LooseLoad, the nearest last. It can't
// be told where the home folder is, so the library is asked instead.
func TestMergesThreeFilesLikeGoOVH(t *testing.T) {
	t.Parallel()
	s := disk{
		work:   "[ovh-ca]\nconsumer_key=nearest\n[default]\nprofile=\n",
		home:   "base=h\n[default]\nendpoint=ovh-ca\n[ovh-ca]\napplication_key=%(base)s\napplication_secret=\n",
		system: "base=s\n[default]\nendpoint=ovh-eu\n[ovh-ca]\n" + keys("SY"),
	}.sources(t)
	m, err := Load(s)
	if err != nil {
		t.Fatal(err)
	}
	file, err := ini.LooseLoad(s.SystemFile, filepath.Join(s.HomeDir, ".ovh.conf"), filepath.Join(s.WorkDir, "ovh.conf"))
	if err != nil {
		t.Fatal(err)
	}
	want := file.Section(file.Section("default").Key("endpoint").String())
	compare(t, m.Active, [4]string{"https://ca.api.ovh.com/1.0", want.Key(keyApplication).String(), want.Key(keySecret).String(), want.Key(keyConsumer).String()})
}

// compare holds a profile against what another reader found: endpoint, key,
// secret and token.
func compare(t *testing.T, p Profile, want [4]string) {
	t.Helper()
	got := [4]string{p.Endpoint.URL, p.ApplicationKey.Text, p.ApplicationSecret.Secret.Reveal(), p.ConsumerKey.Secret.Reveal()}
	for i, name := range []string{"endpoint", "key", "secret", "token"} {
		if got[i] != want[i] {
			t.Errorf("%s is %q, the other reader finds %q", name, got[i], want[i])
		}
	}
}

func TestMachineSourcesAreThisMachine(t *testing.T) {
	home, work := t.TempDir(), t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home) // the same on Windows
	t.Setenv("OVH_ENDPOINT", "ovh-us")
	t.Chdir(work)
	s := MachineSources()
	got, err := filepath.EvalSymlinks(s.WorkDir)
	if err != nil {
		t.Fatal(err)
	}
	want, err := filepath.EvalSymlinks(work)
	if err != nil {
		t.Fatal(err)
	}
	if s.HomeDir != home || got != want || s.SystemFile != "/etc/ovh.conf" || s.getenv("OVH_ENDPOINT") != "ovh-us" {
		t.Errorf("got %+v", s)
	}
}
