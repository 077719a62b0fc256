package text

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// Screen shows a text until it is left.
type Screen struct {
	shell.Base
	env     *shell.Env
	title   string
	compose func(width int) []string
	width   int
	pane    Pane
}

// New shows what compose makes of the width it is given, under a title.
func New(env *shell.Env, title string, compose func(width int) []string) *Screen {
	return &Screen{Base: shell.NewBase(env), env: env, title: title, compose: compose}
}

// Init has nothing to start.
func (s *Screen) Init() tea.Cmd { return nil }

// Update follows the theme.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(shell.ThemeMsg); ok {
		s.pane.SetLines(s.compose(s.width))
	}
	return nil
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width = width
	s.pane.SetLines(s.compose(width))
	s.pane.SetHeight(height)
}

// Typing is never the case.
func (s *Screen) Typing() bool { return false }

// Heading is the title, and how much is below.
func (s *Screen) Heading() shell.Heading {
	head := shell.Heading{Title: s.title}
	if s.pane.Longer() {
		// The blank keeps the line while nothing is below, so that the text does
		// not jump at its end.
		head.Left, head.Right = " ", s.env.Theme.Paint(theme.Subtle, s.pane.More())
	}
	return head
}

// Cursor stays hidden.
func (s *Screen) Cursor() (int, int, bool) { return 0, 0, false }

// View draws the lines that fit.
func (s *Screen) View() string { return s.pane.View() }

// Keys scroll and leave.
func (s *Screen) Keys() []key.Binding {
	return append([]key.Binding{
		{Keys: []string{"esc"}, Short: "back", Long: "back to the screen", Footer: 1, Do: func() tea.Cmd { return s.Pop() }},
	}, s.pane.Keys(2)...)
}
