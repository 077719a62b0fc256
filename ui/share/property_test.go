package share

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// wantSame goes through the forms as a user would and reads each back.
func wantSame(t *testing.T, name string, set rule.Set) {
	t.Helper()
	endpoint, err := ovhapi.ParseEndpoint("ovh-eu")
	if err != nil {
		t.Fatal(err)
	}
	env := &shell.Env{Clock: shell.SystemClock{}, Theme: theme.New(theme.Dark)}
	s := New(env, Subject{Rules: set, Endpoint: endpoint})
	s.SetSize(80, 19)
	for range s.forms {
		back, bad := rule.ParseMany(s.Text())
		if len(bad) > 0 || len(back) != len(set) {
			t.Errorf("%s as %s comes back as %q, %v", name, s.forms[s.at].name, back, bad)
		}
		for _, r := range set {
			if !slices.Contains(back, r) {
				t.Errorf("%s as %s lost %s:\n%s", name, s.forms[s.at].name, r, s.Text())
			}
		}
		if slices.ContainsFunc(s.forms[s.at].notes, func(n note) bool { return strings.Contains(n.text, "read back") }) {
			t.Errorf("%s as %s is said to lose rules: %v", name, s.forms[s.at].name, s.forms[s.at].notes)
		}
		next, ok := key.Find(s.Keys(), tea.KeyPressMsg{Code: tea.KeyTab})
		if !ok {
			t.Fatal("tab does not lead on")
		}
		next.Do()
	}
	if s.at != 0 {
		t.Errorf("tab ends at form %d", s.at)
	}
}

// TestEveryPresetReadsBack holds that no form loses a rule of a known tool's
// set.
func TestEveryPresetReadsBack(t *testing.T) {
	t.Parallel()
	for _, p := range preset.All() {
		values := map[string][]string{}
		for _, q := range p.Parameters() {
			values[q.Name] = []string{preset.Every}
		}
		set, err := p.Fill(values)
		if err != nil {
			t.Errorf("%s: %v", p.ID, err)
			continue
		}
		wantSame(t, p.ID, set)
	}
}

// TestRandomSetsReadBack does the same with whatever a path may be.
func TestRandomSetsReadBack(t *testing.T) {
	t.Parallel()
	const letters = "abcXYZ019*.-_~%+&=:@$é日;"
	random := rand.New(rand.NewPCG(1, 2)) // the same sets at every run
	for range 400 {
		var set rule.Set
		for range 1 + random.IntN(8) {
			var path strings.Builder
			for range 1 + random.IntN(5) {
				path.WriteByte('/')
				for range random.IntN(6) {
					runes := []rune(letters)
					path.WriteRune(runes[random.IntN(len(runes))])
				}
			}
			methods := rule.Methods()
			r := rule.Rule{Method: methods[random.IntN(len(methods))], Path: path.String()}
			if exact, err := rule.ParsePath(r.Path); err == nil && exact == r.Path && !slices.Contains(set, r) {
				set = append(set, r)
			}
		}
		if len(set) > 0 {
			wantSame(t, strings.TrimSpace(set.Text()), set)
		}
	}
}

// TestWhatCannotBeReadBackIsSaid warns of rules that a token may have and no
// text can hold.
func TestWhatCannotBeReadBackIsSaid(t *testing.T) {
	t.Parallel()
	for _, f := range forms(rule.Set{{Method: rule.Get, Path: "/me"}, {Method: rule.Get, Path: ""}, {Method: rule.Get, Path: "/sms "}}, ovhapi.Endpoint{}, nil) {
		last := f.notes[len(f.notes)-1]
		want := "2 rules would not be read back"
		if f.kind == asLink {
			want = "3 rules would not be read back" // there is no page without an endpoint
		}
		if last.role != theme.Caution || !strings.HasPrefix(last.text, want) {
			t.Errorf("%s says %+v", f.name, f.notes)
		}
	}
}
