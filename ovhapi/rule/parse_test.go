package rule

import (
	"errors"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/plain"
)

func TestPathsThatAreTaken(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"/me":                            "/me",
		" /me\t":                         "/me",
		"*":                              "/*",
		"/*":                             "/*",
		"/":                              "/",
		"/sms/":                          "/sms/",
		"/domain/zone*":                  "/domain/zone*",
		"/ip/192.0.2.0%2F28/move":        "/ip/192.0.2.0%2F28/move",
		"/v2/iam/policy":                 "/v2/iam/policy",
		"/v10":                           "/v10",
		"/me/api/credential/1,2":         "/me/api/credential/1,2",
		"/domain/zone/été.example/soa":   "/domain/zone/été.example/soa",
		"/email/domain/a.com/account/x@": "/email/domain/a.com/account/x@",
	} {
		if got, err := ParsePath(text); err != nil || got != want {
			t.Errorf("%q: got %q, %v", text, got, err)
		}
		if err := CheckPath(text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestPathsThatAreRefusedSayWhatIsRight(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, reason, suggestion string }{
		{"", "missing", ""},
		{"  ", "missing", ""},
		{"domain/zone", "begins with a slash", "/domain/zone"},
		{"/domain/zone/ example.com", "no blank", "/domain/zone/example.com"},
		{"/domain /zone", "no blank", ""},
		{"/me and more", "no blank", ""},
		{"/me: lists", "no blank", ""},
		{"/me, POST /me", "no blank", ""},
		{"/me GET /domain", "no blank", ""},
		{"/domain/ POST /me", "no blank", ""},
		{"/domain/zone/ a b", "no blank", ""},
		{"/me HTTP/1.1", "no blank", "/me"},
		{"/me\u00a0x", "no blank", ""},
		{"GET /me", "method has a place", "/me"},
		{"/m\u200be", "can't be seen", "/me"},
		{"/m\x1be", "can't be seen", "/me"},
		{"/m\xffe", "not text", "/me"},
		{"/domain/zone/x/record?fieldType=TXT", "query string", "/domain/zone/x/record"},
		{"/me#bill", "fragment", "/me"},
		{"/domain/zone/{zoneName}/record", "{zoneName} is a placeholder", "/domain/zone/*/record"},
		{"/domain/zone/<zone>", "<zone> is a placeholder", "/domain/zone/*"},
		{"/domain/{", "brace", ""},
		{"https://eu.api.ovh.com/1.0/me", "keep only the path", "/me"},
		{"https://api.us.ovhcloud.com/v1/vps?x=1", "keep only the path", "/vps"},
		{"https://eu.api.ovh.com/v2/iam/policy", "keep only the path", "/v2/iam/policy"},
		{"eu.api.ovh.com/1.0/me", "keep only the path", "/me"},
		{"https://eu.api.ovh.com/1.0", "keep only the path", ""},
		{"https://eu.api.ovh.com/console/?section=%2Fme", "keep only the path", ""},
		{"https://auth.eu.ovhcloud.com/api/createToken?GET=/me", "createToken link", ""},
		{"/1.0/me", "after /1.0", "/me"},
		{"/v1/me", "after /v1", "/me"},
		{"/1.0", "after /1.0", ""},
		{`"/me",`, "quotes", "/me"},
		{"/me,", "comma", "/me"},
		{"v1/domain/zone/{zone}?x", "query string", "/domain/zone/*"},
		{"/" + strings.Repeat("x", maxPath), "at most", ""},
	} {
		err := CheckPath(c.text)
		var fault *SyntaxError
		if !errors.As(err, &fault) {
			t.Errorf("%q: got %v", c.text, err)
			continue
		}
		if !strings.Contains(fault.Reason, c.reason) || fault.Suggestion != c.suggestion {
			t.Errorf("%q: got %q and %q", c.text, fault.Reason, fault.Suggestion)
		}
	}
}

func TestErrorReadsAsOneSentence(t *testing.T) {
	t.Parallel()
	want := `"domain/zone": a path begins with a slash; write /domain/zone`
	if got := CheckPath("domain/zone").Error(); got != want {
		t.Errorf("got %s", got)
	}
	long := CheckPath(strings.Repeat("x\x1b[31m\n", 5000)).Error()
	if len(long) > 1000 || plain.Text(long) != long {
		t.Errorf("not fit for a line: %q", long)
	}
}

func TestParseMethod(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Method{"GET": Get, " delete ": Delete, "Patch": Patch} {
		if got, err := ParseMethod(text); err != nil || got != want {
			t.Errorf("%q: got %q, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"del":  `"del": the methods are GET, POST, PUT, DELETE and PATCH; write DELETE`,
		"HEAD": `"HEAD": the methods are GET, POST, PUT, DELETE and PATCH`,
		"P":    `"P": the methods are GET, POST, PUT, DELETE and PATCH`,
		"":     `the method is missing: GET, POST, PUT, DELETE or PATCH`,
	} {
		if _, err := ParseMethod(text); err == nil || err.Error() != want {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]Rule{
		"GET /me":               {Get, "/me"},
		"  delete \t /me/* ":    {Delete, "/me/*"},
		"GET\u00a0/me":          {Get, "/me"},
		"GET: /me":              {Get, "/me"},
		"put *":                 {Put, "/*"},
		"GET /get/post":         {Get, "/get/post"},
		"patch /dbaas/logs/{}x": {},
	} {
		got, err := Parse(line)
		if got != want || (err != nil) != (want == Rule{}) {
			t.Errorf("%q: got %v, %v", line, got, err)
		}
	}
	for line, want := range map[string]string{
		"":                    "the rule is missing, such as GET /me",
		"/me":                 `"/me": the method is missing before the path; write GET /me`,
		"/1.0/me":             `"/1.0/me": the method is missing before the path; write GET /me`,
		"*":                   `"*": the method is missing before the path; write GET /*`,
		"GET":                 `"GET": the path is missing, such as /me for the account or /* for everything`,
		"get me":              `"get me": a path begins with a slash; write GET /me`,
		"DEL /me":             `"DEL /me": the methods are GET, POST, PUT, DELETE and PATCH; write DELETE /me`,
		"HEAD /me":            `"HEAD /me": the methods are GET, POST, PUT, DELETE and PATCH`,
		"GET,POST /me":        `"GET,POST /me": one rule has one method; write GET /me`,
		"GET /me HTTP/1.1":    `"GET /me HTTP/1.1": a path has no blank in it; write GET /me`,
		"read the account":    `"read the account": a rule is a method and a path, such as GET /me`,
		"GET /1.0/{x}?y=\x07": `"GET /1.0/{x}?y=": the path holds characters that can't be seen; write GET /*`,
	} {
		if _, err := Parse(line); err == nil || err.Error() != want {
			t.Errorf("%q: got %v", line, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"GET /me", "get,post /me", "PUT *", "/1.0/v1/me", "GET https://eu.api.ovh.com/1.0/me?x#y", "DELETE /{a}/<b>/ c",
		"PATCH\u2028/me", "GET \"/me\",", "GET '';,", "GET /\xff\u200b", "POST a.b/v1/1.0/ /x", "GET //",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		r, err := Parse(line)
		if err == nil {
			if again, err := Parse(r.String()); err != nil || again != r {
				t.Fatalf("%q gives %v, which gives %v, %v", line, r, again, err)
			}
			if err := CheckPath(r.Path); err != nil {
				t.Fatalf("%q gives %v: %v", line, r, err)
			}
			return
		}
		var fault *SyntaxError
		if !errors.As(err, &fault) {
			t.Fatalf("%q: %v is no SyntaxError", line, err)
		}
		if fault.Suggestion != "" {
			if _, err := Parse(fault.Suggestion); err != nil {
				t.Fatalf("%q: the suggestion is wrong too: %v", line, err)
			}
		}
		if message := err.Error(); plain.Text(message) != message {
			t.Fatalf("%q: the message is not plain: %q", line, message)
		}
	})
}

func FuzzParsePath(f *testing.F) {
	for _, seed := range []string{"", "*", "/v1", "a.b/v1", "x://", "'/me'", "/a b/", "/{a}{", "GET GET /", "/1.0//1.0/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		path, err := ParsePath(text)
		var fault *SyntaxError
		if errors.As(err, &fault) {
			path = fault.Suggestion
		}
		if path == "" {
			return
		}
		if again, err := ParsePath(path); err != nil || again != path {
			t.Fatalf("%q gives %q, which gives %q, %v", text, path, again, err)
		}
	})
}
