package builder

import (
	"path/filepath"
	"strings"
	"testing"

	"ovh-tokens/ui/shell"
)

// TestWrongPath types what people get wrong. The error stands under the field,
// tab mends it where anybody can know how, and nothing typed is lost.
func TestWrongPath(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ typed, reason, mended string }{
		{"domain/zone", "begins with a slash", "/domain/zone"},
		{"/1.0/me", "begins after /1.0", "/me"},
		{"https://eu.api.ovh.com/1.0/me/bill", "keep only the path", "/me/bill"},
		{"/domain/zone/{zoneName}", "{zoneName} is a placeholder", "/domain/zone/*"},
		{"/me?x=1", "without a query string", "/me"},
		{"/me}", "a brace is left over", ""},
	} {
		t.Run(c.typed, func(t *testing.T) {
			t.Parallel()
			b := open("GET /vps")
			b.press("+")
			b.write(c.typed)
			b.wantText(t, c.reason)
			b.press("enter", "ctrl+s")
			b.wantSaid(t, "is not right yet")
			if len(b.sent) > 0 || b.confirming {
				t.Fatal("a wrong path can be sent")
			}
			b.wantText(t, c.typed, c.reason)
			b.wantRules(t, "GET /vps")
			if c.mended == "" {
				return
			}
			b.press("enter")
			b.wantText(t, "tab writes "+c.mended)
			b.press("tab", "enter")
			b.wantRules(t, "GET /vps\nGET "+c.mended)
			b.press("u")
			b.wantText(t, c.typed)
		})
	}
}

func TestWholeRuleTypedAsAPathKeepsItsMethod(t *testing.T) {
	t.Parallel()
	b := open("")
	b.press("+")
	b.write("post /me/api/credential")
	b.press("tab", "enter")
	b.wantRules(t, "POST /me/api/credential")
}

// A method that was typed takes the place of those of the row, also when the repair
// comes after the field was left and when it mends the path too.
func TestTypedMethodTakesThePlaceOfTheOthers(t *testing.T) {
	t.Parallel()
	b := open("POST /vps/*/reboot")
	b.press("+")
	b.write("DELETE /domain/zone/example.org/record/*")
	b.press("enter")
	b.wantText(t, "tab writes DELETE /domain/zone/example.org/record/*")
	b.press("tab")
	b.wantRules(t, "POST /vps/*/reboot\nDELETE /domain/zone/example.org/record/*")
	b.press("+")
	b.write("PUT /vps/*/reboot")
	b.press("enter", "tab")
	b.wantRules(t, "POST /vps/*/reboot\nPUT /vps/*/reboot\nDELETE /domain/zone/example.org/record/*")

	for typed, want := range map[string]string{
		"POST /me/x": "POST /me/x",
		"DELETE /domain/zone/{zoneName}/record/*": "DELETE /domain/zone/*/record/*",
		"post me/sshKey":                             "POST /me/sshKey",
		"POST /v1/me/sshKey":                         "POST /me/sshKey",
		"DELETE https://eu.api.ovh.com/1.0/me/ssh/x": "DELETE /me/ssh/x",
		"GET|POST /me":                               "GET /me\nPOST /me",
		"POST,PUT /me/bill":                          "POST /me/bill\nPUT /me/bill",
	} {
		b = open("GET /vps")
		b.press("enter", "ctrl+u")
		b.write(typed)
		b.wantText(t, "tab writes "+b.doc.rows[0].written())
		b.press("tab", "enter")
		b.wantRules(t, want)
	}
}

func TestSetWithAWrongRowIsNotSaved(t *testing.T) {
	t.Parallel()
	b := open("GET /vps")
	b.env.PresetsFile = filepath.Join(t.TempDir(), "presets.txt")
	b.press("+")
	b.write("/1.0/me")
	b.press("enter", "W")
	b.wantSaid(t, "1 row must be put right before the set can be saved.")
	b.press("tab", "W")
	if push, ok := b.last.(shell.PushMsg); !ok || push.Screen == nil {
		t.Errorf("the set that was put right can't be saved: %v", b.said)
	}
}

