package rule_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/rule"
)

// written are the ways in which rules of the sets below are written, right and
// wrong.
var written = struct {
	methods []rule.Method
	paths   []string
}{
	[]rule.Method{rule.Get, rule.Get, rule.Get, rule.Post, rule.Put, rule.Delete, "get", "HEAD"},
	[]string{
		"/me", "/me/", "/me*", "/me/*", "/domain/zone", "/domain/zone/", "/domain/zone*", "/domain/zone/*", "/domain/zone/x", "/domain/zone/x/",
		"/domain/zone/y", "/domain/zone/x/record", "/domain/zone/x/record/", "/domain/zone/*/record*", "/domain/zone/x/record/*", "/domain/zon*",
		"/domain/zones/x", "/domain/zone/x%2Fy", "/domain/zone/x%2Fy/record", "/old/thing", "/old/*", "/order/catalog", "/order/*",
		"/v2/iam/policy", "/auth/time", "/auth/*", "/*", "*", "**", "", "me", "/me ", " /me", "/domain /zone", "/1.0/me", "/v1/me/", "/domain/zone/{zone}",
		"/me?x=y", "\"/me\"", "//", "/", "/nothing/here",
	},
}

// called are calls as OVH gets them.
var called = []string{
	"/", "/me", "/me/", "/me/bill", "/menu", "/domain/zone", "/domain/zone/", "/domain/zone/x", "/domain/zone/x/", "/domain/zone/y", "/domain/zones/x",
	"/domain/zone/x%2Fy", "/domain/zone/x/record", "/domain/zone/x/record/", "/domain/zone/x/record/1", "/old/thing", "/order/catalog",
	"/v2/iam/policy", "/auth/time", "/auth/", "/nothing/here", "/domain/zone/x%2Fy/record",
}

// mayLose tells which calls the repair of a finding may take away, since the
// finding says so. Whatever is not listed here loses none.
func mayLose(f rule.Finding, c rule.Call) bool {
	base := strings.TrimSuffix(f.Rule.Path, "*")
	about := routes{}.About(rule.Rule(c))
	switch f.Code {
	case rule.CodeTrailingSlash:
		return strings.HasSuffix(c.Path, "/")
	case rule.CodeGluedStar:
		// What else begins with the word; and where the operations are known, what
		// is none of them.
		return c.Path != base && !strings.HasPrefix(c.Path, base+"/") || about.Operations == 0
	case rule.CodeUnknownRoute, rule.CodeNoSuchMethod:
		return about.Operations == 0
	case rule.CodeNameAsValue:
		return c.Path == "/domain/zone/y"
	case rule.CodeDeprecated:
		return about.Operations == about.Deprecated
	case rule.CodeAuth:
		return strings.HasPrefix(c.Path, "/auth")
	default:
		return false
	}
}

// TestRepairsDoWhatTheySay makes every repair that is offered for random sets: it
// takes the finding away, has nothing more to do the second time, and takes no call
// away but those the finding speaks of.
func TestRepairsDoWhatTheySay(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 11))
	seen := map[rule.Code]int{}
	for range 4000 {
		var s rule.Set
		for range 1 + random.IntN(5) {
			s = append(s, rule.Rule{Method: written.methods[random.IntN(len(written.methods))], Path: written.paths[random.IntN(len(written.paths))]})
		}
		for _, known := range []rule.Routes{nil, routes{}} {
			for _, f := range s.Lint(known) {
				if f.Repair != nil {
					seen[f.Code]++
					repaired(t, known, s, f)
				}
			}
		}
	}
	for _, code := range []rule.Code{
		rule.CodeEmptyPath, rule.CodeBlank, rule.CodePath, rule.CodePlaceholder, rule.CodeVersion, rule.CodeMethodCase, rule.CodeTrailingSlash, rule.CodeBelowOnly,
		rule.CodeGluedStar, rule.CodeEncoded, rule.CodeDuplicate, rule.CodeShadowed, rule.CodeAuth, rule.CodeUnknownRoute, rule.CodeNameAsValue,
		rule.CodeNoSuchMethod, rule.CodeDeprecated,
	} {
		if seen[code] == 0 {
			t.Errorf("no set brought a repair for %s", code)
		}
	}
}

// repaired holds one repair against what it should do.
func repaired(t *testing.T, known rule.Routes, s rule.Set, f rule.Finding) {
	t.Helper()
	got := s.Apply(f)
	before, after := found(s, known, f.Code), found(got, known, f.Code)
	if slices.ContainsFunc(after, func(r rule.Rule) bool { return slices.Contains(f.Repair.Instead, r) && !slices.Contains(s, r) }) {
		t.Errorf("%q: %s is found again in what mends it: %q", s, f.Code, got)
	}
	if len(after) > len(before) {
		t.Errorf("%q: mending %s of %q brings up another: %q", s, f.Code, f.Rule, got)
	}
	// Where a rule was taken away, the same one may have come into its place.
	if again := got.Apply(f); !slices.Equal(again, got) && !slices.Equal(slices.Delete(slices.Clone(got), f.Index, f.Index+1), again) {
		t.Errorf("%q: mending %s twice makes %q of %q", s, f.Code, again, got)
	}
	if known == nil && f.Code.NeedsRoutes() {
		t.Errorf("%q: %s is found without any routes", s, f.Code)
	}
	keeps(t, s, got, f)
}

// found lists the rules of a set that a finding is about.
func found(s rule.Set, known rule.Routes, code rule.Code) []rule.Rule {
	var list []rule.Rule
	for _, f := range s.Lint(known) {
		if f.Code == code {
			list = append(list, f.Rule)
		}
	}
	return list
}

// keeps holds what a set allows before and after a repair against what the finding
// says.
func keeps(t *testing.T, s, got rule.Set, f rule.Finding) {
	t.Helper()
	exact := f.Code == rule.CodeDuplicate || f.Code == rule.CodeShadowed
	for _, m := range rule.Methods() {
		for _, path := range called {
			_, before := s.Allows(m, path)
			_, after := got.Allows(m, path)
			c := rule.Call{Method: m, Path: path}
			if before && !after && !mayLose(f, c) || before != after && exact {
				t.Errorf("%q: mending %s of %q changes what becomes of %s: %q", s, f.Code, f.Rule, c, got)
			}
		}
	}
}
