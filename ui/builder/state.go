package builder

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/shell"
)

// change replaces the document by an edit of it.
func (s *Screen) change(doc document, edit string) {
	s.history.record(s.doc, edit)
	s.restore(doc)
}

// restore shows another state, with the cursor where it was as near as can be.
func (s *Screen) restore(doc document) {
	at := s.cursor()
	s.doc = doc
	if s.rowID != 0 && doc.index(s.rowID) < 0 {
		s.setCursor(min(at, max(len(doc.rows)-1, 0)))
	}
	s.addresses.SetValue(doc.addresses)
	s.derive()
	s.column = min(s.column, s.columns())
}

// undo takes the last edit back.
func (s *Screen) undo() tea.Cmd {
	doc, edit, ok := s.history.undo(s.doc)
	if !ok {
		return shell.Warn("There is nothing to undo.")
	}
	if edit == thePaste {
		s.dismiss() // what it says is no longer so
	}
	s.show(doc)
	return shell.Say("Undone: " + edit + ".")
}

// redo does again what was undone.
func (s *Screen) redo() tea.Cmd {
	doc, edit, ok := s.history.redo(s.doc)
	if !ok {
		return shell.Warn("There is nothing to redo.")
	}
	s.show(doc)
	return shell.Say("Done again: " + edit + ".")
}

// show restores a state and puts the cursor on the first row that differs.
func (s *Screen) show(doc document) {
	old := s.doc
	s.restore(doc)
	for i, r := range doc.rows {
		if i >= len(old.rows) || r.id != old.rows[i].id || !r.same(old.rows[i]) {
			s.setCursor(i)
			break
		}
	}
	s.derive()
}
