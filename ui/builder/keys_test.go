package builder

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// states are keys that lead to every state of the screen.
var states = map[string][]string{
	"rules":      {},
	"add line":   {"G"},
	"path":       {"enter"},
	"new path":   {"+", "x"},
	"operations": {"tab", "tab"},
	"addresses":  {"tab"},
	"confirm":    {"ctrl+s"},
	"summary":    {"tab", "tab", "tab"},
	"mended":     {"+", "x", "enter"},
	"leaving":    {"2", "esc"},
}

func TestEveryKeyDoesOneThing(t *testing.T) {
	t.Parallel()
	for name, keys := range states {
		b := begun("domain-ip-rw", 80, 19)
		b.press(keys...)
		// Keys of the root come first.
		taken := []string{"q", "?", "ctrl+c", "ctrl+z"}
		for _, binding := range b.Keys() {
			if binding.Footer > 0 && (binding.Short == "" || binding.Long == "") {
				t.Errorf("%s: %v has no words", name, binding.Keys)
			}
			taken = append(taken, binding.Keys...)
		}
		slices.Sort(taken)
		if once := slices.Compact(slices.Clone(taken)); len(once) != len(taken) {
			t.Errorf("%s: a key does two things: %v", name, taken)
		}
		isText := func(k string) bool { return len([]rune(k)) == 1 && k != "q" && k != "?" }
		if b.Typing() && slices.ContainsFunc(taken, isText) {
			t.Errorf("%s: a letter is no longer text: %v", name, taken)
		}
		if !slices.Contains(taken, "esc") {
			t.Errorf("%s: no way out is shown", name)
		}
	}
}

func TestPartsGoRound(t *testing.T) {
	t.Parallel()
	b := begun("domain-ip-rw", 80, 19)
	var there, back []part
	for range 5 {
		b.press("tab")
		there = append(there, b.part)
	}
	if want := []part{partAddresses, partOperations, partSummary, partRules, partAddresses}; !slices.Equal(there, want) {
		t.Errorf("tab goes to %v", there)
	}
	for range 4 {
		b.press("shift+tab")
		back = append(back, b.part)
	}
	if want := []part{partRules, partSummary, partOperations, partAddresses}; !slices.Equal(back, want) {
		t.Errorf("shift+tab goes to %v", back)
	}
}

// TestEverythingFits draws every state at many sizes: nothing may be wider or
// higher than the room there is, and the cursor must lie within.
func TestEverythingFits(t *testing.T) {
	t.Parallel()
	for name, keys := range states {
		for _, size := range [][2]int{{40, 3}, {40, 9}, {80, 10}, {80, 19}, {109, 30}, {115, 30}, {116, 12}, {140, 45}, {300, 100}} {
			b := begun("domain-ip-rw", 80, 19)
			if size[0]%4 == 0 {
				b.use(few())
			}
			b.press(keys...)
			b.drop("GET /x\nnothing at all, in so many words that it takes more than one line of the panel\n/\nGET /y")
			b.SetSize(size[0], size[1])
			b.wantFits(t, name)
		}
	}
}

func (b *bench) wantFits(t *testing.T, name string) {
	t.Helper()
	lines := strings.Split(b.View(), "\n")
	if len(lines) > b.height {
		t.Errorf("%s, %d×%d: %d lines", name, b.width, b.height, len(lines))
	}
	for _, l := range lines {
		if ansi.StringWidth(l) > b.width {
			t.Errorf("%s, %d×%d: too wide: %q", name, b.width, b.height, ansi.Strip(l))
		}
	}
	x, y, visible := b.Cursor()
	if visible && (x < 0 || x >= b.width || y < 0 || y >= b.height) {
		t.Errorf("%s, %d×%d: the cursor is at %d,%d", name, b.width, b.height, x, y)
	}
	if !b.Typing() {
		return
	}
	field := b.path
	switch {
	case b.addresses.Focused():
		field = b.addresses
	case b.searching():
		if !visible {
			t.Errorf("%s, %d×%d: there is no cursor in the search", name, b.width, b.height)
		}
		return
	}
	if line := ansi.Strip(field.Line(b.env.Theme)); !visible || y >= len(lines) || !strings.Contains(ansi.Strip(lines[y]), line) {
		t.Errorf("%s, %d×%d: the cursor is at line %d, not where typing goes:\n%s", name, b.width, b.height, y, b.text())
	}
}

// strokes are what the fuzzer presses.
var strokes = strings.Fields("enter esc tab shift+tab up down left right space 1 2 3 4 5 l c + - u ctrl+r i g G j k " +
	"a ctrl+s ctrl+f ctrl+u pgup pgdown / m x * { . 8 , backspace")

// FuzzKeys presses keys at random: whatever comes, all of it fits, the cursor
// is where the typing goes, and undo leads back to the beginning.
func FuzzKeys(f *testing.F) {
	f.Add([]byte("\x00\x00"), uint8(80), uint8(19))
	f.Add([]byte{5, 0, 15, 30, 31, 0, 12, 14, 16, 17, 17, 27}, uint8(40), uint8(9))
	f.Add([]byte{19, 5, 0, 2, 34, 35, 2, 27, 0, 1, 200, 2, 2, 5, 1}, uint8(120), uint8(40))
	f.Fuzz(func(t *testing.T, keys []byte, width, height uint8) {
		if len(keys) > 200 {
			return
		}
		b := open("GET /ip\nGET /ip/*", max(int(width), 40), max(int(height), 3))
		if width%2 == 0 {
			b.use(few())
		}
		for _, k := range keys {
			if k >= 200 {
				b.drop("GET /x\nPATCH /ip\nbad\n{")
			} else {
				b.press(strokes[int(k)%len(strokes)])
			}
			b.wantFits(t, "fuzz")
			if b.cursor() > len(b.doc.rows) || b.column > b.columns() {
				t.Fatalf("the cursor is at row %d, column %d", b.cursor(), b.column)
			}
			if b.confirming && len(b.rules) == 0 {
				t.Fatal("nothing is about to be sent")
			}
		}
		b.leaveField()
		b.wantHistory(t)
	})
}

// wantHistory undoes every edit and does it again.
func (b *bench) wantHistory(t *testing.T) {
	t.Helper()
	last, steps := b.doc, len(b.history.past)
	for range steps {
		b.undo()
	}
	if !b.doc.same(b.first) {
		t.Fatalf("undo leads to %+v", b.doc)
	}
	for range steps {
		b.redo()
	}
	if !b.doc.same(last) {
		t.Fatalf("redo leads to %+v, not %+v", b.doc, last)
	}
}
