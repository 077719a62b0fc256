// Package rotate replaces the key of a profile by a new one with the same rights:
// the plan, then the wait for the new token, then the exchange.
package rotate

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/config/rotation"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/waiting"
)

// Screen shows what a rotation would do, before anything is asked for or
// changed.
type Screen struct {
	shell.Base
	env   *shell.Env
	of    subject
	done  *waiting.Done // the new token, when it is there already
	files []string      // looked through beside those that are always read
	// spared are files that need not be looked through: the user has said so.
	spared []string
	field  *form.Field
	typing bool
	naming string // the file that is being looked for, as it was typed
	strike strike

	read  bool
	found rotation.Plan

	width, height int
	pane          text.Pane
}

func plan(env *shell.Env) *Screen {
	return &Screen{Base: shell.NewBase(env), env: env, field: form.New("File", "path of another file that holds the key")}
}

// New plans to replace the key of a profile of this machine, which need not be
// the one in use. The file that the profile's key was read from is looked
// through even when it is none of those that are always read, and so are those
// that the user has named before.
func New(env *shell.Env, p config.Profile) *Screen {
	s := plan(env)
	s.of = about(env, p)
	s.files = slices.Clone(env.Keys().Files)
	if file := p.ConsumerKey.Origin.File; file != "" {
		s.files = append(s.files, file)
	}
	return s
}

type plannedMsg struct{ plan rotation.Plan }

// String keeps fmt from walking into the keys.
func (plannedMsg) String() string { return "where the old key stands" }

// Init looks where the key stands and what it may do.
func (s *Screen) Init() tea.Cmd {
	s.read = false
	s.compose()
	connect, p, done := rotation.Connector(s.env.Connect), s.of.Profile, s.done
	look := config.KeyReplacer{Sources: s.env.Sources, Files: slices.Clone(s.files), Without: slices.Clone(s.spared)}
	var client *ovhapi.Client
	if s.of.current {
		client = s.env.Client
	}
	return s.Run(func(ctx context.Context) tea.Msg {
		switch {
		case done == nil:
			return plannedMsg{rotation.Find(ctx, p, client, connect, look)}
		case done.Err != nil:
			return plannedMsg{rotation.Plan{Err: done.Err}}
		}
		return plannedMsg{rotation.Again(ctx, done.Request, done.Verified.Credential.ID, look)}
	})
}

// Update takes the plan in, and the name of a further file.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case plannedMsg:
		s.read, s.found, s.strike = true, msg.plan, strike{}
		if s.done != nil {
			s.of = about(s.env, msg.plan.Profile)
			if s.of.Name == "" {
				s.of.Name = s.done.Request.Replaces.Profile
			}
		}
		cmd = s.env.RememberFiles(s.files, slices.Concat(s.found.Places, s.found.Fresh))
	case namedMsg:
		cmd = s.takeFile(msg)
	case shell.ThemeMsg:
	default:
		if s.typing {
			s.field.Update(msg)
		}
	}
	s.compose()
	return cmd
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.field.SetWidth(max(width-4, 10))
	s.compose()
}

// Typing is the case while a file is named.
func (s *Screen) Typing() bool { return s.typing }

// Heading names the screen.
func (s *Screen) Heading() shell.Heading {
	return shell.Heading{Title: s.of.title(), Right: s.env.Theme.Paint(theme.Subtle, s.pane.More())}
}

// Cursor is in the field while a file is named.
func (s *Screen) Cursor() (int, int, bool) {
	x, _, visible := s.field.Cursor()
	return 2 + x, s.height - 1, visible && s.typing
}

// View draws the plan, and the line below it on which a file is named.
func (s *Screen) View() string {
	var below string
	switch {
	case s.typing:
		below = s.field.Line(s.env.Theme)
	case s.strike.asking:
		below = s.strikeLine()
	default:
		return s.pane.View()
	}
	return layout.Frame(s.pane.View(), s.width, s.height-1) + "\n  " + below
}

