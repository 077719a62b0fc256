package tokens

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/holdings"
	"ovh-tokens/ui/rotate"
	"ovh-tokens/ui/shell"
)

// foundMsg brings what stands in the files now.
type foundMsg struct{ found []config.Holding }

// openHoldings looks for keys in this machine's files, after saying which.
func (s *Screen) openHoldings(from *shell.Base) tea.Cmd {
	return from.Push(holdings.New(s.env, func() []ovhapi.Token { return s.all(s.sources[0]) }))
}

// readFiles looks anew where the known keys stand, once the user has agreed to
// have the files looked through: a rotation, a removed profile or an editor may
// have changed them. No call is made.
func (s *Screen) readFiles() tea.Cmd {
	if !s.env.Keys().Looked {
		return nil
	}
	sources, files := s.env.Sources, slices.Clone(s.env.Keys().Files)
	return s.Run(func(context.Context) tea.Msg {
		found, _ := config.Holdings(sources, files...) // what can't be read is told where the files are looked through
		return foundMsg{found}
	})
}

func (s *Screen) takeFound(msg foundMsg) {
	if !s.env.Keys().Same(msg.found) {
		s.env.Keys().Found(msg.found)
		s.rehome()
	}
}

// rehome brings what is known of the keys' places into the rows.
func (s *Screen) rehome() {
	var changed []row
	for r := range s.table.Rows() {
		if !slices.Equal(r.places, s.places(r.of, r.Token)) {
			changed = append(changed, s.newRow(r.of, r.Token))
		}
	}
	s.table.Upsert(changed)
	s.panel.forget()
}

// focusOn puts the cursor on a token, which the filter may hide. One that is
// not there yet gets it when the list is read again.
func (s *Screen) focusOn(id int64) tea.Cmd {
	if s.reach(id) {
		return nil
	}
	cmd := s.clearFilter()
	if !s.reach(id) {
		s.focus = id
	}
	return cmd
}

// rotate replaces the key of the row where it is known to stand in a file of
// this machine, and else begins a new token with the same rules.
func (s *Screen) rotate() tea.Cmd {
	r, _ := s.table.Cursor()
	env, w := r.of.env, s.worker(r.of, r.ID)
	if w == nil && r.Current {
		w = r.of
	}
	if w != nil && w != r.of && w != s.sources[0] && !s.env.Keys().Looked {
		return shell.Warn("Another profile of this machine works with it: p, then R there, replaces its key.")
	}
	if w != nil && (w == r.of || w == s.sources[0]) && w.env.Machine != nil {
		return s.Push(rotate.New(w.env, w.env.Machine.Active))
	}
	h, found := env.Holding(r.ID)
	if found && r.Works(r.of.now()) && slices.ContainsFunc(h.Places, func(p config.FoundKey) bool { return !p.Shadowed }) {
		return s.Push(rotate.New(env, h.Profile))
	}
	why := "Key not looked for (K in the list)"
	switch {
	case found && !r.Works(r.of.now()):
		why = "It works no more"
	case s.env.Keys().Looked:
		why = "Its key was found in no file"
	}
	return tea.Sequence(s.buildFrom(env)(&s.Base, r.Token, r.Rules),
		shell.Say(why+": a new token; revoke the old one later."))
}
