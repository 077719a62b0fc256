package keep_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ui/uitest"
)

// reads checks what this machine's configuration says afterwards.
func (s *stand) reads(profile, consumerKey string) {
	s.t.Helper()
	sources := s.env.Sources
	sources.Getenv, sources.Profile = nil, profile
	m, err := config.Load(sources)
	if err != nil || m.Active.ConsumerKey.Secret.Reveal() != consumerKey || m.Active.ApplicationSecret.Secret.Reveal() != applicationSecret {
		s.t.Errorf("profile %q is read otherwise than it was kept (%v)", profile, err)
	}
}

func TestKeyGoesIntoANewFile(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t).run(size)
		s.Says("~/.ovh.conf", "./ovh.conf", "new file", "stored on this machine, in no file of yours yet",
			"What ~/.ovh.conf will hold; it is made for your user alone (mode 0600)", "consumer_key=••••••••", "enter write it")
		s.Press("enter")
		s.Says("Written and read back: [ovh-ca] in ~/.ovh.conf.")
		s.Says("The copy in this program's state folder was removed: the file has the key now.", "kept in 1 place")
		s.Says("~/.ovh.conf has this key in [ovh-ca] already.")
		s.Lacks("enter write it")
		s.wantStored(false)
		s.wantPrivate(".ovh.conf")
		s.reads("", newKey)
		s.Press("esc")
		s.WaitFor("back; kept: [ovh-ca] in ~/.ovh.conf.")
		s.wantSecret()
	})
}

func TestNewKeyGetsAProfileOfItsOwn(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t).withFile()
		s.key.Preset = "me-read-only"
		s.run(size)
		s.Says("[profile:me-read-only]", "new section", "replaces the key of line 9", "ovhcloud-cli and this program read it with --profile me-read-only; other tools read [ovh-ca].")
		s.Press("enter")
		s.Says("Written and read back: [profile:me-read-only] in ~/.ovh.conf.")
		got, err := os.ReadFile(filepath.Join(s.homeDir, ".ovh.conf"))
		if err != nil || !strings.HasPrefix(string(got), existing) {
			t.Errorf("the rest of the file has changed (%v):\n%s", err, got)
		}
		s.reads("me-read-only", newKey)
		s.reads("", oldKey)
		s.wantSecret()
		s.Quit()
		if p, there := s.env.Machine.Profile("me-read-only"); !there || p.ConsumerKey.Secret.Reveal() != newKey {
			t.Error("the other screens do not know of the new profile")
		}
	})
}

func TestKeyTakesTheOldOnesPlaceAfterAQuestion(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t).withFile().run(size)
		s.Press("down", "down")
		s.Says("The key of line 9 is the one this program works with.", "9 - consumer_key=•••••••• the old one", "9 + consumer_key=•••••••• the new one")
		for _, no := range []string{"n", "esc", "enter", "q", "ctrl+c"} {
			s.Press("enter")
			s.Says("Replace the key of line 9 in ~/.ovh.conf? The old one goes from there; its token stays valid until it is revoked. y/N")
			s.Press(no)
			s.WaitGone("y/N")
		}
		s.wantFile(".ovh.conf", existing)
		s.wantStored(true)
		s.Press("enter", "y")
		s.Says("Written and read back: [ovh-ca] in ~/.ovh.conf.")
		s.wantFile(".ovh.conf", strings.Replace(existing, oldKey, newKey, 1))
		s.wantStored(false)
		s.wantSecret()
		s.Quit()
		if in := s.env.Machine.Active; in.ConsumerKey.Secret.Reveal() != oldKey {
			t.Error("the program still works with the old key, and the other screens are told otherwise")
		}
	})
}

func TestNameOfTheProfileIsTyped(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t).withFile().run(size)
		s.Says("[profile:new-token]")
		s.Press("f")
		s.Says("The key goes to [profile:NAME], which ovhcloud-cli and this program read. Left empty, to [ovh-ca], which all tools read.")
		s.Type("2")
		s.Press("esc")
		s.Says("Profile new-token f another")
		s.Press("f", "ctrl+u")
		s.Type("default")
		s.Press("enter")
		s.Says(`Nothing can be written to ~/.ovh.conf: "default" means no profile; choose another name.`)
		s.Press("enter") // says so again and does nothing
		s.wantFile(".ovh.conf", existing)
		s.Press("f", "ctrl+u")
		s.Type("dns, one zone")
		s.Press("enter")
		s.WaitFor("[profile:dns, one zone]")
		s.Press("enter")
		s.Says("Written and read back: [profile:dns, one zone] in ~/.ovh.conf.")
		s.reads("dns, one zone", newKey)
		s.Press("f", "ctrl+u", "enter")
		s.Says("none: the endpoint's own section, [ovh-ca]")
		s.WaitFor("replaces the key of line 9")
		s.Lacks("profile:new-token")
	})
}

