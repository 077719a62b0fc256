package ui_test

import (
	"slices"
	"strings"
	"testing"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/tokens"
	"ovh-tokens/ui/uitest"
)

func TestEveryMarkIsSeen(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		for words, want := range map[string]string{
			"status:inuse":        "in use",
			"app:console":         "foreign",
			"status:dead":         "no app",
			"mark:support":        "support",
			"app:certbot mark:ip": "2 IPs",
		} {
			s.filter(words)
			if got := s.current(); !strings.Contains(got, want) && strings.Contains(s.at(3), "Marks") {
				t.Errorf("%s shows %q, want %q in it", words, got, want)
			}
			s.Press("esc")
		}
		s.filter("status:dead")
		s.Says("3 of 61 tokens shown")
		if got := s.current(); !strings.Contains(got, "dead") || !strings.Contains(got, "deleted applicati") {
			t.Errorf("a token without its application shows as %q", got)
		}
	})
}

func TestTokensOfADeletedApplicationAreListedWithTheirDates(t *testing.T) {
	t.Parallel()
	underEveryWay(t, func(t *testing.T, o ovhsim.Options, size uitest.Option) {
		s := account(t, o, size)
		s.filter("app:deleted")
		s.Says("3 of 61 tokens shown")
		s.Press("enter")
		s.WaitFor(" Token 4")
		s.Says("Its application is gone: it works no more", "Created", "Last used", "Expires never")
	})
}

func TestHostileTextIsHarmless(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.filter("app:invoice")
		s.Press("enter")
		s.WaitFor("second line")
		s.Press("G", "esc")
		s.WaitFor(" of 61 tokens shown")
		s.Press("d")
		s.WaitFor("y/N")
		for _, evil := range []string{"\x1b[2J\x1b[31m\u202e", "\u202e", "\u2066", "\x1b]0;owned", "\x1b[1A\x1b[2Kover"} {
			if strings.Contains(s.Output(), evil) {
				t.Errorf("%q reached the terminal", evil)
			}
		}
	})
}

func TestFilterNarrows(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{}, uitest.Size(80, 24))
	for words, want := range map[string]string{
		"terraform":                     "8 of 61 tokens shown",
		"status:expired":                "18 of 61 tokens shown",
		"status:expired app:terra":      "3 of 61 tokens shown",
		"terraform !status:expired":     "5 of 61 tokens shown",
		"rule:/sms status:live":         "1 of 61 tokens shown",
		"access:everything mark:foreig": "17 of 61 tokens shown",
		"unused status:live":            "5 of 61 tokens shown",
		"STATUS:Expired":                "18 of 61 tokens shown",
		"unused:>180d status:live":      "11 of 61 tokens shown",
		"used:never status:live":        "5 of 61 tokens shown",
		"expires:<7d":                   "4 of 61 tokens shown",
		"age:>1y status:live":           "10 of 61 tokens shown",
		"can:'DELETE /domain/zone/x'":   "25 of 61 tokens shown",
		"!ip:any ip:198.51.100.3":       "1 of 61 tokens shown",
		"app:'api console":              "13 of 61 tokens shown",
		"can:DELETE":                    "0 of 61 tokens shown",
		"nobody":                        "0 of 61 tokens shown",
	} {
		s.Press("/")
		s.Type(words)
		if !strings.Contains(s.Screen(), want) {
			t.Errorf("the filter %q: %q, want %q", words, strings.TrimSpace(s.at(1)), want)
		}
		if words == "nobody" {
			s.Says(`No token matches "nobody". esc shows all.`)
		}
		s.Press("esc")
	}
	s.Says("61 tokens 18 expired")
}

func TestEscapeLeavesLevelByLevel(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.Press("down", "space", "v", "down")
		s.filter("terraform")
		s.Press("v", "down")
		if s.Press("esc"); !strings.Contains(s.at(1), "8 of 61 tokens shown") {
			t.Error("the first esc dropped more than the range")
		}
		s.Press("esc")
		s.Says("61 tokens", "selected")
		s.Press("esc")
		s.Lacks("selected")
		s.Press("esc")
		s.Says("q quits.")
	})
}

// column is one field of every row of the list, from the top.
func (s *stand) column(from, to int) []string {
	var fields []string
	for line := range strings.Lines(s.Screen()) {
		runes := []rune(strings.TrimRight(line, "\n"))
		if len(runes) > to && (strings.HasPrefix(line, "     ") || strings.HasPrefix(line, " › ")) {
			fields = append(fields, strings.TrimSpace(string(runes[from:to])))
		}
	}
	return fields[1:]
}

func TestSortingByEveryColumnAndReversed(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{}, uitest.Size(80, 24))
	var seen []string
	for range 9 {
		fields := strings.Fields(s.at(3))
		at := slices.Index(fields, "▴")
		if at < 1 {
			t.Fatalf("no column is marked as sorted: %q", s.at(3))
		}
		seen = append(seen, fields[at-1])
		first := s.at(4)
		s.Press("S")
		if !strings.Contains(s.at(3), "▾") {
			t.Errorf("S left the arrow as it was: %q", s.at(3))
		}
		if s.Press("g"); s.at(4) == first {
			t.Errorf("by %s the other way round begins with the same row: %q", fields[at-1], first)
		}
		s.Press("s", "g")
	}
	want := []string{"Used", "Age", "Marks", "Id", "Found", "Application", "Access", "Status", "Expires"}
	if !slices.Equal(seen, want) {
		t.Errorf("s goes through %q, want %q", seen, want)
	}
	s.Press("s", "s", "s", "s", "s", "g") // application
	names := s.column(5, 24)
	if !slices.IsSortedFunc(names, func(a, b string) int {
		return strings.Compare(strings.TrimRight(strings.ToLower(a), "…"), strings.TrimRight(strings.ToLower(b), "…"))
	}) {
		t.Errorf("the names are not in order: %q", names)
	}
}

