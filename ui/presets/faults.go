package presets

import (
	"path/filepath"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// trouble says in at most two lines which of a user's own sets could not be read:
// the one fault there is, or how many, and in any case the key that tells all.
func (s *Screen) trouble(width int) []string {
	n := len(s.problems)
	if n == 0 {
		return nil
	}
	first := s.problems[0]
	file := plain.Text(filepath.Base(first.File))
	if first.Line > 0 {
		file += " line " + strconv.Itoa(first.Line)
	}
	if lines := layout.Wrap(file+": "+plain.Text(first.Message)+" N tells how to mend it.", width); n == 1 && len(lines) <= 2 {
		return lines
	}
	return layout.Wrap(layout.Count(n, "fault")+" in "+plain.Text(filepath.Base(first.File))+", the file of your own sets; N tells all.", width)
}

// faultKeys lead to what is wrong in the user's own file, where something is.
func (s *Screen) faultKeys() []key.Binding {
	if len(s.problems) == 0 {
		return nil
	}
	return []key.Binding{{
		Keys: []string{"N"}, Short: "faults", Long: "notes: what is wrong in the file of your own sets, and how to mend it", Footer: 2, Do: s.faults,
	}}
}

// faults lists each fault with its line, and what to do.
func (s *Screen) faults() tea.Cmd {
	problems, env := s.problems, s.env
	return s.Push(text.New(env, "Faults in your own sets", func(width int) []string {
		lines := []string{""}
		add := func(role theme.Role, in int, words string) {
			for _, line := range layout.Wrap(plain.Text(words), max(min(width-2*margin, measure)-in, 8)) {
				lines = append(lines, strings.Repeat(" ", margin+in)+env.Theme.Paint(role, line))
			}
		}
		add(theme.Text, 0, "These entries are left out; all others of the file are among the sets:")
		lines = append(lines, strings.Repeat(" ", margin)+plain.Text(problems[0].File)) // whole, to be copied
		for _, p := range problems {
			lines = append(lines, "")
			at := "The file"
			if p.Line > 0 {
				at = "Line " + strconv.Itoa(p.Line)
			}
			add(theme.Strong, 0, at)
			add(theme.Caution, margin, p.Message)
			add(theme.Text, margin, p.Fix)
		}
		lines = append(lines, "")
		add(theme.Subtle, 0, "The file is read again whenever this choice is opened.")
		return lines
	}))
}
