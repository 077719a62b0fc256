package own_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui"
	"ovh-tokens/ui/builder/own"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/uitest"
)

// home stands for the rules that are saved.
type home struct {
	shell.Base
	next shell.Screen
}

func (h *home) Init() tea.Cmd                  { return shell.Send(shell.PushMsg{Screen: h.next}) }
func (h *home) SetSize(int, int)               {}
func (h *home) Keys() []key.Binding            { return nil }
func (h *home) Typing() bool                   { return false }
func (h *home) Heading() shell.Heading         { return shell.Heading{Title: "Tokens for OVH"} }
func (h *home) Cursor() (x, y int, shown bool) { return 0, 0, false }
func (h *home) Update(tea.Msg) tea.Cmd         { return nil }
func (h *home) View() string                   { return " back at the rules" }

// open asks for the name of a set, with a text in the user's file.
func open(t *testing.T, had string, opts ...uitest.Option) (s *uitest.Terminal, file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "presets.txt")
	if had != "" {
		if err := os.WriteFile(file, []byte(had), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	env := &shell.Env{Clock: shell.SystemClock{}, PresetsFile: file, Theme: theme.New(theme.Unknown)}
	screen := own.New(env, preset.Preset{Rules: rule.Set{{Method: rule.Get, Path: "/me"}}, Expects: []rule.Code{rule.CodeBelowOnly}}, own.Origin{})
	s = uitest.Run(t, ui.New(env, &home{Base: shell.NewBase(env), next: screen}, ui.Options{}), opts...)
	s.WaitFor("Save as a set of your own")
	return s, file
}

func want(t *testing.T, s *uitest.Terminal, pieces ...string) {
	t.Helper()
	text := strings.Join(strings.Fields(s.Screen()), " ")
	for _, piece := range pieces {
		if !strings.Contains(text, piece) {
			t.Errorf("%q is not on the screen:\n%s", piece, s.Screen())
		}
	}
}

// TestANameInWordsIsSavedUnderItsShortForm says while it is typed what commands
// will use, and keeps the words as the title.
func TestANameInWordsIsSavedUnderItsShortForm(t *testing.T) {
	t.Parallel()
	for name, size := range map[string]uitest.Option{"80x24": uitest.Size(80, 24), "140x50": uitest.Size(140, 50)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, file := open(t, "", size)
			s.Type("My CI set")
			want(t, s, "It will be saved as my-ci-set: a name is made of small letters, digits and hyphens.")
			s.Press("tab")
			want(t, s, "›Title", "be saved as my-ci-set")
			s.Press("ctrl+s")
			s.WaitFor("Saved as my-ci-set; P offers it")
			list, problems := config.Presets(file)
			if len(problems) > 0 || len(list) != 1 || list[0].ID != "my-ci-set" || list[0].Title != "My CI set" || len(list[0].Expects) != 1 {
				t.Errorf("kept: %+v %v", list, problems)
			}
		})
	}
}

// TestANameThatCantBeIsSaidAtOnce stays in the field that is wrong.
func TestANameThatCantBeIsSaidAtOnce(t *testing.T) {
	t.Parallel()
	for typed, says := range map[string]string{"日本": "A name needs letters from a to z, or digits.", "Lego": "The program has a set named lego"} {
		s, file := open(t, "")
		s.Type(typed)
		want(t, s, says)
		for _, stroke := range []string{"enter", "tab", "ctrl+s"} {
			s.Press(stroke)
			want(t, s, "›Name", says)
		}
		if _, err := os.Stat(file); err == nil {
			t.Error("it was saved")
		}
	}
	s, _ := open(t, "")
	s.Press("tab", "ctrl+s")
	want(t, s, "›Name", "A set needs a name.")
}

// TestNoEntryIsReplacedUnasked has entries of the same name in the file, good and
// faulty ones.
func TestNoEntryIsReplacedUnasked(t *testing.T) {
	t.Parallel()
	for had, says := range map[string]string{
		"[mine]\ntitle = What I had\nGET /vps\n": "You have a set of this name: What I had. Replace it?",
		"[mine]\nGETT /vps\n":                    "The file has an entry [mine] already, which is left out because it is faulty. Replace it?",
		"[mine]\ntitle = No rules yet\n":         "[mine] already",
	} {
		s, file := open(t, had)
		s.Type("Mine")
		s.Press("ctrl+s")
		s.WaitFor("y/N")
		want(t, s, says)
		s.Press("enter")
		s.WaitGone("y/N")
		if text, err := os.ReadFile(file); err != nil || string(text) != had {
			t.Errorf("the file holds %q (%v)", text, err)
		}
		s.Press("ctrl+s")
		s.WaitFor("y/N")
		s.Press("y")
		s.WaitFor("Saved as mine;")
		if list, problems := config.Presets(file); len(problems) > 0 || len(list) != 1 || list[0].Rules[0].Path != "/me" {
			t.Errorf("kept: %+v %v", list, problems)
		}
	}
}
