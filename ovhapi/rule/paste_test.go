package rule

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ovh-tokens/ovhapi/plain"
)

func TestParseManyTakes(t *testing.T) {
	t.Parallel()
	me := Set{{Get, "/me"}, {Post, "/me/*"}}
	for name, c := range map[string]struct {
		text string
		want Set
	}{
		"lines":             {"GET /me\nPOST /me/*", me},
		"windows lines":     {"\ufeffGET /me\r\nPOST /me/*\r\n", me},
		"comments":          {"# one\n\nGET /me # why\n// two\npost /me/* // and why\n", me},
		"doubles":           {"GET /me\nPOST /me/*\nget /me", me},
		"bullets":           {"- GET /me\n* POST /me/*", me},
		"numbers":           {"1. GET /me\n2) POST /me/*", me},
		"quoted":            {"\"GET /me\",\n'POST' '/me/*',", me},
		"mail":              {"> GET /me\n> > POST /me/*;", me},
		"code fence":        {"```\nGET /me\n`POST /me/*`\n```", me},
		"table":             {"| GET | /me |\n|-----|-----|\n| POST | /me/* |", me},
		"several methods":   {"GET,POST /a\nGET PUT | DELETE /b", Set{{Get, "/a"}, {Post, "/a"}, {Get, "/b"}, {Put, "/b"}, {Delete, "/b"}}},
		"batched ids":       {"GET /me/api/credential/1,2", Set{{Get, "/me/api/credential/1,2"}}},
		"everything":        {"GET *", Set{{Get, "/*"}}},
		"array":             {`[{"method":"GET","path":"/me"},{"path":"/me/*","method":"post"}]`, me},
		"array of lines":    {"[\n \"GET /me\",\n \"POST /me/*\"\n]", me},
		"request":           {`{"accessRules":[{"method":"GET","path":"/me"},{"method":"POST","path":"/me/*"}],"redirection":null}`, me},
		"credential":        {`{"credentialId":1,"rules":[{"method":"GET","path":"/me"},{"method":"POST","path":"/me/*"}]}`, me},
		"one element":       {`{"method":"GET","path":"/me"}`, me[:1]},
		"cut out elements":  {"{\"method\":\"GET\",\"path\":\"/me\"},\n{\"method\":\"POST\",\"path\":\"/me/*\"},", me},
		"link":              {"https://eu.api.ovh.com/createToken/?GET=/me&POST=/me/*", me},
		"link in full":      {"https://auth.eu.ovhcloud.com/api/createToken?GET=%2Fme&POST=%2Fme%2F*&name=x&duration=Unlimited#top", me},
		"link in prose":     {"Open [this](https://api.us.ovhcloud.com/createToken/?GET=/me&amp;POST=/me/*) first:", me},
		"link, no scheme":   {"eu.api.ovh.com/createToken/?GET=/me&POST=/me/*", me},
		"link, other host":  {"https://ovh.example/x?get=/me&post=/me/*", me},
		"query":             {"?GET=/me&POST=/me/*", me},
		"link, star":        {"https://www.ovh.com/auth/api/createToken?GET=*&POST=*", Set{{Get, "/*"}, {Post, "/*"}}},
		"two links":         {"https://eu.api.ovh.com/createToken/?GET=/me or https://ca.api.ovh.com/createToken/?POST=/me/*", me},
		"links by a comma":  {"https://eu.api.ovh.com/createToken/?GET=/me,https://eu.api.ovh.com/createToken/?POST=/me/*", me},
		"rule behind link":  {"https://eu.api.ovh.com/createToken/?GET=/me POST /me/*", me},
		"rule before link":  {"GET /me, https://eu.api.ovh.com/createToken/?POST=/me/*.", me},
		"link, broken":      {"  https://eu.api.ovh.com/createToken/?GE\n  T=/me&POST=/\n  me/*\n", me},
		"link, broken at &": {"https://eu.api.ovh.com/createToken/?GET=/me\n&POST=/me/*", me},
		"link, then a rule": {"https://eu.api.ovh.com/createToken/?GET=/me\nPOST=/me/*", me},
		"link, then rules":  {"https://eu.api.ovh.com/createToken/?GET=/me\nPOST /me/*", me},
		"another page":      {"As https://docs.example/a?b=c says: https://eu.api.ovh.com/createToken/?GET=/me&POST=/me/*", me},
		"link, semicolons":  {"https://eu.api.ovh.com/createToken/?GET=/me;POST=/me/*", me},
		"query, semicolons": {"?GET=/me;POST=/me/*", me},
		"two queries":       {"GET=/me POST=/me/*", me},
		"one line":          {"GET /me, POST /me/*", me},
		"one line, blanks":  {"get /me post /me/*", me},
		"three in a line":   {"GET /a; POST, PUT /b, DELETE *", Set{{Get, "/a"}, {Post, "/b"}, {Put, "/b"}, {Delete, "/*"}}},
		"table with text":   {"|GET|/me|Who am I|\n| `POST` | `/me/*` | Change it, e.g. the mail |", me},
		"table, rule first": {"| `GET /me` | who am I |\n| why | `POST /me/*` |", me},
		"table, star":       {"| Everything | GET, PUT | * |", Set{{Get, "/*"}, {Put, "/*"}}},
		"objects by line":   {"{\"method\":\"GET\",\"path\":\"/me\"}\n{\"method\":\"POST\",\"path\":\"/me/*\"}\n", me},
		"credentials":       {`{"rules":[{"method":"GET","path":"/me"}]} {"rules":[{"method":"POST","path":"/me/*"}]}`, me},
		"member alone":      {`"accessRules": [{"method":"GET","path":"/me"},{"method":"POST","path":"/me/*"}]`, me},
		"member and comma":  {"\"accessRules\": [\n  \"GET /me\",\n \"POST /me/*\"\n],\n\"redirection\": \"https://example.com/?GET=/x\"", me},
		"command": {
			"curl -XPOST -H\"X-Ovh-Application: 7kbG7Bk7S9Nt7ZSV\" -H \"Content-type: application/json\" \\\n" +
				"https://eu.api.ovh.com/1.0/auth/credential  -d '{\n    \"accessRules\": [\n        {\n            \"method\": \"GET\",\n" +
				"            \"path\": \"/me\"\n        }, {\"method\": \"POST\", \"path\": \"/me/*\"}\n    ],\n" +
				"    \"redirection\":\"https://www.mywebsite.com/\"\n}'", me,
		},
		"command, escaped": {`curl https://eu.api.ovh.com/1.0/auth/credential -d "{\"accessRules\":[{\"method\":\"GET\",\"path\":\"/me\"},{\"method\":\"POST\",\"path\":\"/me/*\"}]}"`, me},
		"YAML":             {"accessRules:\n  - method: GET\n    path: /me\n  - method: POST\n    path: /me/*\n", me},
		"YAML, path first": {"- path: '/me'\n  method: \"get\"\n\n- path: /me/*\n  method: POST", me},
		"YAML in braces":   {"rules:\n- {method: GET, path: /me}\n- { path: \"/me/*\", method: POST }", me},
		"Python":           {"[\n{'method': 'GET', 'path': '/me'},\n{'method': 'POST', 'path': '/me/*'}\n]", me},
		"PHP":              {"['method' => 'GET', 'path' => '/me'],\n['method' => 'POST', 'path' => '/me/*']", me},
		"nothing":          {" \n# only a comment\n", nil},
		"empty array":      {`{"accessRules":[]}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			good, bad := ParseMany(c.text)
			if diff := cmp.Diff(c.want, good); diff != "" {
				t.Error(diff)
			}
			for _, p := range bad {
				t.Error(p)
			}
		})
	}
}

// TestParseManyLosesNothing checks that what is good is kept beside what is bad,
// and that the bad is reported with its place.
func TestParseManyLosesNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		good int
		want []string
	}{
		"lines": {"\nGET /me\nme\n/ip\nHEAD /ip\nPUT domain", 1, []string{
			`line 3: "me": a rule is a method and a path, such as GET /me`,
			`line 4: "/ip": the method is missing before the path; write GET /ip`,
			`line 5: "HEAD /ip": the methods are GET, POST, PUT, DELETE and PATCH`,
			`line 6: "PUT domain": a path begins with a slash; write PUT /domain`,
		}},
		"url in a line": {"GET https://eu.api.ovh.com/1.0/me?x=y", 0, []string{
			`line 1: "GET https://eu.api.ovh.com/1.0/me?x=y": keep only the path, what follows the host and /1.0; write GET /me`,
		}},
		"elements": {`["GET /me", "GET me", {"method":"GET"}, {"method":"READ","path":"/me"}, {"method":"PUT","path":"/v1/me"}, 7, null, {"method":1,"path":2}]`, 1, []string{
			`rule 2: "GET me": a path begins with a slash; write GET /me`,
			`rule 3: "{"method":"GET"}": a rule has a method and a path`,
			`rule 4: "READ": the methods are GET, POST, PUT, DELETE and PATCH`,
			`rule 5: "/v1/me": the path begins after /v1; write /me`,
			`rule 6: "7": a rule is {"method": "GET", "path": "/me"} or "GET /me"`,
			`rule 7: "null": a rule is {"method": "GET", "path": "/me"} or "GET /me"`,
			`rule 8: "{"method":1,"path":2}": a rule is {"method": "GET", "path": "/me"} or "GET /me"`,
		}},
		"broken JSON":  {"\n\n[{\"method\":\"GET\",\n\"path\" \"/me\"}]", 0, []string{`line 4: this is not valid JSON: invalid character '"' after object key`}},
		"cut off":      {`{"accessRules":[`, 0, []string{"line 1: this is not valid JSON: unexpected end of JSON input"}},
		"other object": {`{"credentialId":1}`, 0, []string{"the object holds neither accessRules nor rules"}},
		"not an array": {`{"rules":"GET /me"}`, 0, []string{"accessRules and rules are arrays of rules"}},
		"link": {"https://eu.api.ovh.com/createToken/?GET=/me&POST=&PUT=%zz&DELETE=ip", 1, []string{
			`line 1: "POST": the path is missing, such as /me for the account or /* for everything`,
			`line 1: "PUT=%zz": the percent-encoding is broken`,
			`line 1: "DELETE ip": a path begins with a slash; write DELETE /ip`,
		}},
		"link, cut off": {"https://eu.api.ovh.com/createToken/?GET=/me&DELE", 1, []string{
			"line 1: the link ends in the middle of a rule: copy the whole of it",
		}},
		"link, then a path": {"https://eu.api.ovh.com/createToken/?GET=/me\n/me/bill", 1, []string{
			`line 2: "/me/bill": the method is missing before the path; write GET /me/bill`,
		}},
		"link and a page": {"GET https://eu.api.ovh.com/1.0/ip, https://eu.api.ovh.com/createToken/?GET=/me", 1, []string{
			`line 1: "GET https://eu.api.ovh.com/1.0/ip": keep only the path, what follows the host and /1.0; write GET /ip`,
		}},
		"link and a bad rule": {"https://eu.api.ovh.com/createToken/?GET=/me PUT /domain why", 1, []string{
			`line 1: "PUT /domain why": a path has no blank in it`,
		}},
		"half a pair": {"- method: GET\n- method: POST\n  path: /me\n- path: /ip", 1, []string{
			`line 1: a rule has a method and a path`, `line 4: a rule has a method and a path`,
		}},
		"a pair gone wrong": {"- method: GET\n  path: me", 0, []string{`line 2: "GET me": a path begins with a slash; write GET /me`}},
		"cut off request":   {"curl x -d '{\"accessRules\":[{\"method\":'", 0, []string{`the rules of the request are not valid JSON: invalid character '\'' looking for beginning of value`}},
		"objects and prose": {"{\"method\":\"GET\",\"path\":\"/me\"}\nand more", 0, []string{`line 2: this is not valid JSON: invalid character 'a' after top-level value`}},
		"query, blank":      {"GET=/domain/ zone", 1, []string{`line 1: "zone": a rule is a method and a path, such as GET /me`}},
		"prose": {"GET /me (do not delete /me)", 0, []string{
			`line 1: "GET /me (do not delete /me)": a path has no blank in it`,
		}},
		"row":            {"| GET | /me | /domain | why |", 0, []string{`line 1: "GET /me /domain": a path has no blank in it`}},
		"link, no rules": {"https://eu.api.ovh.com/createToken/", 0, []string{"line 1: the link holds no rules, such as GET=/me"}},
		"escape codes":   {"GET /me\nGET /\x1b[31mred", 1, []string{`line 2: "GET /[31mred": the path holds characters that can't be seen; write GET /[31mred`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			good, bad := ParseMany(c.text)
			if len(good) != c.good {
				t.Errorf("got %v", good)
			}
			var got []string
			for _, p := range bad {
				got = append(got, p.String())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFiftyRulesWithTwoBadOnes(t *testing.T) {
	t.Parallel()
	lines := make([]string, 50)
	for i := range lines {
		lines[i] = fmt.Sprintf("GET /vps/%d", i)
	}
	lines[9], lines[41] = "GET vps", "GTE /vps"
	good, bad := ParseMany(strings.Join(lines, "\n"))
	if len(good) != 48 || len(bad) != 2 || bad[0].Line != 10 || bad[1].Line != 42 || bad[1].Text != "GTE /vps" {
		t.Errorf("%d good, bad: %v", len(good), bad)
	}
	var fault *SyntaxError
	if !errors.As(bad[0].Err, &fault) || fault.Suggestion != "GET /vps" {
		t.Errorf("got %v", bad[0].Err)
	}
}

func TestParseManyIsBounded(t *testing.T) {
	t.Parallel()
	if good, bad := ParseMany(strings.Repeat("GET /me\n", MaxText)); len(good) > 0 || len(bad) != 1 || bad[0].Line != 0 {
		t.Errorf("a text too large: %d good, %v", len(good), bad)
	}
	var many strings.Builder
	for i := range MaxRules + 7 {
		fmt.Fprintf(&many, "GET /vps/%d\n", i)
	}
	good, bad := ParseMany(many.String())
	if len(good) != MaxRules || len(bad) != 1 || !strings.Contains(bad[0].String(), "7 more were left out") {
		t.Errorf("too many rules: %d good, %v", len(good), bad)
	}
	good, bad = ParseMany(strings.Repeat("x\n", maxProblems+5))
	if len(good) > 0 || len(bad) != maxProblems+1 || !strings.HasPrefix(bad[maxProblems].String(), "5 more") {
		t.Errorf("too many problems: %d good, %d bad", len(good), len(bad))
	}
}

func FuzzParseMany(f *testing.F) {
	for _, seed := range []string{
		"GET /me\n- POST,PUT /x,\n# no", `{"accessRules":[{"method":"GET","path":"/me"},"PUT /x",3]}`, `[`, `{}`, `{"rules":null}`,
		"https://a.b/createToken?GET=/me&POST=%2F%zz", "GET=/a&&=&PUT", "[x](https://a/?GET=/k)", "{\"path\":1},", "> * 1. 'GET' | /a |", "[\"\\u0000\"]",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		good, bad := ParseMany(text)
		for _, r := range good {
			if again, err := Parse(r.String()); err != nil || again != r {
				t.Fatalf("%q gives %v, which gives %v, %v", text, r, again, err)
			}
		}
		for _, p := range bad {
			if shown := p.String() + p.Text; p.Err == nil || plain.Text(p.Text) != p.Text || strings.ContainsAny(shown, "\x1b\n\r") {
				t.Fatalf("%q: a problem not fit to show: %q", text, shown)
			}
		}
		encoded, err := json.Marshal(map[string]Set{"rules": good})
		if err != nil {
			t.Fatal(err)
		}
		if again, bad := ParseMany(string(encoded)); good != nil && (cmp.Diff(good, again) != "" || len(bad) > 0) {
			t.Fatalf("%q gives %v, which as JSON gives %v, %v", text, good, again, bad)
		}
	})
}
