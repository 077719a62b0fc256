package config

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
)

// ownPreset is one that a user may keep.
func ownPreset(id string, rules ...string) preset.Preset {
	set, _ := rule.ParseMany(strings.Join(rules, "\n"))
	return preset.Preset{ID: id, Title: "Mine", Purpose: "For my own.", Group: preset.GroupOwn, Rules: set, Own: true}
}

func TestPresetsOfTheUser(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "presets.txt")
	if list, problems := Presets(path); len(list)+len(problems) > 0 {
		t.Errorf("without a file: %v %v", list, problems)
	}
	write(t, path, `# mine
[backup]
title = Mine
group = dns
purpose = For my own.
GET /me
[lego]
GET /me
[bad]
GET me
[other]
GET /domain/zone/{zone}
`)
	list, problems := Presets(path)
	if len(list) != 2 || list[1].ID != "other" || len(list[1].Parameters()) != 1 {
		t.Fatalf("%+v", list)
	}
	if diff := cmp.Diff(ownPreset("backup", "GET /me"), list[0]); diff != "" {
		t.Error(diff)
	}
	if len(problems) != 2 {
		t.Fatalf("%v", problems)
	}
	for i, want := range []string{"line 7: The preset lego is left out: the program has a set with this name; choose another name.", `line 10: The preset bad is left out: "GET me"`} {
		if text := problems[i].String(); !strings.HasPrefix(text, path) || !strings.Contains(text, want) {
			t.Errorf("%q says not %q", text, want)
		}
	}
	sections := append(preset.All(), list...).ByGroup()
	if last := sections[len(sections)-1]; last.Group != preset.GroupOwn || len(last.Presets) != 2 {
		t.Errorf("%+v", last)
	}
}

func TestPresetsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	list, problems := Presets(t.TempDir())
	if len(list) > 0 || len(problems) != 1 || !strings.Contains(problems[0].String(), "it is a folder") {
		t.Errorf("a folder: %v %v", list, problems)
	}
	path := filepath.Join(t.TempDir(), "presets.txt")
	write(t, path, strings.Repeat("#\n", maxPresets))
	if list, problems = Presets(path); len(list) > 0 || len(problems) != 1 || !strings.Contains(problems[0].String(), "larger than 1024 KiB") {
		t.Errorf("a large file: %v %v", list, problems)
	}
}

func TestSavePreset(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "config", "ovh-tokens")
	path := filepath.Join(dir, "presets.txt")
	for _, p := range []preset.Preset{ownPreset("one", "GET /me"), ownPreset("two", "GET /ip"), ownPreset("one", "GET /vps")} {
		if err := SavePreset(path, p); err != nil {
			t.Fatal(err)
		}
	}
	list, problems := Presets(path)
	if diff := cmp.Diff(preset.List{ownPreset("one", "GET /vps"), ownPreset("two", "GET /ip")}, list); diff != "" || len(problems) > 0 {
		t.Errorf("%v %s", problems, diff)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Errorf("something was left behind: %v %v", files, err)
	}
	if runtime.GOOS != "windows" {
		for of, want := range map[string]os.FileMode{path: 0o600, dir: 0o700} {
			if info, err := os.Stat(of); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v %v", of, info.Mode(), err)
			}
		}
	}
}

func TestSavePresetKeepsWhatPeopleWrote(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, link := filepath.Join(dir, "real.txt"), filepath.Join(dir, "presets.txt")
	const before = "# mine\n\n[ a ]\n  # why\nGET   /me\n[faulty]\nGET me\n# the end"
	write(t, path, before)
	if err := os.Symlink("real.txt", link); err != nil {
		t.Skip(err)
	}
	if err := SavePreset(link, ownPreset("b", "GET /ip")); err != nil {
		t.Fatal(err)
	}
	const added = "\n\n[b]\ntitle   = Mine\npurpose = For my own.\nGET /ip\n"
	if got, err := os.ReadFile(path); err != nil || string(got) != before+added {
		t.Errorf("%v %q", err, got)
	}
	if at, err := os.Readlink(link); err != nil || at != "real.txt" {
		t.Errorf("the link leads to %q: %v", at, err)
	}
}

