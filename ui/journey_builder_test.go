package ui_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/uitest"
)

// ofAll is the count beside the rules once the operations of the API are known.
var ofAll = regexp.MustCompile(`[0-9] of [0-9,]+ operations`)

// operations waits until the operations of the API are known.
func (s *stand) operations() {
	s.t.Helper()
	s.WaitUntil("the operations", ofAll.MatchString)
}

// beginBuilder opens the builder with an empty set, once it knows the operations.
func (s *stand) beginBuilder() {
	s.t.Helper()
	s.Press("n")
	s.WaitFor("search by tool")
	s.Press("0")
	s.operations()
	s.Press("esc")
}

// asks sends the request and returns the rules that reached the API with it.
func (s *stand) asks(keys ...string) rule.Set {
	s.t.Helper()
	before := s.ids(every)
	s.Press("ctrl+s")
	s.WaitFor("This asks OVH for a token that may:")
	s.Press(keys...)
	s.WaitFor("still waiting")
	for _, c := range s.sim.Credentials() {
		if !slices.Contains(before, c.ID) {
			return c.Rules
		}
	}
	s.t.Fatal("no token was asked for")
	return nil
}

func (s *stand) wantAsked(got rule.Set, want ...string) {
	s.t.Helper()
	lines := make([]string, len(got))
	for i, r := range got {
		lines[i] = r.String()
	}
	slices.Sort(lines)
	slices.Sort(want)
	if !slices.Equal(lines, want) {
		s.t.Errorf("asked for %q, want %q", lines, want)
	}
}

func TestARuleIsFoundWantingAndMended(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.beginBuilder()
		s.Press("+")
		s.Type("/me/*")
		s.Press("enter")
		s.Says("It covers what lies below /me, not /me itself.", "ctrl+f adds GET /me")
		s.Press("ctrl+f")
		s.Says("Done: add GET /me. u takes it back.")
		s.Says("2 rules")
		s.Lacks("not /me itself")
		s.Press("u")
		s.Says("Undone: the repair of /me/*; ctrl+r does it again.")
		s.Says("ctrl+f adds GET /me")
		s.Press("ctrl+r")
		s.Says("2 rules")
		s.Press("+")
		s.Type("/domain/zone/example.net/recordz")
		s.Says("No operation of this endpoint has such a path; the nearest is", "tab writes GET /domain/zone/example.net/record")
		s.Press("tab", "enter")
		s.wantAsked(s.asks("enter"), "GET /me", "GET /me/*", "GET /domain/zone/example.net/record")
	})
}

func TestOperationsAreAddedForWhatTheSetIsAbout(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.beginBuilder()
		s.Paste("GET /ip/203.0.113.4\nPOST /domain/zone/example.net/refresh\n")
		s.Press("/")
		s.Type("reverse dns")
		s.Says(" operations", "/ip/{ip}/reverse")
		s.Press("enter", "enter")
		s.Says("Added GET /ip/203.0.113.4/reverse.")
		s.Press("esc", "/")
		s.Type("dns record")
		s.Press("enter", "space", "space")
		s.Says("2 selected")
		s.Press("enter")
		s.Says("Added GET /domain/zone/example.net/record and 1 rule more.")
		s.Says("5 rules")
		s.Press("esc", "esc")
		s.Says("Rules", "/ip/203.0.113.4/reverse")
		s.Press("u")
		s.Says("Undone: the operations that were added; ctrl+r does it again.")
		s.Says("3 rules")
		s.Press("ctrl+r")
		s.wantAsked(s.asks("enter"), "GET /ip/203.0.113.4", "GET /ip/203.0.113.4/reverse", "POST /domain/zone/example.net/refresh",
			"GET /domain/zone/example.net/record", "POST /domain/zone/example.net/record")
	})
}

func TestASetForOneZoneIsAskedFor(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.Press("n")
		s.WaitFor("search by tool")
		s.Press("/")
		s.Type("traefik")
		s.Press("enter")
		s.Type("example.net")
		s.Press("enter")
		s.WaitFor("3 rules · 3 of ")
		s.Says("lego · example.net", "3 rules", "Write /domain/zone/example.net/refresh")
		s.Lacks("lies below") // the set means it
		s.wantAsked(s.asks("enter"), "POST /domain/zone/example.net/record", "POST /domain/zone/example.net/refresh",
			"DELETE /domain/zone/example.net/record/*")
		if list, _ := s.keeper.Pending(); len(list) != 1 || list[0].Preset != "lego" {
			t.Errorf("stored: %+v", list)
		}
	})
}

func TestEveryRuleCanBeTypedWithoutTheListOfOperations(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]ovhsim.Fault{
		"index": {Method: "GET", Path: "/", Times: -1, Status: 503}, "section": {Method: "GET", Path: "/ip.json", Times: -1, Drop: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			atBothSizes(t, func(t *testing.T, size uitest.Option) {
				s := account(t, ovhsim.Options{}, size)
				s.sim.Fail(fault)
				s.Press("n")
				s.WaitFor("search by tool")
				s.Press("0")
				s.WaitFor("operations unknown")
				s.Says("The list of operations could not be read. Rules can be typed all the same.")
				s.Type("/me/api/credentail")
				s.Press("enter")
				s.Lacks("No operation of this endpoint", "could not be read. Rules")
				s.Press("/")
				s.Says("The operations of the API could not be read", "r tries again")
				s.sim.ClearFaults()
				s.Press("r")
				s.operations()
				s.Press("esc")
				s.Says("tab writes GET /me/api/credential")
				s.Press("tab")
				s.wantAsked(s.asks("enter"), "GET /me/api/credential")
			})
		})
	}
}

