package token

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/allow"
	"ovh-tokens/ui/explain"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/share"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// Actions are what the screen hands to the list behind it. They are asked for
// from this screen, which is on top then.
type Actions struct {
	// Found is what there is to find about this token.
	Found []audit.Finding
	// Revoke asks about this token and revokes it.
	Revoke func(from *shell.Base, t ovhapi.Token) tea.Cmd
	// Again opens the builder with these rules, which are the token's own or made
	// from them.
	Again func(from *shell.Base, t ovhapi.Token, rules rule.Set) tea.Cmd
	// Addresses opens those that this token works from, to change them.
	Addresses func(from *shell.Base, t ovhapi.Token) tea.Cmd
	// Holdings looks for keys in this machine's files.
	Holdings func(from *shell.Base) tea.Cmd
	// Applications lists the account's applications, with the cursor on one.
	Applications func(from *shell.Base, id int64) tea.Cmd
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

// Update follows the theme, and opens what was asked for.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case shell.ThemeMsg:
		s.compose()
	case shell.AllowedMsg:
		if msg.ID == s.token.ID && msg.URL == s.env.Client.Endpoint().URL {
			s.token.AllowedIPs = msg.Addresses
			s.compose()
		}
	case shell.KnownMsg:
		return msg.Open()
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
	lines := Describe(s.env.Theme, s.token, home, s.told(), s.env.Client.ServerNow(), max(min(s.width-4, readable), 10))
	s.pane.SetLines(append([]string{""}, lines...))
}

// unknown says what is known of the key's place when it is nowhere known.
func (s *Screen) unknown() string {
	switch h := s.env.Keys(); {
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
			Do: func() tea.Cmd { return s.actions.Again(&s.Base, s.token, s.token.Rules) },
		},
		{Keys: []string{"e"}, Short: "explain a call", Long: "would a call pass with this token, by which rule, and if not, which one is missing", Footer: 4, Do: s.explain},
		{Keys: []string{"y"}, Short: "copy rules", Long: "copy the rules: as text, JSON, createToken link or IAM actions", Footer: 5, Do: s.share},
		{
			Keys: []string{"i"}, Short: "addresses", Long: "change the addresses that the token works from", Footer: 6, Dangerous: true,
			Do:       func() tea.Cmd { return s.actions.Addresses(&s.Base, s.token) },
			Disabled: func() string { return allow.Why(s.token, s.env.Client.ServerNow()) },
		},
		{Keys: []string{"K"}, Long: "look for its key in this machine's files", Do: func() tea.Cmd { return s.actions.Holdings(&s.Base) }},
		{Keys: []string{"m"}, Long: "its application, among those of the account", Do: func() tea.Cmd { return s.actions.Applications(&s.Base, s.token.ApplicationID) }},
	}, s.pane.Keys(7)...)
}

// share shows the rules in the forms in which they can be given away.
func (s *Screen) share() tea.Cmd {
	return s.WithOperations(s.env, func(c *catalog.Catalog) tea.Cmd {
		return s.Push(share.New(s.env, share.Subject{Name: Title(s.token), Rules: s.token.Rules, Catalog: c}))
	})
}

// explain asks whether a call would pass. What is found missing can be asked for
// with a new token.
func (s *Screen) explain() tea.Cmd {
	return s.WithOperations(s.env, func(c *catalog.Catalog) tea.Cmd {
		return s.Push(Explain(s.env, s.token, c, s.actions.Again))
	})
}

// Explain is the screen that tells whether a call would pass with a token; again
// opens the builder on wider rules.
func Explain(env *shell.Env, t ovhapi.Token, c *catalog.Catalog, again func(*shell.Base, ovhapi.Token, rule.Set) tea.Cmd) shell.Screen {
	var screen *explain.Screen
	screen = explain.New(env, explain.Subject{
		Name: Title(t), Rules: t.Rules, Catalog: c, Addresses: t.AllowedIPs, Works: Refused(t, env.Client.ServerNow()),
	}, explain.Actions{Again: func(wider rule.Set) tea.Cmd { return again(&screen.Base, t, wider) }})
	return screen
}

// Refused says why every call with a token is refused, as the end of a sentence,
// or "".
func Refused(t ovhapi.Token, now time.Time) string {
	switch {
	case t.Expired(now):
		return "the token expired " + when.Relative(t.Expiration, now)
	case t.Status == ovhapi.StatusRefused:
		return "the token was refused on OVH's page"
	case t.Status == ovhapi.StatusPending:
		return "the token was not validated yet"
	case t.Dead():
		return "its application was deleted"
	}
	return ""
}

// Title names a token within a sentence.
func Title(t ovhapi.Token) string { return "token " + strconv.FormatInt(t.ID, 10) + ", " + t.Name() }
