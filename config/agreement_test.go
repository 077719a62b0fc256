package config

import (
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ovh/go-ovh/ovh"
)

// forget clears every variable that go-ovh reads.
func forget(t *testing.T) {
	t.Helper()
	for _, key := range append([]string{keyEndpoint, keyProfile}, credentialKeys...) {
		t.Setenv(variable(key), "")
	}
}

// What go-ovh's own reader makes of the same file and environment is what the
// active profile holds. These tests change the folder, so they run one by one.
func TestAgreesWithGoOVH(t *testing.T) {
	if _, err := os.Stat("/etc/ovh.conf"); err == nil {
		t.Skip("this machine has an ovh.conf of its own")
	}
	if u, err := user.Current(); err == nil {
		if _, err := os.Stat(filepath.Join(u.HomeDir, ".ovh.conf")); err == nil {
			t.Skip("this user has an ovh.conf of its own")
		}
	}
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
			for _, pair := range [][3]string{
				{"endpoint", m.Active.Endpoint.URL, client.Endpoint()},
				{"key", m.Active.ApplicationKey.Text, client.AppKey},
				{"secret", m.Active.ApplicationSecret.Secret.Reveal(), client.AppSecret},
				{"token", m.Active.ConsumerKey.Secret.Reveal(), client.ConsumerKey},
			} {
				if pair[1] != pair[2] {
					t.Errorf("%s is %q, go-ovh reads %q", pair[0], pair[1], pair[2])
				}
			}
		})
	}
}

// The home folder's file gives way to the working folder's, key by key. go-ovh
// asks the user database for the home folder where it can, so the comparison is
// possible only in builds without cgo.
func TestAgreesWithGoOVHOnTwoFiles(t *testing.T) {
	home, work := t.TempDir(), t.TempDir()
	t.Setenv("HOME", home)
	if u, err := user.Current(); err != nil || u.HomeDir != home {
		t.Skip("go-ovh does not follow $HOME in this build")
	}
	t.Chdir(work)
	forget(t)
	write(t, filepath.Join(home, ".ovh.conf"), "[default]\nendpoint=ovh-ca\n[ovh-ca]\n"+keys("HO"))
	write(t, filepath.Join(work, "ovh.conf"), "[ovh-ca]\nconsumer_key=nearer\n")
	client, err := ovh.NewEndpointClient("")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Load(MachineSources())
	if err != nil {
		t.Fatal(err)
	}
	if m.Active.ConsumerKey.Secret.Reveal() != client.ConsumerKey || m.Active.ApplicationKey.Text != client.AppKey || m.Active.Endpoint.URL != client.Endpoint() {
		t.Errorf("%s, go-ovh reads %s %s", active(m), client.AppKey, client.Endpoint())
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
