package tokens

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/findings"
	"ovh-tokens/ui/shell"
)

const day = 24 * time.Hour

// fixed is the server's time of these tests.
var fixed = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// ago is a moment before it, or after it when d is negative.
func ago(d time.Duration) *time.Time {
	at := fixed.Add(-d)
	return &at
}

// sample is a small account in which every field has something to tell.
func sample() []row {
	all := rule.Set{{Method: rule.Get, Path: "/*"}, {Method: rule.Post, Path: "/*"}, {Method: rule.Put, Path: "/*"}, {Method: rule.Delete, Path: "/*"}}
	dns := rule.Set{{Method: rule.Get, Path: "/domain/zone/Example.com/*"}, {Method: rule.Delete, Path: "/domain/zone/Example.com/record/*"}}
	made := func(id int64, name string, status ovhapi.Status, rules rule.Set, created time.Duration) ovhapi.Token {
		return ovhapi.Token{
			Credential:  ovhapi.Credential{ID: id, ApplicationID: id * 10, Status: status, Rules: rules, Creation: *ago(created)},
			Application: ovhapi.Application{ID: id * 10, Name: name}, App: ovhapi.AppOwned,
		}
	}
	all1 := made(1, "This program", ovhapi.StatusValidated, all, 400*day)
	all1.Current, all1.LastUse = true, ago(0)
	dns2 := made(2, "Certbot web1", ovhapi.StatusValidated, dns, 200*day)
	dns2.Expiration, dns2.LastUse, dns2.AllowedIPs = ago(-3*day), ago(5*time.Hour), []string{"203.0.113.4/32", "198.51.100.0/28"}
	old3 := made(3, "Terraform", ovhapi.StatusExpired, all, 800*day)
	old3.Expiration, old3.LastUse = ago(30*day), ago(190*day)
	never4 := made(4, "Terraform", ovhapi.StatusValidated, all, 185*day)
	never4.Expiration = ago(-90 * day)
	dead5 := made(5, "", ovhapi.StatusValidated, all, 900*day)
	dead5.App, dead5.LastUse = ovhapi.AppDeleted, ago(700*day)
	pending6 := made(6, "Said: \"now\"", ovhapi.StatusPending, dns, time.Hour)
	console7 := made(7, "OVH API console", ovhapi.StatusRefused, all, 10*day)
	console7.App, console7.Support, console7.AllowedIPs = ovhapi.AppForeign, true, []string{"0.0.0.0/0"}
	unread8 := ovhapi.Token{Credential: ovhapi.Credential{ID: 8}, Unread: true}
	s := &Screen{summed: map[string]*summary{}}
	of := &source{env: &shell.Env{}, audit: audit.New(fixed, audit.Thresholds{})}
	s.sources = []*source{of}
	var rows []row
	for _, t := range []ovhapi.Token{all1, dns2, old3, never4, dead5, pending6, console7, unread8} {
		rows = append(rows, s.newRow(of, t))
	}
	for i := range rows { // some have a twin that came later
		rows[i].found(of.audit)
	}
	return rows
}

// kept are the numbers of the tokens that a filter keeps.
func kept(rows []row, text string) string {
	f, found := parseFilter(text), ""
	for i := range rows {
		if f.keep(&rows[i], fixed) {
			found += idText(rows[i].ID)
		}
	}
	return found
}

