// Package confirm asks before something that cannot be undone. The default is
// always no.
package confirm

import (
	"cmp"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// Question is what is asked.
type Question struct {
	// Title names the screen. Where names the accounts that it is about, if they are
	// not the one of the environment.
	Title, Where string
	// Warning is said first, in the caution role; it may be empty.
	Warning string
	// Items are what it is about, one line each; Header stands above them.
	Header string
	Items  []string
	// Ask is the question, "Revoke 3 tokens?".
	Ask string
	// Typed must be typed to say yes; empty takes the key y.
	Typed string
	// Yes and No say what the answers do, for the footer.
	Yes, No string
	// Then is delivered after a yes: to the screen with the address To, which the
	// question stands on, or to the first screen when that is 0.
	Then tea.Msg
	To   int64
}

// Screen asks one question.
type Screen struct {
	shell.Base
	env           *shell.Env
	question      Question
	input         textinput.Model
	wrong         bool
	width, height int
	top           int
}

// New asks q.
func New(env *shell.Env, q Question) *Screen {
	input := textinput.New()
	input.Prompt = ""
	input.CharLimit = 40
	input.SetWidth(42)
	input.SetVirtualCursor(false)
	input.SetStyles(textinput.Styles{})
	s := &Screen{Base: shell.NewBase(env), env: env, question: q, input: input}
	if q.Typed != "" {
		s.input.Focus()
	}
	return s
}

// Init has nothing to start.
func (s *Screen) Init() tea.Cmd { return nil }

// Update takes typed text in.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	if !s.Typing() {
		return nil
	}
	var cmd tea.Cmd
	s.input, cmd = s.input.Update(msg)
	s.wrong = false
	return cmd
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.input.SetWidth(max(min(width-4, 42), 4))
	s.scroll(0)
}

// Typing is the case when the answer is a text.
func (s *Screen) Typing() bool { return s.question.Typed != "" }

// Where names what the question is about.
func (s *Screen) Where() string { return cmp.Or(s.question.Where, s.Base.Where()) }

// Heading names what is about to happen.
func (s *Screen) Heading() shell.Heading { return shell.Heading{Title: s.question.Title} }

// Cursor is in the field.
func (s *Screen) Cursor() (int, int, bool) {
	if !s.Typing() {
		return 0, 0, false
	}
	c := s.input.Cursor()
	if c == nil {
		return 0, 0, false
	}
	lines, below := s.layout()
	return 2 + c.X, len(lines) - below, true
}

// Keys answer the question; everything but a clear yes is a no.
func (s *Screen) Keys() []key.Binding {
	no := func() tea.Cmd { return s.Pop() }
	yes := func() tea.Cmd {
		if to := s.question.To; to != 0 {
			return tea.Sequence(s.Pop(), shell.Send(shell.Delivery{To: to, Msg: s.question.Then}))
		}
		return shell.Send(shell.HomeMsg{Msg: s.question.Then})
	}
	scroll := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			s.scroll(n)
			return nil
		}
	}
	page := max(s.room()-1, 1)
	list := []key.Binding{
		{Keys: []string{"down"}, Label: "↑ ↓", Short: "scroll", Long: "scroll the list down", Do: scroll(1)},
		{Keys: []string{"up"}, Long: "scroll the list up", Do: scroll(-1)},
		{Keys: []string{"pgdown"}, Long: "next page of the list", Do: scroll(page)},
		{Keys: []string{"pgup"}, Long: "previous page of the list", Do: scroll(-page)},
	}
	if len(s.question.Items) > s.room() {
		list[0].Footer = 3
	}
	if s.Typing() {
		return append([]key.Binding{
			{Keys: []string{"esc"}, Short: s.question.No, Long: s.question.No, Footer: 1, Do: no},
			{Keys: []string{"enter"}, Short: s.question.Yes, Long: s.question.Yes + ", once " + s.question.Typed + " is typed", Footer: 2, Dangerous: true, Do: func() tea.Cmd {
				if strings.TrimSpace(s.input.Value()) == s.question.Typed {
					return yes()
				}
				s.wrong = true
				return nil
			}},
		}, list...)
	}
	return append([]key.Binding{
		{Keys: []string{"esc", "n", "enter"}, Label: "esc n enter", Short: s.question.No, Long: s.question.No, Footer: 1, Do: no},
		{Keys: []string{"y"}, Short: s.question.Yes, Long: s.question.Yes, Footer: 2, Dangerous: true, Do: yes},
	}, list...)
}

