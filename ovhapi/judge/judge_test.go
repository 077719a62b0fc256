package judge_test

import (
	"strings"
	"testing"
	"time"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/judge"
	"ovh-tokens/ovhapi/rule"
)

func list() *catalog.Catalog {
	return catalog.New("ovh-eu", time.Now(), []catalog.Operation{
		{Method: rule.Get, Path: "/me", Status: catalog.Production, Description: "Get this object properties", Section: "/me"},
		{Method: rule.Get, Path: "/domain/zone/{zoneName}/record/{id}", Status: catalog.Beta, Section: "/domain/zone"},
		{Method: rule.Delete, Path: "/domain/zone/{zoneName}/record/{id}", Status: catalog.Production, Section: "/domain/zone"},
		{Method: rule.Get, Path: "/auth/time", Status: catalog.Production, NoAuth: true, Section: "/auth"},
		{Method: rule.Get, Path: "/v2/iam/policy", Status: catalog.Production, Section: "/v2/iam"},
		{Method: rule.Get, Path: "/order/catalog", Status: catalog.Production, NoAuth: true, Section: "/order"},
	})
}

// TestVerdicts holds calls against rules and operations.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	rules, _ := rule.ParseMany("GET /me\nGET /domain/zone/*\nGET /ip/a%2Fb")
	for call, tc := range map[string]struct {
		passes, may, lacks bool
		says               string
	}{
		"GET /me":                         {true, false, false, "Would pass, by the rule GET /me"},
		"GET /domain/zone/a/record/1":     {true, false, false, "Would pass, by the rule GET /domain/zone/*"},
		"DELETE /domain/zone/a/record/1":  {false, false, true, "Smallest rule that would let it: DELETE /domain/zone/a/record/1"},
		"GET /auth/time":                  {true, false, false, "Needs no rule"},
		"GET /order/catalog":              {false, true, true, "OVH lists it as open to everybody"},
		"POST /me":                        {false, false, false, "ovh-eu has no POST for this path, only GET."},
		"GET /domain/zone/a/recordz/1":    {false, false, false, "The nearest is /domain/zone/a/record/1."},
		"GET /v2/iam/policy":              {false, false, true, "Calls of API v2 need rules that begin with /v2"},
		"GET /me/":                        {false, false, true, "without the slash at its end"},
		"DELETE /domain/zone/a/record/12": {false, false, true, "DELETE /domain/zone/a/record/*"},
	} {
		calls, err := rule.FindCalls(call)
		if err != nil || len(calls) != 1 {
			t.Fatalf("%s: %v, %v", call, calls, err)
		}
		v := judge.New(list()).Judge(rules, calls[0], "")
		a := v.Answers[0]
		said := v.Absence("ovh-eu", "") + v.Slashed() + v.AnyNumber()
		for _, l := range a.Lines(false) {
			said += "\n" + l.String()
		}
		if a.Passes() != tc.passes || a.May() != tc.may || a.Lacks() != tc.lacks || !strings.Contains(said, tc.says) {
			t.Errorf("%s: passes %v, may %v, lacks %v, says %q, want %q", call, a.Passes(), a.May(), a.Lacks(), said, tc.says)
		}
	}
}

// TestAPathWithoutAMethodIsAnsweredForEach that the route has.
func TestAPathWithoutAMethodIsAnsweredForEach(t *testing.T) {
	t.Parallel()
	j := judge.New(list())
	c := rule.Call{Path: "/domain/zone/a/record/1"}
	all := judge.Verdicts{j.Judge(rule.Set{{Method: rule.Get, Path: "/*"}}, c, "")}
	if pass, may, n := all.Count(); pass != 1 || may != 0 || n != 2 || len(all.Open()) != 2 || len(all.Lacking()) != 0 {
		t.Errorf("%d, %d, %d, %v, %v", pass, may, n, all.Open(), all.Lacking())
	}
	all = judge.Verdicts{j.Judge(nil, c, rule.Delete)}
	want := rule.Rule{Method: rule.Delete, Path: c.Path}
	if got := all.Lacking(); len(got) != 1 || got[0] != want || !all[0].Sure {
		t.Errorf("%v", got)
	}
	if got := judge.Wider(rule.Set{{Method: rule.Get, Path: "/me"}}, rule.Set{want, {Method: rule.Get, Path: "/me"}}); len(got) != 2 {
		t.Errorf("%v", got)
	}
}