func TestFilterFields(t *testing.T) {
	t.Parallel()
	rows := sample()
	for text, want := range map[string]string{
		"":                       "12345678",
		"terraform":              "34",
		"TERRA !status:expired":  "4",
		"'certbot web1'":         "2",
		`"web1`:                  "2",
		"!'certbot web1":         "1345678",
		`'said: "now"'`:          "6",
		"/record/":               "26",
		"status:live":            "24",
		"status:'in use'":        "1",
		"status:inuse":           "1",
		"status:validated":       "1245",
		"!status:validated":      "367",
		"STATUS:Expired":         "3",
		"app:TERRA":              "34",
		"app:'api console'":      "7",
		"id:4":                   "4",
		"id:70":                  "7",
		"rule:'DELETE /*'":       "13457",
		"rule:record":            "26",
		"access:everything":      "13457",
		"mark:foreign":           "7",
		"mark:'2 ips'":           "2",
		"mark:2":                 "2",
		"mark:'no app'":          "5",
		"used:never":             "467",
		"used:now":               "1",
		"used:'5 h ago'":         "2",
		"used:<7d":               "12",
		"used:>=180d":            "35",
		"used:190d":              "35",
		"!used:<7d":              "34567", // what could not be read may well be in use
		"unused:>180d":           "345",
		"unused:>184d status:li": "4",
		"unused:<=1h":            "16",
		"expires:<7d":            "2",
		"expires:>4w":            "4",
		"expires:never":          "1567",
		"age:>1y":                "135",
		"age:<2h":                "6",
		"age:>6mo age:<1y":       "24",
		"can:'DELETE /domain/zone/Example.com/record/7'":        "124",
		"can:'delete /domain/zone/Example.com/record/{id}?x=1'": "124",
		"can:'DELETE /domain/zone/example.com/record/7'":        "14", // case counts
		"can:/domain/zone/Example.com/soa":                      "124",
		"can:'GET /auth/currentCredential'":                     "124", // needs no rule
		"!can:'DELETE /domain/zone/Example.com/record/7'":       "3567",
		"finding:everything":                                    "14",
		"finding:never-u":                                       "4",
		"finding:dead":                                          "5",
		"!finding:ANY-address":                                  "23567",
		"finding:dorm !finding:dormant":                         "",
		"ip:any":                                                "134567",
		"!ip:any":                                               "2",
		"ip:203.0.113.4":                                        "1234567",
		"ip:198.51.100.9":                                       "1234567",
		"ip:198.51.100.0/24":                                    "134567",
		"!ip:192.0.2.1":                                         "2",
		"https://api.ovh.com":                                   "",
		"!https://api.ovh.com":                                  "12345678",
		"2001:db8::1":                                           "",
		"terraform   unused:>184d  !id:3 ":                      "4",
		"status:live !unused:>184d\tcertbot":                    "2",
	} {
		if got := kept(rows, text); got != want {
			t.Errorf("%q keeps %q, want %q", text, got, want)
		}
		if odd := parseFilter(text).odd(); len(odd) > 0 {
			t.Errorf("%q is said to be odd: %q", text, odd)
		}
	}
}

// Whatever is not understood keeps nothing, turned round or not: the next key may
// be the one that selects all shown.
func TestFilterThatIsNotUnderstoodKeepsNothingAndSaysWhatWouldBeRight(t *testing.T) {
	t.Parallel()
	rows := sample()
	for text, want := range map[string]string{
		"!":                       "! turns round",
		"''":                      "quotes hold words",
		"status:":                 "status: takes live, in use",
		"status:''":               "status: takes live",
		"status:lvie":             "status: takes live",
		"stauts:live":             `There is no field "stauts"; there are access, account, age, app, can`,
		"id:12a":                  "first digits",
		"mark:forein":             "mark: takes here",
		"mark:":                   "mark: takes here",
		"used:3":                  "The units are h, d, w, mo and y",
		"used:nevr":               "or never",
		"unused:never":            "unused: takes",
		"unused:>180":             "such as >180d",
		"unused:>d":               "such as >180d",
		"unused:><3d":             "such as >180d",
		"unused:99999999999999d":  "such as >180d",
		"expires:<7x":             "expires: takes a time to come",
		"expires:nev":             "expires: takes",
		"age:>":                   "age: takes",
		"can:":                    "can:'DELETE /domain/zone/x'",
		"can:DELETE":              "can:'DELETE /domain/zone/x'",
		"can:'DELETE ":            "can: takes a call",
		"can:'DELETE /domain/{zo": "can: takes a call",
		"can:'FETCH /me'":         "can: takes a call",
		"can:me":                  "can: takes a call",
		"ip:203.0.113":            "an address that is let in",
		"ip:an":                   "or any",
		"ip:198.51.100.7/28":      "an address that is let in",
		"finding:":                "how a finding begins",
		"finding:dorment":         "how a finding begins",
		"account:":                "a part of the name of an account",
	} {
		for _, text := range []string{text, "!" + text, "terraform " + text} {
			if got := kept(rows, text); got != "" {
				t.Errorf("%q keeps %s", text, got)
			}
			odd := strings.Join(parseFilter(text).odd(), "\n")
			if !strings.Contains(odd, want) && !strings.HasPrefix(text, "!!") {
				t.Errorf("%q: %q, want %q in it", text, odd, want)
			}
		}
	}
}

