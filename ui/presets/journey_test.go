package presets_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/presets"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/uitest"
)

// TestASetWithoutParameters is chosen with one key.
func TestASetWithoutParameters(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := open(t, size)
		s.Says("80 sets of rules", "DNS and certificates", "Not sure which tool? Take", "› Certificates for one zone, whatever the tool")
		s.Press("/")
		s.Type("who am i")
		s.Says("2 of 80 sets", "› Who am I", "enter take it")
		s.Press("enter")
		s.wantChosen("whoami", "GET /me")
	})
}

// TestTheDescriptionStandsBesideTheList where there is room, and below it where
// there is not.
func TestTheDescriptionStandsBesideTheList(t *testing.T) {
	t.Parallel()
	for width, beside := range map[int]bool{80: false, 115: false, 116: true, 140: true} {
		b := bareScreen(preset.All(), width, 40)
		view := ansi.Strip(b.View())
		line := view[strings.Index(view, "DNS-01 with lego"):]
		if line, _, _ = strings.Cut(line, "\n"); contains(line, "│") != beside || !contains(flat(view), "OVH has no rights for TXT") {
			t.Errorf("in a width of %d:\n%s", width, view)
		}
	}
}

// TestTheToolFindsItsSet goes from the name of a tool to the rules for a zone that
// is picked from the account.
func TestTheToolFindsItsSet(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := open(t, size)
		s.Press("/")
		s.Type("traefik")
		s.Says("› DNS-01 with lego or Traefik", "It can create and remove any record of the zone")
		s.Press("enter")
		s.Says("DNS zone such as example.com", "POST /domain/zone/{zone}/record create TXT", "ctrl+l pick from the account", "enter take it")
		s.Press("ctrl+l")
		s.WaitFor("› ")
		s.Says("Which DNS zone", "apps.example.net", "example.net")
		s.Type("apps")
		s.Says("enter take apps.example.net")
		s.Press("enter")
		s.Says("DNS zone apps.example.net", "POST /domain/zone/apps.example.net/record create TXT",
			"Write and delete /domain/zone/apps.example.net/record and everything below")
		s.Press("enter")
		s.wantChosen("lego", "POST /domain/zone/apps.example.net/record", "POST /domain/zone/apps.example.net/refresh", "DELETE /domain/zone/apps.example.net/record/*")
		if got := s.chosen.Values["zone"]; !slices.Equal(got, []string{"apps.example.net"}) {
			t.Errorf("the zone is %q", got)
		}
	})
}

// TestSeveralValues are picked with the space bar, beside one that was typed.
func TestSeveralValues(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.Press("down", "enter")
	s.Type("other.example, ")
	s.Press("ctrl+l")
	s.WaitFor("apps.example.net")
	s.Press("space", "space")
	s.Says("2 picked", "enter take 2 values")
	s.Press("up", "space")
	s.Says("1 picked", "enter take 1 value")
	s.Press("up", "space")
	s.Says("2 picked")
	s.Press("enter", "enter")
	s.wantChosen("lego")
	if got := s.chosen.Values["zone"]; !slices.Equal(got, []string{"other.example", "apps.example.net", "example.net"}) {
		t.Errorf("the zones are %q", got)
	}
	if n := len(s.chosen.Rules); n != 9 {
		t.Errorf("%d rules:\n%s", n, s.chosen.Rules.Text())
	}
}

// TestAllShownArePicked and let go again; what the filter hides is not touched.
func TestAllShownArePicked(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.Press("enter", "ctrl+l")
	s.WaitFor("apps.example.net")
	s.Press("ctrl+a")
	s.Says("2 picked")
	s.Type("apps")
	s.Press("ctrl+a")
	s.Says("1 picked")
	s.Type("zzz")
	s.Says("None of 2 matches.", "esc show all")
	s.Press("esc")
	s.Says("■ example.net")
	s.Press("esc")
	s.Says("One, or several with blanks between")
}

// TestManyValues are filtered, scrolled and picked; more than fit are refused with
// the way out.
func TestManyValues(t *testing.T) {
	t.Parallel()
	for _, size := range []uitest.Option{uitest.Size(80, 24), uitest.Size(60, 14)} {
		s := prepare(t, "GET /domain/zone")
		var zones []string
		for i := range 3000 {
			zones = append(zones, fmt.Sprintf("%q", fmt.Sprintf("zone%04d.example", i)))
		}
		s.gate.zones = "[" + strings.Join(zones, ",") + `,"a b","x/y","zone0001.example"]`
		s.run(size)
		s.Press("down", "enter", "ctrl+l")
		s.WaitFor("zone0000.example")
		s.Press("pgdown", "up", "down", "down")
		s.Says("› ")
		s.Type("zone29")
		s.Says("› zone2900.example")
		s.Press("ctrl+a")
		s.Says("100 picked")
		s.Press("esc", "ctrl+a")
		s.Says("3,000 picked")
		s.Press("enter")
		s.Says("Those are more than one field takes.", "3,000 picked")
		s.Press("ctrl+a")
		s.Says("enter take none")
		s.Type("zone123")
		s.Press("ctrl+a", "enter")
		s.Says("/domain/zone/zone1230.example/record")
		s.Press("enter")
		s.wantChosen("lego")
		if n := len(s.chosen.Rules); n != 30 {
			t.Errorf("%d rules", n)
		}
	}
}

