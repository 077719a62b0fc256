package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
)

// configured serves an account and returns the ovh.conf that leads to it.
func configured(t *testing.T) (sim *ovhsim.Server, conf string) {
	t.Helper()
	sim = ovhsim.New(ovhsim.Options{})
	if err := sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	conf = filepath.Join(t.TempDir(), "ovh.conf")
	if err := os.WriteFile(conf, []byte(sim.Config()), 0o600); err != nil {
		t.Fatal(err)
	}
	return sim, conf
}

// wrong are command lines that can't be what was meant, for every command.
var wrong = [][]string{
	{"--profile", "nope", "list"},
	{"list", "--app", "bogus"},
	{"--endpoint", "nope", "list"},
	{"--endpoint", "ovh_eu", "list"},
	{"--endpoint", "http://example.com", "list"},
	{"--theme", "pink", "list"},
	{"--debug", "none/x", "list"},
	{"--nope"},
	{"lst"},
	{"nosuchthing"},
	{"list", "--nope"},
	{"list", "--status", "nope"},
	{"list", "--finding", "nope"},
	{"list", "--csv", "--json"},
	{"list", "extra"},
	{"show"},
	{"show", "abc"},
	{"show", "99"},
	{"show", "1", "2"},
	{"request"},
	{"request", "--preset", "nope"},
	{"request", "--preset", "lego"},
	{"request", "--preset", "lego", "--set", "foo=bar"},
	{"request", "--rule", "foo"},
	{"request", "--rules", "nofile"},
	{"request", "--like", "abc"},
	{"request", "--like", "99"},
	{"request", "--set", "a=b"},
	{"request", "--rule", "GET /me", "--allow-ip", "foo"},
	{"request", "--rule", "GET /me", "--timeout", "0x"},
	{"request", "--rule", "GET /me", "--timeout", "-1m"},
	{"request", "--rule", "GET /me", "--export", "nope"},
	{"request", "--rule", "GET /me", "--save", "foo"},
	{"request", "--rule", "GET /me", "--save=a]b"},
	{"request", "--rule", "GET /me/pills", "--no-wait"},
	{"request", "--rule", "GET /me", "--export", "env", "--json"},
	{"resume", "nope"},
	{"resume"},
	{"resume", "--timeout", "x"},
	{"pending", "--forget", "nope"},
	{"pending", "foo"},
	{"revoke"},
	{"revoke", "abc"},
	{"revoke", "99", "--yes"},
	{"clean", "foo"},
	{"clean"},
	{"clean", "--also", "nope"},
	{"clean", "--also", "unused=abc"},
	{"rotate", "nope"},
	{"rotate", "a", "b"},
	{"rotate"},
	{"rotate", "--timeout", "x"},
	{"allow"},
	{"allow", "abc", "--any"},
	{"allow", "99", "--any"},
	{"allow", "99"},
	{"allow", "99", "--ip", "foo"},
	{"allow", "99", "--ip", "1.2.3.4", "--any"},
	{"apps", "foo"},
	{"apps", "delete"},
	{"apps", "delete", "abc"},
	{"apps", "delete", "99", "--yes"},
	{"presets", "nope"},
	{"presets", "a", "b"},
	{"operations", "--nope"},
	{"rules"},
	{"rules", "--rule", "foo"},
	{"rules", "--rules", "nofile"},
	{"rules", "--rule", "GET /me", "--as", "nope"},
	{"rules", "--token", "99"},
	{"rules", "--token", "x"},
	{"explain"},
	{"explain", "--rule", "GET /me"},
	{"explain", "--rule", "GET /me", "foo"},
	{"explain", "--rule", "foo", "GET /me"},
	{"export", "--format", "nope"},
	{"export", "foo"},
	{"export", "--format", "env", "--set", "a=b"},
	{"export", "--profile", "nope"},
	{"profiles", "use"},
	{"profiles", "use", "nope"},
	{"profiles", "foo"},
	{"doctor", "--preset", "nope"},
	{"doctor", "--within", "nope"},
	{"doctor", "-"},
	{"check", "--within", "nope"},
	{"check", "foo"},
	{"check", "--textfile", "none/x"},
	{"whoami", "foo"},
	{"sim", "--addr", "foo"},
	{"sim", "--latency", "nope"},
	{"sim", "--tokens", "-1"},
	{"sim", "--tokens", "x"},
	{"sim", "--redirection", "x"},
	{"sim", "--validate", "x"},
	{"sim", "--iam-denied", "x"},
	{"completion"},
	{"completion", "nope"},
	{"completion", "bash", "zsh"},
	{"man", "foo"},
	{"man", "--dir", "/dev/null/x"},
	{"help", "nosuch"},
	{"help", "apps", "nosuch"},
	{"help", "lst"},
	{"apps", "delte", "3"},
	{"revoke", "1", "--read-only"},
	{"clean", "--read-only"},
	{"apps", "delete", "3", "--read-only"},
	{"allow", "3", "--any", "--read-only"},
	{"request", "--rule", "GET /me", "--read-only"},
}

func TestEveryErrorNamesACommandToGoOnWith(t *testing.T) {
	t.Parallel()
	_, conf := configured(t)
	lines := [][]string{{"--config", "missing", "list"}, {"--demo", "--profile", "x", "list"}, {}}
	for _, line := range wrong {
		lines = append(lines, append([]string{"--config", conf}, line...))
	}
	for _, line := range lines {
		got := command(t, false, line...)
		next := nextLine(got.err)
		if got.code == exitDone || next == "" || !strings.HasPrefix(got.err, "ovh-tokens: ") && !strings.Contains(got.err, "\novh-tokens: ") {
			t.Errorf("%q ended with code %d:\n%s%s", line, got.code, got.out, got.err)
			continue
		}
		if strings.HasPrefix(next, program) {
			if err := pasteable(next); err != nil {
				t.Errorf("%q: %v", line, err)
			}
		}
	}
}