// In a list of one account nothing tells of whom a token is.
func TestFilterByAccount(t *testing.T) {
	t.Parallel()
	rows := sample()
	if got := kept(rows, "account:zz") + kept(rows, "!account:zz"); got != "" {
		t.Errorf("a list of one account keeps %s", got)
	}
	rows[1].accounts, rows[2].accounts = "zz12345-ovh", "other-ovh"
	if got := kept(rows, "account:ZZ"); got != "2" {
		t.Errorf("by account it keeps %q", got)
	}
	if got := kept(rows, "!account:zz"); got != "3" {
		t.Errorf("without the account it keeps %q", got)
	}
}

// A long time is no short one that has run over.
func TestFilterTakesVeryLongTimes(t *testing.T) {
	t.Parallel()
	rows := sample()
	for _, text := range []string{"unused:>9999y", "age:>2147483647h", "used:>400y"} {
		if got := kept(rows, text); got != "" {
			t.Errorf("%s keeps %s", text, got)
		}
	}
	if got := kept(rows, "age:<9999y"); got != "1234567" {
		t.Errorf("younger than all time are only %s", got)
	}
}

// FuzzFilter: any text can be typed; what it keeps and what its opposite keeps
// never overlap; more terms keep fewer rows; a term that is odd keeps none.
func FuzzFilter(f *testing.F) {
	for _, seed := range []string{"!", "status:live", "can:'DELETE /x", `"a b"c d`, "unused:>=9y !x", "used:<<1d", "ip:::/0", "a:b:c", "ſtatus:live", "'", "mark:9 ip", "!\u00a0x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found := kept(sample(), text)
		if len(parseFilter(text).odd()) > 0 && found != "" {
			t.Errorf("%q is odd and keeps %s", text, found)
		}
		pieces := split(text)
		if len(pieces) == 0 && found != "12345678" {
			t.Errorf("%q has no term and keeps %s", text, found)
		}
		for _, p := range pieces {
			alone := filter{p.term()}
			p.not = !p.not
			disagree(t, text, found, alone, filter{p.term()})
		}
		unquoted := !strings.ContainsAny(text, `'"`)
		if words := strings.FieldsFunc(text, unicode.IsSpace); unquoted && len(words) != len(pieces) &&
			!slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(w, ":") || strings.HasSuffix(w, "!") }) {
			t.Errorf("%q has %d terms, want %d", text, len(pieces), len(words))
		}
	})
}

// disagree holds a term of a filter against its opposite, and against what the
// whole filter has found.
func disagree(t *testing.T, text, found string, alone, opposite filter) {
	t.Helper()
	rows := sample()
	for i := range rows {
		if alone.keep(&rows[i], fixed) && opposite.keep(&rows[i], fixed) {
			t.Errorf("%q and its opposite keep %d", text, rows[i].ID)
		}
		if strings.Contains(found, idText(rows[i].ID)) && !alone.keep(&rows[i], fixed) {
			t.Errorf("%q keeps %d, which one of its terms does not", text, rows[i].ID)
		}
	}
}

// The filter takes the words of the columns, short and long, beside the codes.
func TestFilterTakesTheWordsOfTheColumns(t *testing.T) {
	t.Parallel()
	for _, code := range audit.Codes() {
		short, long := findings.Words(code.Code)
		for _, text := range []string{string(code.Code), short, long, strings.ToUpper(short), strings.ReplaceAll(long, " ", "-")} {
			f := parseFilter("finding:'" + text + "'")
			r := row{codes: []audit.Code{code.Code}}
			if !f.keep(&r, time.Time{}) {
				t.Errorf("finding:'%s' does not keep what is found as %s", text, code.Code)
			}
		}
	}
	own, other := row{Token: ovhapi.Token{App: ovhapi.AppOwned}}, row{Token: ovhapi.Token{App: ovhapi.AppForeign}, marks: []string{"foreign"}}
	if f := parseFilter("mark:yours"); !f.keep(&own, time.Time{}) || f.keep(&other, time.Time{}) {
		t.Error("mark:yours does not keep the account's own alone")
	}
}