// TestTooMuchIsNotPasted into a field.
func TestTooMuchIsNotPasted(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.Press("down", "enter")
	s.Paste(strings.Repeat("zone0001.example\n", 5000))
	s.WaitFor("Those are more than one field takes.")
	s.Says("DNS zone such as example.com")
	s.Paste(strings.Repeat("zone0001.example\n", 200))
	s.Press("enter")
	s.wantChosen("lego", "POST /domain/zone/zone0001.example/record", "POST /domain/zone/zone0001.example/refresh", "DELETE /domain/zone/zone0001.example/record/*")
}

// TestTooManyRules are told with the way out.
func TestTooManyRules(t *testing.T) {
	t.Parallel()
	p, _ := preset.Find("terraform-domain-zone")
	b := bareScreen(preset.List{p}, 80, 19)
	b.press(enter)
	var zones []string
	for i := range 200 {
		zones = append(zones, fmt.Sprintf("zone%04d.example", i))
	}
	b.Update(tea.PasteMsg{Content: strings.Join(zones, "\n")})
	b.press(enter)
	if view := flat(ansi.Strip(b.View())); b.chosen != nil || !contains(view, "▲ That makes more than 1000 rules; give fewer values, or * for all") {
		t.Error(view)
	}
}

// TestEveryOne says what the star means, in the field and in the rules.
func TestEveryOne(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := open(t, size)
		s.Press("/")
		s.Type("acme.sh")
		s.Press("enter")
		s.Type("*")
		s.Says("Every DNS zone of the account, those to come included. GET /domain/zone/* also covers everything below.", "GET /domain/zone/*", "POST /domain/zone/*/record")
		s.Type(" example.com")
		s.Lacks("stands alone")
		s.Press("enter")
		s.Says("▲ It stands for all, so it stands alone; leave the other values out")
		s.Press("ctrl+u")
		s.Type("*")
		s.Press("enter")
		s.wantChosen("acme-sh")
		if _, allowed := s.chosen.Rules.Allows("DELETE", "/domain/zone/a.example/record/1"); !allowed {
			t.Errorf("the rules do not reach every zone:\n%s", s.chosen.Rules.Text())
		}
	})
}

// TestWrongValues are told once the field is left, or when the set is taken, and
// nothing is handed over.
func TestWrongValues(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := open(t, size)
		s.Press("down", "enter", "enter")
		s.Says("▲ There is no value; give a DNS zone, such as example.com, or * for all")
		s.Type("Example.com")
		s.Says("▲ Case counts in rules, and OVH writes names of domains in small letters: example.com", "/domain/zone/{zone}/record")
		s.Type(" good.example")
		s.Says(`▲ "Example.com": case counts`)
		s.Press("enter")
		s.Says("▲ \"Example.com\"")
		s.Press("ctrl+u")
		s.Type("a.example b.example")
		s.Lacks("▲ \"", "▲ There is no value")
		s.Says("/domain/zone/b.example/record")
	})
}

// TestPastedZones may stand on a line each.
func TestPastedZones(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.Press("down", "enter")
	s.Paste("a.example\nb.example,\r\nc.example\n")
	s.Says("DNS zone a.example b.example c.example")
}

// TestWhatWasTypedStays in the set that was left, and is offered for other sets
// with the same parameter, except for a star.
func TestWhatWasTypedStays(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.Press("down", "enter")
	s.Type("a.example")
	s.Press("esc")
	s.Says("› DNS-01 with lego or Traefik")
	s.Press("down", "enter")
	s.Says("DNS-01 with certbot", "DNS zone a.example", "/domain/zone/a.example/status")
	s.Press("ctrl+u")
	s.Type("*")
	s.Press("esc", "down", "enter")
	s.Says("DNS-01 with acme.sh", "DNS zone a.example")
	s.Press("esc", "up", "enter")
	s.Says("DNS zone *")
	s.Press("esc", "up", "enter")
	s.Says("DNS zone a.example")
}

// TestTheListIsNotGranted is told with the rule that is missing, and is no
// obstacle.
func TestTheListIsNotGranted(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := prepare(t, "GET /me").run(size)
		s.Press("down", "enter", "ctrl+l")
		s.WaitFor("GET /domain/zone is missing")
		s.Says("The token in use can't list them: GET /domain/zone is missing; type the DNS zone.")
		s.Lacks("There is no value")
		s.Type("a.example")
		s.Lacks("is missing")
		s.Press("enter")
		s.wantChosen("lego")
	})
}

