package sweep

import (
	"fmt"
	"strings"
	"time"

	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/token"
	"ovh-tokens/ui/when"
)

// trip is how long a call is taken to last for an estimate, and tolerated how many
// calls a minute OVH has called safe for one key (ovh/python-ovh#81).
const (
	trip      = 200 * time.Millisecond
	tolerated = 60
	inFlight  = 8
)

// Heading says how many tokens go and how long that takes.
func (s *Screen) Heading() shell.Heading {
	n, stay := len(s.plan.Items), len(s.plan.Protected)
	left := "Nothing to clean up"
	if n > 0 {
		verb := "go"
		if n == 1 {
			verb = "goes"
		}
		left = layout.Count(n, "token") + " " + verb
	}
	t := s.env.Theme
	if stay > 0 {
		left += t.Paint(theme.Subtle, fmt.Sprintf("   %s protected", layout.Number(stay)))
	}
	return shell.Heading{Title: "Clean-up plan", Left: left, Right: t.Paint(theme.Subtle, s.lasts())}
}

// lasts is how long the run takes, at best and at the pace that is surely
// tolerated.
func (s *Screen) lasts() string {
	if len(s.plan.Items) == 0 {
		return ""
	}
	best := max(s.plan.Lasts(audit.Pace{InFlight: inFlight, Trip: trip}), time.Second)
	worst := s.plan.Lasts(audit.Pace{InFlight: inFlight, Trip: trip, PerMinute: tolerated})
	if worst <= best {
		return "takes about " + when.Span(best)
	}
	return "takes " + when.Span(best) + " to " + when.Span(worst)
}

// resize shares the height among groups, tokens and the sheet.
func (s *Screen) resize() {
	s.table.SetSize(s.width, max(s.height-s.groupLines()-1-len(s.sheetLines()), 0))
}

// groupLines is how many lines the groups take: all of them where there is room
// for some tokens too.
func (s *Screen) groupLines() int {
	all := len(s.groups()) + 1
	return max(min(all, s.height-len(s.sheetLines())-5), min(3, s.height))
}

func (s *Screen) sheetLines() []string { return s.sheet.Lines(s.width, max(s.height-8, 3)) }

// View draws the groups, the tokens of the one under the cursor, and the run.
func (s *Screen) View() string {
	lines := s.groupRows()
	lines = append(lines, s.env.Theme.Paint(theme.Rule, strings.Repeat("─", s.width)))
	room := max(s.height-len(lines)-len(s.sheetLines()), 0)
	body := s.table.View()
	if s.table.Len() == 0 {
		body = "  " + s.env.Theme.Paint(theme.Subtle, s.none())
	}
	if room > 0 {
		lines = append(lines, layout.Frame(body, s.width, room))
	}
	return strings.Join(append(lines, s.sheetLines()...), "\n")
}

// none says why no token is listed.
func (s *Screen) none() string {
	if _, is := s.group(); !is {
		return "Nothing that a chosen group takes is protected."
	}
	return "No token is in this group."
}

// nameWidth is the room for the name of a group.
const nameWidth = 12

// groupRows draws the groups, each with how many tokens it takes.
func (s *Screen) groupRows() []string {
	t, room := s.env.Theme, s.groupLines()
	all := s.groups()
	var lines []string
	for i := range len(all) + 1 {
		mark, name, count, meaning, chosen := " ", "protected", len(s.plan.Protected), "what a chosen group takes and what stays all the same", true
		if i < len(all) {
			k := all[i]
			chosen = s.chosen(k.Group)
			mark, name, count, meaning = "·", strings.ReplaceAll(string(k.Group), "-", " "), s.offers[k.Group], k.Meaning
			if chosen {
				mark = "■"
			}
			if limit := s.limit(k); limit > 0 {
				meaning += "; after " + when.Span(limit)
			}
		}
		cursor := " "
		if i == s.at {
			cursor = "›"
		}
		text := cursor + " " + mark + " " + layout.Pad(name, nameWidth) + fmt.Sprintf("%6s", layout.Number(count)) + "   " + meaning
		text = layout.Cut(" "+text, s.width)
		if i == s.at && !s.inRows {
			lines = append(lines, t.PaintCursor(s.role(chosen), layout.Pad(text, s.width)))
			continue
		}
		lines = append(lines, t.Paint(s.role(chosen), text))
	}
	top := max(min(s.at-room/2, len(lines)-room), 0)
	return lines[top:min(top+room, len(lines))]
}

// limit is the time that counts for a group.
func (s *Screen) limit(k audit.GroupKind) time.Duration {
	if chosen := s.choice[k.Group]; chosen > 0 {
		return chosen
	}
	return k.Limit
}

func (s *Screen) columns() []table.Column[item] {
	return []table.Column[item]{
		{Name: "application", Title: "Application", Min: 16, Max: 30, Weight: 2, Cell: func(i item, _ int) table.Cell {
			return table.Cell{Text: i.Name(), Role: s.role(!i.stays)}
		}},
		{Name: "id", Title: "Id", Min: 9, Right: true, Priority: 3, Cell: func(i item, _ int) table.Cell {
			return table.Cell{Text: fmt.Sprint(i.ID), Role: s.role(!i.stays)}
		}},
		{Name: "access", Title: "Access", Min: 14, Max: 26, Weight: 1, Priority: 2, Cell: func(i item, width int) table.Cell {
			return table.Cell{Text: i.Rules.ShortFit(width), Role: s.role(!i.stays)}
		}},
		{Name: "status", Title: "Status", Min: 8, Priority: 4, Cell: func(i item, _ int) table.Cell {
			status, role := token.Status(i.Token, s.now())
			return table.Cell{Text: status, Role: role}
		}},
		{Name: "reason", Title: "Why", Min: 50, Weight: 5, Priority: 1, Cell: func(i item, _ int) table.Cell {
			return table.Cell{Text: i.reason, Role: s.role(!i.stays)}
		}},
	}
}

// Cursor is on the group or the token.
func (s *Screen) Cursor() (int, int, bool) {
	if s.inRows {
		y := s.table.CursorLine()
		return 1, s.groupLines() + 1 + y, y >= 0
	}
	room := s.groupLines()
	all := len(s.groups()) + 1
	return 1, s.at - max(min(s.at-room/2, all-room), 0), true
}
