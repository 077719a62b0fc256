package qrcode

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// Screen fills the terminal with one code. It takes the whole of it, since
// every line counts on a small one.
type Screen struct {
	shell.Base
	env           *shell.Env
	link          string
	code          code
	err           error
	width, height int
}

// New shows link as a QR code.
func New(env *shell.Env, link string) *Screen {
	c, err := encode(link)
	return &Screen{Base: shell.NewBase(env), env: env, link: link, code: c, err: err}
}

// Init has nothing to start.
func (s *Screen) Init() tea.Cmd { return nil }

// Update has nothing to take in.
func (s *Screen) Update(tea.Msg) tea.Cmd { return nil }

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) { s.width, s.height = width, height }

// Typing is never the case.
func (s *Screen) Typing() bool { return false }

// Bare asks for the whole terminal, without title and footer.
func (s *Screen) Bare() bool { return true }

// Heading names the screen.
func (s *Screen) Heading() shell.Heading { return shell.Heading{Title: "QR code"} }

// Cursor stays hidden: it would spoil the code.
func (s *Screen) Cursor() (int, int, bool) { return 0, 0, false }

// Keys go back.
func (s *Screen) Keys() []key.Binding {
	return []key.Binding{
		{Keys: []string{"esc", "enter", "Q"}, Short: "back", Long: "back to the wait", Footer: 1, Do: func() tea.Cmd { return s.Pop() }},
	}
}

// View draws the code in the middle, or says how much room it needs.
func (s *Screen) View() string {
	if s.err != nil {
		return s.say("This link cannot be drawn as a QR code.", "esc goes back.")
	}
	for _, quiet := range []int{quietWide, 2, quietNarrow} {
		if w, h := s.code.need(quiet); w <= s.width && h <= s.height {
			lines := s.code.lines(quiet, s.env.Theme.Ink)
			if h < s.height {
				lines = append(lines, s.env.Theme.Paint(theme.Subtle, layout.Cut("esc back", s.width)))
			}
			left := strings.Repeat(" ", (s.width-w)/2)
			return strings.Repeat("\n", (s.height-len(lines))/2) + left + strings.Join(lines, "\n"+left)
		}
	}
	w, h := s.code.need(quietNarrow)
	return s.say(fmt.Sprintf("The QR code of this link needs a window of %d×%d; this one is %d×%d.", w, h, s.width, s.height),
		"Make it larger, or the text smaller. esc goes back.")
}

func (s *Screen) say(texts ...string) string {
	var lines []string
	for _, text := range texts {
		lines = append(lines, layout.Wrap(text, max(s.width-2, 10))...)
	}
	return layout.Indent("\n"+strings.Join(lines, "\n"), 1)
}
