//go:build amd64 || arm64

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// onDisk is what has to be done to the file of a new key, in this order, before
// anything is said about it: filled, synced, put in place, and its folder synced.
// Without the syncs the key may be gone after a power cut, while its link was shown
// and can be validated.
var onDisk = regexp.MustCompile(`^create (\*\.json\.tmp-\S+)
write (\*\.json\.tmp-\S+)
sync (\*\.json\.tmp-\S+)
rename (\*\.json\.tmp-\S+)
sync pending
write said
`)

// TestANewKeyIsOnDiskBeforeItsLinkIsShown follows a request for a token at its
// system calls. What it says goes into a file, so that it is among them.
func TestANewKeyIsOnDiskBeforeItsLinkIsShown(t *testing.T) {
	t.Parallel()
	b := newBox(t, intoAFile())
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	said, err := os.Create(filepath.Join(b.home, "said"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = said.Close() }()
	log := filepath.Join(t.TempDir(), "trace")
	cmd := exec.CommandContext(t.Context(), self, binary, "request", "--rule", "GET /me", "--no-wait")
	cmd.Stdout, cmd.Stderr = said, said
	cmd.Env = append(append(os.Environ(), b.env()...), traceFolder+"="+b.home, traceFrom+"="+filepath.Join(b.state(), "pending"), traceAt+"=0", traceLog+"="+log)
	ended := cmd.Run()
	words, err := os.ReadFile(said.Name())
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(words), "operation not permitted") {
		t.Skip("this machine does not let a program be traced")
	}
	if ended != nil || !strings.Contains(string(words), "credentialToken=") {
		t.Fatalf("no link was shown: %v\n%s", ended, words)
	}
	did, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	if !onDisk.Match(did) {
		t.Errorf("the key was not on disk when it was spoken of:\n%s", did)
	}
}