func TestTakenNameIsNotSuggested(t *testing.T) {
	t.Parallel()
	s := prepare(t).withFile()
	s.put(".ovh.conf", existing+"[profile:lego]\nendpoint=ovh-ca\nconsumer_key=1\n", 0o600)
	m, err := config.Load(s.env.Sources)
	if err != nil {
		t.Fatal(err)
	}
	s.env.Machine, s.key.Preset = m, "lego"
	s.run()
	s.Says("[profile:lego-2]", "new section")
}

func TestWhatCannotBeWrittenIsSaidBefore(t *testing.T) {
	t.Parallel()
	if os.Getuid() == 0 {
		t.Log("as root, only what is no matter of rights is tried")
	}
	tests := map[string]struct {
		spoil func(s *stand)
		want  string
	}{
		"read-only file": {func(s *stand) { s.put(".ovh.conf", existing, 0o400) }, "it is read-only"},
		"a folder": {func(s *stand) {
			s.put("x", "", 0o600)
			_ = os.Mkdir(filepath.Join(s.homeDir, ".ovh.conf"), 0o700)
		}, "it is a folder"},
		"dangling link":  {func(s *stand) { _ = os.Symlink("nowhere", filepath.Join(s.homeDir, ".ovh.conf")) }, "it is a link to a file that does not exist"},
		"missing folder": {func(s *stand) { _ = os.Remove(s.homeDir) }, "its folder does not exist"},
		"unwritable folder": {func(s *stand) {
			if os.Getuid() == 0 {
				s.t.Skip("root may write everywhere")
			}
			_ = os.Chmod(s.homeDir, 0o500)
			s.t.Cleanup(func() { _ = os.Chmod(s.homeDir, 0o700) })
		}, "its folder can't be written to: permission denied"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := prepare(t)
			test.spoil(s)
			s.run()
			s.Says("Nothing can be written to ~/.ovh.conf: " + test.want + ". Choose another file. The key is still stored in this program's state folder; nothing was lost.")
			s.Press("enter")
			s.Says("Nothing can be written to ~/.ovh.conf")
			s.wantStored(true)
			s.Press("down", "enter") // another file can
			s.Says("Written and read back: [ovh-ca] in ./ovh.conf.")
			s.wantStored(false)
		})
	}
}

func TestFileThatFailsWhenItIsWritten(t *testing.T) {
	t.Parallel()
	s := prepare(t).withFile().run()
	if err := os.RemoveAll(s.homeDir); err != nil {
		t.Fatal(err)
	}
	s.Press("enter")
	s.Says("Writing ~/.ovh.conf failed: its folder does not exist; nothing was changed. The key is still stored in this program's state folder; nothing was lost.")
	s.wantStored(true)
	s.Says("stored on this machine, in no file of yours yet")
}

func TestFileThatChangedMeanwhileIsLookedAtAgain(t *testing.T) {
	t.Parallel()
	s := prepare(t).withFile().run()
	s.put(".ovh.conf", "; by somebody else\n"+existing, 0o600)
	s.Press("enter")
	s.Says("~/.ovh.conf has changed since it was read, so nothing was written. The lines below are as it would be now.")
	s.wantFile(".ovh.conf", "; by somebody else\n"+existing)
	s.wantStored(true)
	s.WaitFor("replaces the key of line 10")
	s.Press("enter")
	s.Says("Written and read back")
	s.reads("new-token", newKey)
}

// The question stands while another program, or another window of this one, writes
// its key there.
func TestKeyThatCameWhileTheQuestionStoodStays(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t).withFile().run(size)
		s.Press("f", "ctrl+u", "enter")
		s.WaitFor("replaces the key of line 9")
		s.Press("enter")
		s.WaitFor("Replace the key of line 9 in ~/.ovh.conf?")
		theirs := strings.Replace(existing, oldKey, "0ther"+oldKey[5:], 1)
		s.put(".ovh.conf", theirs, 0o600)
		s.Press("y")
		s.Says("~/.ovh.conf has changed since it was read, so nothing was written.")
		s.wantFile(".ovh.conf", theirs)
		s.wantStored(true)
	})
}

