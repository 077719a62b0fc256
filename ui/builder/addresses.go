package builder

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/shell"
)

// editAddresses gives the addresses field the focus.
func (s *Screen) editAddresses() tea.Cmd {
	s.before = s.doc
	s.part = partAddresses
	s.addresses.SetValue(s.doc.addresses)
	s.addresses.Focus()
	return nil
}

// typeAddresses takes the field's text in as it changes.
func (s *Screen) typeAddresses() {
	s.doc.addresses = s.addresses.Value()
	s.derive()
}

// doneAddresses leaves the field when what it holds is right. While it is wrong
// the field keeps the focus, so that what is typed next goes there and not to the
// rules.
func (s *Screen) doneAddresses() tea.Cmd {
	if problem := s.allowed.Problem(); problem != "" {
		return shell.Warn(problem + " esc brings back what stood here before.")
	}
	return s.leaveField()
}

// leaveAddresses takes the focus from the field and keeps what it holds, right
// or wrong.
func (s *Screen) leaveAddresses() {
	s.addresses.Blur()
	if !s.doc.same(s.before) {
		s.history.record(s.before, "the addresses")
	}
	s.derive()
}
