package rule

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestMatchAsOVH holds what is publicly known of the matching of access rules.
func TestMatchAsOVH(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pattern, path string
		want          bool
		source        string
	}{
		{"/me", "/me", true, "go-ovh README: AddRule"},
		{"/me", "/me/bill", false, "python-ovh consumer_key.py: a path and the same with /* are two rules"},
		{"/me/*", "/me", false, "python-ovh consumer_key.py: add_recursive_rules adds both"},
		{"/me/*", "/me/api/credential/42", true, "go-ovh README: * is anything, like glob"},
		{"/*", "/me", true, "go-ovh consumer_key.go: /* is everything"},
		{"/*", "/v2/iam/policy", true, "a pattern is compared with the whole path"},
		{"/domain/zone/*", "/domain/zone/example.com/record/1", true, "certbot-dns-ovh documentation"},
		{"/domain/zone/example.com/*", "/domain/zone/example.com", false, "acme.sh wiki: a key for one zone also needs the zone itself"},
		{"/domain/zone/*/record/*", "/domain/zone/example.com/record/1", true, "external-dns documentation for OVHcloud"},
		{"/domain/zone/*/record/*", "/domain/zone/example.com/refresh", false, "external-dns documentation asks for refresh as well"},
		{"/domain/zone/*/record/", "/domain/zone/example.com/record/1", false, "Proxmox VE manual: its rule with a trailing slash is a misprint"},
		{"/domain/zone/x/record*", "/domain/zone/x/record", true, "Posh-ACME plugin guide"},
		{"/domain/zone/x/record*", "/domain/zone/x/record/1", true, "Posh-ACME plugin guide"},
		{"/me/bill*", "/me/billing/group", true, "a glued star takes longer names too"},
		{"/me*", "/me", true, "php-ovh issue 56"},
		{"/sms", "/sms/", false, "OVH guide for SMS: GET /sms/ where the code calls /sms/"},
		{"/sms/", "/sms/", true, "OVH guide for SMS"},
		{"/sms/*", "/sms/", true, "a star may stand for nothing"},
		{"/me ", "/me", false, "cluster-api-provider-ovhcloud: a trailing blank matches nothing"},
		{"/cloud/*", "/v2/publicCloud/project", false, "terraform-provider-ovh issue: v2 needs its prefix"},
		{"/v2/publicCloud/*", "/v2/publicCloud/project", true, "terraform-provider-ovh issue: v2 needs its prefix"},
		{"/cloud/project/*/region/*/floatingip", "/cloud/project/1/region/GRA/floatingIp", false, "routes are spelled with case"},
		{"/me/api/credential/*", "/me/api/credential/1,2,3", true, "ids joined for X-Ovh-Batch, php-ovh pull request 132"},
		{"", "/me", false, "an empty path rule refuses every call"},
	} {
		if got := (Rule{Get, c.pattern}).Allows(Get, c.path); got != c.want {
			t.Errorf("GET %q on %q: got %v, want %v (%s)", c.pattern, c.path, got, c.want, c.source)
		}
	}
	if (Rule{Get, "/me"}).Allows(Put, "/me") {
		t.Error("a rule for GET lets PUT pass")
	}
}

func TestSetNamesTheRuleThatLetsACallPass(t *testing.T) {
	t.Parallel()
	set := Set{{Get, "/me"}, {Get, "/me/*"}, {Get, "/*"}}
	if r, ok := set.Allows(Get, "/me/bill"); !ok || r != (Rule{Get, "/me/*"}) {
		t.Errorf("got %v %v", r, ok)
	}
	if _, ok := set.Allows(Post, "/me"); ok {
		t.Error("POST passes by rules for GET")
	}
}

// small is every text over an alphabet, up to a length.
func small(alphabet string, length int) []string {
	all, last := []string{""}, []string{""}
	for range length {
		var next []string
		for _, s := range last {
			for _, c := range alphabet {
				next = append(next, s+string(c))
			}
		}
		all, last = append(all, next...), next
	}
	return all
}

// instances tells for each path whether it matches, by a matcher that is not
// the one under test.
func instances(expression string, paths []string) []bool {
	expr := regexp.MustCompile(`\A(?s:` + expression + `)\z`)
	hits := make([]bool, len(paths))
	for i, p := range paths {
		hits[i] = expr.MatchString(p)
	}
	return hits
}

func glob(pattern string) string {
	return strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, `.*`)
}

// TestCoversAndOverlapsAgreeWithMatching compares every pair of short patterns
// on every short path. The paths have a letter that no pattern has, as real ones
// do: without it "*ab*" would seem to cover "a*b".
func TestCoversAndOverlapsAgreeWithMatching(t *testing.T) {
	t.Parallel()
	patterns, paths := small("ab*", 4), small("abc", 6)
	hits := make([][]bool, len(patterns))
	for i, p := range patterns {
		hits[i] = instances(glob(p), paths)
		for j, path := range paths {
			if matches(p, path) != hits[i][j] {
				t.Fatalf("%q on %q: want %v", p, path, hits[i][j])
			}
		}
	}
	for i, p := range patterns {
		for j, q := range patterns {
			covers, overlaps := compare(hits[i], hits[j])
			a, b := Rule{Get, p}, Rule{Get, q}
			if a.Covers(b) != covers || a.Overlaps(b) != overlaps {
				t.Errorf("%q and %q: want covers %v, overlaps %v", p, q, covers, overlaps)
			}
		}
	}
	if (Rule{Get, "/*"}).Covers(Rule{Put, "/me"}) || (Rule{Get, "/*"}).Overlaps(Rule{Put, "/me"}) {
		t.Error("rules of different methods have something in common")
	}
}

// compare tells whether a has every hit of b, and whether they share one.
func compare(a, b []bool) (covers, overlaps bool) {
	covers = true
	for k := range a {
		covers = covers && (a[k] || !b[k])
		overlaps = overlaps || a[k] && b[k]
	}
	return covers, overlaps
}

func TestReachesAgreesWithMatching(t *testing.T) {
	t.Parallel()
	patterns, paths := small("a/.*", 4), small("a/.c", 6)
	for _, route := range []string{"/{}", "{}", "a/{}", "{}a", "/*", "{}/{}", "{}.{}", "a/*", "aa", ""} {
		expression := strings.ReplaceAll(glob(route), `\{\}`, `[^/]+`)
		var calls []string
		for i, hit := range instances(expression, paths) {
			if hit {
				calls = append(calls, paths[i])
			}
		}
		for _, p := range patterns {
			want := slices.ContainsFunc(calls, func(path string) bool { return matches(p, path) })
			if got := reaches(p, route); got != want {
				t.Errorf("pattern %q reaches route %q: got %v, want %v", p, route, got, want)
			}
		}
	}
}

func TestHostilePatternsEnd(t *testing.T) {
	t.Parallel()
	pattern := strings.Repeat("*a", 1000) + "b"
	path := "/" + strings.Repeat("a", 100_000)
	if matches(pattern, path) {
		t.Error("the path has no b")
	}
	if reaches(pattern, "/domain/{}.{}/authInfo") {
		t.Error("the route has not so many a")
	}
}
