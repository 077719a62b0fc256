package plain_test

import (
	"os/exec"
	"testing"

	"ovh-tokens/ovhapi/plain"
)

func TestShellWordIsOneWord(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"": "''", "list": "list", "--rule": "--rule", "~/.ovh.conf": "'~/.ovh.conf'", "GET /me": "'GET /me'", "/domain/zone/*": "'/domain/zone/*'",
		"it's": `'it'\''s'`, "a;b": "'a;b'", "$HOME": "'$HOME'", "https://eu.api.ovh.com/1.0": "https://eu.api.ovh.com/1.0",
	} {
		got := plain.ShellWord(word)
		if got != want {
			t.Errorf("%q is written as %s, want %s", word, got, want)
		}
		shell, err := exec.LookPath("sh")
		if err != nil {
			continue
		}
		out, err := exec.Command(shell, "-c", "printf %s "+got).Output()
		if err != nil || string(out) != word {
			t.Errorf("a shell takes %s for %q: %v", got, out, err)
		}
	}
}
