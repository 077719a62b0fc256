package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ovhapi"
)

// What a plan shows is what will change, without anything that must not be seen.
func TestAPlanShowsTheLinesThatChange(t *testing.T) {
	t.Parallel()
	const stars = ovhapi.Mask
	tests := []struct {
		name, text string
		changes    []Change
		want       []Hunk
	}{
		{
			"a new value", "[ovh-eu]\n  consumer_key  = " + testToken + " ; of May\n",
			[]Change{set(eu, keyConsumer, "NEW")},
			[]Hunk{{Line: 2, Before: []string{"  consumer_key  = " + stars + " ; of May"}, After: []string{"  ; of May", "  consumer_key  = " + stars}}},
		},
		{
			"several lines", "[ovh-eu]\nconsumer_key=`se\ncret\n`\nx=1\n",
			[]Change{set(eu, keyConsumer, "NEW")},
			[]Hunk{{Line: 2, Before: []string{"consumer_key=" + stars, stars, stars}, After: []string{"consumer_key=" + stars}}},
		},
		{
			"two places", "[a]\r\nx=1\r\n[b]\r\ny=2\r\n",
			[]Change{set("a", "z", "3"), drop("b", "y")},
			[]Hunk{{Line: 3, After: []string{"z=3"}}, {Line: 4, Before: []string{"y=2"}}},
		},
		{
			"a key in a comment, and runes that a terminal obeys", "[profile:work]\n# was " + testToken + " \x1b[31m\u202ex\n\tapplication_key=" + testKey + "\n",
			[]Change{drop(work, "")},
			[]Hunk{{Line: 1, Before: []string{"[profile:work]", "# was " + stars + " [31mx", "    application_key=" + testKey}}},
		},
		{
			"a secret under a wrong name", "[profile:work]\napplication_key=" + testSecret + "\nck=" + testToken + "\n" + testToken + "\n",
			[]Change{drop(work, "")},
			[]Hunk{{Line: 1, Before: []string{"[profile:work]", "application_key=" + stars, "ck=" + stars, stars}}},
		},
		{
			"an empty value", "[ovh-eu]\nconsumer_key =\n",
			[]Change{set(eu, keyConsumer, "NEW")},
			[]Hunk{{Line: 2, Before: []string{"consumer_key ="}, After: []string{"consumer_key = " + stars}}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p, err := NewPlan(confFile(t, tt.text), tt.changes)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, p.Hunks); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The hunks tell the whole truth: put into the old lines they give the new ones.
func FuzzHunks(f *testing.F) {
	for _, text := range seeds {
		f.Add(text, "x")
		f.Add(text, eu)
	}
	f.Fuzz(func(t *testing.T, text, section string) {
		d, err := edited([]byte(text), []Change{set(section, "a", "1"), drop(section, "b"), drop("profile:a", ""), set(section, keyConsumer, "x")})
		if err != nil {
			return
		}
		old, want := maskLines(d.before), maskLines(d.lines())
		var got []string
		next := 1
		for _, h := range d.hunks() {
			got = append(got, old[next-1:h.Line-1]...)
			for i, line := range h.Before {
				if old[h.Line-1+i] != line {
					t.Fatalf("%q: line %d is %q, not %q", text, h.Line+i, old[h.Line-1+i], line)
				}
			}
			got = append(got, h.After...)
			next = h.Line + len(h.Before)
		}
		got = append(got, old[next-1:]...)
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Fatalf("%q: the hunks give %q, want %q", text, got, want)
		}
	})
}
