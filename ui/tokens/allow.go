package tokens

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ui/allow"
	"ovh-tokens/ui/builder"
	"ovh-tokens/ui/shell"
)

// allowed opens the addresses of the row under the cursor.
func (s *Screen) allowed() tea.Cmd {
	r, ok := s.table.Cursor()
	if !ok {
		return nil
	}
	return s.addresses(r.of)(&s.Base, r.Token)
}

// addresses opens those of a token of an account. The right to change them is that
// of the token which the account's client works with.
func (s *Screen) addresses(f *source) func(*shell.Base, ovhapi.Token) tea.Cmd {
	return func(from *shell.Base, t ovhapi.Token) tea.Cmd {
		f := f.keeper()
		own, _ := s.table.Row(f.key(f.current))
		return from.Push(allow.New(f.env, allow.Subject{
			Token: t, Own: own.Token,
			Again: func(from *shell.Base, p preset.Preset) tea.Cmd {
				return s.build(f.env, from, builder.Start{Rules: p.Rules, Preset: p.ID})
			},
		}))
	}
}

// cannotAllow says why the addresses of the row under the cursor are not changed.
func (s *Screen) cannotAllow() string {
	r, ok := s.table.Cursor()
	if !ok {
		return cmp.Or(s.noToken(), "There is no row.")
	}
	return allow.Why(r.Token, r.of.now())
}

// takeAllowed shows which addresses a token works from now. What is being read
// meanwhile may have seen it before, so it is read again.
func (s *Screen) takeAllowed(msg shell.AllowedMsg) tea.Cmd {
	var cmds []tea.Cmd
	for _, f := range s.own() {
		if f.env.Client == nil || f.env.Client.Endpoint().URL != msg.URL {
			continue
		}
		r, ok := s.table.Row(f.key(msg.ID))
		if !ok {
			continue
		}
		r.AllowedIPs = msg.Addresses
		s.table.Upsert([]row{s.newRow(f, r.Token)})
		if f.busy {
			cmds = append(cmds, s.read(f))
		}
	}
	s.recount()
	return tea.Batch(cmds...)
}
