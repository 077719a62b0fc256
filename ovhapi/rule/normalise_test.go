package rule

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// mustSet reads rules written as lines.
func mustSet(t *testing.T, text string) Set {
	t.Helper()
	set, bad := ParseMany(text)
	if len(bad) > 0 {
		t.Fatalf("%v", bad)
	}
	return set
}

func TestNormalise(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, want Set }{
		"nothing":        {nil, Set{}},
		"doubles":        {Set{{Get, "/me"}, {Get, "/me"}}, Set{{Get, "/me"}}},
		"order":          {Set{{Delete, "/me"}, {Get, "/me"}, {Get, "/ip"}}, Set{{Get, "/ip"}, {Get, "/me"}, {Delete, "/me"}}},
		"covered":        {Set{{Get, "/me/bill"}, {Get, "/me/*"}, {Put, "/me/bill"}}, Set{{Get, "/me/*"}, {Put, "/me/bill"}}},
		"path stays":     {Set{{Get, "/me"}, {Get, "/me/*"}}, Set{{Get, "/me"}, {Get, "/me/*"}}},
		"glued star":     {Set{{Get, "/me"}, {Get, "/me/*"}, {Get, "/me*"}}, Set{{Get, "/me*"}}},
		"slash stays":    {Set{{Get, "/me/"}, {Get, "/me/*"}}, Set{{Get, "/me/"}, {Get, "/me/*"}}},
		"slash covered":  {Set{{Get, "/me/bill/"}, {Get, "/me/*"}}, Set{{Get, "/me/*"}}},
		"each the other": {Set{{Get, "/me/**"}, {Get, "/me/*"}}, Set{{Get, "/me/*"}}},
		"unknown method": {Set{{"HEAD", "/me"}, {Get, "/me"}}, Set{{Get, "/me"}, {"HEAD", "/me"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := slices.Clone(c.in)
			if diff := cmp.Diff(c.want, c.in.Normalise()); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(before, c.in); diff != "" {
				t.Errorf("the set itself changed: %s", diff)
			}
		})
	}
}

// TestNormaliseKeepsMeaning checks random sets on every short path.
func TestNormaliseKeepsMeaning(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	patterns, paths := small("ab/*", 4), small("abc/", 4)
	methods := []Method{Get, Delete}
	for range 300 {
		var set Set
		for range random.IntN(8) {
			set = append(set, Rule{methods[random.IntN(2)], patterns[random.IntN(len(patterns))]})
		}
		got := set.Normalise()
		for _, m := range methods {
			for _, path := range paths {
				_, before := set.Allows(m, path)
				if _, after := got.Allows(m, path); before != after {
					t.Fatalf("%v became %v, which answers %s %s with %v", set, got, m, path, after)
				}
			}
		}
		for i, r := range got {
			if rest := slices.Delete(slices.Clone(got), i, i+1); slices.ContainsFunc(rest, func(other Rule) bool { return other.coversSurely(r) }) {
				t.Fatalf("%v became %v, where %v is idle", set, got, r)
			}
		}
		random.Shuffle(len(set), func(i, j int) { set[i], set[j] = set[j], set[i] })
		if diff := cmp.Diff(got, set.Normalise()); diff != "" {
			t.Fatalf("the order of %v matters: %s", set, diff)
		}
	}
}

func TestDiff(t *testing.T) {
	t.Parallel()
	asked := mustSet(t, "GET /me\nGET /me/*\nPUT /ip/*\nGET /me/bill")
	for name, c := range map[string]struct {
		granted        Set
		missing, extra Set
	}{
		"the same":           {asked, Set{}, Set{}},
		"written in another": {Set{{Put, "/ip/*"}, {Get, "/me/*"}, {Get, "/me"}}, Set{}, Set{}},
		"less":               {Set{{Get, "/me"}, {Put, "/ip/*"}}, Set{{Get, "/me/*"}}, Set{}},
		"wider":              {Set{{Get, "/*"}, {Put, "/ip/*"}}, Set{}, Set{{Get, "/*"}}},
		"nothing":            {nil, Set{{Put, "/ip/*"}, {Get, "/me"}, {Get, "/me/*"}}, Set{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			missing, extra := Diff(asked, c.granted)
			if diff := cmp.Diff(c.missing, missing); diff != "" {
				t.Errorf("missing: %s", diff)
			}
			if diff := cmp.Diff(c.extra, extra); diff != "" {
				t.Errorf("extra: %s", diff)
			}
		})
	}
}

// TestCovererAgreesWithTheSet holds the quick answer against the plain one.
func TestCovererAgreesWithTheSet(t *testing.T) {
	t.Parallel()
	paths := []string{"", "*", "/*", "/x", "/x*", "/x/*", "/x/y", "/x/y*", "/x/*/z", "/x/**", "/xy", "*x", "/x/*/"}
	for bits := range 1 << len(paths) {
		var set Set
		for i, path := range paths {
			if bits>>i&1 == 1 {
				set = append(set, Rule{Methods()[i%2], path})
			}
		}
		quick := newCoverer(set)
		for _, path := range paths {
			for _, m := range []Method{Get, Post} {
				if r := (Rule{m, path}); quick.covers(r) != set.Covers(r) {
					t.Fatalf("%v covers %s: %v", set, r, set.Covers(r))
				}
			}
		}
	}
}