func TestPathIsHeldAsARuleHoldsIt(t *testing.T) {
	t.Parallel()
	b := open("GET /vps")
	b.press("enter", "ctrl+u")
	b.write(" /me/ ")
	b.press("enter")
	b.wantRules(t, "GET /me/")
	b.press("+")
	b.write("*")
	b.press("down")
	b.wantRules(t, "GET /me/\nGET /*")
	b.press("k", "+", "esc")
	b.wantRules(t, "GET /me/\nGET /*")
	if len(b.doc.rows) != 2 {
		t.Error("a row without a path stays")
	}
}

// TestEscBringsBackThePathThatStoodThere types over a path and changes its mind.
func TestEscBringsBackThePathThatStoodThere(t *testing.T) {
	t.Parallel()
	b := open("GET /vps\nGET PUT /me\nGET /ip")
	b.press("j", "enter", "ctrl+u")
	b.write("/mee/{x}")
	b.press("tab") // writes what would be right
	b.press("esc")
	b.wantSaid(t, "Left as it was.")
	b.wantRules(t, "GET /vps\nGET PUT /me\nGET /ip")
	if r, _ := b.current(); b.Typing() || r.path != "/me" {
		t.Errorf("the cursor is on %q, typing %v", r.path, b.Typing())
	}
	b.press("+")
	b.write("post /order")
	b.press("tab", "esc")
	b.wantRules(t, "GET /vps\nGET PUT /me\nGET /ip")
	if r, _ := b.current(); len(b.doc.rows) != 3 || r.path != "/me" {
		t.Errorf("%d rows, the cursor is on %q", len(b.doc.rows), r.path)
	}
	b.press("u")
	b.wantSaid(t, "nothing to undo")
	b.press("enter", "esc")
	if b.said != "" {
		t.Errorf("said %q of a path that was not changed", b.said)
	}
}

func TestTwoRowsOfOnePathBecomeOne(t *testing.T) {
	t.Parallel()
	b := open("GET /me\nPOST /vps")
	b.press("G", "k", "enter", "ctrl+u")
	b.write("/me")
	b.press("enter")
	b.wantRules(t, "GET POST /me")
	b.wantSaid(t, "the two rows are one now")
	b.press("u")
	b.wantRules(t, "GET /me\nPOST /vps")
}

func TestMethodsByKey(t *testing.T) {
	t.Parallel()
	b := open("GET /me\nGET /vps")
	b.press("2", "4")
	b.wantRules(t, "GET POST DELETE /me\nGET /vps")
	b.press("j", "left", "left", "left", "left", "space", "right", "space")
	b.wantRules(t, "GET POST DELETE /me\nPOST /vps")
	b.press("right", "right", "right", "right", "space")
	b.wantSaid(t, "Choose a method")
	b.press("G", "1")
	b.wantSaid(t, "+ adds one")
	if strings.Contains(b.text(), "PATCH") {
		t.Error("a column for PATCH, which no rule names")
	}
	b.drop("PATCH /me")
	b.wantText(t, "GET POST PUT DEL PATCH Path")
	b.press("g", "5")
	b.wantRules(t, "GET POST DELETE /me\nPOST /vps")
	b.press("u")
	b.wantRules(t, "GET POST DELETE PATCH /me\nPOST /vps")
}

func TestAccessLevels(t *testing.T) {
	t.Parallel()
	b := open("GET /ip\nGET /ip/*\nPOST /me")
	b.wantText(t, "/ip – read-only")
	b.press("l")
	b.wantText(t, "/ip – read-write, no delete", "/ip/* – read-write, no delete")
	b.press("l")
	b.wantRules(t, "GET POST PUT DELETE /ip\nGET POST PUT DELETE /ip/*\nPOST /me")
	b.press("l", "G", "k", "l")
	b.wantRules(t, "GET /ip\nGET /ip/*\nGET /me")
}

