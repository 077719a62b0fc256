package tokens

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// problems are what is odd about this machine's configuration though it works.
func (s *Screen) problems() []config.Problem {
	if s.env.Machine == nil {
		return nil
	}
	return s.env.Machine.Problems
}

// notes shows where the keys come from, what is odd about ovh.conf and what
// could not be read.
func (s *Screen) notes() tea.Cmd {
	warnings, problems, env := s.warnings(), s.problems(), s.env
	return s.Push(text.New(env, "Notes", func(width int) []string {
		lines := []string{""}
		add := func(role theme.Role, indent int, words string) {
			for _, line := range layout.Wrap(words, max(min(width-4, 100)-indent, 10)) {
				lines = append(lines, strings.Repeat(" ", 2+indent)+env.Theme.Paint(role, line))
			}
		}
		if env.Origin != "" {
			add(theme.Strong, 0, "Where the keys come from")
			add(theme.Text, 0, env.Origin)
			lines = append(lines, "")
		}
		if len(problems) > 0 {
			add(theme.Strong, 0, "About the configuration")
		}
		for _, p := range problems {
			add(theme.Caution, 0, p.String())
		}
		if len(problems) > 0 {
			lines = append(lines, "")
		}
		if len(warnings) > 0 {
			add(theme.Strong, 0, "What could not be read")
		}
		for _, w := range warnings {
			add(theme.Caution, 0, "Could not read "+w.What+".")
			add(theme.Text, 2, ovhapi.Advise(w.Err).String())
		}
		if len(warnings) == 0 {
			add(theme.Text, 0, "The account was read completely.")
		} else {
			lines = append(lines, "")
			add(theme.Subtle, 0, "Everything else is in the list. r there reads the account again.")
		}
		return lines
	}))
}
