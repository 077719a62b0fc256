package rule

import (
	"strings"
	"testing"

	"ovh-tokens/ovhapi/plain"
)

const ownRules = "GET /me/api/credential\nGET,DELETE /me/api/credential/*\nGET /me/api/application\nGET,DELETE /me/api/application/*\n"

func TestShort(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ rules, want string }{
		{"", "nothing"},
		{"GET,POST,PUT,DELETE /*", "everything"},
		{"GET,POST,PUT,DELETE *\nGET /me", "everything"},
		{"GET,POST,PUT /*", "everything, no delete"},
		{"GET /*\nGET /me", "read everything"},
		{"POST /*", "write everything"},
		{"GET,DELETE /*", "read, delete everything"},
		{ownRules, "manage tokens"},
		{ownRules + "GET /me", "manage tokens"},
		{ownRules + "PUT /me/api/credential/*", "manage tokens and addresses"},
		{strings.ReplaceAll(ownRules, ",DELETE", "") + "GET /me", "read tokens"},
		{ownRules + "GET /me/bill", "/me/api/application read, delete +2"},
		{"GET /me", "/me read"},
		{"GET /me\nGET /me/*", "/me read"},
		{"GET /me/*", "/me/* read"},
		{"GET /sms/", "/sms/ read"},
		{"GET,POST,PUT,DELETE /domain/zone\nGET,POST,PUT,DELETE /domain/zone/*", "/domain/zone rw"},
		{"GET,POST,PUT /domain/zone\nGET,POST,PUT /domain/zone/*", "/domain/zone rw, no delete"},
		{"POST,DELETE /order/cart/*", "/order/cart/* write, delete"},
		{"DELETE /me/api/credential/*", "/me/api/credential/* delete"},
		{"GET,POST,PUT,DELETE /domain\nGET,POST,PUT,DELETE /domain/*\nGET,POST,PUT,DELETE /ip\nGET,POST,PUT,DELETE /ip/*", "/domain, /ip rw"},
		{"GET /me\nGET,POST,PUT,DELETE /vps/*", "/vps/* rw; /me read"},
		{"GET /*\nPOST,DELETE /vps/*", "/vps/* rw; read everything"},
		{"GET /me\nGET /ip\nGET,PUT,DELETE /vps", "/vps rw, no create +2"},
	} {
		if got := mustSet(t, c.rules).Short(); got != c.want {
			t.Errorf("%q: got %q, want %q", c.rules, got, c.want)
		}
	}
}

func TestShortFitNeverCutsAPath(t *testing.T) {
	t.Parallel()
	set := mustSet(t, "GET,POST,DELETE /domain/zone/example.com\nGET /me\nGET /ip")
	for _, c := range []struct {
		width int
		want  string
	}{
		{80, "/domain/zone/example.com rw; /ip, /me read"},
		{42, "/domain/zone/example.com rw; /ip, /me read"},
		{41, "/domain/zone/example.com rw +2"},
		{29, "3 paths, some rw"},
		{15, "3 paths"},
		{2, "3 paths"},
	} {
		if got := set.ShortFit(c.width); got != c.want {
			t.Errorf("width %d: got %q, want %q", c.width, got, c.want)
		}
	}
	if got := mustSet(t, "GET,POST,DELETE /a/long/path\nGET,POST,DELETE /b/long/path").ShortFit(12); got != "2 paths rw" {
		t.Errorf("got %q", got)
	}
	if got := mustSet(t, "GET,POST,PUT /a/long/path").ShortFit(15); got != "rw, no delete" {
		t.Errorf("of a single path it is said %q", got)
	}
	if got := mustSet(t, "GET /a/long/path/*").ShortFit(12); got != "1 path read" {
		t.Errorf("got %q", got)
	}
	if got := mustSet(t, ownRules).ShortFit(5); got != "2 paths" {
		t.Errorf("got %q", got)
	}
}

func TestRulesOfAnAccountAreShownPlain(t *testing.T) {
	t.Parallel()
	set := Set{{Get, ""}, {"\x1b[2JHEAD", "/me\x1b[31m\u202e"}, {Get, "/vps/\n/*"}}
	texts := []string{set.Short(), set.ShortFit(200)}
	for _, s := range set.Sentences() {
		texts = append(texts, s.Text)
	}
	for _, text := range texts {
		if plain.Text(text) != text || strings.Contains(text, "\x1b") {
			t.Errorf("not plain: %q", text)
		}
	}
}

func BenchmarkShort(b *testing.B) {
	set := ForLevel(ReadWrite, true, "/domain", "/ip", "/vps", "/cloud/project/1")
	for b.Loop() {
		_ = set.Short()
	}
}

func BenchmarkSentences(b *testing.B) {
	set := ForLevel(ReadWrite, true, "/domain", "/ip", "/vps", "/cloud/project/1")
	for b.Loop() {
		_ = set.Sentences()
	}
}
