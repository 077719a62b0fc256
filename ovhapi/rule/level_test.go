package rule

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRecursive(t *testing.T) {
	t.Parallel()
	for path, want := range map[string][]string{
		"/x":                    {"/x", "/x/*"},
		"/x/":                   {"/x", "/x/*"},
		" /x/* ":                {"/x", "/x/*"},
		"/x/*/":                 {"/x", "/x/*"},
		"/x*":                   {"/x*"},
		"/x//*":                 {"/x", "/x/*"},
		"/domain/zone/*/record": {"/domain/zone/*/record", "/domain/zone/*/record/*"},
		"/":                     {"/*"},
		"":                      {"/*"},
		"*":                     {"/*"},
		"/*":                    {"/*"},
	} {
		if diff := cmp.Diff(want, Recursive(path)); diff != "" {
			t.Errorf("%q: %s", path, diff)
		}
	}
}

func TestForLevelOrdersAsOVHsLibraries(t *testing.T) {
	t.Parallel()
	want := mustSet(t, "GET POST PUT DELETE /domain\nGET POST PUT DELETE /domain/*\nGET POST PUT DELETE /ip\nGET POST PUT DELETE /ip/*")
	if diff := cmp.Diff(want, ForLevel(ReadWrite, true, "/domain", "/ip/")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Set{{Get, "/me"}}, ForLevel(ReadOnly, false, "/me", " /me ")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Set{{Get, "/*"}, {Post, "/*"}, {Put, "/*"}}, ForLevel(ReadWriteSafe, true, "/")); diff != "" {
		t.Error(diff)
	}
}

func TestLevelNames(t *testing.T) {
	t.Parallel()
	var names []string
	for _, l := range Levels() {
		names = append(names, l.String())
	}
	if diff := cmp.Diff([]string{"read-only", "read-write-safe", "read-write"}, names); diff != "" {
		t.Error(diff)
	}
}

func TestRowsAndBack(t *testing.T) {
	t.Parallel()
	set := Set{{Delete, "/ip"}, {Get, "/me"}, {Get, "/ip"}, {Get, "/ip"}, {Get, "/ip/"}}
	rows := Rows(set)
	want := []Row{{"/ip", []Method{Get, Delete}}, {"/me", []Method{Get}}, {"/ip/", []Method{Get}}}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	back := FromRows(append(rows, Row{Path: "/vps"}, rows[1]))
	if diff := cmp.Diff(Set{{Get, "/ip"}, {Delete, "/ip"}, {Get, "/me"}, {Get, "/ip/"}}, back); diff != "" {
		t.Error(diff)
	}
}
