package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopkg.in/ini.v1"
)

// seeds are files that are hard on a reader.
var seeds = []string{
	"", sound3, "\uFEFF" + sound3, strings.ReplaceAll(sound3, "\n", "\r\n"), "[default]\nendpoint=ovh-ca\nprofile=a\n[profile:a]\nconsumer_key=x",
	"a\n=b\n:c\n[\n[]\n]\n[a]b]c\n", "a=`x\ny`\nb=\"\"\"x\ny\"\"\"z\nc=`open\n", "`a`=b\n\"\"\"k\"\"\"=v\n\"\"=x\n\"a=b\n", "a=b\\\nc\\\n\nd=e\\", "-=a\n-=b\n[x]\n-=c\n",
	"a=%(b)s\nb=%(a)s\n[x]\na=%(a)s%(b)s\n", "a=`\\\nb=`\\\n`\\", "[.]\n[a]\nk=1\n[a.b]\n[a.b.c]\nj=2", "a=\"\"\"\n\"\"\"", "a=\"\"\"", "\"\"\"\"\"\"\"=x", "\x85a=b\n\u00a0c=d", "a\r=b\r[c]\r", " = x\n'a'='b'\n",
	"[ovh-eu]\napplication_key=%(a)s\na=%(b)s%(b)s\nb=%(c)s%(c)s\nc=%%(d)s\n",
}

// Whatever stands in a file: nothing panics, problems point into the file, and
// the files that ini.v1 accepts mean the same to both.
func FuzzLoad(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	file := filepath.Join(f.TempDir(), "ovh.conf") // one for all: each process runs them one by one
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		m, _ := Load(Sources{ConfigFile: file}) // fatal or not, the machine is there
		m.Explain()
		count := strings.Count(text, "\n") + 1
		for _, p := range m.Problems {
			if p.Line > count || p.Message == "" || p.Fix == "" {
				t.Errorf("problem %+v", p)
			}
			if strings.Contains(p.Message, errNotINI.Error()) {
				t.Errorf("a line was missed that ini.v1 refuses: %q", text)
			}
			if strings.ContainsAny(p.String(), "\x1b\r\n\u202e") {
				t.Errorf("problem %q", p.String())
			}
		}
		_, _ = Load(Sources{ConfigFile: file, Profile: "work"}) // must not panic
	})
}

// The scanner finds the keys that ini.v1 finds, in the sections where it finds
// them, and refuses what it refuses.
func FuzzScanAgreesWithINI(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") || len(text) > 10_000 {
			t.Skip("never reaches the scanner")
		}
		text = strings.TrimPrefix(text, "\uFEFF")
		if strings.HasPrefix(text, "\uFEFF") {
			t.Skip("ini.v1 would skip a second mark")
		}
		entries := scan(text)
		faulty := slices.ContainsFunc(entries, func(e entry) bool { return e.fault != sound })
		if _, err := ini.LooseLoad([]byte(text)); (err != nil) != faulty {
			t.Fatalf("%q: ini.v1 says %v, the scanner found %+v", text, err, entries)
		}
		file, err := ini.LooseLoad([]byte(blankOut(text, entries)))
		if err != nil {
			t.Fatalf("%q: without its faulty lines: %v", text, err)
		}
		want := names(entries)
		for _, section := range file.Sections() {
			list, ok := want[section.Name()]
			if !ok || !slices.Equal(list, section.KeyStrings()) {
				t.Fatalf("%q: section %q holds %q, the scanner found %q", text, section.Name(), section.KeyStrings(), list)
			}
			delete(want, section.Name())
		}
		if len(want) > 0 {
			t.Fatalf("%q: ini.v1 does not know %q", text, want)
		}
	})
}

// names lists the keys of each section in their order.
func names(entries []entry) map[string][]string {
	found := map[string][]string{ini.DefaultSection: nil}
	for _, e := range entries {
		if e.fault != sound {
			continue
		}
		list := found[e.section]
		if !e.header && !slices.Contains(list, e.key) {
			list = append(list, e.key)
		}
		found[e.section] = list
	}
	return found
}

// References are replaced as ini.v1 replaces them. ini.v1 itself never comes
// back from a circle, so it is asked only where the limits were kept.
func FuzzReferences(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Add("d=1\n[s]\na=%(d)s%(x)s\nb=%(a)s\nx=%%(d)s\ny=%(b\nz=%(y)s)s\n[s.t]\nq=%(a)s")
	f.Fuzz(func(t *testing.T, text string) {
		src := &source{text: blankOut(text, scan(text)), entries: scan(text)}
		src.Readable = true
		v, refused := merge([]*source{src})
		if len(refused) > 0 {
			t.Skip("not reachable")
		}
		for section, list := range v.keys {
			for key := range list {
				got, _, ok := v.value(section, key)
				if !ok {
					continue
				}
				if want := v.file.Section(section).Key(key).String(); got != want {
					t.Errorf("%q: [%s] %s is %q, ini.v1 reads %q", text, section, key, got, want)
				}
			}
		}
	})
}
