package preset

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ovh-tokens/ovhapi/rule"
)

const sample = `# what I use

[web]
title   = Certificates of the web server
group   = dns
tools   = lego,  Traefik
purpose = Creates and removes
          TXT records.
warning = It can do more.
remark  = Say so = always.
source  = a page # 3
date    = 2026-11
expects = below-only, trailing-slash
post /domain/zone/{zone}/record   # create TXT
    iam dnsZone:apiovh:record/create
    # a comment
    iam dnsZone:apiovh:refresh
DELETE /domain/zone/{zone}/record/*

# the smallest there is
[tiny-1]
GET /me
`

func TestParse(t *testing.T) {
	t.Parallel()
	create := rule.Rule{Method: rule.Post, Path: "/domain/zone/{zone}/record"}
	want := List{
		{
			ID: "web", Title: "Certificates of the web server", Group: GroupDNS, Tools: []string{"lego", "Traefik"},
			Purpose: "Creates and removes TXT records.", Warning: "It can do more.", Remark: "Say so = always.",
			Source: "a page # 3", Date: "2026-11", Expects: []rule.Code{rule.CodeBelowOnly, rule.CodeTrailingSlash},
			Rules:   rule.Set{create, {Method: rule.Delete, Path: "/domain/zone/{zone}/record/*"}},
			Notes:   map[rule.Rule]string{create: "create TXT"},
			Actions: map[rule.Rule][]string{create: {"dnsZone:apiovh:record/create", "dnsZone:apiovh:refresh"}},
		},
		{ID: "tiny-1", Title: "tiny-1", Group: GroupOwn, Rules: rule.Set{{Method: rule.Get, Path: "/me"}}},
	}
	for name, text := range map[string]string{
		"as written": sample, "by Windows": strings.ReplaceAll(sample, "\n", "\r\n"), "by Notepad": "\ufeff" + sample,
		"without a last line end": strings.TrimSpace(sample), "as Format writes it": Format(want...),
	} {
		got, faults := Parse("presets.txt", text)
		if diff := cmp.Diff(want, got); diff != "" || len(faults) > 0 {
			t.Errorf("%s: %v\n%s", name, faults, diff)
		}
	}
}

