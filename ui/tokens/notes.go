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
	left, problems, env := s.left(), s.problems(), s.env
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
		for _, f := range left {
			add(theme.Strong, 0, f.title)
			for _, line := range f.lines {
				add(line.role, line.indent, line.words)
			}
			lines = append(lines, "")
		}
		if len(left) == 0 {
			add(theme.Text, 0, "The account was read completely.")
		} else {
			add(theme.Subtle, 0, "Everything else is in the list. r there reads the account again.")
		}
		return lines
	}))
}

// left is what could not be read, account by account.
type left struct {
	title string
	lines []leftLine
}

type leftLine struct {
	role   theme.Role
	indent int
	words  string
}

func (s *Screen) left() []left {
	var all []left
	for _, f := range s.own() {
		l := left{title: "What could not be read"}
		if s.together() {
			l.title += " of " + f.name()
		}
		if f.err != nil {
			l.lines = append(l.lines, leftLine{theme.Caution, 0, "The account was not read to its end."}, leftLine{theme.Text, 2, ovhapi.Advise(f.err).String()})
		}
		for _, w := range f.warnings {
			l.lines = append(l.lines, leftLine{theme.Caution, 0, "Could not read " + w.What + "."}, leftLine{theme.Text, 2, ovhapi.Advise(w.Err).String()})
		}
		if len(l.lines) > 0 {
			all = append(all, l)
		}
	}
	return append(all, s.unread()...)
}

// unread tells of profiles whose keys can't read an account that another profile's
// can: nothing is missing in the list for that.
func (s *Screen) unread() []left {
	var all []left
	for _, f := range s.sources {
		if f.twin == nil || f.err == nil || f.env.Machine == nil {
			continue
		}
		all = append(all, left{title: "Read with another profile", lines: []leftLine{
			{theme.Caution, 0, "The profile " + f.env.Machine.Active.Name + " did not read the account; " + f.twin.env.Machine.Active.Name + " did."},
			{theme.Text, 2, ovhapi.Advise(f.err).String()},
		}})
	}
	return all
}