// Keys start the rotation or name further files.
func (s *Screen) Keys() []key.Binding {
	switch {
	case s.typing:
		return s.nameKeys()
	case s.strike.asking:
		return s.strikeKeys()
	}
	keys := []key.Binding{
		s.enter(), s.nameFile(), s.strikeFile(),
		{Keys: []string{"esc"}, Short: "leave", Long: "leave everything as it is", Footer: 4, Do: func() tea.Cmd { return s.Pop() }},
	}
	again := key.Binding{Keys: []string{"r"}, Short: "look again", Long: "look again where the key stands", Do: s.Init}
	if s.found.Err != nil || s.read && s.done != nil && s.found.Client == nil && s.found.Doubt() != "" {
		again.Footer = 1
	}
	return append(append(keys, again), s.pane.Keys(5)...)
}

// enter is what comes next.
func (s *Screen) enter() key.Binding {
	switch {
	case s.done == nil:
		return key.Binding{
			Keys: []string{"enter"}, Short: "ask for the new token", Long: "ask for a new token with the same rules and addresses",
			Footer: 1, Dangerous: true, Do: s.begin, Disabled: s.notReady,
		}
	case s.read && s.found.Err == nil && s.found.Client == nil && (len(s.found.Fresh) == 0 || s.found.Over() && !s.found.Filed()):
		return key.Binding{
			Keys: []string{"enter"}, Short: "go on without", Long: "go on with the new token as with any other",
			Footer: 1, Do: s.without, Disabled: s.notAnswered,
		}
	case s.read && s.found.Client == nil && s.found.Over():
		return key.Binding{
			Keys: []string{"enter"}, Short: "finish", Long: "take the new key off the list of new tokens, since nothing is left to revoke",
			Footer: 1, Dangerous: true, Do: s.exchange, Disabled: s.notReady,
		}
	case s.read && s.found.Client == nil:
		return key.Binding{
			Keys: []string{"enter"}, Short: "revoke the old token", Long: "revoke the token whose key was replaced",
			Footer: 1, Dangerous: true, Do: s.exchange, Disabled: s.notReady,
		}
	}
	return key.Binding{
		Keys: []string{"enter"}, Short: "put the new key in place", Long: "write the new key where the old one stands, then revoke the old token",
		Footer: 1, Dangerous: true, Do: s.exchange, Disabled: s.notReady,
	}
}

// notAnswered keeps the old key from being given up for missing only because
// OVH gave no answer just now.
func (s *Screen) notAnswered() string {
	if s.found.Unheard() {
		return s.doubt()
	}
	return ""
}

func (s *Screen) notReady() string {
	switch {
	case !s.read:
		return "Still looking where the key stands."
	case errors.Is(s.found.Err, rotation.ErrIncomplete):
		return "The profile is not complete."
	case s.found.Err != nil:
		return "What the old key may do could not be asked; r looks again."
	case s.done != nil && s.found.Client == nil:
		return s.doubt()
	}
	return ""
}

// doubt says why the old token cannot be taken out of use for now, or "".
func (s *Screen) doubt() string {
	doubt := s.found.Doubt()
	if doubt == "" {
		return ""
	}
	return strings.TrimSuffix(doubt, ".") + "; r looks again."
}

// begin asks for the new token; what follows comes after its validation.
func (s *Screen) begin() tea.Cmd {
	env, of, found := s.env, s.of, s.found
	return s.Replace(waiting.New(env, found.Draft(of.Name)).With(found.Client).Then(func(done waiting.Done) tea.Cmd {
		return shell.Send(shell.ReplaceMsg{Screen: newExchange(env, of, found, done), From: done.From})
	}))
}

// exchange goes on with the token that is there.
func (s *Screen) exchange() tea.Cmd {
	return s.Replace(newExchange(s.env, s.of, s.found, *s.done))
}

// without takes the new token for what it is: there is nothing for it to replace.
func (s *Screen) without() tea.Cmd {
	r := s.done.Request
	p := r.PendingRequest
	p.State, p.CredentialID = ovhapi.RequestValidated, s.done.Verified.Credential.ID
	return s.Replace(waiting.Resume(s.env, p).With(r.Client()))
}
