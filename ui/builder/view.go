package builder

import (
	"slices"
	"strings"

	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// between stands between what is side by side.
const (
	between      = " │ "
	betweenWidth = 3
)

// View draws the parts that have room.
func (s *Screen) View() string {
	switch {
	case s.choosing:
		return ""
	case s.confirming:
		return s.confirmView()
	}
	left := s.leftLines()
	if !s.room.beside {
		return strings.Join(left, "\n")
	}
	t := s.env.Theme
	right := append([]string{s.pane.View(), t.Paint(theme.Rule, strings.Repeat("─", s.room.summaryWidth))}, s.summaryView()...)
	return layout.Columns(strings.Join(left, "\n"), s.room.left, t.Paint(theme.Rule, between), strings.Join(right, "\n"), s.height)
}

// leftLines draws one part below the other.
func (s *Screen) leftLines() []string {
	var lines []string
	add := func(height int, part func() []string) {
		if height <= 0 {
			return
		}
		if len(lines) > 0 {
			lines = append(lines, make([]string, s.room.gap)...)
		}
		// Parts below count on the height, whatever was drawn.
		drawn := make([]string, height)
		copy(drawn, part())
		lines = append(lines, drawn...)
	}
	add(s.room.main, s.gridView)
	if !s.room.beside {
		add(s.room.operations, func() []string { return strings.Split(s.pane.View(), "\n") })
	}
	add(s.room.addresses, func() []string {
		lines := strings.Split(layout.Indent(s.addresses.View(s.env.Theme), 1), "\n")
		if s.part == partAddresses {
			lines[0] = s.env.Theme.Paint(theme.Accent, "›") + strings.TrimPrefix(lines[0], " ")
		}
		return lines
	})
	if s.pasted != nil {
		add(s.room.pasted, s.pastedView)
	}
	if !s.room.beside {
		add(s.room.summary, s.summaryView)
	}
	return lines
}

// more says how to see more of a panel: by the key that is nearer to it, and never
// by tab while that makes a repair.
func (s *Screen) more(p part) string {
	if s.part == p {
		return "↓ scrolls"
	}
	parts := s.parts()
	from, to := slices.Index(parts, s.part), slices.Index(parts, p)
	ahead := (to - from + len(parts)) % len(parts)
	pressed, steps := "tab", ahead
	if back := len(parts) - ahead; back < ahead || s.mends() {
		pressed, steps = "shift+tab", back
	}
	if steps > 1 {
		return pressed + " leads there"
	}
	return pressed + " goes there"
}

func (s *Screen) summaryView() []string {
	lines := []string{s.heading(partSummary, summaryTitle)}
	return append(lines, s.summary.draw(s.env.Theme, s.room.summaryWidth, s.room.summary-1, s.more(partSummary))...)
}

// pastedView draws what was not understood of a paste.
func (s *Screen) pastedView() []string {
	t := s.env.Theme
	title := " " + t.Paint(theme.Caution, s.pasted.title)
	if s.part == partPasted {
		title = s.heading(partPasted, s.pasted.title)
	}
	lines := []string{layout.Ends(title, t.Paint(theme.Subtle, "esc closes this"), s.room.left-1)}
	shown := scroll{s.pasted.lines, s.pasted.top}
	return append(lines, shown.draw(t, s.room.left, s.room.pasted-1, s.more(partPasted))...)
}

// Cursor is in the field that is being typed in.
func (s *Screen) Cursor() (x, y int, visible bool) {
	switch {
	case s.confirming, s.choosing:
		return 0, 0, false
	case s.part == partOperations:
		x, y, visible = s.pane.Cursor()
		if s.room.beside {
			x += s.room.left + betweenWidth
		}
		return x, y, visible && s.room.operations > 0
	case s.editing:
		x, _, visible = s.path.Cursor()
		y = s.rowLine(s.cursor())
		return x + s.pathColumn(), y, visible && y < s.room.main
	case s.addresses.Focused():
		x, _, visible = s.addresses.Cursor()
		y = 0
		if s.room.main > 0 {
			y = s.room.main + s.room.gap
		}
		return x + 1, y, visible
	}
	return 0, 0, false
}
