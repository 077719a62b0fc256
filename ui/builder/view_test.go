package builder

import (
	"strings"
	"testing"
)

// TestRowsStayInSightBetweenReportAndError is the screen as it was when a paste
// was reported and the addresses were wrong: one row was left of the table.
func TestRowsStayInSightBetweenReportAndError(t *testing.T) {
	t.Parallel()
	for paths, want := range map[int]int{1: 1, 3: 3, 4: 4, 9: 4} {
		var text strings.Builder
		for i := range paths {
			text.WriteString("DELETE /domain/zone/" + string(rune('a'+i)) + ".example/*\n")
		}
		b := open("", 80, 19)
		b.drop(text.String() + "GET oops\nDELET /me\nGET\n")
		b.press("i")
		b.write("198.51.100.0/99")
		for _, keys := range [][]string{{}, {"shift+tab"}, {"j", "j"}, {"g"}} {
			b.press(keys...)
			if got := strings.Count(b.text(), ".example/*  "); got < want {
				t.Errorf("%d paths: %d in sight, want %d:\n%s", paths, got, want, b.text())
			}
			b.wantText(t, "not understood", "198.51.100.0/99", "What the token may do")
		}
	}
}

// TestWarningOfASetIsReadToItsEnd looks at every set in the room of 80×24, and
// where there is less: a sentence may only stop with a sign that it goes on.
func TestWarningOfASetIsReadToItsEnd(t *testing.T) {
	t.Parallel()
	b := open("", 80, 19)
	for _, c := range b.choices {
		b.wantText(t, c.Purpose, strings.ReplaceAll(c.Warning, "\n", " "), "What it would let a token do")
		b.press("down")
	}
	for height := 3; height < 19; height++ {
		b := open("", 80, height)
		for _, c := range b.choices {
			text := strings.Join(strings.Fields(b.text()), " ")
			notes := strings.TrimSpace(c.Purpose + " ▲ " + c.Warning)
			if c.Warning == "" {
				notes = c.Purpose
			}
			begun := strings.Contains(text, strings.Join(strings.Fields(notes)[:3], " "))
			if begun && !strings.Contains(text, notes) && !strings.Contains(text, " …") {
				t.Errorf("height %d: %s is cut without a sign:\n%s", height, c.Title, b.text())
			}
			b.press("down")
		}
	}
}
