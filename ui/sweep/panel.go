package sweep

import (
	"strconv"
	"time"

	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/token"
)

// The panel beside the plan appears from this width on, as beside the list.
const (
	panelFrom   = 116
	panelLeast  = 40
	panelWidest = 64
)

func (s *Screen) panelWidth() int { return min(max(s.width*2/7, panelLeast), panelWidest) }

// left is the width of groups and tokens.
func (s *Screen) left() int {
	if s.width >= panelFrom {
		return s.width - s.panelWidth() - 3
	}
	return s.width
}

// panel is the explained token, kept until something changes.
type panel struct {
	id    int64
	width int
	at    time.Time
	lines []string
}

func (p *panel) forget() { p.lines = nil }

// explain describes the token under the cursor, why it goes or stays first.
func (s *Screen) explain(height int) []string {
	row, ok := s.table.Cursor()
	if !ok {
		return nil
	}
	t, now, width := s.env.Theme, s.now(), s.panelWidth()-1
	if p := s.panel; p.lines == nil || p.id != row.ID || p.width != width || now.Sub(p.at) > time.Minute {
		lines := []string{t.Paint(theme.Strong, s.fate(row))}
		for _, line := range layout.Wrap(row.reason, width) {
			lines = append(lines, t.Paint(theme.Text, line))
		}
		lines = append(lines, "")
		told := token.Told{Findings: s.auditor.Findings(row.ID)}
		lines = append(lines, token.Describe(t, row.Token, token.Home{Places: s.env.Places(row.Token)}, told, now, width)...)
		s.panel = panel{id: row.ID, width: width, at: now, lines: lines}
	}
	lines := s.panel.lines
	if len(lines) > height && height > 1 {
		more := layout.Count(len(lines)-height+1, "more line") + ": enter"
		lines = append(lines[:height-1:height-1], t.Paint(theme.Subtle, more))
	}
	return lines
}

// fate says what becomes of a token.
func (s *Screen) fate(row item) string {
	g, is := s.group()
	switch {
	case s.going[row.ID]:
		return "Goes"
	case is && !s.chosen(g):
		return "Would go with this group"
	}
	return "Stays"
}

func strconvID(id int64) string { return strconv.FormatInt(id, 10) }
