package preset

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ovh-tokens/ovhapi/rule"
)

// TestFilesAreSound reads the files of this program as strictly as a user's.
func TestFilesAreSound(t *testing.T) {
	t.Parallel()
	seen, entries := 0, 0
	for _, g := range Groups() {
		text, err := files.ReadFile("data/" + string(g) + ".txt")
		if err != nil {
			if g != GroupOwn {
				t.Errorf("there is no file for %s", g)
			}
			continue
		}
		list, faults := Parse(string(g)+".txt", string(text))
		for _, f := range faults {
			t.Error(f)
		}
		for _, p := range list {
			if p.Group != g {
				t.Errorf("%s stands in the file of %s and says %s", p.ID, g, p.Group)
			}
		}
		if diff := cmp.Diff(string(text), Format(list...)); diff != "" {
			t.Errorf("%s is not written as Format writes it:\n%s", g, diff)
		}
		seen, entries = seen+1, entries+len(list)
	}
	found, err := files.ReadDir("data")
	if err != nil || len(found) != seen {
		t.Errorf("%d files are there and %d belong to a group: %v", len(found), seen, err)
	}
	if all := All(); len(all) != entries {
		t.Errorf("%d entries make %d presets", entries, len(all))
	}
}

func TestPresetsAreComplete(t *testing.T) {
	t.Parallel()
	rules, ids, titles := 0, map[string]bool{}, map[string]string{}
	for _, p := range All() {
		rules += len(p.Rules)
		if ids[p.ID] || titles[p.Title] != "" {
			t.Errorf("%s or its title %q comes twice, as does %s", p.ID, p.Title, titles[p.Title])
		}
		ids[p.ID], titles[p.Title] = true, p.ID
		if p.Title == "" || p.Purpose == "" || p.Source == "" || p.Date == "" || len(p.Tools) == 0 || p.Own {
			t.Errorf("%s is incomplete: %+v", p.ID, p)
		}
		if text := strings.TrimSpace(p.Purpose + " " + p.Warning); !strings.HasSuffix(p.Purpose, ".") || !strings.HasSuffix(text, ".") {
			t.Errorf("%s: %q is no sentence", p.ID, text)
		}
		for r := range p.Actions {
			if !slices.Contains(p.Rules, r) {
				t.Errorf("%s knows the actions of %s, which it does not have", p.ID, r)
			}
		}
	}
	if len(ids) != 80 || rules != 590 {
		t.Errorf("there are %d presets with %d rules, there should be 80 with 590", len(ids), rules)
	}
}

// TestWhatIsRiskyIsWarnedOf looks for presets that can do harm and do not say so.
func TestWhatIsRiskyIsWarnedOf(t *testing.T) {
	t.Parallel()
	for _, p := range All() {
		for _, s := range fillIn(t, p, examples(p)).Sentences() {
			if s.Risk > rule.RiskNone && p.Warning == "" {
				t.Errorf("%s has no warning, and %s", p.ID, s.Text)
			}
		}
	}
}

// TestPresetsLintAsTheySay fills every preset in and compares what lint finds
// with what the preset states, both ways, as far as it needs no routes.
func TestPresetsLintAsTheySay(t *testing.T) {
	t.Parallel()
	for _, p := range All() {
		values, stars := map[string][]string{}, map[string][]string{}
		for _, q := range p.Parameters() {
			if q.Label == "" || q.Example == "" || !strings.HasSuffix(q.All, ".") {
				t.Errorf("%s: nothing is known of %+v", p.ID, q)
			}
			values[q.Name], stars[q.Name] = []string{q.Example}, []string{Every}
		}
		set := fillIn(t, p, values)
		if len(set) != len(p.Rules) {
			t.Errorf("%s: %d rules became %d", p.ID, len(p.Rules), len(set))
		}
		found := codes(set.Lint(nil))
		want := slices.DeleteFunc(slices.Clone(p.Expects), rule.Code.NeedsRoutes)
		slices.Sort(want)
		if diff := cmp.Diff(want, found, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: lint finds other things than it states: %s", p.ID, diff)
		}
		for _, f := range fillIn(t, p, stars).Lint(nil) {
			if !slices.Contains(want, f.Code) && f.Code != rule.CodeBelowOnly {
				t.Errorf("%s with stars: %s %s", p.ID, f.Code, f.Rule)
			}
		}
	}
}