func TestOrderIsRememberedForTheNextRun(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{})
	s.Press("s", "S")
	s.WaitFor("Age ▾")
	keeper := s.keeper
	for range 200 {
		if p, _ := keeper.Preferences(); p == (config.Preferences{Sort: "created", SortReverse: true}) {
			break
		}
		s.Settle()
	}
	s.Press("q")
	if err := s.Wait(); err != nil {
		t.Fatal(err)
	}
	again := prepare(t, ovhsim.Options{})
	again.env.Keeper = keeper
	again.start()
	again.loaded()
	again.WaitFor("Age ▾")
}

func TestSelecting(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.Press("space")
		s.Says("This is the token in use: it is never revoked together with others.")
		s.Press("g", "down", "space", "space")
		s.Says("2 selected")
		if !strings.Contains(s.at(5), "■") || !strings.Contains(s.at(6), "■") {
			t.Errorf("the selected rows are not marked:\n%s", s.Screen())
		}
		s.Says("d revoke 2")
		s.Press("v", "down", "down", "v")
		s.Says("5 selected")
		s.filter("status:expired")
		s.Says("5 selected, 5 hidden")
		s.Press("a")
		s.Says("23 selected, 5 hidden")
		s.Press("s", "S")
		s.Says("23 selected, 5 hidden")
		s.Press("esc")
		s.Says("23 selected")
		s.Lacks("hidden")
		s.Press("r")
		s.loaded()
		s.Says("23 selected")
		s.Press("A")
		s.Lacks("selected")
		s.Press("a")
		s.Says("60 selected") // all but the token in use
	})
}

func TestPanelExplainsTheRowUnderTheCursor(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{}, uitest.Size(140, 50))
	s.Says("This is the token this program is", "GET POST PUT DEL Path")
	s.Press("down")
	s.Says("Prometheus exporter: bills, servers,", "198.51.100.0/28")
	s.filter("app:old-dyndns status:live")
	s.Says("/domain/zone/example.net/refresh", "It never expires.")
	s.Resize(200, 50)
	s.Says("home.example.net follows the home line")
	if wide := s.line("home.example.net"); strings.Index(wide, "home.example.net") > 150 {
		t.Errorf("the panel did not grow with the terminal: %q", wide)
	}
	s.Resize(100, 30)
	s.Lacks("home.example.net")
}

func TestRefreshDropsWhatWasRevokedElsewhere(t *testing.T) {
	t.Parallel()
	underEveryWay(t, func(t *testing.T, o ovhsim.Options, size uitest.Option) {
		s := account(t, o, size)
		s.Press("s", "s", "s", "g", "down", "down", "down") // by id: the oldest first
		here, below := id(s.current()), id(s.at(8))
		s.Press("down", "space", "up", "up")
		s.Says("1 selected")
		for _, c := range s.sim.Credentials() {
			if strings.HasSuffix(below, itoa(c.ID)) {
				s.sim.Remove(c.ID)
			}
		}
		fresh := s.sim.Add(ovhsim.Credential{Rules: rule.Set{{Method: rule.Get, Path: "/vps"}}})
		s.Press("r")
		s.loaded()
		s.Says("61 tokens") // one gone, one new
		if got := id(s.current()); got != here {
			t.Errorf("the cursor is on token %s, want %s", got, here)
		}
		if strings.Contains(s.Screen(), below) {
			t.Errorf("token %s is still listed", below)
		}
		s.Lacks("selected")
		s.filter("id:" + itoa(fresh.ID))
		s.Says("/vps read")
	})
}

// The order is remembered even where the program ends before the command that
// tells of it has run.
func TestOrderIsRememberedByAProgramThatEnds(t *testing.T) {
	t.Parallel()
	s := prepare(t, ovhsim.Options{})
	screen := tokens.New(s.env)
	for _, b := range screen.Keys() {
		if slices.Contains(b.Keys, "s") {
			b.Do() // what it returns is never run
		}
	}
	s.env.Jobs.Wait()
	if kept, err := s.keeper.Preferences(); err != nil || kept.Sort == "" {
		t.Errorf("kept is %+v (%v)", kept, err)
	}
}

// The list says that more rows follow than fit, and stops saying so at its end.
func TestListSaysThatRowsFollow(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		shown := strings.Count(s.Screen(), "\n") - 5 // title, counts, rule, header, rule and footer around the rows
		s.Says(itoa(int64(61-shown)) + " more ↓")
		s.Press("G")
		s.Says(itoa(int64(61-shown)) + " more ↑")
		s.Lacks("more ↓")
		s.Press("g")
		s.Says(" more ↓")
		s.Lacks("↑")
		s.filter("status:expired")
		s.Press("G")
		s.Lacks("more ↓")
	})
}

// Of a filtered list is counted what it shows. What stays selected after the filter
// is said, and an account that there is not.
func TestFilteredListCountsWhatItShows(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		s.filter("status:expired app:console")
		s.Says("1 of 61 tokens shown 1 expired")
		s.Lacks("reach everything", "dead")
		s.Press("a", "esc")
		s.Says("61 tokens 18 expired 19 reach everything", "All are shown again. 1 token stays selected; A lets it go.")
		s.Press("A")
		s.filter("account:foo")
		s.Says("account: tells accounts apart that are side by side: P does that.")
	})
}
