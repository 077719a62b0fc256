package builder

import (
	"strings"

	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// wide is from where on the summary stands beside the rules.
const wide = 110

// plan is how many lines and columns each part has; a part with none is not
// drawn.
type plan struct {
	left, summaryWidth               int
	main, addresses, pasted, summary int
	gap                              int // blank lines between the parts
	beside                           bool
}

// measure fixes the widths, which what is wrapped depends on.
func (s *Screen) measure() {
	s.room.beside = s.width >= wide && s.height >= tall
	s.room.left, s.room.summaryWidth = s.width, s.width
	if s.room.beside {
		s.room.summaryWidth = min(s.width*2/5, 64)
		s.room.left = s.width - s.room.summaryWidth - 3
	}
	s.addresses.SetWidth(s.room.left - 2)
	s.path.SetWidth(s.pathWidth())
}

// tall is from where on more than one part is drawn.
const tall = 10

// settle shares the lines out and keeps what the cursor is on in sight.
func (s *Screen) settle() {
	s.room.main, s.room.addresses, s.room.pasted, s.room.summary, s.room.gap = 0, 0, 0, 0, 0
	if s.height < tall {
		s.single()
	} else {
		s.share()
	}
	if s.pasted != nil {
		s.pasted.top = max(min(s.pasted.top, len(s.pasted.lines)-s.room.pasted+1), 0)
	}
	s.summary.settle(s.room.summary - 1)
	s.confirm.settle(s.height - 2)
	s.follow()
}

// single gives a small screen to the part that has the focus.
func (s *Screen) single() {
	switch s.part {
	case partAddresses:
		s.room.addresses = s.height
	case partPasted:
		s.room.pasted = s.height
	case partSummary:
		s.room.summary = s.height
	case partStart, partRules:
		s.room.main = s.height
	}
}

// share gives every part what it needs, and where that is too much the most to
// the one that has the focus.
func (s *Screen) share() {
	r := &s.room
	if s.height >= 14 {
		r.gap = 1
	}
	limit := max(s.height/3, 1)
	if s.part == partAddresses {
		limit = max(s.height/2, 1)
	}
	r.addresses = min(s.addresses.Height(), limit)
	rest := s.height - r.addresses - r.gap
	if s.pasted != nil {
		limit = max(rest/3, 3)
		if s.part == partPasted {
			limit = max(rest/2, 3)
		}
		r.pasted = min(len(s.pasted.lines)+1, limit)
		rest -= r.pasted + r.gap
	}
	if r.beside {
		r.main, r.summary = min(s.mainHeight(), rest), s.height
		return
	}
	rest -= r.gap
	want, need := len(s.summary.lines)+1, s.mainHeight()
	if want+need <= rest {
		r.main, r.summary = need, want
		return
	}
	if s.part == partSummary {
		r.main = min(need, max(rest/4, 4))
	} else {
		// Two lines of the summary are its title and the worst of the danger.
		least := min(s.leastHeight(), rest-2)
		r.main = min(need, max(rest-min(want, 6), rest/2, least))
	}
	r.summary = min(want, rest-r.main)
}

// mainHeight is what the rules, or the sets to start from, would fill.
func (s *Screen) mainHeight() int {
	if s.starting {
		return s.startHeight()
	}
	return s.gridHeight()
}

// View draws the parts that have room.
func (s *Screen) View() string {
	if s.confirming {
		return s.confirmView()
	}
	left := s.leftLines()
	if !s.room.beside {
		return strings.Join(left, "\n")
	}
	right := s.summaryView()
	between := s.env.Theme.Paint(theme.Rule, " │ ")
	return layout.Columns(strings.Join(left, "\n"), s.room.left, between, strings.Join(right, "\n"), s.height)
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
	add(s.room.main, s.mainView)
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

func (s *Screen) mainView() []string {
	if s.starting {
		return s.startLines(s.room.left)
	}
	return s.gridView()
}

// heading draws the title of a panel, marked when it has the focus.
func (s *Screen) heading(p part, title string) string {
	if s.part == p {
		return s.env.Theme.Paint(theme.Accent, "›"+title)
	}
	return " " + s.env.Theme.Paint(theme.Strong, title)
}

// reach says how to see more of a panel.
func (s *Screen) reach(p part) string {
	if s.part == p {
		return "↓ scrolls"
	}
	return "tab goes there"
}

func (s *Screen) summaryView() []string {
	lines := []string{s.heading(partSummary, s.summaryTitle())}
	return append(lines, s.summary.draw(s.env.Theme, s.room.summary-1, s.reach(partSummary))...)
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
	return append(lines, shown.draw(t, s.room.pasted-1, s.reach(partPasted))...)
}

// Cursor is in the field that is being typed in.
func (s *Screen) Cursor() (x, y int, visible bool) {
	switch {
	case s.confirming:
		return 0, 0, false
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
