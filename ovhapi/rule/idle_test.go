package rule

import (
	"slices"
	"strings"
	"testing"
)

// TestRulesThatMatchNoCallAreNoRights describes sets with rules that grant
// nothing: they are named as such and never as something that may be done.
func TestRulesThatMatchNoCallAreNoRights(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"", "me", "me/*", "eu.api.ovh.com/1.0/me", "/me ", " /me", "/me /*", "/m\x1be", "/me?x=1", "/domain/zone/{zone}", "/vps/<name>/*"} {
		r := Rule{Delete, path}
		alone := Set{r}
		if got, want := saying(alone), "Nothing by "+shown(r.String())+": no call matches this rule."; got != want {
			t.Errorf("%q alone: got %q, want %q", path, got, want)
		}
		if got := alone.Short(); got != "nothing" {
			t.Errorf("%q alone is called %q", path, got)
		}
		if got := alone.ShortFit(3); got != "nothing" {
			t.Errorf("%q alone is called %q where there is no room", path, got)
		}
		beside := Set{r, {Get, "/me"}}
		if got := saying(beside); !strings.HasPrefix(got, "Read /me.\nNothing by ") {
			t.Errorf("%q beside another: got %q", path, got)
		}
		if got := beside.Short(); got != "/me read" {
			t.Errorf("%q beside another is called %q", path, got)
		}
		if found := alone.Lint(nil); !slices.ContainsFunc(found, func(f Finding) bool { return f.Severity == Error }) {
			t.Errorf("%q is no error for lint: %v", path, found)
		}
	}
	all := append(ForLevel(ReadWrite, false, "/*"), Rule{Get, "me"}, Rule{Get, "ip"}, Rule{Get, "vps"}, Rule{Get, "sms"})
	if got := saying(all); got != "!! Everything on the account, without limit.\nNothing by GET me, GET ip, GET vps and 1 more: no call matches these rules." {
		t.Errorf("got %q", got)
	}
}

// TestAVersionBeforeThePathIsMostLikelyNothing says no more than is known.
func TestAVersionBeforeThePathIsMostLikelyNothing(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/1.0/me", "/v1/*", "/v1", "/1.0/*"} {
		set := Set{{Delete, path}}
		if got, want := saying(set), "Most likely nothing by DELETE "+path+": calls are compared without the version before the path."; got != want {
			t.Errorf("%s: %q", path, got)
		}
		if got := set.Short(); got != "most likely nothing" {
			t.Errorf("%s is called %q", path, got)
		}
	}
	both := Set{{Get, "me"}, {Get, "/v1/me"}, {Get, "/me"}}
	const want = "Read /me.\nNothing by GET me: no call matches this rule.\nMost likely nothing by GET /v1/me: calls are compared without the version before the path."
	if got := saying(both); got != want {
		t.Errorf("got %q", got)
	}
}

// TestWhatMayMatchIsARight keeps rules that are written oddly and match all the
// same from being described as nothing.
func TestWhatMayMatchIsARight(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"**": "everything", "*": "everything", "*me*": "*me* rw", "/v1*": "/v1* rw", "/me,": "/me, rw",
		"/" + strings.Repeat("*", maxPath+1): "everything",
	} {
		if got := ForLevel(ReadWrite, false, path).Short(); got != want {
			t.Errorf("%.20q is called %q, want %q", path, got, want)
		}
		for _, s := range ForLevel(ReadWrite, false, path).Sentences() {
			if strings.HasPrefix(s.Text, "Nothing") {
				t.Errorf("%.20q is said to be good for nothing: %s", path, s.Text)
			}
		}
	}
}

// TestDeletionIsNamed holds for every combination of methods that whatever allows
// DELETE says so, in every sentence about its path.
func TestDeletionIsNamed(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/x", "/x/*", "/x*", "/*", "/vps"} {
		for bits := 1; bits < 1<<len(Methods()); bits++ {
			var set Set
			for i, m := range Methods() {
				if bits>>i&1 == 1 {
					set = append(set, Rule{m, path})
				}
			}
			_, deletes := set.Allows(Delete, strings.ReplaceAll(path, "*", "any"))
			text := strings.ToLower(saying(set))
			if set.everything() {
				continue // "everything, without limit"
			}
			said := strings.Contains(strings.ReplaceAll(text, "without deleting", ""), "delete")
			if deletes != said {
				t.Errorf("%v may delete: %v; it says %q", set, deletes, text)
			}
		}
	}
}
