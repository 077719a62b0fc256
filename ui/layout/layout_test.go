package layout

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/plain"
)

func TestEndsFillTheLineAndTheLeftGivesWay(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		left, right string
		width       int
		want        string
	}{
		{"left", "right", 12, "left   right"},
		{"left", "right", 10, "left right"},
		{"left", "right", 9, "le… right"},
		{"left", "right", 5, "right"},
		{"left", "right", 3, "ri…"},
		{"left", "", 3, "le…"},
		{"", "right", 8, "   right"},
		{"日本語", "x", 6, "日…  x"},
	} {
		if got := Ends(test.left, test.right, test.width); got != test.want {
			t.Errorf("Ends(%q, %q, %d) is %q, want %q", test.left, test.right, test.width, got, test.want)
		}
	}
}

func TestNumber(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 10000: "10,000", 1234567: "1,234,567"} {
		if got := Number(n); got != want {
			t.Errorf("Number(%d) is %q, want %q", n, got, want)
		}
	}
}

func TestIndentLeavesEmptyLinesAlone(t *testing.T) {
	t.Parallel()
	if got := Indent("a\n\nb", 2); got != "  a\n\n  b" {
		t.Errorf("Indent gave %q", got)
	}
}

func TestColumnsStandSideBySide(t *testing.T) {
	t.Parallel()
	if got := Columns("a\nlonger", 3, "|", "x", 3); got != "a  |x\nlo…|\n   |" {
		t.Errorf("Columns gave %q", got)
	}
}

func FuzzNothingIsWiderThanItsRoom(f *testing.F) {
	for _, text := range []string{"", "plain", "~/my-keys/with-a-name.json", "日本語のアプリ", "\x1b[31mred\x1b[m and more", "e\u0301\u0301", "👩\u200d💻 family", "a\nb\nc", " 00"} {
		f.Add(text, "right", 10)
		f.Add("left", text, 3)
		f.Add(text, text, 2)
	}
	f.Fuzz(func(t *testing.T, left, right string, width int) {
		if width < 0 || width > 200 {
			return
		}
		left, right = plain.Text(left), plain.Text(right) // as all text from outside
		if framed := Frame(left, width, 3); strings.Count(framed, "\n") != 2 {
			t.Errorf("Frame gave %q", framed)
		}
		if got := ansi.StringWidth(Cut(left, width)); got > width {
			t.Errorf("Cut(%q, %d) is %d wide", left, width, got)
		}
		if got := ansi.StringWidth(Ends(left, right, width)); got > width {
			t.Errorf("Ends(%q, %q, %d) is %d wide", left, right, width, got)
		}
		if got := ansi.StringWidth(CutMiddle(left, width)); got > width {
			t.Errorf("CutMiddle(%q, %d) is %d wide", left, width, got)
		}
		for _, line := range Wrap(" "+left, width) {
			if got := ansi.StringWidth(line); width > 1 && got > width {
				t.Errorf("Wrap(%q, %d) has a line of %d: %q", " "+left, width, got, line)
			}
		}
	})
}

func TestAFlagIsNotBroken(t *testing.T) {
	t.Parallel()
	got := Wrap("See ovh-tokens --help or (--dry-run) for well-known more", 17)
	want := []string{"See ovh-tokens", "--help or", "(--dry-run) for", "well-known more"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAPathIsNotBrokenAtItsHyphens(t *testing.T) {
	t.Parallel()
	got := Wrap("Saved as ~/my-own/key-list.csv, which nobody but you reads", 30)
	want := []string{"Saved as", "~/my-own/key-list.csv, which", "nobody but you reads"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestNamesAreCutWhereTheyAreAlike(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text  string
		width int
		want  string
	}{
		{"127.0.0.1:21801", 15, "127.0.0.1:21801"},
		{"127.0.0.1:21801", 11, "127…1:21801"},
		{"127.0.0.1:21801", 4, "127…"},
		{"日本語のアプリ", 9, "日…アプリ"},
	} {
		if got := CutMiddle(test.text, test.width); got != test.want {
			t.Errorf("CutMiddle(%q, %d) is %q, want %q", test.text, test.width, got, test.want)
		}
	}
}