// tail is the question, below the items, and how many lines up from its end the
// field is. What to type is never cut, and stands on a line of its own where the
// question leaves it no room.
func (s *Screen) tail() (lines []string, below int) {
	t := s.env.Theme
	hint := "y/N"
	if s.Typing() {
		hint = "Type " + s.question.Typed + " and press enter."
	}
	room := max(s.width-2, 8)
	for _, line := range layout.Wrap(s.question.Ask, room) {
		lines = append(lines, " "+t.Paint(theme.Strong, line))
	}
	if last := len(lines) - 1; ansi.StringWidth(lines[last])-1+2+ansi.StringWidth(hint) <= room {
		lines[last] += "  " + t.Paint(theme.Subtle, hint)
	} else {
		for _, line := range layout.Wrap(hint, room) {
			lines = append(lines, " "+t.Paint(theme.Subtle, line))
		}
	}
	if !s.Typing() {
		return lines, 0
	}
	field := len(lines)
	lines = append(lines, " "+t.Paint(theme.Accent, "›")+s.input.View())
	if s.wrong {
		said := fmt.Sprintf("Not %q: nothing was done. Type %s, or esc.", s.input.Value(), s.question.Typed)
		if s.input.Value() == "" {
			said = fmt.Sprintf("Nothing was done. Type %s first, or esc.", s.question.Typed)
		}
		for _, line := range layout.Wrap(said, room) {
			lines = append(lines, " "+t.Paint(theme.Danger, line))
		}
	}
	return lines, len(lines) - field
}

// warning is what stands above the items.
func (s *Screen) warning() []string {
	var lines []string
	for _, line := range layout.Wrap(s.question.Warning, max(s.width-2, 8)) {
		if line != "" {
			lines = append(lines, " "+s.env.Theme.Paint(theme.Caution, line))
		}
	}
	return lines
}

// parts are the lines above and below the items. Where there is no room for
// all, the question and one item go before everything else.
func (s *Screen) parts() (above, below []string, header bool) {
	warning := s.warning()
	tail, _ := s.tail()
	above = []string{""}
	if len(warning) > 0 {
		above = append(above, append(warning, "")...)
	}
	below = append([]string{""}, tail...)
	header = s.question.Header != ""
	taken := len(above) + len(below)
	if header {
		taken++
	}
	if taken+1 <= s.height {
		return above, below, header
	}
	return warning[:max(min(s.height-1-len(tail), len(warning)), 0)], tail, false
}

// room is how many items fit.
func (s *Screen) room() int {
	above, below, header := s.parts()
	taken := len(above) + len(below)
	if header {
		taken++
	}
	return max(s.height-taken, 1)
}

func (s *Screen) scroll(n int) {
	s.top = max(min(s.top+n, len(s.question.Items)-s.room()), 0)
}

// layout gives the lines, and how many lines up from their end the field is.
func (s *Screen) layout() ([]string, int) {
	t := s.env.Theme
	lines, below, header := s.parts()
	s.top = max(min(s.top, len(s.question.Items)-s.room()), 0)
	end := min(s.top+s.room(), len(s.question.Items))
	if header {
		seen := ""
		if n := len(s.question.Items); n > s.room() {
			seen = fmt.Sprintf("%d–%d of %d", s.top+1, end, n)
		}
		lines = append(lines, " "+layout.Ends(t.Paint(theme.Subtle, s.question.Header), t.Paint(theme.Subtle, seen), s.width-2))
	}
	for _, item := range s.question.Items[s.top:end] {
		lines = append(lines, layout.Cut(" "+item, s.width))
	}
	_, field := s.tail()
	return append(lines, below...), field
}

// View draws the question.
func (s *Screen) View() string {
	lines, _ := s.layout()
	return strings.Join(lines, "\n")
}
