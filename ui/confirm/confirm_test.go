package confirm

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// What to type is never cut, however long the question and narrow the terminal, and
// the cursor stands in the field below it.
func TestWhatToTypeIsAlwaysSaid(t *testing.T) {
	t.Parallel()
	env := &shell.Env{Theme: theme.New(theme.Unknown), Place: "ovh-eu"}
	for name, ask := range map[string]string{
		"short":       "Revoke 83 tokens?",
		"just fits":   "Revoke 83 tokens, " + strings.Repeat("x", 30) + "?",
		"two lines":   "Revoke 83 tokens: 80 in 127.0.0.1:18551, 3 in lab · 127.0.0.1:18552?",
		"three lines": "Revoke 83 tokens: 80 in an-account-of-ours · 127.0.0.1:18551, 3 in lab · 127.0.0.1:18552, 12 in another · ovh-eu?",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, width := range []int{40, 60, 80, 140} {
				for _, height := range []int{6, 12, 19} {
					s := New(env, Question{Title: "Revoke", Ask: ask, Typed: "83", Items: slices.Repeat([]string{"an item"}, 83), Header: "Id", Yes: "revoke", No: "keep"})
					s.SetSize(width, height)
					s.whole(t)
					s.wrong = true
					s.whole(t)
				}
			}
		})
	}
}

// whole checks that everything of the question is in sight.
func (s *Screen) whole(t *testing.T) {
	t.Helper()
	lines := strings.Split(ansi.Strip(s.View()), "\n")
	_, y, _ := s.Cursor()
	words := solid(strings.Join(lines, ""))
	if !strings.Contains(words, solid(s.question.Ask)) || !strings.Contains(words, solid("Type 83 and press enter.")) {
		t.Errorf("%d×%d: not all is said:\n%s", s.width, s.height, s.View())
	}
	if y >= len(lines) || !strings.HasPrefix(lines[y], " ›") {
		t.Errorf("%d×%d: the cursor is on line %d:\n%s", s.width, s.height, y, s.View())
	}
	if slices.ContainsFunc(lines, func(line string) bool { return ansi.StringWidth(line) > s.width }) {
		t.Errorf("%d×%d: a line is too wide:\n%s", s.width, s.height, s.View())
	}
}

// solid leaves the blanks out, since lines may be broken anywhere.
func solid(text string) string { return strings.Join(strings.Fields(text), "") }
