package token

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// Actions are what the screen hands to the list behind it.
type Actions struct {
	// Revoke asks about this token and revokes it.
	Revoke func(ovhapi.Token) tea.Cmd
	// Again opens the builder with these rules and addresses.
	Again func(rule.Set, []string) tea.Cmd
}

// Screen shows everything about one token.
type Screen struct {
	shell.Base
	env           *shell.Env
	token         ovhapi.Token
	actions       Actions
	width, height int
	lines         []string
	top           int
}

// New shows a token.
func New(env *shell.Env, t ovhapi.Token, a Actions) *Screen {
	return &Screen{Base: shell.NewBase(env), env: env, token: t, actions: a}
}

// Init has nothing to start: the list knows all of it.
func (s *Screen) Init() tea.Cmd { return nil }

// Update follows the theme.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(shell.ThemeMsg); ok {
		s.compose()
	}
	return nil
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.compose()
}

// readable is the widest line that is still read with ease.
const readable = 100

func (s *Screen) compose() {
	s.lines = append([]string{""}, Describe(s.env.Theme, s.token, s.env.Client.ServerNow(), max(min(s.width-4, readable), 10))...)
	s.scroll(0)
}

func (s *Screen) scroll(n int) {
	s.top = max(min(s.top+n, len(s.lines)-s.height), 0)
}

// Typing is never the case.
func (s *Screen) Typing() bool { return false }

// Heading names the token and says how much is below.
func (s *Screen) Heading() shell.Heading {
	head := shell.Heading{Title: "Token " + strconv.FormatInt(s.token.ID, 10)}
	if below := len(s.lines) - s.top - s.height; below > 0 {
		head.Right = s.env.Theme.Paint(theme.Subtle, count(below, "more line", "more lines")+" below ↓")
	}
	if s.top > 0 || head.Right != "" {
		head.Left = s.token.Name()
	}
	return head
}

// Cursor stays hidden.
func (s *Screen) Cursor() (int, int, bool) { return 0, 0, false }

// View draws the lines that fit.
func (s *Screen) View() string {
	return layout.Indent(strings.Join(s.lines[min(s.top, len(s.lines)):], "\n"), 2)
}

// Keys are the actions on this token.
func (s *Screen) Keys() []key.Binding {
	move := func(n func() int) func() tea.Cmd {
		return func() tea.Cmd {
			s.scroll(n())
			return nil
		}
	}
	by := func(n int) func() int { return func() int { return n } }
	page := func(sign int) func() int { return func() int { return sign * max(s.height-1, 1) } }
	return []key.Binding{
		{Keys: []string{"esc"}, Short: "back", Long: "back to the list", Footer: 1, Do: func() tea.Cmd { return shell.Send(shell.PopMsg{}) }},
		{
			Keys: []string{"d"}, Short: "revoke", Long: "revoke this token, after a question", Footer: 2, Dangerous: true,
			Do: func() tea.Cmd { return s.actions.Revoke(s.token) },
			Disabled: func() string {
				if s.token.Current {
					return "This is the token in use: revoking it would lock this program out."
				}
				return ""
			},
		},
		{
			Keys: []string{"n"}, Short: "new with these rules", Long: "ask for a new token, starting from these rules", Footer: 3, Dangerous: true,
			Do: func() tea.Cmd { return s.actions.Again(s.token.Rules, s.token.AllowedIPs) },
		},
		{Keys: []string{"y"}, Short: "copy rules", Long: "copy the rules as text", Footer: 4, Do: s.copyRules},
		{Keys: []string{"down", "j"}, Label: "↑ ↓", Short: "scroll", Long: "scroll", Footer: 5, Do: move(by(1))},
		{Keys: []string{"up", "k"}, Long: "scroll up", Do: move(by(-1))},
		{Keys: []string{"pgdown"}, Long: "next page", Do: move(page(1))},
		{Keys: []string{"pgup"}, Long: "previous page", Do: move(page(-1))},
		{Keys: []string{"g", "home"}, Long: "top", Do: move(by(-1 << 20))},
		{Keys: []string{"G", "end"}, Long: "bottom", Do: move(by(1 << 20))},
	}
}

func (s *Screen) copyRules() tea.Cmd {
	lines := make([]string, len(s.token.Rules))
	for i, r := range s.token.Rules {
		lines[i] = r.String()
	}
	return shell.Copy(s.env, strings.Join(lines, "\n"), count(len(lines), "rule", "rules"))
}
