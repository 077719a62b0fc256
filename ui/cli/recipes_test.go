package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
)

// shellBlock is a block of Markdown that is to be run.
var shellBlock = regexp.MustCompile("(?ms)^```sh\n(.*?)^```$")

// elsewhere takes another form where a tool takes no URL of this machine, which the
// program refuses to write for it.
var elsewhere = strings.NewReplacer("--export certbot ", "--export env ", "--export acme-sh ", "--export env ")

// TestRecipesWork runs the shell blocks of docs/recipes.md in their order, as one
// user does on one machine, against an account whose owner approves every request.
func TestRecipesWork(t *testing.T) {
	t.Parallel()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell")
	}
	text, err := os.ReadFile("../../docs/recipes.md")
	if err != nil {
		t.Fatal(err)
	}
	sim := ovhsim.New(ovhsim.Options{Validate: ovhsim.ThirtyDays})
	if err := sim.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, ".ovh.conf"), []byte(sim.Config()), 0o600); err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(t.TempDir(), program)
	if err := os.Symlink(binary, bin); err != nil {
		t.Skip("no link can be made")
	}
	env := append(
		os.Environ(), "HOME="+home, "XDG_STATE_HOME="+filepath.Join(home, "state"), "XDG_CACHE_HOME="+filepath.Join(home, "cache"),
		"PATH="+filepath.Dir(bin)+string(filepath.ListSeparator)+os.Getenv("PATH"),
	)
	blocks := shellBlock.FindAllStringSubmatch(string(text), -1)
	if len(blocks) < 12 {
		t.Fatalf("only %d blocks were found", len(blocks))
	}
	for _, block := range blocks {
		cmd := exec.CommandContext(t.Context(), shell, "-eu", "-c", elsewhere.Replace(block[1]))
		cmd.Dir, cmd.Env = home, env
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v:\n%s\n%s", err, block[1], out)
		}
	}
	for _, file := range []string{"lego.env", "ovh.ini", "acme-ovh.sh", "external-dns-ovh.yaml", "ovh.env"} {
		info, err := os.Stat(filepath.Join(home, file))
		if err != nil || info.Size() == 0 || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s does not hold keys for its user alone: %v, %v", file, info, err)
		}
	}
}

// TestRecipesNameWhatThereIs reads every command line of the recipes: its command and
// its flags are there.
func TestRecipesNameWhatThereIs(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/recipes.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := regexp.MustCompile(program+` ([a-z]+)((?: [^|;)>`+"`"+`\n]*)?)`).FindAllStringSubmatch(string(text), -1)
	for _, line := range lines {
		c, _, err := commands().Find([]string{line[1]})
		if err != nil {
			t.Errorf("%s: %v", line[0], err)
			continue
		}
		for _, flag := range regexp.MustCompile(`(?: |^)--([a-z-]+)`).FindAllStringSubmatch(line[2], -1) {
			if c.Flag(flag[1]) == nil && c.InheritedFlags().Lookup(flag[1]) == nil && !strings.Contains(line[2], "$(") {
				t.Errorf("%s has no --%s", c.CommandPath(), flag[1])
			}
		}
	}
	if len(lines) < 20 {
		t.Errorf("only %d command lines were read", len(lines))
	}
}
