package builder

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/presets"
)

// few are operations to read at a glance.
func few() *catalog.Catalog {
	var ops []catalog.Operation
	for _, text := range []string{
		"GET /auth/time", "GET /me", "GET /me/bill", "GET /me/bill/{billId}", "GET /domain/zone", "GET /domain/zone/{zoneName}",
		"GET /domain/zone/{zoneName}/record", "POST /domain/zone/{zoneName}/record", "DELETE /domain/zone/{zoneName}/record/{id}",
		"GET /domain/zone/{zoneName}/record/{id}", "POST /domain/zone/{zoneName}/refresh", "GET /ip/{ip}/reverse", "POST /ip/{ip}/reverse",
		"GET /vps/{serviceName}", "GET /sms", "GET /sms/{serviceName}",
	} {
		method, path, _ := strings.Cut(text, " ")
		ops = append(ops, catalog.Operation{
			Method: rule.Method(method), Path: path, Status: catalog.Production, Section: "/" + strings.Split(path, "/")[1],
			NoAuth: path == "/auth/time",
		})
	}
	return catalog.New("ovh-ca", time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC), ops)
}

// knowing opens rules with the operations known.
func knowing(start string, sizes ...int) *bench {
	b := open(start, sizes...)
	b.use(few())
	return b
}

func TestFindingsStandUnderTheirRowAndAKeyMendsThem(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ start, says, does, want string }{
		"below only":      {"GET PUT /ip/*", "It covers what lies below /ip, not /ip itself.", "ctrl+f adds GET PUT /ip", "GET PUT /ip\nGET PUT /ip/*"},
		"half of it":      {"GET PUT /vps/*\nGET /vps", "PUT: It covers what lies below /vps", "ctrl+f adds PUT /vps", "GET PUT /vps/*\nGET PUT /vps"},
		"glued star":      {"GET /me*", "The star is part of the word", "ctrl+f writes GET /me and /me/*", "GET /me\nGET /me/*"},
		"trailing slash":  {"GET POST /sms/", "The slash at the end counts", "tab writes GET POST /sms", "GET POST /sms"},
		"wider slash":     {"GET /vps/*/", "The slash at the end counts", "ctrl+f writes GET /vps/*", "GET /vps/*"},
		"into one there":  {"POST /sms\nGET /sms/", "The slash at the end counts", "", ""},
		"shadowed":        {"GET PUT /me/bill\nGET PUT /me/*", "GET, PUT /me/* covers it already.", "tab leaves GET PUT /me/bill out", "GET PUT /me/*"},
		"needs no rule":   {"GET /auth/time", "no rule is needed", "tab leaves GET /auth/time out", ""},
		"encoded":         {"GET /ip/1.2.3.4%2F32", "percent-encoded", "ctrl+f writes GET /ip/*", "GET /ip/*"},
		"nothing to mend": {"GET /me", "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := open(test.start, 100, 30)
			if test.says != "" && name != "into one there" {
				b.wantText(t, test.says)
			}
			if test.does == "" {
				return
			}
			b.wantText(t, test.does)
			pressed, _, _ := strings.Cut(test.does, " ")
			b.press(pressed)
			b.wantSaid(t, "Done: ")
			b.wantRules(t, test.want)
			b.press("u")
			b.wantRules(t, test.start)
		})
	}
}

// TestTabWidensNothing has tab go on where a note is all there is to say of a row,
// and mend the mistake alone where there is one besides.
func TestTabWidensNothing(t *testing.T) {
	t.Parallel()
	for _, start := range []string{"GET PUT /ip/*", "GET /me*", "GET /ip/1.2.3.4%2F32"} {
		b := open(start, 100, 30)
		b.press("tab")
		b.wantRules(t, start)
		if b.part != partAddresses {
			t.Errorf("%s: tab leads to part %d", start, b.part)
		}
	}
	b := knowing("PUT GET /me*\nPUT GET /domain/zone/x.example/*", 100, 30)
	b.press("j")
	b.wantText(t, "tab leaves PUT /domain/zone/x.example/* out", "ctrl+f adds GET /domain/zone/x.example")
	b.press("tab")
	b.wantRules(t, "PUT GET /me*\nGET /domain/zone/x.example/*")
	b.press("ctrl+f")
	b.wantRules(t, "PUT GET /me*\nGET /domain/zone/x.example/*\nGET /domain/zone/x.example")
}