// An application's secret is shown by OVH only once: it may be lost with its line.
func TestAnotherApplicationIsReplacedOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t)
		theirs := "[default]\nendpoint=ovh-ca\n[ovh-ca]\napplication_key=0ther0000000000b\napplication_secret=0ther" + applicationSecret[5:] + "\n"
		s.put(".ovh.conf", theirs, 0o600)
		m, err := config.Load(s.env.Sources)
		if err != nil {
			t.Fatal(err)
		}
		s.env.Machine = m
		s.run(size)
		s.Says("[profile:new-token]") // is suggested, since nothing is replaced there
		s.Press("f", "ctrl+u", "enter")
		s.WaitFor("replaces an application")
		s.Press("enter")
		s.Says("Replace application 0ther0000000000b of line 4 and the application secret of line 5 in ~/.ovh.conf?",
			"OVH shows an application's secret only once")
		s.Press("enter")
		s.wantFile(".ovh.conf", theirs)
		s.Press("enter", "y")
		s.Says("Written and read back: [ovh-ca] in ~/.ovh.conf.")
		s.reads("", newKey)
		s.wantSecret()
	})
}

func TestOverridesAreSaidBefore(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t)
		s.variables["OVH_CONSUMER_KEY"] = "c0ffee"
		if err := os.WriteFile(filepath.Join(s.work, "ovh.conf"), []byte("[ovh-ca]\napplication_secret=x\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		s.run(size)
		s.Press("down") // the nearer file holds keys of the section and stands first
		s.Says("OVH_CONSUMER_KEY is set and goes before the consumer_key written here.")
		s.Says("./ovh.conf line 2 goes before the application_secret written here.")
	})
}

func TestOthersAreKeptOut(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("modes say nothing there")
	}
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t).withFile()
		s.put(".ovh.conf", existing, 0o644)
		s.run(size)
		s.Says("Other users of this machine can read ~/.ovh.conf (mode 0644). L keeps them out.")
		s.Press("L")
		s.Says("Nobody but your user can read ~/.ovh.conf any more (mode 0600).")
		s.WaitGone("Other users")
		s.wantPrivate(".ovh.conf")
		s.wantFile(".ovh.conf", existing)
		s.Press("L")
		s.Says("No other user can read this file.")
	})
}

func TestStoredCopyThatStaysIsSaid(t *testing.T) {
	t.Parallel()
	s := prepare(t).run()
	s.keeper.fail(os.ErrPermission)
	s.Press("enter")
	s.Says("Written and read back: [ovh-ca] in ~/.ovh.conf. The copy in this program's state folder could not be removed: permission denied. It stays in the list of new tokens.")
	s.wantStored(true)
	s.keeper.fail(nil)
	s.Press("down", "enter") // another file, and the next try
	s.Says("The copy in this program's state folder was removed")
	s.wantStored(false)
}

func TestDemoSaysWhoseFilesTheyAre(t *testing.T) {
	t.Parallel()
	s := prepare(t).withFile()
	s.env.Fleeting = true
	if err := os.Rename(filepath.Join(s.homeDir, ".ovh.conf"), filepath.Join(s.homeDir, "ovh.conf")); err != nil {
		t.Fatal(err)
	}
	s.env.Sources = config.Sources{ConfigFile: filepath.Join(s.homeDir, "ovh.conf")}
	s.run(uitest.Size(140, 50))
	s.Says("held by the demo until it ends", "the file is the demo's own")
	s.Press("enter")
	s.Says("The demo holds no other copy any more; the file is the demo's own and goes with it.")
	s.Press("tab", "enter", "W")
	s.Says("The folder is the demo's own and goes with it.")
	s.Press("enter")
	s.Says("for ovh.conf.")
	s.wantPrivate(".ovh.conf")
}

func TestReadOnlyKeepsAllTheSame(t *testing.T) {
	t.Parallel()
	s := prepare(t)
	s.env.ReadOnly = true
	s.run()
	s.Press("enter")
	s.Says("Written and read back")
	s.reads("", newKey)
}
