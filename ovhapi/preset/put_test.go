package preset

import (
	"reflect"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/rule"
)

func mine(id string) Preset {
	r := rule.Rule{Method: rule.Get, Path: "/domain/zone/{zone}"}
	return Preset{
		ID: id, Title: "Mine", Purpose: "Looks.", Group: GroupOwn,
		Rules: rule.Set{r, {Method: rule.Get, Path: "/me"}}, Notes: map[rule.Rule]string{r: "look"},
	}
}

const written = "title   = Mine\npurpose = Looks.\nGET /domain/zone/{zone}  # look\nGET /me\n"

func TestPutLeavesTheRestAlone(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ text, want string }{
		"nothing there":       {"", "[x]\n" + written},
		"a mark only":         {"\ufeff", "\ufeff[x]\n" + written},
		"behind another":      {"# c\n[a]\nGET /a", "# c\n[a]\nGET /a\n\n[x]\n" + written},
		"in place":            {"[a]\nGET /a\n\n# of x\n[x]\nGET /x\n\n# of b\n[b]\nGET /b\n", "[a]\nGET /a\n\n# of x\n[x]\n" + written + "\n# of b\n[b]\nGET /b\n"},
		"at the end":          {"[x]\nGET /x", "[x]\n" + strings.TrimSuffix(written, "\n")},
		"behind the mark":     {"\ufeff[x]\nGET /x\n[b]\nGET /b\n", "\ufeff[x]\n" + written + "[b]\nGET /b\n"},
		"comments inside":     {"[x]\n# why\nGET /x\n  # indented\nGET /y\n# below\n", "[x]\n# why\n  # indented\n" + written + "# below\n"},
		"of Windows":          {"[x]\r\nGET /x\r\n# c\r\n", "[x]\r\n" + strings.ReplaceAll(written, "\n", "\r\n") + "# c\r\n"},
		"beside a faulty one": {"[a]\nFETCH /a\n[x]\nGET /x\njunk\n", "[a]\nFETCH /a\n[x]\n" + written},
		"spaced by hand":      {"[ x ] \n title=no\nGET   /x\n", "[x]\n" + written},
	} {
		got, err := Put(tc.text, mine("x"))
		if err != nil || got != tc.want {
			t.Errorf("%s: %v\n%q\n%q", name, err, got, tc.want)
		}
	}
}

func TestPutRefusesWhatNoFileCanHold(t *testing.T) {
	t.Parallel()
	for want, change := range map[string]func(*Preset){
		"the name of a set":     func(p *Preset) { p.ID = "Not good" },
		"it has no rules":       func(p *Preset) { p.Rules = nil },
		"a rule has characters": func(p *Preset) { p.Rules = rule.Set{{Method: rule.Get, Path: "/a#b"}} },
		"no such group":         func(p *Preset) { p.Group = "odd" },
		"a path has no blank":   func(p *Preset) { p.Rules[0].Path = "/a b" },
		"a year and a month":    func(p *Preset) { p.Date = "yesterday" },
		"the rule stands here":  func(p *Preset) { p.Rules[1] = p.Rules[0] },
		"made of small letters": func(p *Preset) { p.Rules[1].Method = "\n[other]\nGET" },
	} {
		p := mine("x")
		change(&p)
		if got, err := Put("[a]\nGET /a\n", p); err == nil || !strings.Contains(err.Error(), want) || got != "" {
			t.Errorf("%s: %v %q", want, err, got)
		}
	}
	p := mine("x")
	p.Title, p.Purpose = "two\nlines\n[b]", "a \x1b[31mcolour"
	text, err := Put("", p)
	if list, faults := Parse("", text); err != nil || len(list) != 1 || len(faults) > 0 || list[0].Title != "two lines [b]" {
		t.Errorf("%v %v %q", err, faults, text)
	}
	full := "[a]\nGET /a\n" + strings.Repeat("#", maxText-20)
	if _, err := Put(full, mine("x")); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("a file that is full: %v", err)
	}
}

// FuzzPut puts a preset into anything: the other entries keep their bytes, and
// the preset is read back.
func FuzzPut(f *testing.F) {
	for _, text := range []string{"", sample, "[x]\nGET /x", "[a]\nGET /a\n[x]\n# c\nGET /x\n[x]\nGET /y\n", "\ufeff[x]\r\n#\r\n title\r\nGET /x\r\n", "junk\n  x\n[\n[x]", "[x]\n\n  x\n", "[a]\ntitle=\n[x]"} {
		f.Add(text, "x", "Title", "note")
	}
	f.Fuzz(func(t *testing.T, text, id, title, note string) {
		p := mine(id)
		p.Title, p.Notes[p.Rules[1]] = title, note
		out, err := Put(text, p)
		if err != nil {
			return
		}
		list, _ := Parse("", out)
		got, found := list.Find(id)
		if !found || !reflect.DeepEqual(got.Rules, p.Rules) {
			t.Fatalf("%q became %q", text, out)
		}
		if rest := without(out, id); !strings.HasPrefix(rest, strings.TrimRight(without(text, id), "\r\n")) {
			t.Errorf("other lines changed:\n%q\n%q", without(text, id), rest)
		}
		again, err := Put(out, p)
		if err != nil || again != out {
			t.Errorf("the second time makes it another: %v\n%q\n%q", err, out, again)
		}
	})
}

// without is a text without the first entry of a name, but with its comments.
func without(text, id string) string {
	raw := strings.SplitAfter(text, "\n")
	for _, b := range blocks(splitLines(text))[1:] {
		if b.id() != id {
			continue
		}
		kept := raw[: b.first-1 : b.first-1]
		for _, line := range raw[b.first-1 : b.last] {
			if strings.HasPrefix(strings.TrimSpace(line), "#") {
				kept = append(kept, line)
			}
		}
		return strings.Join(append(kept, raw[b.last:]...), "")
	}
	return text
}
