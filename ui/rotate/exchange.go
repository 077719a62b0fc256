package rotate

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/config/rotation"
	"ovh-tokens/ui/keep"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/waiting"
)

// exchange writes the new key and takes the old token out of use.
type exchange struct {
	shell.Base
	env  *shell.Env
	of   subject
	done waiting.Done
	look config.KeyReplacer
	swap *rotation.Exchange // a command's while it runs

	running       bool
	rotated       rotation.Outcome
	warned        bool // that leaving loses the new key
	kept          bool // it was put somewhere since
	width, height int
	pane          text.Pane
}

func newExchange(env *shell.Env, of subject, found rotation.Plan, done waiting.Done) *exchange {
	return &exchange{
		Base: shell.NewBase(env), env: env, of: of, done: done, look: found.Look,
		swap: found.Exchange(done.Request, done.Verified, env.Keeper),
	}
}

type exchangedMsg struct {
	outcome rotation.Outcome
	reading shell.Reading // what the files say since
	// stands is where the new key stands now; without a place when it was written
	// nowhere.
	stands config.Holding
}

// String keeps fmt from walking into the keys.
func (exchangedMsg) String() string { return "how far the exchange came" }

// Init starts the exchange. It is not stopped half-way by leaving the screen:
// the program waits for it at its end.
func (s *exchange) Init() tea.Cmd {
	s.running = true
	s.compose()
	done, swap, look := s.done, s.swap, s.look
	reread := s.env.Reread()
	after := func(bool) shell.Reading { return reread() }
	if s.of.current && done.Request != nil {
		after = s.env.Succeed(done.Request.ConsumerKey)
	}
	return s.Finish(s.env, func() tea.Msg {
		var m exchangedMsg
		if done.Err == nil {
			m.outcome = swap.Run(context.Background())
		} else {
			m.outcome = swap.Untouched()
			m.outcome.Err = done.Err
		}
		if len(m.outcome.Written) > 0 || m.outcome.Ended {
			m.reading = after(m.outcome.Ended)
			m.stands = rotation.Standing(look, done.Request.ConsumerKey)
		}
		return m
	})
}

// Update takes the result in.
func (s *exchange) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(exchangedMsg); ok {
		s.running, s.rotated = false, msg.outcome
		s.env.Adopt(msg.reading)
		if len(msg.stands.Places) > 0 {
			s.env.Keys().Placed(msg.stands, s.done.Verified.Credential.ID)
		}
	}
	s.compose()
	return nil
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

// Leave waits for the exchange, and warns once where the new key would be lost.
func (s *exchange) Leave() (bool, tea.Cmd) {
	switch {
	case s.running:
		return false, shell.Warn(busy)
	case s.onlyHere() && !s.warned:
		s.warned = true
		return false, shell.Warn("The new key is stored nowhere: W keeps it. Leaving now loses it.")
	}
	return true, nil
}

// Quit is as careful.
func (s *exchange) Quit() (bool, tea.Cmd) { return s.Leave() }

// onlyHere reports whether this process holds the only copy of the new key.
func (s *exchange) onlyHere() bool {
	return !s.running && s.rotated.KeepErr != nil && len(s.rotated.Written) == 0 && !s.kept
}

const busy = "The keys are being exchanged; a moment."

// Keys go back to the list or try again.
func (s *exchange) Keys() []key.Binding {
	again := key.Binding{
		Keys: []string{"t"}, Short: "try again", Long: "try again what was left undone", Dangerous: true, Do: s.Init, Disabled: s.nothingToTry,
	}
	if s.nothingToTry() == "" {
		again.Footer = 2
	}
	keys := []key.Binding{{
		Keys: []string{"enter", "esc"}, Short: "done", Long: "back to the list, on the new token", Footer: 1,
		Disabled: func() string {
			if s.running {
				return busy
			}
			return ""
		},
		Do: func() tea.Cmd {
			if leave, warning := s.Leave(); !leave {
				return warning
			}
			return shell.Send(shell.HomeMsg{Msg: waiting.NewTokenMsg{ID: s.done.Verified.Credential.ID}})
		},
	}, again}
	if s.nowhere() || s.onlyHere() {
		keys = append(keys, key.Binding{Keys: []string{"W"}, Short: "keep the new key", Long: "save the new key where it is used", Footer: 3, Do: s.keep})
	}
	return append(keys, s.pane.Keys(4)...)
}

// nowhere reports whether the new key stands in no file though it could.
func (s *exchange) nowhere() bool {
	return !s.running && s.rotated.Nowhere()
}

// keep opens the screen that writes the new key. The copy in the list of new
// tokens stays until the old token is out of use.
func (s *exchange) keep() tea.Cmd {
	r := s.done.Request
	k := keep.Key{ConsumerKey: r.ConsumerKey, Rules: r.Rules, Preset: r.Preset, Profile: s.application(), KeepErr: s.rotated.KeepErr}
	var screen *keep.Screen
	screen = keep.New(s.env, k, func() tea.Cmd {
		s.kept = s.kept || len(screen.Kept()) > 0
		return shell.Send(shell.PopMsg{})
	})
	return s.Push(screen)
}

// application is the profile of this machine that has the application of the new
// token.
func (s *exchange) application() config.Profile {
	r := s.done.Request
	e := r.Client().Endpoint()
	list := []config.Profile{s.of.Profile}
	if m := s.env.Machine; m != nil {
		list = append(append(list, m.Active), m.Profiles...)
	}
	for _, p := range list {
		if p.ApplicationKey.Text == r.ApplicationKey && p.Endpoint.URL == e.URL && !p.ApplicationSecret.Secret.Empty() {
			return p
		}
	}
	p := config.Profile{Name: e.Name, Section: e.Name, Endpoint: e}
	p.ApplicationKey.Text, p.ApplicationSecret.Secret = r.ApplicationKey, r.ApplicationSecret
	return p
}

// nothingToTry says why there is no use in another try, or "".
func (s *exchange) nothingToTry() string {
	switch {
	case s.running:
		return busy
	case s.done.Err != nil || s.rotated.Hopeless():
		return "The same would come of it again."
	case !s.rotated.Undone():
		return "Nothing was left undone."
	}
	return ""
}
