package ui_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/uitest"
)

// tool writes ~/tool.env with these keys, and returns its path.
func (s *stand) tool(keys ovhsim.Keys) string {
	s.t.Helper()
	path := filepath.Join(s.env.Sources.HomeDir, "tool.env")
	text := "# of a tool\nOVH_ENDPOINT=" + s.sim.Endpoint() + "\nOVH_APPLICATION_KEY=" + keys.ApplicationKey +
		"\nOVH_APPLICATION_SECRET=" + keys.ApplicationSecret + "\nOVH_CONSUMER_KEY=" + keys.ConsumerKey + "\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

// anew starts the program once more, after it was left.
func (s *stand) anew(opts ...uitest.Option) {
	s.t.Helper()
	s.Quit()
	s.env.Jobs.Wait()
	s.env.Holdings = shell.Holdings{}
	if err := s.env.RecallFiles(); err != nil {
		s.t.Fatal(err)
	}
	m, client, err := s.env.Look()
	if err != nil || client == nil {
		s.t.Fatalf("the machine is not complete: %v", err)
	}
	s.env.Use(m, client)
	s.start(opts...)
	s.loaded()
}

// wantNamed compares the files that the next run looks through too.
func (s *stand) wantNamed(paths ...string) {
	s.t.Helper()
	s.env.Jobs.Wait()
	if got, err := s.keeper.NamedFiles(); err != nil || !slices.Equal(got, paths) {
		s.t.Errorf("remembered are %v (%v), want %v", got, err, paths)
	}
}

func TestNamedFilesAreLookedThroughNextTime(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		k := newKeyring(t)
		_, keys := k.token()
		path := k.tool(keys)
		empty := filepath.Join(k.env.Sources.HomeDir, "empty.env")
		if err := os.WriteFile(empty, []byte("NOTHING=here\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		k.show(size)
		k.Press("K")
		k.WaitFor("Which key is this?")
		k.Press("-")
		k.Says("No file was named beside those that are always read.")
		for _, name := range []string{"~/tool.env", "~/empty.env", "~/.ovh.conf"} {
			k.Press("+")
			k.Type(name)
			k.Press("enter")
		}
		k.Lacks("named before")
		k.Press("enter")
		k.told()
		k.Says("3 keys 3 work")
		k.wantNamed(path)

		k.anew(size)
		k.Press("K")
		k.Says("· ~/tool.env, named before")
		k.Lacks("empty.env")
		k.Press("enter")
		k.told()
		k.on("~/tool.env line 5")
		k.Press("-")
		k.Says("Look no more through ~/tool.env")
		k.Press("esc")
		k.wantNamed(path)
		k.Press("-", "enter")
		k.Says("~/tool.env is looked through no more. It stays as it is.")
		k.told()
		k.WaitFor("2 keys")
		k.wantNamed()
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	})
}

func TestFileIsChosenThatIsLookedThroughNoMore(t *testing.T) {
	t.Parallel()
	k := newKeyring(t)
	k.show()
	k.Press("K")
	k.WaitFor("Which key is this?")
	for _, name := range []string{"~/one.env", "~/two.env"} {
		k.Press("+")
		k.Type(name)
		k.Press("enter")
	}
	k.Press("-")
	k.Says("Look no more through ~/one.env (1 of 2)")
	k.Press("down")
	k.Says("~/two.env (2 of 2)")
	k.Press("down", "up", "enter")
	k.WaitUntil("the question again", func(screen string) bool { return !strings.Contains(screen, "· ~/two.env") })
	k.Says("· ~/one.env")
}

// The next rotation writes the new key into the file that the first one was told
// of: it would be left with a dead key otherwise.
func TestFileOfTheFirstRotationIsWrittenByTheNext(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		r := rotating(t, size)
		path := r.tool(r.keys)
		r.Press("g", "R")
		r.WaitFor("Its key stands in")
		r.Says("Copies of the old key in other files or on other machines stop working when it is revoked")
		r.Press("+")
		r.Type("~/tool.env")
		r.Press("enter")
		r.Says("· ~/tool.env line 5")
		r.wantNamed(path)
		r.Lacks("named before")
		r.Press("enter")
		r.asked()
		r.validate().exchange()
		r.wantHeld(path)

		r.anew(size)
		r.old = r.sim.Own()
		if list := r.ids(every); len(list) == 0 {
			t.Fatal("the list is empty")
		}
		r.Press("g", "R")
		r.Says("· ~/tool.env line 5, named before")
		last := r.fresh
		r.Press("enter")
		r.WaitFor("still waiting")
		pending := r.list()
		r.page, r.fresh = pending[len(pending)-1].ValidationURL, pending[len(pending)-1].ConsumerKey.Reveal()
		r.validate().exchange()
		r.wantHeld(path)
		if r.fresh == last || r.keyWorks(last) {
			t.Error("the first new key was not replaced and revoked")
		}
	})
}

// The new token says at once in which files it lives, all of them, whether the
// files were looked through before or not.
func TestRotatedTokenSaysWhereItLives(t *testing.T) {
	t.Parallel()
	for name, look := range map[string]bool{"looked through before": true, "not looked through": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := twoProfiles(t)
			s.env.Holdings.Files = []string{s.tool(s.sim.Keys())}
			s.start()
			s.loaded()
			r := &rotation{stand: s, before: s.conf(), keys: s.sim.Keys(), old: s.sim.Own()}
			if look {
				r.Press("K")
				r.WaitFor("Which key is this?")
				r.Press("enter")
				r.WaitFor("works")
				r.Press("esc")
			}
			r.ask().validate().exchange()
			r.Press("enter")
			r.loaded()
			r.Press("enter")
			r.Says("Lives in")
			r.Says("~/.ovh.conf line 9", "~/tool.env line 5")
		})
	}
}

// wantHeld checks that the new key stands in a file.
func (r *rotation) wantHeld(path string) {
	r.t.Helper()
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), "OVH_CONSUMER_KEY="+r.fresh+"\n") {
		r.t.Errorf("%s does not hold the new key (%v)", path, err)
	}
}
