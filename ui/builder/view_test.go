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
			text.WriteString("DELETE /domain/zone/" + string(rune('a'+i)) + ".example/record\n")
		}
		b := open("", 80, 19)
		b.drop(text.String() + "GET oops\nDELET /me\nGET\n")
		b.press("i")
		b.write("198.51.100.0/99")
		for _, keys := range [][]string{{}, {"shift+tab"}, {"j", "j"}, {"g"}} {
			b.press(keys...)
			if got := strings.Count(b.text(), ".example/record  "); got < want {
				t.Errorf("%d paths: %d in sight, want %d:\n%s", paths, got, want, b.text())
			}
			b.wantText(t, "not understood", "198.51.100.0/99", "What the token may do")
		}
	}
}