func TestBelow(t *testing.T) {
	t.Parallel()
	b := open("GET PUT /ip\nGET /vps/*\nGET /me/bill*")
	b.press("c")
	b.wantRules(t, "GET PUT /ip\nGET PUT /ip/*\nGET /vps/*\nGET /me/bill*")
	b.press("c")
	b.wantRules(t, "GET PUT /ip\nGET /vps/*\nGET /me/bill*")
	b.press("j", "c")
	b.wantRules(t, "GET PUT /ip\nGET /vps\nGET /vps/*\nGET /me/bill*")
	if b.doc.rows[1].path != "/vps" {
		t.Error("the path does not stand before what is below it")
	}
	b.press("G", "k", "c")
	b.wantSaid(t, "covers everything below already")
}

func TestRemoveAndUndo(t *testing.T) {
	t.Parallel()
	b := open("GET /a\nGET /b\nGET /c")
	b.press("j", "-")
	b.wantRules(t, "GET /a\nGET /c")
	if r, _ := b.current(); r.path != "/c" {
		t.Errorf("the cursor is on %q", r.path)
	}
	b.press("backspace", "delete")
	b.wantRules(t, "")
	b.press("u", "u", "u")
	b.wantRules(t, "GET /a\nGET /b\nGET /c")
	b.press("u")
	b.wantSaid(t, "nothing to undo")
	b.press("ctrl+r")
	b.wantRules(t, "GET /a\nGET /c")
	b.press("2", "ctrl+r")
	b.wantSaid(t, "nothing to redo")
}

func TestAccessColumnSaysWhatARowGrants(t *testing.T) {
	t.Parallel()
	for rules, want := range map[string]string{
		"GET /x": "read-only", "GET POST PUT /x": "read-write, no delete", "GET POST PUT DELETE /x": "read-write",
		"GET DELETE /x": "read, delete", "POST /x": "write", "POST PUT PATCH /x": "write", "DELETE /x": "delete",
		"GET POST PUT DELETE PATCH /x": "read, write, delete", "GET PATCH /x": "read, write",
	} {
		b := open(rules, 80, 19)
		if line := b.lineOf("/x "); !strings.HasSuffix(strings.TrimSpace(line), "  "+want) {
			t.Errorf("%s: %q, want %q in it", rules, line, want)
		}
	}
	b := open("GET /vps", 80, 19)
	b.press("+")
	b.write("oops")
	b.press("enter", "k", "1")
	for _, path := range []string{"oops ", "/vps "} { // a wrong path; no method
		if line := b.lineOf(path); !strings.Contains(line, "not right yet") || strings.Contains(line, "read-only") {
			t.Errorf("a row that can't be sent reads %q", line)
		}
	}
}

// lineOf returns the line on which a text stands.
func (b *bench) lineOf(text string) string {
	for line := range strings.SplitSeq(b.text(), "\n") {
		if strings.Contains(line, text) {
			return line
		}
	}
	return ""
}

// TestOneMarkShowsWhereKeysGo counts the sign of the cursor wherever the focus is.
func TestOneMarkShowsWhereKeysGo(t *testing.T) {
	t.Parallel()
	for _, start := range []string{"", "GET /me\nDELETE /vps"} {
		b := open(start, 80, 19)
		b.drop("GET /ip\nGET oops\n")
		for range 5 {
			if strings.Count(b.text(), "›") != 1 {
				t.Errorf("part %d: not one mark:\n%s", b.part, b.text())
			}
			if line := b.lineOf("›"); b.addresses.Focused() != strings.Contains(line, "Addresses") {
				t.Errorf("part %d: the mark is on %q", b.part, line)
			}
			b.press("tab")
		}
	}
}