// TestHintsNameAKeyThatLeadsThere presses the key that a cut panel names.
func TestHintsNameAKeyThatLeadsThere(t *testing.T) {
	t.Parallel()
	var long strings.Builder
	for i := range 30 {
		fmt.Fprintf(&long, "GET /vps/%d\n", i)
	}
	for name, last := range map[string]string{"nothing to mend": "", "a mistake": "GET /vps/x/"} {
		for _, at := range []string{"rules", "addresses"} {
			b := open(last+"\n"+long.String(), 80, 19)
			if at == "addresses" {
				b.press("i")
			}
			_, hint, found := strings.Cut(b.text(), "more lines; ")
			pressed, way, _ := strings.Cut(hint, " ")
			if !found {
				t.Fatalf("%s, %s: no key is named:\n%s", name, at, b.text())
			}
			b.press(pressed)
			if strings.HasPrefix(way, "leads there") {
				b.press(pressed)
			}
			if b.part != partSummary {
				t.Errorf("%s, %s: %s leads to part %d", name, at, pressed, b.part)
			}
		}
	}
}

func TestRepairJoinsTheRowThatIsThere(t *testing.T) {
	t.Parallel()
	b := open("POST /sms\nGET /sms/")
	b.press("j", "tab")
	b.wantRules(t, "GET POST /sms")
	if len(b.doc.rows) != 1 {
		t.Errorf("%d rows", len(b.doc.rows))
	}
	b.press("u")
	b.wantRules(t, "POST /sms\nGET /sms/")
}

func TestRulesWithoutAnOperationAreNotCalledRights(t *testing.T) {
	t.Parallel()
	b := knowing("GET PUT /me/bil\nGET DELETE /me/bill", 140, 40)
	b.wantText(t, "Read /me/bill.", "Nothing by GET /me/bil, PUT /me/bil, DELETE")
	if strings.Contains(b.text(), "delete /me") || strings.Contains(b.text(), "· Read /me/bil.") {
		t.Errorf("a right is claimed that no operation gives:\n%s", b.text())
	}
}

func TestWhatTheCatalogueKnowsIsSaid(t *testing.T) {
	t.Parallel()
	b := knowing("GET PUT /me/bil\nDELETE /me/bill\nGET /vps/x", 100, 30)
	b.wantText(t, "GET: No operation of this endpoint has such a path; the nearest is /me/bill.", "tab writes GET /me/bill",
		"the nearest is /me/bill, which has no PUT.", "There is no DELETE for this path, only GET; the rule grants nothing.")
	if got := ansi.Strip(b.Heading().Right); got != "3 paths, 4 rules · 1 of 16 operations" {
		t.Errorf("the heading says %q", got)
	}
	if line := b.lineOf("/vps/x "); !strings.Contains(line, " 1 ") {
		t.Errorf("the row does not say how many operations it reaches: %q", line)
	}
	if line := b.lineOf("/me/bil "); !strings.Contains(line, " 0 ") {
		t.Errorf("the row does not say that it reaches nothing: %q", line)
	}
	b.press("tab")
	b.wantRules(t, "PUT /me/bil\nGET DELETE /me/bill\nGET /vps/x")
	b.press("j", "tab")
	b.wantRules(t, "PUT /me/bil\nGET /me/bill\nGET /vps/x")
	b.press("tab")
	if b.part != partAddresses {
		t.Errorf("tab leads to part %d, with nothing to mend", b.part)
	}
	b.press("esc", "u", "u")
	b.wantRules(t, "GET PUT /me/bil\nDELETE /me/bill\nGET /vps/x")
}

func TestPathIsCompletedWhileItIsTyped(t *testing.T) {
	t.Parallel()
	b := knowing("GET /me")
	b.press("+")
	b.write("/domain/zone/example.com/recrd")
	b.wantText(t, "the nearest is /domain/zone/example.com/record", "tab writes GET /domain/zone/example.com/record")
	b.press("tab")
	if !b.Typing() || b.path.Value() != "/domain/zone/example.com/record" {
		t.Errorf("the field holds %q, typing %v", b.path.Value(), b.Typing())
	}
	b.press("enter")
	b.wantRules(t, "GET /me\nGET /domain/zone/example.com/record")
	b.press("u")
	b.wantRules(t, "GET /me")
}

// TestRepairsAreLints holds the edit of the table to what lint itself makes of a
// set.
func TestRepairsAreLints(t *testing.T) {
	t.Parallel()
	for _, start := range []string{
		"GET /ip/*\nPOST /ip", "GET /me*\nGET /me", "GET /sms/\nGET /sms", "GET POST /domain/zone*\nPOST /domain/zone", "GET /auth/x\nGET /me",
		"GET /me/bil\nGET /me/bill", "GET PUT /me/bil\nPUT /me", "GET /*\nGET /me\nPUT /me/*", "DELETE /me/bill\nGET /ip/1%2F2/reverse",
	} {
		b := knowing(start)
		for _, r := range b.doc.rows {
			for _, m := range b.remarks[r.id] {
				if m.repair == "" {
					continue
				}
				for _, f := range m.findings {
					alone := remarksOn(r, []rule.Finding{f})[0]
					got := b.doc.mend(b.doc.index(r.id), alone, b.number).set().Normalise()
					if want := b.rules.Apply(f).Normalise(); !slices.Equal(got, want) {
						t.Errorf("%q, %s: got %v, want %v", start, m.repair, got, want)
					}
				}
			}
		}
	}
}

