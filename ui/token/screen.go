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
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// Actions are what the screen hands to the list behind it. They are asked for
// from this screen, which is on top then.
type Actions struct {
	// Revoke asks about this token and revokes it.
	Revoke func(from *shell.Base, t ovhapi.Token) tea.Cmd
	// Again opens the builder with these rules and addresses.
	Again func(from *shell.Base, rules rule.Set, addresses []string) tea.Cmd
	// Holdings looks for keys in this machine's files.
	Holdings func(from *shell.Base) tea.Cmd
}

// Screen shows everything about one token.
type Screen struct {
	shell.Base
	env     *shell.Env
	token   ovhapi.Token
	actions Actions
	width   int
	pane    text.Pane
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
	s.width = width
	s.compose()
	s.pane.SetHeight(height)
}

// readable is the widest line that is still read with ease.
const readable = 100

func (s *Screen) compose() {
	home := Home{Places: s.env.Places(s.token), Unknown: s.unknown()}
	lines := Describe(s.env.Theme, s.token, home, s.env.Client.ServerNow(), max(min(s.width-4, readable), 10))
	s.pane.SetLines(append([]string{""}, lines...))
}

// unknown says what is known of the key's place when it is nowhere known.
func (s *Screen) unknown() string {
	switch h := s.env.Holdings; {
	case !h.Looked:
		return "not looked for; K looks through this machine's files"
	case h.Unsure:
		return "none of the files looked through, as far as their keys could be asked; K looks again"
	}
	return "none of the files looked through; K looks again"
}

// Typing is never the case.
func (s *Screen) Typing() bool { return false }

// Heading names the token and says how much is below.
func (s *Screen) Heading() shell.Heading {
	return shell.Heading{
		Title: "Token " + strconv.FormatInt(s.token.ID, 10),
		Left:  s.token.Name(), Right: s.env.Theme.Paint(theme.Subtle, s.pane.More()),
	}
}

// Cursor stays hidden.
func (s *Screen) Cursor() (int, int, bool) { return 0, 0, false }

// View draws the lines that fit.
func (s *Screen) View() string { return layout.Indent(s.pane.View(), 2) }

// Keys are the actions on this token.
func (s *Screen) Keys() []key.Binding {
	return append([]key.Binding{
		{Keys: []string{"esc"}, Short: "back", Long: "back to the list", Footer: 1, Do: func() tea.Cmd { return s.Pop() }},
		{
			Keys: []string{"d"}, Short: "revoke", Long: "revoke this token, after a question", Footer: 2, Dangerous: true,
			Do: func() tea.Cmd { return s.actions.Revoke(&s.Base, s.token) },
			Disabled: func() string {
				if s.token.Current {
					return "This is the token in use: revoking it would lock this program out."
				}
				return ""
			},
		},
		{
			Keys: []string{"n"}, Short: "new with these rules", Long: "ask for a new token, starting from these rules", Footer: 3, Dangerous: true,
			Do: func() tea.Cmd { return s.actions.Again(&s.Base, s.token.Rules, s.token.AllowedIPs) },
		},
		{Keys: []string{"y"}, Short: "copy rules", Long: "copy the rules as text", Footer: 4, Do: s.copyRules},
		{Keys: []string{"K"}, Long: "look for its key in this machine's files", Do: func() tea.Cmd { return s.actions.Holdings(&s.Base) }},
	}, s.pane.Keys(5)...)
}

func (s *Screen) copyRules() tea.Cmd {
	lines := make([]string, len(s.token.Rules))
	for i, r := range s.token.Rules {
		lines[i] = r.String()
	}
	return shell.Copy(s.env, strings.Join(lines, "\n"), count(len(lines), "rule", "rules"))
}