// TestStarsTakeNothingAway fills presets in with a star and with values: what
// the values allow, the star allows.
func TestStarsTakeNothingAway(t *testing.T) {
	t.Parallel()
	for _, p := range All() {
		values, stars := map[string][]string{}, map[string][]string{}
		for _, q := range p.Parameters() {
			values[q.Name], stars[q.Name] = []string{q.Example}, []string{Every}
		}
		wide := fillIn(t, p, stars)
		for _, r := range fillIn(t, p, values) {
			if !wide.Covers(r) {
				t.Errorf("%s: %s is lost with a star", p.ID, r)
			}
		}
	}
}

// examples fills every parameter with the value that its field shows.
func examples(p Preset) map[string][]string {
	values := map[string][]string{}
	for _, q := range p.Parameters() {
		values[q.Name] = []string{q.Example}
	}
	return values
}

func fillIn(t *testing.T, p Preset, values map[string][]string) rule.Set {
	t.Helper()
	set, err := p.Fill(values)
	if err != nil {
		t.Fatalf("%s: %v", p.ID, err)
	}
	return set
}

// codes are what was found, each once and in order.
func codes(findings []rule.Finding) []rule.Code {
	var found []rule.Code
	for _, f := range findings {
		if !slices.Contains(found, f.Code) {
			found = append(found, f.Code)
		}
	}
	slices.Sort(found)
	return found
}

// TestPresetsOfTheOriginalScripts holds the two requests that the program must
// be able to make without any typing, and what it asks for itself.
func TestPresetsOfTheOriginalScripts(t *testing.T) {
	t.Parallel()
	const methods = "GET POST PUT DELETE "
	for id, text := range map[string]string{
		"me-read-only": "GET /me\nGET /me/*",
		"domain-ip-rw": methods + "/domain\n" + methods + "/domain/*\n" + methods + "/ip\n" + methods + "/ip/*",
		"token-manager": "GET /me\nGET /me/api/credential\nGET /me/api/credential/*\nDELETE /me/api/credential/*\n" +
			"GET /me/api/application\nGET /me/api/application/*\nDELETE /me/api/application/*",
		"token-manager-read-only": "GET /me\nGET /me/api/credential\nGET /me/api/credential/*\n" +
			"GET /me/api/application\nGET /me/api/application/*",
	} {
		p, found := Find(id)
		if !found {
			t.Fatalf("there is no %s", id)
		}
		want, bad := rule.ParseMany(text)
		if len(bad) > 0 {
			t.Fatal(bad)
		}
		if diff := cmp.Diff(want.Normalise(), p.Rules.Normalise()); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
		if !slices.ContainsFunc(Ready(), func(q Preset) bool { return q.ID == id }) {
			t.Errorf("%s is not ready", id)
		}
	}
	if p, _ := Find("domain-ip-rw"); len(p.Rules) != 16 {
		t.Errorf("domain-ip-rw has %d rules, the recursive expansion has 16", len(p.Rules))
	}
	if _, found := Find("nothing"); found {
		t.Error("found a preset that is not there")
	}
}

// TestTheProgramKnowsItsOwnSets reads its presets as it reads any token's rules.
func TestTheProgramKnowsItsOwnSets(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"token-manager": "manage tokens", "token-manager-read-only": "read tokens", "token-manager-edit-ips": "manage tokens and addresses",
	} {
		if p, _ := Find(id); p.Rules.Short() != want {
			t.Errorf("%s is called %q", id, p.Rules.Short())
		}
	}
}

func TestEveryCallerHasACopy(t *testing.T) {
	t.Parallel()
	p, _ := Find("lego")
	r := p.Rules[0]
	p.Rules[0].Path, p.Notes[r], p.Actions[r][0], p.Tools[0] = "/*", "x", "x", "x"
	if q, _ := Find("lego"); q.Rules[0] != r || q.Notes[r] == "x" || q.Actions[r][0] == "x" || q.Tools[0] == "x" {
		t.Errorf("a caller changed the presets of all others: %+v", q)
	}
}

func TestGroupsStandInTheirOrder(t *testing.T) {
	t.Parallel()
	mine := Preset{ID: "mine", Group: GroupOwn}
	var titles []string
	count := 0
	for _, s := range append(All(), mine).ByGroup() {
		titles = append(titles, s.Group.Title())
		count += len(s.Presets)
	}
	want := []string{
		"DNS and certificates", "DNS and domains management", "Infrastructure as code", "Kubernetes", "Cloud and servers",
		"Monitoring and billing", "Mail and SMS", "Backups", "This program", "General", "Your own",
	}
	if diff := cmp.Diff(want, titles); diff != "" || count != 81 {
		t.Errorf("%d presets; %s", count, diff)
	}
	if s := All().ByGroup(); s[len(s)-1].Group != GroupGeneral {
		t.Error("there is a group without presets")
	}
	if Group("odd").Title() != "odd" {
		t.Error("a group that is not known has no title")
	}
}
