package builder

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/shell"
)

// editPath starts typing the path under the cursor; on the last line it adds a
// row.
func (s *Screen) editPath() tea.Cmd {
	r, ok := s.current()
	if !ok {
		return s.addRow()
	}
	s.before, s.editing, s.fresh = s.doc, true, false
	s.path.SetValue(r.path)
	s.path.Focus()
	return nil
}

// addRow adds a row that may read, below the cursor, and starts typing its path.
func (s *Screen) addRow() tea.Cmd {
	s.before, s.editing, s.fresh = s.doc, true, true
	r := row{id: s.number(), methods: []rule.Method{rule.Get}}.withPath("")
	s.doc = s.doc.insert(min(s.cursor()+1, len(s.doc.rows)), r)
	s.rowID, s.part = r.id, partRules
	s.path.SetValue("")
	s.path.Focus()
	s.derive()
	return nil
}

// typePath takes the field's text in as it changes.
func (s *Screen) typePath() {
	if r, ok := s.current(); ok {
		s.doc = s.doc.replace(s.cursor(), r.withPath(s.path.Value()))
		s.derive()
	}
}

// accept puts the suggestion in place of what was typed, and methods typed before
// the path in place of those of the row.
func (s *Screen) accept() tea.Cmd {
	r, ok := s.current()
	if !ok || r.mended == "" {
		return nil
	}
	s.doc = s.doc.replace(s.cursor(), r.right())
	s.path.SetValue(r.mended)
	s.typePath()
	return nil
}

// leaveField takes the focus from whichever field has it and keeps what it
// holds.
func (s *Screen) leaveField() tea.Cmd {
	if s.addresses.Focused() {
		s.leaveAddresses()
		s.part = partRules
		return nil
	}
	if s.searching() {
		s.pane.SetFocused(false)
	}
	if !s.editing {
		return nil
	}
	return s.leavePath()
}

// revert leaves the field that is being typed in and brings back what stood there
// before; a row that was being added goes.
func (s *Screen) revert() tea.Cmd {
	changed := !s.doc.same(s.before) && !s.fresh
	fresh := s.editing && s.fresh
	s.editing = false
	s.path.Blur()
	if s.addresses.Focused() {
		s.addresses.Blur()
		s.part, fresh = partRules, false
	}
	at := s.cursor()
	s.restore(s.before)
	if fresh && at > 0 {
		s.setCursor(at - 1) // where the row was added from
		s.settle()
	}
	if changed {
		return shell.Say("Left as it was.")
	}
	return nil
}

// leavePath ends the typing of a path. A new row without a path goes, two rows
// of one path become one, and a wrong path stays with what is said about it.
func (s *Screen) leavePath() tea.Cmd {
	s.editing = false
	s.path.Blur()
	r, ok := s.current()
	if !ok {
		return nil
	}
	if s.fresh && s.path.Value() == "" {
		s.restore(s.before)
		return nil
	}
	if r.fault == "" {
		r = r.withPath(r.held)
		s.doc = s.doc.replace(s.cursor(), r)
		if cmd := s.joinTwice(r); cmd != nil {
			return cmd
		}
	}
	s.recordTyping(r)
	return nil
}

// recordTyping makes one edit of all that was typed.
func (s *Screen) recordTyping(r row) {
	if !s.doc.same(s.before) {
		s.history.record(s.before, "the path "+named(r))
	}
	s.derive()
}

// joinTwice makes one row of two with the same path.
func (s *Screen) joinTwice(r row) tea.Cmd {
	at := s.cursor()
	i := slices.IndexFunc(s.doc.rows, func(other row) bool { return other.id != r.id && other.path == r.path })
	if i < 0 {
		return nil
	}
	other := s.doc.rows[i]
	for _, m := range r.methods {
		other = other.with(m, true)
	}
	s.doc = s.doc.replace(i, other).remove(at)
	s.rowID = other.id
	s.recordTyping(other)
	return shell.Say(r.path + " was there already; the two rows are one now.")
}
