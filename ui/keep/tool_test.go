package keep_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ovh-tokens/config/export"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/uitest"
)

// real is what a format says of the key, secrets and all.
func (s *stand) real(id string, values map[string]string) string {
	s.t.Helper()
	f, ok := export.ByID(id)
	if !ok {
		s.t.Fatalf("there is no format %s", id)
	}
	text, err := f.Render(export.Keys{
		Endpoint: s.key.Profile.Endpoint, ApplicationKey: applicationKey,
		ApplicationSecret: s.key.Profile.ApplicationSecret.Secret, ConsumerKey: s.key.ConsumerKey,
	}, values)
	if err != nil {
		s.t.Fatal(err)
	}
	return text.Reveal()
}

func TestToolsAreCopiedAndWritten(t *testing.T) {
	t.Parallel()
	tools := map[string]struct{ find, shown, file string }{
		"lego":      {"lego", "OVH_CONSUMER_KEY=••••••••", "ovh-lego.env"},
		"terraform": {"terraform", `consumer_key = "••••••••"`, "ovh-terraform.txt"},
		"env":       {"env", "export OVH_CONSUMER_KEY='••••••••'", "ovh-env.sh"},
	}
	for id, tool := range tools {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			atBothSizes(t, func(t *testing.T, size uitest.Option) {
				s := prepare(t).run(size)
				s.Press("tab")
				s.Type(tool.find)
				s.Press("enter")
				s.Says(tool.shown)
				s.Press("y")
				s.Says("Copied: the text for")
				want := s.real(id, nil)
				s.Copies(want)
				if s.clipboard.text != want {
					t.Errorf("copied %q, want %q", s.clipboard.text, want)
				}
				s.wantStored(true) // the clipboard is no place to stay
				s.Press("W")
				s.Says("File " + tool.file)
				s.Press("ctrl+u")
				s.Type("~/new folder/" + tool.file)
				s.Press("enter")
				s.Says("Written and read back: ~/new folder/" + tool.file + ", for")
				s.wantFile("new folder/"+tool.file, want)
				s.wantPrivate("new folder/" + tool.file)
				s.wantStored(false)
				s.wantSecret()
			})
		})
	}
}

func TestExistingFileIsReplacedOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	s := prepare(t)
	s.put("ovh.env", "mine\n", 0o644)
	s.run()
	s.Press("tab")
	s.Type("lego")
	s.Press("enter", "W", "ctrl+u")
	s.Type("~/ovh.env")
	s.Press("enter")
	s.Says("~/ovh.env exists. Replace it? All that is in it goes. y/N")
	s.Press("n")
	s.wantFile("ovh.env", "mine\n")
	s.wantStored(true)
	s.Press("W", "ctrl+u")
	s.Type("~/ovh.env")
	s.Press("enter")
	s.WaitFor("y/N")
	s.Press("y")
	s.Says("Written and read back: ~/ovh.env, for lego.")
	s.wantFile("ovh.env", s.real("lego", nil))
	s.wantPrivate("ovh.env")
	s.wantStored(false)
}

// An ovh.conf is no file to be replaced as a whole: the keys of other accounts would go
// with it.
func TestOvhConfWithOtherKeysIsNotReplaced(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		text := existing + "[profile:other]\nendpoint=ovh-eu\nconsumer_key=0ther0000000001\n"
		for _, path := range []string{"", "~/link.conf"} {
			s := prepare(t)
			s.put(".ovh.conf", text, 0o600)
			if err := os.Symlink(".ovh.conf", filepath.Join(s.homeDir, "link.conf")); err != nil {
				t.Skip("links cannot be made here")
			}
			s.run(size)
			s.Press("tab")
			s.Type("ovh.conf")
			s.Press("enter", "W")
			if path != "" {
				s.Press("ctrl+u")
				s.Type(path)
			}
			s.Press("enter")
			s.Says("holds other keys, in [ovh-ca] and [profile:other]. They would go with the rest of the file, so nothing was written.",
				`shift+tab leads to "Into ovh.conf", which adds this key and leaves the rest as it is.`)
			s.Press("y") // copies: no question stands
			s.wantFile(".ovh.conf", text)
			s.wantStored(true)
			s.Press("shift+tab")
			s.Says("What is written")
		}
	})
}

