package config

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"gopkg.in/ini.v1"
)

// Whatever a file holds and whatever valid change is made: it reads back as
// go-ovh reads, all other keys read as before, and no other line is touched.
func FuzzEdit(f *testing.F) {
	for _, text := range seeds {
		f.Add(text, eu, "consumer_key", "NEW", uint8(0))
		f.Add(text, "a", "b", "x y", uint8(0))
		f.Add(text, "a", "a", "", uint8(1))
		f.Add(text, "default", "", "", uint8(2))
	}
	f.Add("[s]\nk=v ; c\n\n#x\n[t]", "s", "k", "a`b\"c'd%e=f:g", uint8(0))
	f.Fuzz(func(t *testing.T, text, section, key, value string, kind uint8) {
		c := Change{Section: section, Key: key, Value: value}
		switch kind % 3 {
		case 1:
			c = drop(section, key)
		case 2:
			c = drop(section, "")
		}
		got, err := Edit([]byte(text), []Change{c})
		if err != nil {
			if strings.Contains(err.Error(), "by hand") && isOrdinary(text, c) {
				t.Fatalf("%q: %s: %v", text, c.Key, err)
			}
			return
		}
		after := string(got)
		checkReading(t, text, after, c)
		checkLinesKept(t, text, after, c)
		again, err := Edit(got, []Change{c})
		if err != nil || string(again) != after {
			t.Fatalf("%q: made twice, %q became %q, %v", text, after, again, err)
		}
	})
}

// isOrdinary reports whether an edit has no reason to be refused as unsafe: no
// open quote, no numbered keys.
func isOrdinary(text string, c Change) bool {
	entries := scan(strings.TrimPrefix(text, byteOrderMark))
	if strings.HasSuffix(strings.TrimSpace(text), `"""`) {
		return false // with a line end behind it, this is an open quote
	}
	odd := slices.ContainsFunc(entries, func(e entry) bool { return e.fault != sound || strings.HasPrefix(e.key, "#") })
	return !odd && !strings.Contains(c.Value, "`") && !strings.Contains(c.Value, `"""`)
}

// checkReading reads both texts with ini.v1 as it is, bytes and all.
func checkReading(t *testing.T, before, after string, c Change) {
	t.Helper()
	old, err := ini.LooseLoad([]byte(before))
	if err != nil {
		return // ini.v1 refuses the file; verify has held the rest against it
	}
	now, err := ini.LooseLoad([]byte(after))
	if err != nil {
		t.Fatalf("%q became %q, which ini.v1 refuses: %v", before, after, err)
	}
	want := map[string]map[string]string{}
	for _, s := range old.Sections() {
		want[s.Name()] = s.KeysHash()
	}
	meaning(want).apply(c)
	got := map[string]map[string]string{}
	for _, s := range now.Sections() {
		got[s.Name()] = s.KeysHash()
	}
	if !maps.EqualFunc(want, got, maps.Equal) {
		t.Fatalf("%q became %q, which reads %q, want %q", before, after, got, want)
	}
	if !c.Remove && now.Section(c.Section).Key(c.Key).String() != c.Value {
		t.Fatalf("%q became %q, where %s reads %q", before, after, c.Key, now.Section(c.Section).Key(c.Key).String())
	}
}

// checkLinesKept takes away the lines that a change is about and expects the
// others to be the same, in the same order, byte for byte.
func checkLinesKept(t *testing.T, before, after string, c Change) {
	t.Helper()
	if strings.HasPrefix(before, byteOrderMark) != strings.HasPrefix(after, byteOrderMark) {
		t.Fatalf("%q became %q: the byte order mark", before, after)
	}
	before, after = strings.TrimPrefix(before, byteOrderMark), strings.TrimPrefix(after, byteOrderMark)
	old, now := slices.Collect(strings.Lines(before)), slices.Collect(strings.Lines(after))
	if c.Remove {
		if !isSubsequence(now, old) {
			t.Fatalf("%q became %q: not only lines were removed", before, after)
		}
		if c.Key != "" && len(old)-len(now) > concerned(before, c) {
			t.Fatalf("%q became %q: more went than the key", before, after)
		}
		return
	}
	missing := len(old) - common(old, now)
	if missing > concerned(before, c) {
		t.Fatalf("%q became %q: %d lines are not what they were", before, after, missing)
	}
}

// concerned counts the lines of a key: those that may change.
func concerned(text string, c Change) int {
	n := 0
	for _, e := range scan(strings.TrimPrefix(text, byteOrderMark)) {
		if e.fault == sound && !e.header && e.section == c.Section && e.key == c.Key {
			if !c.Remove {
				n = 0 // only the last one
			}
			n += e.last - e.line + 1
		}
	}
	return n
}

// common counts the lines of a that stand in b in the same order. A last line
// without a line end may have got one.
func common(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			best := max(row[j+1], row[j])
			if x == y || lineEnd(x) == "" && x+lineEnd(y) == y {
				best = diagonal + 1
			}
			diagonal, row[j+1] = row[j+1], best
		}
	}
	return row[len(b)]
}

func isSubsequence(short, long []string) bool {
	for _, line := range long {
		if len(short) > 0 && short[0] == line {
			short = short[1:]
		}
	}
	return len(short) == 0
}
