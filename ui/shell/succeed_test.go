package shell_test

import (
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/shell"
)

// TestSucceed puts a fresh key in the place of the one in use: the program works
// on with the same account, and with the key that works.
func TestSucceed(t *testing.T) {
	t.Parallel()
	const fresh = "freshc000000000000000000000000000"
	written := strings.Replace(twoAccounts, "prodc0000000000000000000000000000", fresh, 1)
	for name, test := range map[string]struct {
		now   string
		ended bool
		fresh bool // the fresh key is worked with
		name  string
	}{
		"written":                      {now: written, fresh: true, name: "prod"},
		"written, another default":     {now: strings.Replace(written, "profile=prod", "profile=lab", 1), fresh: true, name: "prod"},
		"not written":                  {now: twoAccounts, name: "prod"},
		"not written, another default": {now: strings.Replace(twoAccounts, "profile=prod", "profile=lab", 1), name: "prod"},
		"ended and not written":        {now: twoAccounts, ended: true, fresh: true, name: "prod"},
		"ended, the file is gone":      {now: "\x00", ended: true, fresh: true, name: "prod"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			file := filepath.Join(home, ".ovh.conf")
			write(t, file, twoAccounts)
			env := &shell.Env{Sources: config.Sources{HomeDir: home}, Connect: connect}
			m, client, err := env.Look()
			if err != nil {
				t.Fatal(err)
			}
			env.Use(m, client)
			env.Account = "ab12345-ovh"
			write(t, file, test.now)
			env.Adopt(env.Succeed(ovhapi.NewSecret(fresh))(test.ended))
			in := env.Machine.Active
			if in.Name != test.name || (in.ConsumerKey.Secret.Reveal() == fresh) != test.fresh || (env.Client != client) != test.fresh {
				t.Errorf("in use is %s, the fresh key %v, another client %v", in.Name, in.ConsumerKey.Secret.Reveal() == fresh, env.Client != client)
			}
			if env.Account == "" || env.Client.ApplicationKey() != in.ApplicationKey.Text {
				t.Errorf("the account is %q, the client's application %s", env.Account, env.Client.ApplicationKey())
			}
		})
	}
}

// TestFinishBeginsAtOnce has the end of the program wait for work whose command
// did not even run.
func TestFinishBeginsAtOnce(t *testing.T) {
	t.Parallel()
	env := &shell.Env{}
	base := shell.NewBase(env)
	done := false
	cmd := base.Finish(env, func() tea.Msg { done = true; return "written" })
	env.Jobs.Wait()
	if !done {
		t.Error("the work was not done")
	}
	if d, ok := cmd().(shell.Delivery); !ok || d.To != base.ID() || d.Msg != "written" {
		t.Errorf("it was told as %v", d)
	}
}
