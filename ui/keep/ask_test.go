package keep

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// The answer to a question is to what was asked: a file that was read again while the
// question stood may hold the only copy of another key by then.
func TestYesIsToTheKeyThatWasAskedAbout(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	path := filepath.Join(home, ".ovh.conf")
	text := "[default]\nendpoint=ovh-eu\n[ovh-eu]\napplication_key=f00dcafe00000001\napplication_secret=5ec3e7\nconsumer_key=01daaa\n"
	put := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(text)
	env := &shell.Env{Sources: config.Sources{HomeDir: home}, Keeper: config.NewMemoryState(), Theme: theme.New(theme.Dark)}
	t.Cleanup(env.Jobs.Wait)
	m, err := config.Load(env.Sources)
	if err != nil {
		t.Fatal(err)
	}
	env.Machine = m
	s := New(env, Key{Profile: m.Active, ConsumerKey: ovhapi.NewSecret("4e57aa")}, func() tea.Cmd { return nil })
	s.conf.wanted = "" // the section in which another key stands
	deliver := func(cmd tea.Cmd) tea.Msg {
		d, _ := cmd().(shell.Delivery)
		return d.Msg
	}
	s.Update(deliver(s.plan()))
	if s.ask(); s.question == nil {
		t.Fatal("another key would be replaced without a question")
	}
	theirs := strings.Replace(text, "01daaa", "0ther1", 1)
	put(theirs)
	s.Update(deliver(s.plan()))
	wrote, _ := deliver(s.question.yes()).(wroteMsg)
	if now, _ := os.ReadFile(path); string(now) != theirs || !errors.Is(wrote.err, config.ErrChanged) {
		t.Errorf("the other key went: %v\n%s", wrote.err, now)
	}
}
