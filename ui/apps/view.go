package apps

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/roster"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/theme"
)

// The application is explained beside the list from this width on, and takes two
// fifths of it within these bounds; on narrower screens it stands below.
const (
	besideFrom   = 116
	besideLeast  = 48
	besideWidest = 76
)

func (s *Screen) beside() bool { return s.width >= besideFrom }

func (s *Screen) panelWidth() int { return min(max(s.width*2/5, besideLeast), besideWidest) }

// filterLine is the room for the filter.
func (s *Screen) filterLine() int {
	if s.typing || s.filter != "" {
		return 1
	}
	return 0
}

// compose shares the room out and writes what is said about the application.
func (s *Screen) compose() {
	room := max(s.height-s.filterLine(), 0)
	if s.beside() {
		s.table.SetSize(s.width-s.panelWidth()-3, room)
		s.details.SetLines(s.text(s.panelWidth()))
		s.details.SetHeight(room)
		return
	}
	listed := 0
	if s.table.Shown() > 0 {
		// The list gets half where it needs it, since its rows have more to say.
		listed = min(s.table.Shown()+1, max(s.height/2, 4))
	}
	s.table.SetSize(s.width, min(listed, room))
	s.details.SetLines(s.text(s.width))
	s.details.SetHeight(max(room-listed-1, 0))
}

// Heading counts what matters, and says what is going on.
func (s *Screen) Heading() shell.Heading {
	left := s.counts()
	return shell.Heading{Title: s.list.Title, Left: left, Right: s.side(s.width - 4 - ansi.StringWidth(left))}
}

func (s *Screen) counts() string {
	t := s.env.Theme
	empty, gone := 0, 0
	for r := range s.table.Rows() {
		if r.bare() {
			empty++
		}
		if r.Whose == roster.Deleted {
			gone++
		}
	}
	if s.table.Len() == 0 && s.reading {
		return t.Paint(theme.Subtle, "Reading the applications…")
	}
	parts := []string{things(s.table.Len())}
	if s.filter != "" || s.empty {
		parts[0] = fmt.Sprintf("%s of %s shown", layout.Number(s.table.Shown()), things(s.table.Len()))
	}
	switch {
	case empty > 0 && s.empty:
		parts = append(parts, t.Paint(theme.Caution, layout.Number(empty)+" without a token; a selects them"))
	case empty > 0:
		parts = append(parts, t.Paint(theme.Caution, layout.Number(empty)+" without a token"))
	}
	if gone > 0 {
		parts = append(parts, t.Paint(theme.Caution, layout.Number(gone)+" deleted"))
	}
	return strings.Join(parts, "   ")
}

// side is what is going on, and how much of list and explanation is out of sight
// where that fits into the room.
func (s *Screen) side(room int) string {
	t := s.env.Theme
	var parts []string
	add := func(role theme.Role, words string) { parts = append(parts, t.Paint(role, words)) }
	switch {
	case s.asking:
		add(theme.Subtle, "asking for their tokens…")
	case s.table.Len() > 0 && (s.reading || s.list.Reading()):
		add(theme.Subtle, "reading…")
	case s.err != nil:
		add(theme.Caution, "not all known")
	}
	if n := s.table.SelectedCount(); n > 0 {
		words := fmt.Sprintf("%d selected", n)
		if h := s.table.SelectedHidden(); h > 0 {
			words += fmt.Sprintf(", %d hidden", h)
		}
		add(theme.Picked, words)
	}
	for _, form := range table.More(s.table.Above(), s.table.Below()) {
		if s.table.Shown() > 0 && ansi.StringWidth(strings.Join(parts, "   "))+3+ansi.StringWidth(form) <= room {
			add(theme.Subtle, form)
			break
		}
	}
	said := strings.Join(parts, "   ")
	if s.beside() || s.table.Shown() == 0 {
		add(theme.Subtle, s.unsaid())
		if more := strings.Join(parts, "   "); s.unsaid() != "" && ansi.StringWidth(more) <= room {
			return more
		}
	}
	return said
}

// unsaid is how much of the explanation is out of sight.
func (s *Screen) unsaid() string {
	if n := s.details.Below(); n > 0 {
		return layout.Count(n, "more line") + ", ctrl+↓"
	}
	return ""
}

// divide is the rule between the list and the explanation below it. It says how
// much of that is out of sight.
func (s *Screen) divide() string {
	t, words := s.env.Theme, s.unsaid()
	if words == "" {
		return t.Paint(theme.Rule, strings.Repeat("─", s.width))
	}
	const after = 2
	room := max(s.width-ansi.StringWidth(words)-2-after, 0)
	return t.Paint(theme.Rule, strings.Repeat("─", room)) + " " + t.Paint(theme.Subtle, words) + " " + t.Paint(theme.Rule, strings.Repeat("─", after))
}

// View draws the list, the application under the cursor explained beside or below
// it, and the filter.
func (s *Screen) View() string {
	room := max(s.height-s.filterLine(), 0)
	view := s.details.View()
	switch {
	case s.table.Shown() == 0:
	case s.beside():
		view = layout.Columns(s.table.View(), s.width-s.panelWidth()-3, s.env.Theme.Paint(theme.Rule, " │ "), view, room)
	default:
		view = s.table.View() + "\n" + s.divide() + "\n" + view
	}
	if s.filterLine() == 0 {
		return layout.Frame(view, s.width, room)
	}
	line := s.field.Line(s.env.Theme)
	if !s.typing {
		line = s.env.Theme.Paint(theme.Subtle, "Filter") + "  " + s.filter
	}
	return layout.Frame(view, s.width, room) + "\n  " + line
}

// Cursor is in the filter while it is typed, else on the row.
func (s *Screen) Cursor() (int, int, bool) {
	if s.typing {
		x, _, visible := s.field.Cursor()
		return 2 + x, s.height - 1, visible
	}
	y := s.table.CursorLine()
	return 1, y, y >= 0
}
