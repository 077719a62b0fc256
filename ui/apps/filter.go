package apps

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// startFilter opens the filter line.
func (s *Screen) startFilter() tea.Cmd {
	s.typing = true
	s.field.SetValue(s.filter)
	s.field.Focus()
	s.compose()
	return nil
}

// setFilter narrows the list with every keystroke.
func (s *Screen) setFilter(text string) {
	if s.filter != text {
		s.filter = text
		s.refilter()
	}
}

func (s *Screen) refilter() {
	words, empty := strings.Fields(strings.ToLower(s.filter)), s.empty
	if len(words) == 0 && !empty {
		s.table.SetFilter(nil)
	} else {
		s.table.SetFilter(func(r row) bool { return (!empty || r.bare()) && r.matches(words) })
	}
	s.compose()
}

// endFilter closes the line; the filter stays.
func (s *Screen) endFilter() tea.Cmd {
	s.typing = false
	s.filter = strings.TrimSpace(s.filter)
	s.field.Blur()
	s.compose()
	return nil
}

// clearFilter closes the line and shows all.
func (s *Screen) clearFilter() tea.Cmd {
	s.setFilter("")
	return s.endFilter()
}

// onlyEmpty shows those without a token alone, or all again.
func (s *Screen) onlyEmpty() tea.Cmd {
	s.empty = !s.empty
	s.refilter()
	return nil
}

// back undoes one level: the range, the filter, the selection, then the screen.
func (s *Screen) back() tea.Cmd {
	switch {
	case s.table.Ranging():
		s.table.CancelRange()
	case s.filter != "":
		return s.clearFilter()
	case s.empty:
		return s.onlyEmpty()
	case s.table.SelectedCount() > 0:
		s.table.SelectNone()
	default:
		return s.Pop()
	}
	s.compose()
	return nil
}
