package tokens

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/doctor"
)

// openDoctor finds out why calls fail, for the account of the row under the cursor.
func (s *Screen) openDoctor() tea.Cmd {
	env := s.env
	if r, there := s.table.Cursor(); there {
		env = r.of.env
	}
	return s.Push(doctor.New(env))
}
