package form

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ui/theme"
)

func typed(f *Field, text string) {
	for _, r := range text {
		f.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func view(f *Field) string { return ansi.Strip(f.View(theme.New(theme.Dark))) }

func TestTypedTextStandsBehindTheLabel(t *testing.T) {
	t.Parallel()
	f := New("Addresses", "any")
	if got := view(f); got != "Addresses  any" {
		t.Errorf("empty: %q", got)
	}
	f.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
	if f.Value() != "" {
		t.Error("a field without the focus took a key")
	}
	f.Focus()
	typed(f, "10.0.0.1")
	if got := view(f); got != "Addresses  10.0.0.1" {
		t.Errorf("typed: %q", got)
	}
	if x, y, visible := f.Cursor(); x != 19 || y != 0 || !visible {
		t.Errorf("cursor at %d,%d %v", x, y, visible)
	}
	f.Blur()
	if _, _, visible := f.Cursor(); visible {
		t.Error("the cursor stays behind")
	}
}

// TestLongTextFollowsTheCursor types more than there is room for and walks back:
// what is typed must always be seen, wide runes too.
func TestLongTextFollowsTheCursor(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"/domain/zone/example.com/record", "/域名/区域/记录/例子/很长的路径"} {
		f := New("", "")
		f.SetWidth(10)
		f.Focus()
		typed(f, text)
		n := utf8.RuneCountInString(text)
		for i := range 2 * n {
			x, _, _ := f.Cursor()
			line := view(f)
			if x >= 10 || ansi.StringWidth(line) > 10 {
				t.Fatalf("%s, step %d: cursor %d in %q", text, i, x, line)
			}
			at := f.input.Position()
			before := ansi.Truncate(line, x, "")
			if !strings.HasSuffix(string([]rune(text)[:at]), before) {
				t.Fatalf("%s, step %d: %q stands before the cursor at rune %d", text, i, before, at)
			}
			code := tea.KeyLeft
			if i >= n {
				code = tea.KeyRight
			}
			f.Update(tea.KeyPressMsg{Code: code})
		}
	}
}

// TestALongTextOfMarksFollowsToo has characters of many runes, which stay whole:
// what is shown begins with a letter, not with a mark that belongs to one before.
func TestALongTextOfMarksFollowsToo(t *testing.T) {
	t.Parallel()
	marked := "e" + strings.Repeat("\u0301", 40)
	f := New("", "")
	f.SetWidth(10)
	f.Focus()
	for range 20 {
		f.Update(tea.PasteMsg{Content: strings.Repeat(marked, 20)})
	}
	f.Update(tea.PasteMsg{Content: "end"})
	if line := view(f); !strings.HasPrefix(line, "e") || !strings.HasSuffix(line, "end") || ansi.StringWidth(line) != 9 {
		t.Errorf("shows %q", line)
	}
	if x, _, _ := f.Cursor(); x != 9 {
		t.Errorf("the cursor is at %d", x)
	}
	f.Update(tea.KeyPressMsg{Code: tea.KeyHome})
	if x, _, _ := f.Cursor(); x != 0 || f.first != 0 {
		t.Errorf("the cursor is at %d, the text from %d", x, f.first)
	}
}

// BenchmarkPaste is the longest paste into a field; a keystroke into what it left
// is as much work again.
func BenchmarkPaste(b *testing.B) {
	for name, text := range map[string]string{"letters": strings.Repeat("x", maxPaste), "marks": strings.Repeat("\u0301", maxPaste/2)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f := New("", "")
				f.Focus()
				f.Update(tea.PasteMsg{Content: text})
			}
		})
	}
}

func TestPasteOfOneLineIsTextAndOfSeveralIsNot(t *testing.T) {
	t.Parallel()
	for content, taken := range map[string]bool{
		"/me":                      true,
		"/me\n":                    true,
		"/me\r\n":                  true,
		"GET /me\nGET /ip":         false,
		"GET /me\rGET /ip":         false,
		strings.Repeat("x", 5_000): false,
	} {
		f := New("", "")
		f.Focus()
		if got := f.Update(tea.PasteMsg{Content: content}); got != taken {
			t.Errorf("%.20q: taken %v", content, got)
		}
		if taken != (f.Value() == "/me") {
			t.Errorf("%.20q: holds %q", content, f.Value())
		}
	}
}

func TestInvisibleRunesAreNotTaken(t *testing.T) {
	t.Parallel()
	f := New("", "")
	f.Focus()
	f.Update(tea.PasteMsg{Content: "/m\x1b[31m\u202ee\t x"})
	if got := f.Value(); got != "/m[31me  x" {
		t.Errorf("pasted: %q", got)
	}
	f.SetValue("a\u200bb")
	if got := f.Value(); got != "ab" {
		t.Errorf("set: %q", got)
	}
}

func TestNotesAreSaidWithAMarkBelowTheText(t *testing.T) {
	t.Parallel()
	f := New("Name", "")
	f.SetWidth(20)
	f.SetValue("x")
	f.SetNotes(Wrong("a name has at least two letters"), Note{"so far one", theme.Subtle})
	want := []string{"Name  x", "      ▲ a name has", "        at least two", "        letters", "      so far one"}
	if got := strings.Split(view(f), "\n"); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if f.Height() != len(want) {
		t.Errorf("height %d, drawn %d", f.Height(), len(want))
	}
}
