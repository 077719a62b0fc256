package catalog

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ovhapi/rule"
)

func TestCoverage(t *testing.T) {
	t.Parallel()
	v := NewCoverer(small())
	got := v.Cover(rule.Set{
		{Method: rule.Get, Path: "/domain/zone/*"},
		{Method: rule.Post, Path: "/domain/zone/*"},
		{Method: rule.Get, Path: "/domain/zone/x/record"},
		{Method: rule.Get, Path: "/me"},
		{Method: rule.Get, Path: "/nothing"},
	})
	want := Coverage{Rules: []int{2, 2, 1, 1, 0}, Operations: 5, Sections: []SectionReach{
		{Name: "/domain", Reads: 2, Writes: 2, Of: 11}, {Name: "/me", Reads: 1, Of: 5},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if empty := v.Cover(nil); empty.Operations != 0 || len(empty.Sections) != 0 {
		t.Errorf("no rule reaches %+v", empty)
	}
}

// TestNormaliseReachesTheSame holds sets against their smallest form: both reach
// the same operations, and a rule that covers another reaches all that it does.
func TestNormaliseReachesTheSame(t *testing.T) {
	t.Parallel()
	v := NewCoverer(large(t))
	var pool rule.Set
	for i := 0; i < v.Catalog().Len(); i += 307 {
		call := fill(v.Catalog().At(i).Path, []string{"a.b", "7"})
		for _, p := range patternsOf(call)[:6] {
			pool = append(pool, rule.Rule{Method: v.Catalog().At(i).Method, Path: p})
		}
	}
	reached := func(s rule.Set) []int {
		var places []int
		for _, r := range s {
			for _, h := range v.Hits(r) {
				places = append(places, h.Place)
			}
		}
		slices.Sort(places)
		return slices.Compact(places)
	}
	for i := range pool {
		s := rule.Set{pool[i], pool[(i*7+3)%len(pool)], pool[(i*13+5)%len(pool)], pool[(i+1)%len(pool)]}
		if small := s.Normalise(); !slices.Equal(reached(s), reached(small)) {
			t.Errorf("%q reaches other operations than %q", s, small)
		}
		for _, other := range s {
			if pool[i].Covers(other) && !includes(reached(rule.Set{pool[i]}), reached(rule.Set{other})) {
				t.Errorf("%s covers %s and reaches less", pool[i], other)
			}
		}
	}
}

func includes(all, some []int) bool {
	return !slices.ContainsFunc(some, func(p int) bool { return !slices.Contains(all, p) })
}

func TestLintKnowsTheRoutes(t *testing.T) {
	t.Parallel()
	c := small()
	for text, want := range map[string]rule.Code{
		"GET /me":                                    "",
		"POST /me":                                   rule.CodeNoSuchMethod,
		"GET /me/credential":                         rule.CodeUnknownRoute,
		"POST /domain/zone/example.com/refresh":      "",
		"POST /domain/zone/example.com/refrech":      rule.CodeUnknownRoute,
		"GET /me/bill":                               rule.CodeDeprecated,
		"POST /domain/zone/*":                        "",
		"GET /domain/zone/*":                         rule.CodeBelowOnly,
		"DELETE /domain/zone/example.com/record/*":   "",
		"DELETE /domain/zone/example.com/record/123": "",
		"PUT /domain/zone/*/recrd":                   rule.CodeNameAsValue,
		"GET /domain/zone/*/Record":                  rule.CodeUnknownRoute,
		"POST /domain/zone/*/refrech":                rule.CodeUnknownRoute,
		"DELETE /domain/zone/*/recrd/*":              rule.CodeUnknownRoute,
		"DELETE /*/credentail/*":                     rule.CodeNameAsValue,
		"DELETE /domain/zone/*/refresh":              rule.CodeNoSuchMethod,
		"DELETE /domain/zone/*/record":               rule.CodeNoSuchMethod, // not that of a record called "record"
		"DELETE /domain/zone/*/record/*":             "",
		"DELETE /domain/zone/*/record/recrd":         "", // a value, in the place of one
		"PUT /*/record/*":                            "",
	} {
		r, err := rule.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		var code rule.Code
		findings := rule.Set{r}.Lint(c)
		if len(findings) > 0 {
			code = findings[0].Code
		}
		if code != want || len(findings) > 1 {
			t.Errorf("%s brings %+v, want %q", text, findings, want)
		}
	}
}

// TestAMistypedWordBehindAStarIsMended holds the word that was meant against the
// parameters that would take any word at all.
func TestAMistypedWordBehindAStarIsMended(t *testing.T) {
	t.Parallel()
	c := small()
	for text, want := range map[string]string{
		"PUT /domain/zone/*/recrd":      "PUT /domain/zone/*/record/*", // there is no PUT for the list
		"GET /domain/zone/*/Record":     "GET /domain/zone/*/record",
		"POST /domain/zone/*/refrech":   "POST /domain/zone/*/refresh",
		"DELETE /domain/zone/*/recrd/*": "DELETE /domain/zone/*/record/*",
		"GET /*/authinfo":               "GET /*/authInfo",
	} {
		r, err := rule.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if hits := c.Reach(r); len(hits) > 0 {
			t.Errorf("%s is said to reach %d operations", text, len(hits))
		}
		set := rule.Set{r}
		findings := set.Lint(c)
		if len(findings) == 0 {
			t.Errorf("nothing is found about %s", text)
			continue
		}
		if got := set.Apply(findings[0]); len(got) != 1 || got[0].String() != want {
			t.Errorf("%s is mended into %q, want %s", text, got, want)
		}
	}
}

// TestCoversAgreesWithAllows holds what covers what against calls of the
// catalogue: a rule that covers another allows whatever that allows, and one that
// does not cover it refuses a call with a text in place of its stars that occurs in
// no rule.
func TestCoversAgreesWithAllows(t *testing.T) {
	t.Parallel()
	c := large(t)
	var rules rule.Set
	var calls []rule.Call
	for i := 0; i < c.Len(); i += 411 {
		op := c.At(i)
		call := fill(op.Path, []string{"a.b", "7"})
		for _, p := range patternsOf(call) {
			rules = append(rules, rule.Rule{Method: op.Method, Path: p})
		}
		for _, path := range []string{call, call + "/", call + "/y"} {
			calls = append(calls, rule.Call{Method: op.Method, Path: path})
		}
	}
	for _, r := range rules {
		for _, other := range rules {
			covers := r.Covers(other)
			if witness := strings.ReplaceAll(other.Path, "*", "~/~"); covers != r.Allows(other.Method, witness) {
				t.Fatalf("%s covers %s: %v, and of %s it says otherwise", r, other, covers, witness)
			}
			if refused := lost(r, other, calls); covers && len(refused) > 0 {
				t.Fatalf("%s covers %s and refuses %v", r, other, refused)
			}
		}
	}
}

// lost lists the calls that one rule allows and another refuses.
func lost(refuses, allows rule.Rule, calls []rule.Call) []rule.Call {
	return slices.DeleteFunc(slices.Clone(calls), func(c rule.Call) bool {
		return !allows.Allows(c.Method, c.Path) || refuses.Allows(c.Method, c.Path)
	})
}