// nextLine is the command that a failure names, or "".
func nextLine(said string) string {
	_, next, _ := strings.Cut(said, "\n  next: ")
	next, _, _ = strings.Cut(next, "\n")
	return next
}

func TestTheNextCommandIsTheOneThatHelps(t *testing.T) {
	t.Parallel()
	_, conf := configured(t)
	for line, next := range map[string]string{
		"--config CONF --profile nope list":         "ovh-tokens --config CONF profiles",
		"--config missing --profile x list":         "ovh-tokens profiles",
		"--config CONF --endpoint ovh_eu list":      "ovh-tokens --config CONF --endpoint ovh-eu list",
		"--config CONF --endpoint nope list":        "ovh-tokens --config CONF profiles",
		"--config CONF list --app bogus":            "ovh-tokens --config CONF apps",
		"--config CONF show bogus":                  "ovh-tokens --config CONF list",
		"--config CONF rules --rules nofile":        "ovh-tokens rules --help",
		"--config CONF check --textfile /none/x":    "mkdir -p /none && ovh-tokens --config CONF check --textfile /none/x",
		"--config CONF --read-only revoke 1":        "ovh-tokens --config CONF --read-only revoke 1 --dry-run",
		"--config CONF --read-only apps delete 3":   "ovh-tokens --config CONF --read-only apps delete 3 --dry-run",
		"--config CONF allow --read-only 3 --any":   "ovh-tokens --config CONF allow --read-only 3 --any --dry-run",
		"--config CONF apps delte 3":                "ovh-tokens apps delete --help",
		"help rotat":                                "ovh-tokens rotate --help",
		"--config CONF request --preset lego":       "ovh-tokens --config CONF request --preset lego --set zone=example.com",
		"--config CONF export --format zzz --set 1": "ovh-tokens --config CONF export --list",
	} {
		got := command(t, false, strings.Fields(strings.ReplaceAll(line, "CONF", conf))...)
		if is := strings.ReplaceAll(nextLine(got.err), conf, "CONF"); is != next {
			t.Errorf("%s: next: %s, want %s\n%s", line, is, next, got.err)
		}
	}
}

func TestReadOnlyNamesTheWholeCommand(t *testing.T) {
	t.Parallel()
	if got := command(t, false, "apps", "delete", "--read-only", "3"); !strings.HasPrefix(got.err, "ovh-tokens: apps delete changes the account") {
		t.Errorf("it says %q", got.err)
	}
}

// TestHelpOfNothing has help refuse what is no command, and show what is one.
func TestHelpOfNothing(t *testing.T) {
	t.Parallel()
	got := command(t, false, "help", "rotat")
	if got.code != exitUsage || got.out != "" || !strings.Contains(got.err, `there is no command "rotat". Is it rotate?`) {
		t.Errorf("code %d, %q, %q", got.code, got.out, got.err)
	}
	got = command(t, false, "help", "apps", "delete")
	if got.code != exitDone || got.err != "" || !strings.Contains(got.out, "ovh-tokens apps delete ID") {
		t.Errorf("code %d, %q, %q", got.code, got.out, got.err)
	}
}

// misplaced are the command lines above with a key in place of one word after the
// other, and further ones. Flags that name a file to write are left out.
func misplaced(key string) [][]string {
	lines := [][]string{
		{key},
		{"rules", "--rule", key},
		{"rules", "--rule", "GET " + key},
		{"--endpoint", key, "list"},
		{"--profile", key, "list"},
		{"--" + key},
		{"help", key},
		{"operations", key},
		{"rules", "--preset", "lego", "--set", "zones=" + key},
	}
	for _, line := range wrong {
		if slices.ContainsFunc(line, func(word string) bool { return slices.Contains([]string{"--debug", "--dir", "--textfile"}, word) }) {
			continue
		}
		for i := 1; i < len(line); i++ {
			other := slices.Clone(line)
			other[i] = key
			if strings.HasPrefix(line[i], "--") {
				other[i] = line[i] + "=" + key
			}
			lines = append(lines, append(other, "--read-only"))
		}
	}
	return lines
}

func TestAKeyThatIsPastedForSomethingElseIsNotRepeated(t *testing.T) {
	t.Parallel()
	_, conf := configured(t)
	for _, key := range []string{"6f59aaaabbbbccccddddeeeeffff0000", "Ab3dEf6hIj9lMn2p"} {
		for _, line := range misplaced(key) {
			if got := command(t, false, append([]string{"--config", conf}, line...)...); strings.Contains(got.out+got.err, key) {
				t.Errorf("%q says it:\n%s%s", line, got.out, got.err)
			}
		}
	}
}

// TestAKeyInAFileOfRulesIsNotRepeated has an ovh.conf taken for rules.
func TestAKeyInAFileOfRulesIsNotRepeated(t *testing.T) {
	t.Parallel()
	sim, conf := configured(t)
	got := command(t, false, "rules", "--rules", conf)
	if k := sim.Keys(); got.code != exitUsage || strings.Contains(got.err, k.ConsumerKey) || strings.Contains(got.err, k.ApplicationSecret) {
		t.Errorf("code %d:\n%s", got.code, got.err)
	}
}