func TestRulesOfATokenAreChangedInPlainSight(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.filter("app:old-dyndns status:live")
		s.Press("enter")
		s.WaitFor(" Token 4")
		id := strings.Fields(s.at(0))[1]
		s.Press("n")
		s.operations()
		s.Says("From token " + id)
		s.Press("-")
		s.Paste("POST /order/cart\nGET /me\n")
		s.Says("From token "+id, "changed", "Against token "+id, "+ POST /order/cart", "+ GET /me", "− GET /domain/zone/example.net/record/*")
		s.Press("ctrl+s")
		s.WaitFor("This asks OVH for a token that may:")
		s.Says("Against token "+id, "+ GET /me", "− GET /domain/zone/example.net/record/*")
	})
}

// TestTheRuleThatACallLacksIsShownAsNew goes from a refused call of a token to a
// new token with the missing rule.
func TestTheRuleThatACallLacksIsShownAsNew(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.filter("terraform-prod")
		s.Press("enter")
		s.WaitFor(" Token 4")
		s.Press("e")
		s.WaitFor("Would this call pass?")
		s.Type("GET /hosting/web/x")
		s.Says("Smallest rule that would let it: GET /hosting/web/x")
		s.Press("enter", "n")
		s.operations()
		s.Says("From token ", ", changed", "Against token ", "terraform-prod", "+ GET /hosting/web/x")
		s.Lacks("The same rights as")
		s.Press("G", "k", "-")
		s.Says("/hosting/web/x removed; u brings it back.", "From token ")
		s.Lacks("Against token", ", changed")
		s.Press("u")
		s.Says("Undone: the removal of /hosting/web/x; ctrl+r does it again.")
		s.Says("+ GET /hosting/web/x")
		asked := s.asks("enter")
		if !slices.Contains(asked, rule.Rule{Method: rule.Get, Path: "/hosting/web/x"}) || !slices.Contains(asked, rule.Rule{Method: rule.Put, Path: "/cloud/*"}) {
			t.Errorf("asked for %v", asked)
		}
	})
}

func TestExplainedCallJoinsTheSet(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.beginBuilder()
		s.Paste("GET /me\n")
		s.Press("e")
		s.WaitFor("the set being built")
		s.Type("POST /domain/zone/example.net/record")
		s.Press("enter")
		s.Says("1 rule added to the set.")
		s.Press("esc")
		s.Says("2 rules", "/domain/zone/example.net/record")
		s.Press("y")
		s.WaitFor("POST /domain/zone/example.net/record")
		s.Press("esc")
		s.Says("ctrl+s request it")
		s.Press("u")
		s.Says("Undone: the rules that a call lacked; ctrl+r does it again.")
		s.Says("1 rule")
	})
}

func TestOwnSetIsSavedAndChosen(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t, ovhsim.Options{})
		file := filepath.Join(t.TempDir(), "own", "presets.txt")
		s.env.PresetsFile = file
		s.start(size)
		s.loaded()
		s.beginBuilder()
		s.Press("W")
		s.Says("There is no rule yet.")
		s.Paste("GET POST /domain/zone/example.net/record\n")
		save := func(name string) {
			s.Press("W")
			s.WaitFor("Save as a set of your own")
			s.Type(name)
			s.Press("ctrl+s")
		}
		save("lego")
		s.Says("The program has a set named lego")
		s.Press("esc")
		save("…")
		s.Says("A name needs letters from a to z, or digits.")
		s.Press("esc")
		save("web1")
		s.Says("Saved as web1;")
		s.Press("-")
		s.Paste("GET /me\n")
		save("web1")
		s.Says("You have a set of this name: web1. Replace it?")
		s.Press("n")
		s.WaitGone("Replace it?")
		s.Press("ctrl+s")
		s.Says("Replace it?")
		s.Press("y")
		s.Says("Saved as web1;")
		text, err := os.ReadFile(file)
		if err != nil || strings.Count(string(text), "[web1]") != 1 || !strings.Contains(string(text), "GET /me") || strings.Contains(string(text), "record") {
			t.Errorf("the file holds %q (%v)", text, err)
		}
		s.Press("P")
		s.WaitFor("search by tool")
		s.Press("/")
		s.Type("web1")
		s.Press("enter")
		s.WaitFor("ctrl+s request it")
		s.Says("1 rule", "web1")
	})
}

func TestNothingIsLostBetweenSetsAndRules(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.Press("n")
		s.WaitFor("search by tool")
		s.Press("esc")
		s.loaded()
		s.Says("Tokens for OVH")
		s.beginBuilder()
		s.Paste("GET /vps\n")
		s.Press("P")
		s.WaitFor("search by tool")
		s.Press("esc")
		s.Says("1 rule", "/vps")
		s.Press("P")
		s.WaitFor("search by tool")
		s.Press("/")
		s.Type("me-read-only")
		s.Press("tab", "+")
		s.Says("2 rules added.")
		s.Says("/vps", "/me/*")
		s.Press("P")
		s.WaitFor("search by tool")
		s.Press("/")
		s.Type("me-read-only")
		s.Press("enter")
		s.Says("This took the place of 3 rules; u brings them back.")
		s.Press("u")
		s.Says("3 rules", "/vps")
		s.Press("P")
		s.WaitFor("search by tool")
		s.Paste("GET /ip\n")
		s.Says("1 rule added.")
		s.Says("4 rules", "/ip")
	})
}