func TestOvhConfWithoutOtherKeysIsReplacedWhenAsked(t *testing.T) {
	t.Parallel()
	s := prepare(t)
	s.put(".ovh.conf", "# nothing yet\n[default]\nendpoint=ovh-ca\n", 0o600)
	s.run()
	s.Press("tab")
	s.Type("ovh.conf")
	s.Press("enter", "W", "enter")
	s.Says("~/.ovh.conf exists. Replace it? All that is in it goes. y/N")
	s.Press("y")
	s.Says("Written and read back: ~/.ovh.conf, for ovh.conf.")
	s.reads("", newKey)
}

// Keys in any other file are named before they go, and no more than was named goes.
func TestKeysThatGoWithAFileAreNamed(t *testing.T) {
	t.Parallel()
	s := prepare(t)
	s.put("ovh.env", "# mine\nOVH_CONSUMER_KEY="+oldKey+"\n", 0o600)
	s.run()
	write := func() {
		s.Press("W", "ctrl+u")
		s.Type("~/ovh.env")
		s.Press("enter")
	}
	s.Press("tab")
	s.Type("lego")
	s.Press("enter")
	write()
	s.Says("~/ovh.env exists. Replace it? All that is in it goes. Keys that are in no other file may be lost: those in line 2. y/N")
	other := "# theirs\n\nOVH_CONSUMER_KEY=0ther" + oldKey[5:] + "\n"
	s.put("ovh.env", other, 0o600)
	s.Press("y")
	s.Says("may be lost: those in line 3. y/N")
	s.wantFile("ovh.env", other)
	s.Press("y")
	s.Says("Written and read back: ~/ovh.env, for lego.")
	s.wantFile("ovh.env", s.real("lego", nil))
	s.wantSecret()
}

// A text that names variables instead of holding the keys is no copy of the key: the
// stored one stays.
func TestTextWithoutTheWholeKeyLetsNoCopyGo(t *testing.T) {
	t.Parallel()
	endpoint, err := ovhapi.ParseEndpoint("ovh-ca")
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, f := range export.Formats() {
		text, err := f.Render(export.Keys{
			Endpoint: endpoint, ApplicationKey: applicationKey,
			ApplicationSecret: ovhapi.NewSecret(applicationSecret), ConsumerKey: ovhapi.NewSecret(newKey),
		}, nil)
		if err != nil || strings.Contains(text.Reveal(), newKey) && strings.Contains(text.Reveal(), applicationSecret) || export.Find(f.ID)[0].ID != f.ID || tried > 1 {
			continue
		}
		tried++
		t.Run(f.ID, func(t *testing.T) {
			t.Parallel()
			s := prepare(t).run()
			s.Press("tab")
			s.Type(f.ID)
			s.Press("enter", "W", "ctrl+u")
			s.Type("~/written")
			s.Press("enter")
			s.Says("Written and read back: ~/written, for")
			s.wantFile("written", text.Reveal())
			s.wantStored(true)
			s.Lacks("was removed")
		})
	}
	if tried == 0 {
		t.Error("every format holds the whole key")
	}
}

func TestTextThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	s := prepare(t)
	s.put("file", "mine", 0o600)
	s.run()
	s.Press("tab")
	s.Type("lego")
	s.Press("enter", "W", "ctrl+u", "enter")
	s.WaitFor("Type the path of a file first.")
	s.Type("~/file/below")
	s.Press("enter")
	s.Says("Writing ~/file/below failed:")
	s.Says("nothing was changed", "The key is still stored in this program's state folder; nothing was lost.")
	s.wantFile("file", "mine")
	s.wantStored(true)
}

func TestToolAsksForWhatItNeeds(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		f, name := needy(t)
		s := prepare(t).run(size)
		s.Press("tab")
		s.Type(f.ID)
		s.Press("enter")
		s.Says("Still needed: the ")
		s.Press("esc", "y")
		s.WaitFor("Still needed: the ")
		if s.Clipboard() != "" {
			t.Error("something incomplete was copied")
		}
		s.Press("f")
		s.Type("example.com")
		s.Press("esc")
		s.WaitGone("Still needed")
		s.Press("y")
		s.Says("Copied: the text for")
		s.Copies(s.real(f.ID, map[string]string{name: "example.com"}))
	})
}

