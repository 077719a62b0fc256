package builder

import (
	"fmt"
	"strings"
	"testing"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
)

// fifty is a paste of fifty rules, two of which can't be.
func fifty() string {
	var b strings.Builder
	for i := range 50 {
		switch i {
		case 6:
			b.WriteString("DELET /domain/zone/a.example\n")
		case 40:
			b.WriteString("GET domain/zone/b.example\n")
		default:
			fmt.Fprintf(&b, "GET /domain/zone/%d.example\n", i)
		}
	}
	return b.String()
}

func TestPasteOfFiftyRulesWithTwoBadOnes(t *testing.T) {
	t.Parallel()
	for _, typing := range []bool{false, true} {
		b := open("", 80, 19)
		if typing {
			b.press("end", "enter")
		}
		b.drop(fifty())
		if len(b.rules) != 48 || b.Typing() {
			t.Fatalf("%d rules taken, typing %v", len(b.rules), b.Typing())
		}
		b.wantText(t, "48 rules added, 2 not understood",
			`line 7: "DELET /domain/zone/a.example": the methods are`, `line 41: "GET domain/zone/b.example"`, "begins with a slash")
		b.press("G", "k", "2")
		b.wantText(t, "48 rules added, 2 not understood")
		b.press("tab", "tab", "esc")
		if strings.Contains(b.text(), "not understood") {
			t.Error("the list can't be closed")
		}
		b.press("u", "u")
		b.wantRules(t, "")
	}
}

func TestPasteInEveryForm(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"lines":    "GET /me\r\nPOST /vps\r\n",
		"json":     `{"accessRules": [{"method": "GET", "path": "/me"}, {"method": "POST", "path": "/vps"}]}`,
		"link":     "https://www.ovh.com/auth/api/createToken?GET=/me&POST=/vps",
		"returned": "GET /me\rPOST /vps", // as terminals send line ends
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := open("GET /me")
			b.drop(text)
			b.wantSaid(t, "1 rule added, 1 there already.")
			b.press("+")
			b.drop(text)
			b.wantSaid(t, "0 rules added, 2 there already.")
			b.press("i")
			b.drop(text)
			b.wantRules(t, "GET /me\nPOST /vps")
			if b.doc.addresses != "" {
				t.Errorf("the addresses took %q", b.doc.addresses)
			}
		})
	}
}

func TestPasteOfOneLine(t *testing.T) {
	t.Parallel()
	b := open("GET /vps")
	b.drop("/me\n")
	b.wantRules(t, "GET /vps\nGET /me")
	b.press("+")
	b.drop("/ip/*\n")
	if b.path.Value() != "/ip/*" || !b.Typing() {
		t.Errorf("a path in the field of a path is text; it holds %q", b.path.Value())
	}
	b.press("enter", "+")
	b.drop("PUT /sms")
	b.wantRules(t, "GET /vps\nGET /me\nGET /ip/*\nPUT /sms")
	b.drop("what is this")
	b.wantText(t, "0 rules added, 1 not understood", `"what is this"`)
	b.drop(" \n ")
	b.wantRules(t, "GET /vps\nGET /me\nGET /ip/*\nPUT /sms")
}

func TestPasteOfBrokenJSONShowsItsLine(t *testing.T) {
	t.Parallel()
	b := open("GET /vps")
	b.drop("[\n{\"method\": \"GET\", \"path\": \"/me\"},\n{\"method\" \"GET\"}\n]")
	b.wantText(t, "0 rules added, 1 not understood", "line 3:", "not valid JSON", `({"method" "GET"})`)
	b.wantRules(t, "GET /vps")
}

func TestPasteOfBlocksLineByLine(t *testing.T) {
	t.Parallel()
	b := open("GET /me")
	b.press("i")
	b.drop("203.0.113.4\n198.51.100.0/24\n")
	if b.doc.addresses != "203.0.113.4, 198.51.100.0/24" || !b.Typing() {
		t.Errorf("the field holds %q", b.doc.addresses)
	}
}

func (b *bench) wantNoReport(t *testing.T, when string) {
	t.Helper()
	if strings.Contains(b.text(), "not understood") {
		t.Errorf("%s, the report of the paste stays:\n%s", when, b.text())
	}
}

func TestUndoneOrSecondPasteTakesTheReportAway(t *testing.T) {
	t.Parallel()
	b := open("GET /vps", 80, 19)
	b.drop("GET /me\nGET /vps\nGET oops\n")
	b.wantText(t, "1 rule added, 1 there already, 1 not understood esc closes this")
	b.press("2", "u")
	b.wantText(t, "1 not understood") // the paste itself still holds
	b.press("u")
	b.wantSaid(t, "Undone: the paste; ctrl+r does it again.")
	b.wantNoReport(t, "after undo")

	b.drop("GET /me\nGET oops\n")
	b.drop("GET /ip\nGET /sms\n")
	b.wantSaid(t, "2 rules added.")
	b.wantNoReport(t, "after a clean paste")
	b.drop("GET one\nGET two\n")
	b.drop("GET /x\nGET three\n")
	b.wantText(t, "1 rule added, 1 not understood")
	if strings.Contains(b.text(), "0 rules added") || strings.Contains(b.text(), "two") {
		t.Errorf("two reports at once:\n%s", b.text())
	}
}

func TestEscClosesTheReportBeforeAnythingElse(t *testing.T) {
	t.Parallel()
	for name, keys := range map[string][]string{
		"rules": {}, "path": {"enter"}, "addresses": {"i"}, "summary": {"tab", "tab", "tab", "tab"}, "report": {"tab", "tab"},
	} {
		b := open("GET /vps", 80, 19)
		b.drop("GET /me\nGET oops\n")
		b.press(keys...)
		typing, was := b.Typing(), b.part
		b.wantText(t, "esc closes this")
		b.press("esc")
		b.wantNoReport(t, name)
		if b.last != nil || b.Typing() != typing || name != "report" && b.part != was {
			t.Errorf("%s: esc did more than close the report", name)
		}
	}
	b := open("GET /vps", 40, 8) // room for one part only
	b.drop("GET /me\nGET oops\n")
	b.press("esc")
	if _, leaves := b.last.(shell.PopMsg); !leaves {
		t.Error("esc closes a report that is not in sight")
	}
}

func TestTheFormSaysThatRulesCanBePasted(t *testing.T) {
	t.Parallel()
	const how = "paste rules: METHOD /path lines, JSON, a createToken link"
	b := open("", 80, 19)
	b.wantText(t, "+ a rule; or "+how)
	found, _ := key.Find(b.Keys(), stroke("+"))
	if !strings.Contains(found.Long, "many at once can be pasted: METHOD /path lines, JSON, a createToken link") {
		t.Errorf("? says of +: %s", found.Long)
	}
}
