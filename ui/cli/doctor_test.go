package cli

import (
	"io"
	"strings"
	"testing"
)

// TestCommandsThatTheDoctorNamesExist parses the forms of its commands as the
// program would.
func TestCommandsThatTheDoctorNamesExist(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"request", "--like", "1", "--rule", "GET /me"},
		{"request", "--rule", "GET /me", "--rule", "POST /domain/zone/*/record"},
		{"request", "--preset", "token-manager"},
		{"resume", "abc"},
		{"pending"},
		{"rotate"},
		{"profiles"},
		{"apps"},
		{"list"},
		{"whoami"},
		{"doctor"},
		{"show", "1"},
		{"operations", "/domain/zones"},
		{"export", "--list"},
	} {
		s := newSession(&console{in: strings.NewReader(""), out: io.Discard, err: io.Discard}, args)
		cmd, rest, err := withCommands(newRoot(s), s).Find(append([]string{"--config", "x"}, args...))
		if err != nil || cmd.Name() != args[0] {
			t.Errorf("%q is no command: %v", args, err)
			continue
		}
		if err := cmd.ParseFlags(rest); err != nil {
			t.Errorf("%q: %v", args, err)
			continue
		}
		if err := cmd.ValidateArgs(cmd.Flags().Args()); err != nil {
			t.Errorf("%q: %v", args, err)
		}
	}
}
