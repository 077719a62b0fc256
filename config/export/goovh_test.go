package export

import (
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ovh/go-ovh/ovh"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/ovhsim"
)

// forget clears what go-ovh reads from the environment, and leaves out machines
// with keys of their own in the places that it reads.
func forget(t *testing.T) {
	t.Helper()
	for _, name := range []string{"ENDPOINT", "APPLICATION_KEY", "APPLICATION_SECRET", "CONSUMER_KEY", "CLIENT_ID", "CLIENT_SECRET", "ACCESS_TOKEN"} {
		t.Setenv("OVH_"+name, "")
	}
	places := []string{"/etc/ovh.conf"}
	if u, err := user.Current(); err == nil {
		places = append(places, filepath.Join(u.HomeDir, ".ovh.conf"))
	}
	for _, p := range places {
		if _, err := os.Stat(p); err == nil {
			t.Skip(p + " is there")
		}
	}
}

// TestOVHsOwnLibrarySigns gives go-ovh what was exported, as its file and as its
// environment, and lets it make a call that the simulated API accepts only when
// the signature is right. These tests change folder and environment, so they run
// one by one.
func TestOVHsOwnLibrarySigns(t *testing.T) {
	for _, id := range []string{"ovh-conf", "ovhcloud-cli", "env", "dotenv", "lego", "github-actions", "k8s-secret"} {
		t.Run(id, func(t *testing.T) {
			forget(t)
			t.Chdir(t.TempDir())
			sim := ovhsim.New(ovhsim.Options{})
			if err := sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = sim.Close() })
			theirs := sim.Keys()
			format, _ := ByID(id)
			text, err := format.Render(application(endpointNamed(t, sim.Endpoint()), theirs.ApplicationKey, theirs.ApplicationSecret, theirs.ConsumerKey), nil)
			if err != nil {
				t.Fatal(err)
			}
			configure(t, format, text.Reveal())
			client, err := ovh.NewDefaultClient()
			if err != nil {
				t.Fatalf("%v\n%s", err, text.Reveal())
			}
			var ids []int64
			if err := client.Get("/me/api/credential", &ids); err != nil || len(ids) == 0 {
				t.Errorf("%d tokens: %v", len(ids), err)
			}
		})
	}
}

// configure makes a text the ovh.conf of this folder, or sets its variables.
func configure(t *testing.T, format Format, text string) {
	t.Helper()
	if format.Kind == File {
		if err := os.WriteFile("ovh.conf", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	for place, value := range readings[format.ID].read(t, text) {
		if at := strings.LastIndex(place, "OVH_"); at >= 0 {
			t.Setenv(place[at:], value)
		}
	}
}

// TestOVHsOwnLibraryReads compares what go-ovh makes of the files, odd values
// and all seven endpoints included.
func TestOVHsOwnLibraryReads(t *testing.T) {
	forget(t)
	t.Chdir(t.TempDir())
	for _, id := range []string{"ovh-conf", "ovhcloud-cli"} {
		format, _ := ByID(id)
		for _, e := range append(ovhapi.Endpoints(), endpointNamed(t, "https://api.example.net:8443/1.0"), endpointNamed(t, "http://[::1]:8080/1.0")) {
			for name, value := range hostile {
				readAs(t, format, e, name, value)
			}
		}
	}
}

// readAs writes a file with one odd value and lets go-ovh read it. Which values
// are refused is held by TestHostileValues.
func readAs(t *testing.T, format Format, e ovhapi.Endpoint, name, value string) {
	t.Helper()
	text, err := format.Render(application(e, value, value+"2", value+"3"), nil)
	if err != nil {
		return
	}
	configure(t, format, text.Reveal())
	client, err := ovh.NewDefaultClient()
	if err != nil {
		t.Fatalf("%s, %s: %v\n%s", format.ID, name, err, text.Reveal())
	}
	if client.AppKey != value || client.AppSecret != value+"2" || client.ConsumerKey != value+"3" || client.Endpoint() != e.URL {
		t.Errorf("%s, %s, %s: go-ovh reads %q %q %q %q", format.ID, e.Name, name, client.AppKey, client.AppSecret, client.ConsumerKey, client.Endpoint())
	}
}
