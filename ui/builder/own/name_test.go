package own

import (
	"strings"
	"testing"

	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
)

func TestANameIsMadeOfWhatIsTyped(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"web1-dns": "web1-dns", "My CI set": "my-ci-set", "[my-ci]": "my-ci", "  Zone: example.com  ": "zone-example-com",
		"Sauvegarde d'été": "sauvegarde-d-ete", "日本": "", "--": "", "": "", strings.Repeat("ab ", 40): strings.TrimSuffix(strings.Repeat("ab-", 20), "-"),
	} {
		if got := idOf(typed); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

// FuzzNameCanBeSaved holds whatever is typed to the form of a presets file.
func FuzzNameCanBeSaved(f *testing.F) {
	for _, typed := range []string{"My CI set", "a", "-a-", "É", "a\x00b", strings.Repeat("a", 59) + "--b", "ǅ", "İ"} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		id := idOf(typed)
		if again := idOf(id); again != id {
			t.Errorf("%q gives %q, which gives %q", typed, id, again)
		}
		if id == "" {
			return
		}
		p := preset.Preset{ID: id, Title: id, Group: preset.GroupOwn, Rules: rule.Set{{Method: rule.Get, Path: "/me"}}}
		if _, err := preset.Put("", p); err != nil {
			t.Errorf("%q gives %q: %v", typed, id, err)
		}
	})
}
