package builder

import (
	"testing"

	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/shell"
)

// TestReadyMadeSets sends the two requests that most people come for without a
// letter typed.
func TestReadyMadeSets(t *testing.T) {
	t.Parallel()
	const methods = "GET POST PUT DELETE "
	for id, want := range map[string]string{
		"me-read-only": "GET /me\nGET /me/*",
		"domain-ip-rw": methods + "/domain\n" + methods + "/domain/*\n" + methods + "/ip\n" + methods + "/ip/*",
	} {
		b := begun(id)
		b.wantRules(t, want)
		b.press("ctrl+s")
		if len(b.sent) != 0 || !b.confirming {
			t.Fatal("sent without a last look")
		}
		b.press("enter", "enter")
		if len(b.sent) != 1 {
			t.Fatalf("%s: sent %d times", id, len(b.sent))
		}
		if _, replaced := b.last.(shell.ReplaceMsg); replaced {
			t.Error("the second enter sent it again")
		}
		if b.sent[0].AllowedIPs != nil {
			t.Errorf("addresses: %v", b.sent[0].AllowedIPs)
		}
	}
}

func TestSetsCanReplaceOrJoinTheRules(t *testing.T) {
	t.Parallel()
	b := open("GET /vps")
	b.run(b.replaceBy(ready("me-read-only")))
	b.wantRules(t, "GET /me\nGET /me/*")
	b.wantSaid(t, "u brings it back")
	b.press("u")
	b.wantRules(t, "GET /vps")
	b.run(b.join(ready("me-read-only")))
	b.wantRules(t, "GET /vps\nGET /me\nGET /me/*")
	b.run(b.join(ready("me-read-only")))
	b.wantSaid(t, "there already")
	b.run(b.empty())
	b.wantSaid(t, "3 rules left out")
	b.write("/ip")
	b.press("enter")
	b.wantRules(t, "GET /ip")
	b.press("u", "u")
	b.wantRules(t, "GET /vps\nGET /me\nGET /me/*")
}

func TestNothingToSendSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	b := open("")
	b.press("ctrl+s")
	b.wantSaid(t, "+ adds one")
	b = open("GET /me")
	b.press("1", "ctrl+s")
	b.wantSaid(t, "/me is not right yet. No method is on")
	b = open("GET /me")
	b.press("i")
	b.write("10.0.0.300")
	b.press("ctrl+s")
	b.wantSaid(t, "One of the addresses is wrong")
	if !b.addresses.Focused() || b.confirming {
		t.Error("not brought to the addresses")
	}
}

// TestOnlyYLeavesAChangedSet presses what one presses without reading: none of it
// may throw the rules away.
func TestOnlyYLeavesAChangedSet(t *testing.T) {
	t.Parallel()
	for _, no := range []string{"esc", "n", "enter", "down", "N", "4", "-"} {
		b := open("GET /me")
		b.press("2")
		if b.leaves() {
			t.Fatal("left without asking")
		}
		b.wantSaid(t, "Leave and lose 2 rules?  y/N")
		b.press(no)
		if b.last != nil || b.leaves() {
			t.Errorf("%s leaves", no)
		}
		b.press(no)
		b.wantRules(t, "GET /me\nPOST /me")
		b.press("y")
		if _, pops := b.last.(shell.PopMsg); pops {
			t.Errorf("y leaves though %s has answered", no)
		}
	}
	b := open("GET /me")
	b.press("2")
	for range 3 { // esc or q again and again
		if b.leaves() {
			t.Fatal("asking often enough leaves")
		}
	}
	b.press("y")
	if _, pops := b.last.(shell.PopMsg); !pops || !b.leaves() {
		t.Error("y does not leave")
	}
}

func TestQuestionOutOfSightIsNotAnswered(t *testing.T) {
	t.Parallel()
	for name, hide := range map[string]func(b *bench){
		"covered": func(b *bench) { b.Cover() }, "a paste": func(b *bench) { b.drop("GET /ip") },
	} {
		b := open("GET /me")
		b.press("2")
		b.leaves()
		hide(b)
		b.press("y")
		if _, pops := b.last.(shell.PopMsg); pops || b.leaves() {
			t.Errorf("%s: y leaves unasked", name)
		}
	}
}

func TestUnchangedSetIsLeftAtOnce(t *testing.T) {
	t.Parallel()
	b := open("GET /me")
	if !b.leaves() {
		t.Error("asks though nothing has changed")
	}
	b.press("2", "2")
	if !b.leaves() {
		t.Error("asks though the rules are as they were")
	}
}

func TestAddressesAreWhereTheScreenBegins(t *testing.T) {
	t.Parallel()
	b := openStart(Start{
		Rules: rule.Set{{Method: rule.Get, Path: "/me"}}, Addresses: []string{"203.0.113.4/32", "198.51.100.0/24"},
	})
	if leave, _ := b.Leave(); !leave {
		t.Error("asks though nothing has changed")
	}
	b.press("ctrl+s", "enter")
	if got := b.sent[0].AllowedIPs; len(got) != 2 {
		t.Errorf("sent %v", got)
	}
}

func TestReadOnlySendsNothing(t *testing.T) {
	t.Parallel()
	b := open("GET /me")
	b.env.ReadOnly = true
	b.derive()
	b.press("ctrl+s")
	b.wantSaid(t, "Read-only")
	b.confirming = true
	b.press("enter")
	if len(b.sent) != 0 {
		t.Error("sent in read-only mode")
	}
	b.wantText(t, "Read-only: it can't be sent.")
}

func TestHeadingCountsPathsAndRules(t *testing.T) {
	t.Parallel()
	b := open("GET /a\nGET /b\nGET POST /c\nGET /d\nGET DELETE /e")
	for _, c := range []struct {
		keys []string
		want string
	}{
		{nil, "5 paths, 7 rules"},
		{[]string{"1"}, "4 paths, 6 rules"}, // a row without a method asks for nothing
		{[]string{"-", "j", "2", "j", "j", "4"}, "4 rules"},
	} {
		b.press(c.keys...)
		if got := b.Heading().Right; got != c.want {
			t.Errorf("the heading says %q, want %q", got, c.want)
		}
	}
}
