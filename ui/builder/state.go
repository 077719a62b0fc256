package builder

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

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
	return s.say("Undone: "+edit+"; ctrl+r does it again.", "Undone; ctrl+r does it again.")
}

// say tells what was done, in few words where many do not fit into the line.
func (s *Screen) say(full, short string) tea.Cmd {
	if ansi.StringWidth(full)+2 > s.width {
		full = short
	}
	return shell.Say(full)
}

// redo does again what was undone.
func (s *Screen) redo() tea.Cmd {
	doc, edit, ok := s.history.redo(s.doc)
	if !ok {
		return shell.Warn("There is nothing to redo.")
	}
	s.show(doc)
	return s.say("Done again: "+edit+".", "Done again.")
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