// TestOneParameterComesBeforeAnother where the list of its values is below it.
func TestOneParameterComesBeforeAnother(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := open(t, size)
		s.Press("/")
		s.Type("karpenter")
		s.Press("enter", "ctrl+l")
		s.WaitFor("lists none")
		s.Says("GET /cloud/project lists none for this account; type the cloud project all the same.", "enter next field")
		s.Press("tab", "ctrl+l")
		s.Says("The list belongs to a cloud project: fill that in first.")
		s.Press("shift+tab")
		s.Type("*")
		s.Press("tab", "ctrl+l")
		s.Says("The list belongs to one cloud project, not to every one; type the Kubernetes cluster.")
		s.Press("shift+tab")
		s.Press("backspace")
		s.Type("0123")
		s.Press("enter", "ctrl+l")
		s.WaitFor("OVH query")
		s.Says("can be typed all the same")
		s.Type("4567")
		s.Says("/cloud/project/0123/kube/4567", "enter take it")
		s.Press("enter")
		s.wantChosen("karpenter")
	})
}

// TestValuesTakeTheirTime and can be given up on; what comes then does not show
// up by itself.
func TestValuesTakeTheirTime(t *testing.T) {
	t.Parallel()
	s := prepare(t, "GET /domain/zone")
	s.run()
	s.gate.hold("/domain/zone")
	s.Press("down", "enter", "ctrl+l")
	s.Says("Asking OVH for them")
	s.Press("enter")
	s.Says("They are not here yet; esc goes back to the field.")
	s.Type("net")
	s.Press("ctrl+c")
	s.Says("One, or several")
	s.Type("a.example")
	s.gate.open("/domain/zone")
	s.Press("ctrl+l")
	s.WaitFor("apps.example.net")
	s.Press("esc")
	s.Says("DNS zone a.example")
}

// TestALateAnswerIsNotTakenForAnother question's.
func TestALateAnswerIsNotTakenForAnother(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.gate.hold("/domain/zone")
	s.gate.hold("/cloud/project")
	s.Press("down", "enter", "ctrl+l")
	s.Says("Asking OVH for them")
	s.Press("esc", "esc", "/")
	s.Type("karpenter")
	s.Press("enter", "ctrl+l")
	s.Says("Which cloud project", "Asking OVH for them")
	s.gate.open("/domain/zone")
	s.Press("down") // and its frame
	s.gate.open("/cloud/project")
	s.WaitFor("lists none")
	if s.Seen("apps.example.net") {
		t.Error("zones were shown for a cloud project")
	}
}

// TestNoKeys leaves typing.
func TestNoKeys(t *testing.T) {
	t.Parallel()
	s := prepare(t, "GET /me")
	s.env.Client = nil
	s.run()
	s.Press("down", "enter", "ctrl+l")
	s.Says("There are no keys to ask with; type the DNS zone.")
}

// TestSearchAndEscape clears before it leaves, and names a way on where nothing
// matches.
func TestSearchAndEscape(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := open(t, size)
		s.Press("G")
		s.Says("n8n, as its manual has it", "General")
		s.Press("/")
		s.Type("zzz")
		s.Says(`No set matches "zzz".`, "Is it for certificates?", "tab the one for certificates")
		s.Press("enter")
		s.Says("No set matches: tab opens the one for certificates")
		s.Press("tab")
		s.Says("Certificates for one zone, whatever the tool", "DNS zone")
		s.Press("esc")
		s.Says("No set matches")
		s.Press("esc")
		s.Says("80 sets of rules")
		s.Press("/")
		s.Type("certbot")
		s.Press("tab", "down", "esc")
		s.Says("› DNS-01 with lego or Traefik", "DNS and certificates")
		s.Press("esc")
		s.WaitFor("back where it was opened")
	})
}

// TestTheCursorStepsOverHeadings in both directions, by rows, pages and groups.
func TestTheCursorStepsOverHeadings(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.Press("up")
	s.Says("› Certificates for one zone")
	s.Press("]")
	s.Says("› Everything in one zone", "DNS and domains management")
	s.Press("up")
	s.Says("› DNS-01 in one record that exists")
	s.Press("down", "down", "[")
	s.Says("› Everything in one zone")
	s.Press("[")
	s.Says("› Certificates for one zone")
	s.Press("G", "down")
	s.Says("› n8n, as its manual has it")
	s.Press("pgup", "pgdown")
	s.Says("› n8n, as its manual has it")
	s.Press("g")
	s.Says("› Certificates for one zone", "DNS and certificates")
}