func TestWhatASetMeansToBeSoIsNotFoundFaultWith(t *testing.T) {
	t.Parallel()
	p := preset.Preset{
		ID: "sms", Title: "SMS", Expects: []rule.Code{rule.CodeTrailingSlash}, Rules: rule.Set{{Method: rule.Get, Path: "/sms/"}},
	}
	c := presets.Choice{Preset: p, Rules: p.Rules}
	b := open("", 100, 30)
	b.run(b.replaceBy(c))
	if strings.Contains(b.text(), "slash at the end") {
		t.Errorf("the set's own way is found fault with:\n%s", b.text())
	}
	b.press("2")
	b.wantText(t, "POST: The slash at the end counts", "tab writes POST /sms")
	b.press("tab")
	b.wantRules(t, "GET /sms/\nPOST /sms")
	b.press("u", "2")
	if strings.Contains(b.text(), "slash at the end") {
		t.Errorf("the set is as it was, and found fault with:\n%s", b.text())
	}
}

// TestWhatASetMeansHoldsBesideOtherRules adds a set to rules, and rules to a set:
// what the set means to be so stays so, until that rule is another one.
func TestWhatASetMeansHoldsBesideOtherRules(t *testing.T) {
	t.Parallel()
	p := preset.Preset{
		ID: "sms", Title: "SMS", Expects: []rule.Code{rule.CodeTrailingSlash},
		Rules: rule.Set{{Method: rule.Get, Path: "/sms/"}, {Method: rule.Put, Path: "/sms/"}},
	}
	c := presets.Choice{Preset: p, Rules: p.Rules}
	for name, test := range map[string]struct {
		begin func() *bench
		found int
	}{
		"added": {func() *bench {
			b := open("GET /me", 100, 30)
			b.run(b.join(c))
			return b
		}, 0},
		"added after rules of its own": {func() *bench {
			b := open("GET /sms/", 100, 30)
			b.run(b.join(c))
			return b
		}, 0},
		"all there already": {func() *bench {
			b := open("GET PUT /sms/", 100, 30)
			b.run(b.join(c))
			return b
		}, 0},
		"a method off": {func() *bench {
			b := open("", 100, 30)
			b.run(b.replaceBy(c))
			b.press("3")
			return b
		}, 0},
		"another rule": {func() *bench {
			b := open("", 100, 30)
			b.run(b.replaceBy(c))
			b.drop("GET /vps/\n")
			return b
		}, 1},
		"begun anew": {func() *bench {
			b := open("", 100, 30)
			b.run(b.replaceBy(c))
			b.run(b.replaceBy(presets.Choice{Preset: preset.Preset{ID: "x"}, Rules: p.Rules}))
			return b
		}, 1},
		"not added": {func() *bench {
			b := open("GET /me", 100, 30)
			b.run(b.join(c))
			b.press("u")
			b.drop("GET /sms/\n")
			return b
		}, 1},
	} {
		b := test.begin()
		said := 0
		for _, r := range b.doc.rows {
			said += len(b.remarks[r.id])
		}
		if said != test.found {
			t.Errorf("%s: %d findings, want %d:\n%s", name, said, test.found, b.text())
		}
	}
}

func TestMistakesAreNamedBeforeTheyAreSent(t *testing.T) {
	t.Parallel()
	b := knowing("GET /me\nGET /nothing/like/it", 100, 30)
	b.press("ctrl+s")
	b.wantText(t, "1 rule grants nothing as it is written.", "/nothing/like/it: No operation of this endpoint has such a path")
	b.press("enter")
	if len(b.sent) > 0 {
		t.Fatal("sent without being asked once more")
	}
	b.wantText(t, "Send it all the same? y/N")
	b.press("enter")
	if len(b.sent) > 0 || b.confirming {
		t.Fatal("enter is taken for a yes")
	}
	b.press("/", "ctrl+s") // from the search, whose field must not keep the keys
	if b.Typing() {
		t.Error("what is typed still goes to the search")
	}
	b.press("enter", "y")
	if len(b.sent) != 1 {
		t.Errorf("sent %d times", len(b.sent))
	}
}

func TestNothingIsKnownOfOperationsWithoutAList(t *testing.T) {
	t.Parallel()
	b := open("GET /me/bil", 100, 30)
	b.wantText(t, "– read-only")
	if strings.Contains(b.text(), "No operation") {
		t.Errorf("a route is called unknown where none is known:\n%s", b.text())
	}
	b.press("r")
	b.wantSaid(t, "no keys")
	b.press("/")
	b.wantText(t, "Every rule can be typed all the same.")
}
