// Package help shows every key of a screen.
package help

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// Screen lists bindings, one a line, scrolled when they do not fit.
type Screen struct {
	shell.Base
	env           *shell.Env
	title         string
	groups        [][]key.Binding
	width, height int
	top           int
}

// New shows the bindings of the screen called title, then those that hold
// everywhere.
func New(env *shell.Env, title string, groups ...[]key.Binding) *Screen {
	return &Screen{Base: shell.NewBase(env), env: env, title: title, groups: groups}
}

// Init has nothing to start.
func (s *Screen) Init() tea.Cmd { return nil }

// Update ignores everything: the table of keys does it all.
func (s *Screen) Update(tea.Msg) tea.Cmd { return nil }

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.scroll(0)
}

// Typing is never the case.
func (s *Screen) Typing() bool { return false }

// Heading names the screen whose keys these are.
func (s *Screen) Heading() shell.Heading { return shell.Heading{Title: "Keys · " + s.title} }

// Cursor stays hidden.
func (s *Screen) Cursor() (int, int, bool) { return 0, 0, false }

// Keys scrolls and leaves.
func (s *Screen) Keys() []key.Binding {
	move := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			s.scroll(n)
			return nil
		}
	}
	return []key.Binding{
		{Keys: []string{"esc"}, Short: "back", Long: "back to the screen", Footer: 1, Do: func() tea.Cmd { return shell.Send(shell.PopMsg{}) }},
		{Keys: []string{"down", "j"}, Label: "↑ ↓", Short: "scroll", Long: "scroll", Footer: 2, Do: move(1)},
		{Keys: []string{"up", "k"}, Long: "scroll up", Do: move(-1)},
		{Keys: []string{"pgdown"}, Long: "next page", Do: move(10)},
		{Keys: []string{"pgup"}, Long: "previous page", Do: move(-10)},
	}
}

func (s *Screen) scroll(n int) {
	s.top = max(min(s.top+n, len(s.lines())-s.height), 0)
}

// View draws the part of the list that fits.
func (s *Screen) View() string {
	lines := s.lines()
	return strings.Join(lines[min(s.top, len(lines)):], "\n")
}

func (s *Screen) lines() []string {
	t := s.env.Theme
	column := 0
	for _, group := range s.groups {
		for _, b := range group {
			column = max(column, ansi.StringWidth(labels(b)))
		}
	}
	lines := []string{""}
	for i, group := range s.groups {
		if i > 0 {
			lines = append(lines, "", "  "+t.Paint(theme.Strong, "Everywhere"), "")
		}
		for _, b := range group {
			if b.Long == "" {
				continue
			}
			text := b.Long
			if b.Dangerous {
				text += t.Paint(theme.Caution, "  changes the account")
			}
			if why := b.Why(); why != "" {
				text = t.Paint(theme.Subtle, b.Long+" — "+why)
			}
			lines = append(lines, "  "+layout.Pad(t.Paint(theme.Accent, labels(b)), column)+"  "+text)
		}
	}
	return lines
}

// labels shows all keys of a binding.
func labels(b key.Binding) string {
	if b.Label != "" {
		return b.Label
	}
	return strings.Join(b.Keys, " ")
}