func TestSavePresetRefuses(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new")
	for want, p := range map[string]preset.Preset{
		"save the set lego: the program has one with this name": ownPreset("lego", "GET /me"),
		"it has no rules":       ownPreset("mine"),
		"made of small letters": ownPreset("Über", "GET /me"),
	} {
		if err := SavePreset(filepath.Join(dir, "presets.txt"), p); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("a folder was made for nothing: %v", err)
	}
	path := filepath.Join(t.TempDir(), "presets.txt")
	full := "[a]\nGET /a\n" + strings.Repeat("#", maxPresets-10)
	write(t, path, full)
	if err := SavePreset(path, ownPreset("mine", "GET /me")); err == nil || !strings.Contains(err.Error(), "nothing was changed") {
		t.Errorf("a full file: %v", err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != full {
		t.Error("the full file changed")
	}
}

func TestPresetsFile(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ goos, variable, home, want string }{
		{"linux", "", "/home/a", "/home/a/.config/ovh-tokens/presets.txt"},
		{"linux", "/conf", "/home/a", "/conf/ovh-tokens/presets.txt"},
		{"linux", "relative", "/home/a", "/home/a/.config/ovh-tokens/presets.txt"},
		{"darwin", "/conf", "/Users/a", "/Users/a/Library/Application Support/ovh-tokens/presets.txt"},
		{"linux", "", "", ""},
	} {
		got, err := PresetsFile(func(name string) string {
			if name != "XDG_CONFIG_HOME" {
				return ""
			}
			return tc.variable
		}, tc.goos, tc.home)
		if filepath.ToSlash(got) != tc.want || (err == nil) != (tc.want != "") {
			t.Errorf("%+v: %q %v", tc, got, err)
		}
	}
}

// FuzzSavePreset saves into any file: the lines of other entries keep their
// bytes, the preset is read back, and saving it again changes nothing.
func FuzzSavePreset(f *testing.F) {
	for _, text := range []string{
		"", "# c\n[a]\nGET /a\n\n[x]\n# why\nGET /x\n\n# b\n[b]\nGET /b", "\ufeff[x]\r\nGET /x\r\n[b]\r\nGET /b\r\n", "junk\n[x\n[x]\n  more\n", "[x]\nGET /1\n[x]\nGET /2\n", "[lego]\nGET /me\n",
	} {
		f.Add(text, "Title", "GET /me")
	}
	path := filepath.Join(f.TempDir(), "presets.txt") // one for all: each process runs them one by one
	f.Fuzz(func(t *testing.T, text, title, rules string) {
		p := ownPreset("x", rules)
		p.Title = title
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		before, _ := Presets(path)
		if err := SavePreset(path, p); err != nil {
			if got, _ := os.ReadFile(path); string(got) != text {
				t.Errorf("%v, and the file changed: %q", err, got)
			}
			return
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		expectSaved(t, path, text, string(got), before, p)
		if err := SavePreset(path, p); err != nil {
			t.Error(err)
		}
		if again, _ := os.ReadFile(path); string(again) != string(got) {
			t.Errorf("the second time makes it another:\n%q\n%q", got, again)
		}
	})
}

// expectSaved compares a file and what is read from it with what it was before a
// preset was saved.
func expectSaved(t *testing.T, path, text, got string, before preset.List, p preset.Preset) {
	t.Helper()
	after, _ := Presets(path)
	is, found := after.Find(p.ID)
	if !found || !slices.Equal(is.Rules, p.Rules) {
		t.Errorf("%q: %+v", got, is)
	}
	others := func(l preset.List) preset.List {
		return slices.DeleteFunc(slices.Clone(l), func(q preset.Preset) bool { return q.ID == p.ID })
	}
	if diff := cmp.Diff(append(preset.List{}, others(before)...), append(preset.List{}, others(after)...)); diff != "" {
		t.Errorf("others changed: %s", diff)
	}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") && !strings.Contains(got, strings.TrimRight(line, "\r\n")) {
			t.Errorf("a comment is gone: %q", line)
		}
	}
}