// TestReadingOn scrolls in what is said of the set.
func TestReadingOn(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.Press("tab", "G")
	s.Says("dns01-zone · union of the sets", "2026-11", "tab to the list")
	s.Press("tab", "down")
	s.Says("Nothing is read.")
	s.Press("tab", "enter")
	s.Says("DNS zone such as example.com")
}

// TestOtherWaysToStart are offered where there are actions for them.
func TestOtherWaysToStart(t *testing.T) {
	t.Parallel()
	s := prepare(t, "GET /domain/zone")
	s.do.Empty = func() tea.Cmd { return shell.Say("Nothing to start from.") }
	s.run()
	s.Press("0")
	s.WaitFor("Nothing to start from.")
	s.Paste("GET /me\nGET /ip")
	if s.mu.Lock(); s.pasted != "GET /me\rGET /ip" && s.pasted != "GET /me\nGET /ip" {
		t.Errorf("pasted: %q", s.pasted)
	}
	s.mu.Unlock()
	s.Press("/")
	s.Paste("traefik")
	s.Says("› DNS-01 with lego or Traefik")
	s.Press("tab", "+")
	s.Says("added to the rules there are", "enter add it")
	s.Type("a.example")
	s.Press("enter")
	s.WaitFor("back where it was opened")
	wantChoice(t, s.added, "lego")
	if s.chosen != nil {
		t.Error("it was chosen too")
	}
}

// TestAUsersOwnSets stand in a group of their own; what could not be read is told.
func TestAUsersOwnSets(t *testing.T) {
	t.Parallel()
	own, _ := preset.Parse("presets.txt", "[mine]\ntitle = My own\nGET /me\n[theirs]\ngroup = dns\nGET /domain/zone/{zone}\n")
	for i := range own {
		own[i].Own = true
	}
	s := prepare(t, "GET /me")
	screen := presets.New(s.env, append(preset.All(), own...), presets.Actions{Choose: func(presets.Choice) tea.Cmd { return nil }})
	screen.SetProblems(
		config.Problem{File: "/home/me/.config/ovh-tokens/presets.txt", Line: 10, Message: "The preset bad is left out: it has no rules."},
		config.Problem{File: "/home/me/.config/ovh-tokens/presets.txt", Line: 12, Message: "x"},
	)
	screen.SetSize(80, 19)
	for _, stroke := range []string{"+", "0"} {
		if b, is := key.Find(screen.Keys(), tea.KeyPressMsg{Code: rune(stroke[0]), Text: stroke}); is {
			t.Errorf("%s is offered without an action: %s", stroke, b.Long)
		}
	}
	s.list = append(preset.All(), own...)
	if view := flat(ansi.Strip(screen.View())); !contains(view, "2 faults in presets.txt, the file of your own sets; N tells all.") {
		t.Error(view)
	}
	s.problems = []config.Problem{
		{File: "/home/me/.config/ovh-tokens/presets.txt", Line: 10, Message: "The preset bad is left out: it has no rules.", Fix: "Mend it in the file."},
	}
	s.run(uitest.Size(140, 50))
	s.Says("theirs yours {zone}", "presets.txt line 10: The preset bad is left out: it has no rules. N tells how to mend it.", "N faults")
	s.Press("G")
	s.Says("Your own", "› My own")
	s.Press("N")
	s.WaitFor("Faults in your own sets")
	s.Says("are left out; all others of the file are among the sets: /home/me/.config/ovh-tokens/presets.txt ", "Line 10 The preset bad is left out: it has no rules. Mend it in the file.")
	s.Press("esc")
	s.WaitFor("› My own")
}

// TestWhatIsLeftOpenIsStillARight describes sets before they are filled in.
func TestWhatIsLeftOpenIsStillARight(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := open(t, size)
		s.Press("/")
		s.Type("lego")
		s.Press("enter", "pgdown")
		s.Says("/domain/zone/{zone}/record")
		s.Lacks("Nothing by", "no call matches", "brace")
	})
}

// TestWrongValuesAreMended takes what was meant by one key.
func TestWrongValuesAreMended(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := open(t, size)
		s.Press("/")
		s.Type("lego")
		s.Press("enter")
		s.Type("Example.com. example.net https://www.example.org/")
		s.Press("enter")
		s.Says(`"Example.com.": leave the dot at the end out: Example.com; tab writes example.com example.net www.example.org`)
		s.Press("tab")
		s.Says("DNS zone example.com example.net www.example.org", "/domain/zone/www.example.org/record")
		s.Lacks("leave the dot", "tab write")
		s.Press("enter")
		s.wantChosen("lego")
		if got := s.chosen.Values["zone"]; !slices.Equal(got, []string{"example.com", "example.net", "www.example.org"}) {
			t.Errorf("chosen: %q", got)
		}
	})
}
