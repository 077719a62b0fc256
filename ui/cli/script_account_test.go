package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/rogpeppe/go-internal/testscript"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
)

func scriptAdd(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: add NAME KIND RULE…")
	}
	sim := account(ts)
	var rules rule.Set
	for _, text := range args[2:] {
		r, err := rule.Parse(text)
		ts.Check(err)
		rules = append(rules, r)
	}
	before := time.Now().Add(-400 * 24 * time.Hour)
	c := ovhsim.Credential{Rules: rules, Creation: before, LastUse: time.Now().Add(-time.Minute)}
	switch args[1] {
	case "live":
	case "unused":
		c.LastUse = time.Time{}
	case "expired":
		c.Status, c.Expiration = ovhsim.Expired, before.Add(time.Hour)
	case "pending":
		c.Status = ovhsim.Pending
	case "refused":
		c.Status = ovhsim.Refused
	case "dead":
		app := sim.AddApplication(ovhsim.Application{Name: "gone"})
		c.ApplicationID = app.ID
		defer sim.RemoveApplication(app.ID)
	default:
		ts.Fatalf("there is no kind %q", args[1])
	}
	c = sim.Add(c)
	ts.Setenv(args[0], strconv.FormatInt(c.ID, 10))
	ts.Setenv(args[0]+"_KEY", c.ConsumerKey)
}

func scriptApp(ts *testscript.TestScript, _ bool, args []string) {
	sim := account(ts)
	app := sim.AddApplication(ovhsim.Application{Name: args[0]})
	ts.Setenv(args[0], strconv.FormatInt(app.ID, 10))
	ts.Setenv("OWNAPP", strconv.FormatInt(sim.OwnApplication(), 10))
	if len(args) > 1 {
		n, err := strconv.Atoi(args[1])
		ts.Check(err)
		for range n {
			sim.Add(ovhsim.Credential{ApplicationID: app.ID, Rules: rule.Set{{Method: rule.Get, Path: "/me"}}})
		}
	}
}

func scriptProfile(ts *testscript.TestScript, _ bool, args []string) {
	sim := account(ts)
	id, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	k, found := sim.KeysOf(id)
	if !found {
		ts.Fatalf("there is no token %d", id)
	}
	file, err := os.OpenFile(filepath.Join(ts.Getenv("HOME"), ".ovh.conf"), os.O_APPEND|os.O_WRONLY, 0o600)
	ts.Check(err)
	_, err = fmt.Fprintf(file, "\n[profile:%s]\nendpoint=%s\napplication_key=%s\napplication_secret=%s\nconsumer_key=%s\n",
		args[0], sim.Endpoint(), k.ApplicationKey, k.ApplicationSecret, k.ConsumerKey)
	ts.Check(err)
	ts.Check(file.Close())
}

func scriptOwn(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(filepath.Join(ts.Getenv("HOME"), ".ovh.conf"))
	for _, c := range account(ts).Credentials() {
		if c.ConsumerKey == "" || !strings.Contains(text, "consumer_key="+c.ConsumerKey) {
			continue
		}
		ts.Setenv("OWN", strconv.FormatInt(c.ID, 10))
		ts.Setenv("OWN_KEY", c.ConsumerKey)
		if len(args) > 0 {
			ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("OVH_CONSUMER_KEY="+c.ConsumerKey+"\n"), 0o600))
		}
		return
	}
	ts.Fatalf("no token has the key in .ovh.conf")
}

func scriptReword(ts *testscript.TestScript, _ bool, args []string) {
	file := filepath.Join(ts.Getenv("HOME"), ".ovh.conf")
	text := ts.ReadFile(file)
	if len(args) != 2 || !strings.Contains(text, args[0]) {
		ts.Fatalf("usage: reword OLD NEW, and OLD is there")
	}
	ts.Check(os.WriteFile(file, []byte(strings.ReplaceAll(text, args[0], args[1])), 0o600))
}

func scriptThere(ts *testscript.TestScript, neg bool, args []string) {
	there := map[string]bool{}
	for _, c := range account(ts).Credentials() {
		there[strconv.FormatInt(c.ID, 10)] = true
	}
	for _, a := range account(ts).Applications() {
		there[strconv.FormatInt(a.ID, 10)] = !a.Deleted
	}
	for _, id := range args {
		if there[id] == neg {
			ts.Fatalf("%s is there: %v", id, there[id])
		}
	}
}

// scriptAuthorize waits for a page, since the program that asks for it runs beside
// the script.
func scriptAuthorize(ts *testscript.TestScript, _ bool, args []string) {
	sim := account(ts)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for range 4000 {
		if page := sim.LatestPage(); page != "" {
			switch {
			case len(args) == 0:
				ts.Check(sim.Authorize(page, ovhsim.Unlimited))
			case unicode.IsDigit(rune(args[0][0])):
				ts.Check(sim.Authorize(page, ovhsim.Validity(args[0])))
			case args[0] == "nobody":
			case args[0] == "stranger":
				ts.Check(sim.AuthorizeAs(page, ovhsim.Unlimited, ovhsim.Stranger))
			default:
				ts.Check(sim.Refuse(page))
			}
			return
		}
		<-tick.C
	}
	ts.Fatalf("nobody asked for a token")
}

// scriptGrant and scriptRestrict change a token behind the program's back.
func scriptGrant(ts *testscript.TestScript, _ bool, args []string) {
	var rules rule.Set
	for _, text := range args[1:] {
		r, err := rule.Parse(text)
		ts.Check(err)
		rules = append(rules, r)
	}
	account(ts).Grant(tokenNamed(ts, args[0]), rules)
}

func scriptRestrict(ts *testscript.TestScript, _ bool, args []string) {
	account(ts).Restrict(tokenNamed(ts, args[0]), args[1:]...)
}

// tokenNamed is a token by its id; "new" is the one that was asked for last.
func tokenNamed(ts *testscript.TestScript, name string) int64 {
	if name == "new" {
		all := account(ts).Credentials()
		return all[len(all)-1].ID
	}
	id, err := strconv.ParseInt(name, 10, 64)
	ts.Check(err)
	return id
}

func scriptPending(ts *testscript.TestScript, _ bool, args []string) {
	list, err := filepath.Glob(filepath.Join(ts.Getenv("STATE"), "pending", "*.json"))
	ts.Check(err)
	if strconv.Itoa(len(list)) != args[0] {
		ts.Fatalf("there are %d stored requests, want %s", len(list), args[0])
	}
}

func scriptReceipts(ts *testscript.TestScript, _ bool, args []string) {
	list, err := filepath.Glob(filepath.Join(ts.Getenv("STATE"), "receipts", "*.json"))
	ts.Check(err)
	if strconv.Itoa(len(list)) != args[0] {
		ts.Fatalf("there are %d receipts, want %s", len(list), args[0])
	}
	if len(args) > 1 {
		text := ts.ReadFile(list[len(list)-1])
		if !regexp.MustCompile(args[1]).MatchString(text) {
			ts.Fatalf("the last receipt says:\n%s", text)
		}
	}
}
