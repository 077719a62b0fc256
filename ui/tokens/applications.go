package tokens

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/apps"
	"ovh-tokens/ui/shell"
)

// openApplications lists the applications of the account that the row under the
// cursor is of, and puts the cursor on the row's.
func (s *Screen) openApplications() tea.Cmd {
	if r, ok := s.table.Cursor(); ok {
		return s.showApplications(r.of)(&s.Base, r.ApplicationID)
	}
	return s.showApplications(s.sources[0])(&s.Base, 0)
}

// showApplications opens the applications of an account on top of a screen, on one
// of them.
func (s *Screen) showApplications(f *source) func(*shell.Base, int64) tea.Cmd {
	list := apps.List{
		Tokens:  func() []ovhapi.Token { return s.all(f) },
		Reading: func() bool { return f.keeper().busy },
		Whole:   func() bool { return !f.keeper().busy && f.keeper().err == nil },
		Refresh: func() tea.Cmd { return s.read(f.keeper()) },
	}
	return func(from *shell.Base, id int64) tea.Cmd { return from.Push(apps.New(f.keeper().env, list, id)) }
}

// turnTo shows what another screen asks for: one token, or what a filter matches as
// if it had been typed.
func (s *Screen) turnTo(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case shell.FocusMsg:
		return s.focusOn(msg.ID)
	case shell.FilterMsg:
		s.input.SetValue(msg.Text)
		s.setFilter(msg.Text)
		return s.endFilter()
	}
	return nil
}
