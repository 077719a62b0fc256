package ui_test

import (
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/uitest"
)

func TestOneTokenIsExplained(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.filter("2001:db8:40::")
		s.Press("enter")
		s.WaitFor(" Token 4")
		s.Says("certbot web1", "DNS-01 for web1.example.net", "Status live", "Expires never", "11 d ago",
			"203.0.113.21/32, 2001:db8:40::/48", "Token id 4", "Application 118822, key")
		s.Press("G")
		s.Says("Read, write and delete everything below /domain/zone/example.net.", "5 rules", "GET POST PUT DEL Path",
			"■ · · · /domain/zone/", "■ ■ ■ ■ /domain/zone/example.net/*")
		s.Press("esc")
		s.WaitFor("1 of 61 tokens shown")
		s.Press("enter")
		s.WaitFor(" Token 4")
		s.Press("q") // back one level, as everywhere but on the list
		s.WaitFor("1 of 61 tokens shown")
	})
}

func TestLongTokenScrolls(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	rules := rule.Set{}
	for _, letter := range strings.Split("abcdefghij", "") {
		rules = append(rules, rule.Rule{Method: rule.Get, Path: "/dedicated/server/" + letter})
	}
	rules = append(rules, rule.Rule{Method: rule.Get, Path: "/vps/* "})
	token := s.sim.Add(ovhsim.Credential{Rules: rules})
	s.start()
	s.loaded()
	s.filter("id:" + itoa(token.ID))
	s.Press("enter")
	s.WaitFor("more lines below ↓")
	s.Press("G")
	s.Lacks("below ↓")
	s.Says("/dedicated/server/j", "a blank at the end: matches nothing")
	if last := s.at(-3); !strings.Contains(last, "/vps/*") {
		t.Errorf("the last line of the text is not the last on the screen: %q", last)
	}
	s.Press("k")
	s.Says("1 more line below ↓")
	s.Press("pgup", "pgup", "pgup")
	s.Says("Status live")
	s.Resize(140, 56)
	s.Lacks("below ↓")
	s.Says("/dedicated/server/a", "/dedicated/server/j")
}

func TestRulesAreCopied(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{})
	copied := make(chan string, 1)
	s.env.Copy = func(text string) error {
		copied <- text
		return nil
	}
	s.filter("app:old-dyndns status:live")
	s.Press("enter")
	s.WaitFor(" Token 4")
	s.Press("y")
	s.WaitFor("POST /domain/zone/example.net/refresh")
	s.Press("y")
	s.WaitFor("Copied")
	want := "GET PUT /domain/zone/example.net/record/*\nPOST /domain/zone/example.net/refresh\n"
	s.Copies(want)
	if got := <-copied; got != want {
		t.Errorf("the system's clipboard holds %q, want %q", got, want)
	}
	s.Press("down")
	s.Lacks("Copied")
}

func TestTokenIsRevokedFromItsOwnScreen(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		before := s.ids(every)
		s.filter("mark:support")
		s.Press("enter")
		s.WaitFor(" Token 4")
		s.Says("OVH's support made it.")
		number := strings.Fields(s.at(0))[1]
		s.Press("d")
		s.WaitFor("y/N")
		s.Says("Revoke 1 token?", "OVHcloud support", "It works now; whatever uses it stops working at once.")
		s.Press("y")
		s.WaitFor("1 token revoked.")
		s.Says("0 of 60 tokens shown")
		s.wantTokens(without(before, atoi(number)))
	})
}

func TestNewTokenWithTheSameRules(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{})
	s.filter("192.0.2.80")
	s.Press("enter")
	s.WaitFor(" Token 4")
	s.Press("n")
	s.WaitFor("New token")
	s.Says("/cloud/project/*/storage", "192.0.2.80")
}

func TestTokenInUseRefuses(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		before := s.ids(every)
		const why = "This is the token in use: revoking it would lock this program out."
		s.Press("d")
		s.WaitFor(why)
		s.Press("enter")
		s.WaitFor(" Token 4")
		s.Press("d")
		s.WaitFor(why)
		if strings.Contains(s.footer(), "revoke") {
			t.Errorf("the footer offers what cannot be done: %q", s.footer())
		}
		s.wantTokens(before)
	})
}

// TestACallIsExplainedForAToken asks from the list and from the token's screen
// whether a call would pass, and asks for a new token with the missing rule.
func TestACallIsExplainedForAToken(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.filter("2001:db8:40::")
		s.Press("e")
		s.WaitFor("Would this call pass?")
		s.Type("GET /domain/zone/example.net/record")
		s.Says("GET /domain/zone/example.net/*")
		s.Press("esc")
		s.Press("enter")
		s.WaitFor(" Token 4")
		s.Press("e")
		s.WaitFor("Would this call pass?")
		s.Type("Error calling Get /vps: This call has not been granted")
		s.Says("Smallest rule that would let it: GET /vps")
		s.Press("enter", "n")
		s.WaitFor("New token")
		s.Says("/domain/zone/example.net/*", "/vps")
	})
}