// TestFaultsSayWhereAndWhat breaks one line of an entry between two good ones.
func TestFaultsSayWhereAndWhat(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ entry, want string }{
		{"[bad]\nGET /me\nGET me", `line 5 [bad]: "GET me": a path begins with a slash; write GET /me`},
		{"[bad]\nFETCH /me", `line 4 [bad]: `},
		{"[bad]\nGET POST /me", `line 4 [bad]: "GET POST /me": one rule has one method`},
		{"[bad]\nGET /me\nGET /me", `line 5 [bad]: the rule stands here twice`},
		{"[bad]\nGET /domain/zone/{zone}x", `line 4 [bad]: a parameter is a whole part`},
		{"[bad]\nGET /domain/zone/{Zone}", `line 4 [bad]: a parameter is a whole part`},
		{"[bad]\nGET /domain/zone/{}", `line 4 [bad]: a parameter is a whole part`},
		{"[bad]\nGET /domain/zone/<zone>", `<zone> is a placeholder`},
		{"[bad]\nGET /domain/zone/⦃zone⦄", `line 4 [bad]: a path has no such brackets`},
		{"[bad]\nGET /1.0/{x}", `write GET /{x}`},
		{"[bad]\nname = x\nGET /me", `line 4 [bad]: there is no field name; the fields are title, group,`},
		{"[bad]\nTitle = x\nGET /me", `line 4 [bad]: there is no field Title`},
		{"[bad]\ntitle = x\ntitle = y\nGET /me", `line 5 [bad]: title stands here twice`},
		{"[bad]\ngroup = dsn\nGET /me", `line 4 [bad]: there is no such group; the groups are dns, domains,`},
		{"[bad]\ndate = 2026-13\nGET /me", `line 4 [bad]: a date is a year and a month, such as 2026-11`},
		{"[bad]\nexpects = Glued star\nGET /me", `line 4 [bad]: expects names findings`},
		{"[bad]\n\n    more\nGET /me", `line 5 [bad]: an indented line goes on with the one above it`},
		{"[bad]\n    more\nGET /me", `line 4 [bad]: an indented line goes on with the one above it`},
		{"[bad]\nGET /me\n    account", `line 5 [bad]: an indented line below a rule names IAM actions`},
		{"[bad]\nGET /me\n    # fine\n    iam account", `line 6 [bad]: an indented line below a rule names IAM actions`},
		{"[bad]\nGET /me\n    iam", `line 5 [bad]: an indented line below a rule names IAM actions`},
		{"[bad]\ntitle = nothing", `line 3 [bad]: it has no rules`},
		{"[bad]\ntitle = \xff\nGET /me", `line 4 [bad]: it is not text in UTF-8`},
		{"[Not good]\nGET /me", `line 3: the name of a set`},
		{"[bad\nGET /me", `line 3: the name of a set`},
		{"[]\nGET /me", `line 3: the name of a set`},
		{"[-bad]\nGET /me", `line 3: the name of a set`},
		{"[first]\nGET /me", `line 3 [first]: there is an entry with this name above`},
	} {
		text := "[first]\nGET /me\n" + tc.entry + "\n[last]\nGET /ip\n"
		list, faults := Parse("presets.txt", text)
		if got := ids(list); cmp.Diff([]string{"first", "last"}, got) != "" {
			t.Errorf("%q: %v was read", tc.entry, got)
		}
		if len(faults) == 0 || !strings.Contains(faults[0].String(), tc.want) || !strings.HasPrefix(faults[0].String(), "presets.txt line ") {
			t.Errorf("%q: %v", tc.entry, faults)
		}
	}
	list, faults := Parse("x", "GET /me\n[a]\nGET /me\n")
	if len(list) != 1 || len(faults) != 1 || faults[0].Line != 1 || !strings.Contains(faults[0].Reason, "before the first entry") {
		t.Errorf("%v %v", list, faults)
	}
	if list, faults := Parse("x", strings.Repeat("#", maxText+1)); list != nil || len(faults) != 1 || faults[0].Line != 0 {
		t.Errorf("a large text: %v %v", list, faults)
	}
	many := "[a]\n"
	for i := range rule.MaxRules + 1 {
		many += "GET /" + strconv.Itoa(i) + "\n"
	}
	if list, faults := Parse("x", many); len(list) != 0 || len(faults) == 0 || !strings.Contains(faults[len(faults)-1].Reason, "at most 1000 rules") {
		t.Errorf("too many rules: %d, %v", len(list), faults)
	}
}

func TestWhatIsShownIsPlain(t *testing.T) {
	t.Parallel()
	list, faults := Parse("x", "[a]\ntitle = x\x1b[31my\u202e z\nGET /me # \x07note\n")
	if len(list) != 1 || len(faults) > 0 {
		t.Fatalf("%v %v", list, faults)
	}
	if p := list[0]; p.Title != "x[31my z" || p.Notes[p.Rules[0]] != "note" {
		t.Errorf("%q %q", p.Title, p.Notes[p.Rules[0]])
	}
}

// FuzzParse reads anything: nothing panics, faults point into the text, and what
// was read is read again as the same from what Format writes.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		sample, "", "[a]\nGET /{x}/{y}/*\n", "[a]\ntitle =  # x\n\t#y\n z\nGET /me#n#o\n", "[a]\nsource = " + strings.Repeat("long #word ", 40) + "\nGET /me",
		"[a]\rGET /me\n", "\ufeff[a]\r\nGET /me\r\n", "[a]\nexpects=,x,,y\ntools=,\ngroup=\nGET /me\n    iam a:b:c a:b:d\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list, faults := Parse("x", text)
		count := strings.Count(text, "\n") + 1
		for _, x := range faults {
			if x.Line > count || x.Reason == "" {
				t.Errorf("%+v", x)
			}
		}
		again, faults := Parse("x", Format(list...))
		if len(Format(list...)) > maxText {
			return
		}
		if diff := cmp.Diff(list, again, cmpopts.EquateEmpty()); diff != "" || len(faults) > 0 {
			t.Errorf("%v\n%s", faults, diff)
		}
		for _, p := range list {
			values := map[string][]string{}
			for _, q := range p.Parameters() {
				values[q.Name] = []string{"x"}
			}
			if _, err := p.Fill(values); err != nil {
				t.Errorf("%s can't be filled in: %v", p.ID, err)
			}
		}
	})
}
