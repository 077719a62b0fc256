package rotate

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/waiting"
)

// exchange writes the new key and takes the old token out of use.
type exchange struct {
	shell.Base
	env    *shell.Env
	of     subject
	old    *ovhapi.Client
	done   waiting.Done
	places config.KeyReplacer

	running       bool
	rotated       ovhapi.Rotated
	err           error
	forgotten     error // why the stored key could not be taken off the list
	kept          bool  // the key stays in the list of new tokens
	width, height int
	pane          text.Pane
}

func newExchange(env *shell.Env, of subject, old *ovhapi.Client, done waiting.Done, places config.KeyReplacer) *exchange {
	return &exchange{Base: shell.NewBase(env), env: env, of: of, old: old, done: done, places: places}
}

type exchangedMsg struct {
	rotated   ovhapi.Rotated
	err       error
	forgotten error
	kept      bool
	machine   *config.Machine
	client    *ovhapi.Client
}

// Init starts the exchange. It is not stopped half-way by leaving the screen:
// the program waits for it at its end.
func (s *exchange) Init() tea.Cmd {
	s.running = true
	s.compose()
	env, old, done, places := s.env, s.old, s.done, s.places
	return s.Run(func(context.Context) tea.Msg {
		ended := make(chan exchangedMsg, 1)
		env.Jobs.Go(func() { ended <- swap(env, old, done, places) })
		return <-ended
	})
}

// swap does the exchange and everything on this machine that follows from it.
func swap(env *shell.Env, old *ovhapi.Client, done waiting.Done, places config.KeyReplacer) exchangedMsg {
	var m exchangedMsg
	if done.Err != nil {
		m.err, m.kept = done.Err, true
		return m
	}
	m.rotated, m.err = done.Request.Replace(context.Background(), old, done.Verified, places)
	if m.err != nil || len(m.rotated.Written) == 0 {
		m.kept = true
		return m
	}
	m.forgotten = done.Request.Forget()
	m.machine, m.client, _ = env.Look() // without a client the one in use stays
	return m
}

// Update takes the result in.
func (s *exchange) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(exchangedMsg); ok {
		s.running = false
		s.rotated, s.err, s.forgotten, s.kept = msg.rotated, msg.err, msg.forgotten, msg.kept
		s.adopt(msg)
	}
	s.compose()
	return nil
}

// adopt works on with the new key where the old one was the one in use. Another
// profile's leaves the account in use as it is.
func (s *exchange) adopt(msg exchangedMsg) {
	switch {
	case msg.client == nil:
	case s.of.current:
		account, place := s.env.Account, s.env.Place
		s.env.Use(msg.machine, msg.client)
		s.env.Account, s.env.Place = account, place
	case s.env.Machine != nil && msg.machine.Active.ConsumerKey.Secret == s.env.Machine.Active.ConsumerKey.Secret:
		s.env.Machine = msg.machine
	}
}

// SetSize takes the room in.
func (s *exchange) SetSize(width, height int) {
	s.width, s.height = width, height
	s.compose()
}

// Typing is never the case.
func (s *exchange) Typing() bool { return false }

// Heading names the screen.
func (s *exchange) Heading() shell.Heading {
	return shell.Heading{Title: s.of.title(), Right: s.env.Theme.Paint(theme.Subtle, s.pane.More())}
}

// Cursor stays hidden.
func (s *exchange) Cursor() (int, int, bool) { return 0, 0, false }

// View draws what was done.
func (s *exchange) View() string { return s.pane.View() }

// Leave waits for the exchange.
func (s *exchange) Leave() (bool, tea.Cmd) {
	if s.running {
		return false, shell.Warn("The keys are being exchanged; a moment.")
	}
	return true, nil
}

// Keys go back to the list or try again.
func (s *exchange) Keys() []key.Binding {
	busy := func() string {
		if s.running {
			return "The keys are being exchanged; a moment."
		}
		return ""
	}
	keys := []key.Binding{{
		Keys: []string{"enter", "esc"}, Short: "done", Long: "back to the list, on the new token", Footer: 1, Disabled: busy,
		Do: func() tea.Cmd {
			return shell.Send(shell.HomeMsg{Msg: waiting.NewTokenMsg{ID: s.done.Verified.Credential.ID}})
		},
	}}
	if s.done.Err == nil {
		keys = append(keys, key.Binding{
			Keys: []string{"t"}, Short: "try again", Long: "try again what was left undone", Footer: s.rank(), Dangerous: true, Do: s.Init,
			Disabled: func() string {
				if why := busy(); why != "" {
					return why
				}
				if s.err == nil && s.rotated.Kept == nil {
					return "Nothing was left undone."
				}
				return ""
			},
		})
	}
	return append(keys, s.pane.Keys(3)...)
}

func (s *exchange) rank() int {
	if s.err != nil || s.rotated.Kept != nil {
		return 2
	}
	return 0
}

// compose says what was done and where things stand.
func (s *exchange) compose() {
	b := &lines{env: s.env, width: s.width}
	if s.running {
		b.say(theme.Text, "Writing the new key, then revoking the old token…")
	} else {
		s.tell(b)
	}
	s.pane.SetLines(b.out)
	s.pane.SetHeight(s.height)
}

func (s *exchange) tell(b *lines) {
	switch {
	case s.err != nil:
		b.say(theme.Danger, "Not rotated. The old key still works.")
		a := ovhapi.Advise(s.err)
		for _, words := range []string{a.What, a.Why, a.Next} {
			b.say(theme.Text, words)
		}
	case s.rotated.Revoked:
		b.say(theme.Good, "Rotated. The old token is revoked.")
	case s.rotated.Ended:
		b.say(theme.Good, "Rotated. The old token no longer works.")
		b.say(theme.Text, "It could not be revoked for want of the right to, so it stays listed as expired.")
	default:
		b.say(theme.Caution, "The new key is in place, and the old token still works.")
	}
	b.blank()
	for _, place := range s.rotated.Written {
		b.say(theme.Text, "New key in "+place)
	}
	for _, place := range s.rotated.Left {
		b.say(theme.Caution, "▲ Old key still in "+place+". Change it there, then t.")
	}
	if s.rotated.Kept != nil && len(s.rotated.Left) == 0 {
		a := ovhapi.Advise(s.rotated.Kept)
		b.say(theme.Caution, "▲ The old token could not be revoked: "+a.String())
	}
	if s.kept {
		b.say(theme.Text, "The new key stays in this program's list of new tokens (w).")
	}
	if s.forgotten != nil {
		b.say(theme.Caution, fmt.Sprintf("▲ The new key could not be taken off the list of new tokens: %v", s.forgotten))
	}
}