// needy finds a format that needs one value more than the keys.
func needy(t *testing.T) (export.Format, string) {
	t.Helper()
	for _, f := range export.Formats() {
		if len(f.Parameters) == 0 || !f.TakesApplication() {
			continue
		}
		needed := ""
		n := 0
		for _, p := range f.Parameters {
			if p.Default == "" && !p.Optional {
				needed = p.Name
				n++
			}
		}
		if n == 1 && len(export.Find(f.ID)) > 0 && export.Find(f.ID)[0].ID == f.ID {
			return f, needed
		}
	}
	t.Skip("no format needs one value")
	return export.Format{}, ""
}

func TestToolsAreSuggestedAndFound(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t)
		s.key.Preset = "lego"
		s.run(size)
		s.Press("tab")
		suggested := export.ForPreset("lego")
		first := strings.Split(s.Screen(), "\n")
		if line := " › "; !strings.Contains(find(first, line), suggested[0].Tool) || !strings.Contains(find(first, line), "for this token") {
			t.Errorf("%s is not suggested first:\n%s", suggested[0].Tool, s.Screen())
		}
		s.Type("no such tool")
		s.Says("No tool is called so. esc shows all.")
		s.Press("esc")
		s.Says("58 ways, ")
		s.Says(" more ↓")
		s.Type("oauth2")
		s.WaitGone("58 ways")
	})
}

func find(lines []string, text string) string {
	for _, l := range lines {
		if strings.Contains(l, text) {
			return l
		}
	}
	return ""
}

func TestToolThatTakesOtherKeysSaysSo(t *testing.T) {
	t.Parallel()
	s := prepare(t).run()
	s.Press("tab")
	s.Type("ovh.conf with a service account")
	s.Press("enter")
	s.Says("It cannot be used with these keys:")
	s.Press("W")
	s.Says("It cannot be used with these keys:")
	s.Lacks("File ")
}

func TestKeyIsCopiedAndClearedAgain(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t).run(size)
		s.Press("shift+tab")
		s.Says("Consumer key •••••••• 32 characters")
		s.Press("y")
		s.Says("Copied: the consumer key. Cleared in 45 s.")
		s.Copies(newKey)
		s.clock.Advance(44 * time.Second)
		s.Settle()
		if got, _ := s.clipboard.read(); got != newKey {
			t.Error("the key was cleared too early")
		}
		s.clock.Advance(time.Second)
		s.Says("Cleared from the clipboard: the consumer key.")
		if got, _ := s.clipboard.read(); got != "" {
			t.Error("the system's clipboard still holds the key")
		}
		s.Copies("")
		s.wantStored(true)
		s.wantSecret()
	})
}

func TestOtherTextIsLeftOnTheClipboard(t *testing.T) {
	t.Parallel()
	s := prepare(t).run()
	s.Press("shift+tab", "y")
	s.WaitFor("Copied: the consumer key.")
	if err := s.clipboard.write("something of the user's"); err != nil {
		t.Fatal(err)
	}
	s.clock.Advance(45 * time.Second)
	s.Settle()
	s.Lacks("Cleared from")
	if s.Clipboard() == "" {
		t.Error("the terminal's clipboard was cleared although the user has copied something else")
	}
	s.Press("y") // and again, so that two are under way
	s.clock.Advance(30 * time.Second)
	s.Press("y")
	s.clock.Advance(20 * time.Second)
	s.Settle()
	s.Lacks("Cleared from")
	s.clock.Advance(25 * time.Second)
	s.Says("Cleared from the clipboard: the consumer key.")
}

func TestTerminalsClipboardAloneIsCleared(t *testing.T) {
	t.Parallel()
	s := prepare(t)
	s.env.Copy, s.env.Paste = nil, nil
	s.run()
	s.Press("shift+tab", "y")
	s.Says("Sent to the terminal's clipboard: the consumer key. Cleared in 45 s.")
	s.clock.Advance(45 * time.Second)
	s.Says("Cleared from the terminal's clipboard: the consumer key.")
}

func TestClipboardThatCannotBeCleared(t *testing.T) {
	t.Parallel()
	s := prepare(t)
	s.env.Copy = func(text string) error {
		if text == "" {
			return fs.ErrPermission
		}
		return s.clipboard.write(text)
	}
	s.run()
	s.Press("shift+tab", "y")
	s.Says("Copied: the consumer key.")
	s.clock.Advance(45 * time.Second)
	s.Says("The system's clipboard could not be cleared: it still holds the consumer key.")
}

func TestKeyIsKeptInSeveralPlaces(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t).withFile().run(size)
		s.Press("enter")
		s.Says("Written and read back: [profile:new-token] in ~/.ovh.conf.")
		s.Press("down", "enter")
		s.Says("Written and read back: [profile:new-token] in ./ovh.conf.")
		s.Says("kept in 2 places")
		s.Press("tab")
		s.Type("lego")
		s.Press("enter", "W", "enter")
		s.Says("ovh-lego.env, for lego.")
		if got, err := os.ReadFile(filepath.Join(s.work, "ovh-lego.env")); err != nil || string(got) != s.real("lego", nil) {
			t.Errorf("a path without a beginning did not go to the folder of the program: %v", err)
		}
		s.Press("tab", "y")
		s.Says("Copied: the consumer key.")
		s.Says("kept in 3 places", "esc done")
		s.Press("q")
		s.Says("back; kept: [profile:new-token] in ~/.ovh.conf and [profile:new-token] in ./ovh.conf and")
		s.wantSecret()
	})
}

func TestSecondInterruptQuitsWhileAToolIsLookedFor(t *testing.T) {
	t.Parallel()
	s := prepare(t).run()
	s.Press("tab")
	s.Type("terra")
	s.Press("ctrl+c")
	s.Says("ctrl+c again quits.")
	s.Press("ctrl+c")
	if err := s.Wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	s.wantStored(true)
}

// A key that is stored nowhere may be held by the screen below: quitting goes
// there first.
func TestInterruptAsksWhereTheKeyIsStoredNowhere(t *testing.T) {
	t.Parallel()
	s := prepare(t)
	s.key.RequestID = ""
	s.run()
	s.Press("ctrl+c", "ctrl+c")
	s.Says("back; kept: .")
}

// toolRows are the rows of the list that begin with one of the names.
func toolRows(screen string, names ...string) []string {
	var rows []string
	for line := range strings.Lines(screen) {
		line, _, _ = strings.Cut(line, "│") // the format stands beside it
		line = strings.TrimSpace(strings.TrimLeft(line, " ›"))
		if slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(line, name) }) {
			rows = append(rows, line)
		}
	}
	return rows
}

func TestBestMatchIsUnderTheCursor(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t).run(size)
		s.Press("tab")
		s.Type("terra")
		rows := toolRows(s.Screen(), "Terraform and OpenTofu, provider block", "ovh.conf", "Environment variables")
		if len(rows) != 6 {
			t.Fatalf("%d rows:\n%s", len(rows), s.Screen())
		}
		for i, row := range rows {
			if foreign := strings.HasSuffix(row, "service account"); foreign != (i >= 3) {
				t.Errorf("row %d is %q", i+1, row)
			}
			if slices.Contains(rows[:i], row) {
				t.Errorf("two rows look the same: %q", row)
			}
		}
		if !strings.HasPrefix(rows[0], "Terraform and OpenTofu, provider block") {
			t.Errorf("the first row is %q", rows[0])
		}
		s.Press("enter")
		s.Says(`provider "ovh"`)
	})
}

func TestEnterAfterAWriteIsDone(t *testing.T) {
	t.Parallel()
	t.Run("a tool's file", func(t *testing.T) {
		t.Parallel()
		s := prepare(t).run()
		s.Press("tab")
		s.Type("lego")
		s.Press("enter", "W", "enter")
		s.Says("Written and read back:")
		s.Says("enter done")
		s.Press("enter")
		s.Says("back; kept: ")
	})
	t.Run("ovh.conf", func(t *testing.T) {
		t.Parallel()
		s := prepare(t).withFile().run()
		s.Press("enter")
		s.Says("Written and read back:")
		s.Says("enter done")
		s.Press("tab", "tab")
		s.Says("y copy the key", "enter done")
		s.Press("tab", "enter")
		s.Says("back; kept: [profile:new-token] in ~/.ovh.conf.")
	})
}

// TestMissingRulesAreToldBeforeTheKeyIsWritten chooses a tool that the key is too
// narrow for.
func TestMissingRulesAreToldBeforeTheKeyIsWritten(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t)
		s.key.Rules, _ = rule.ParseMany("POST /domain/zone/example.com/*")
		s.run(size)
		s.Press("tab")
		s.Type("lego")
		s.Press("enter")
		s.Says("▲ lego needs DELETE /domain/zone/example.com/record/*, which ")
		s.Says("W write")
	})
}
