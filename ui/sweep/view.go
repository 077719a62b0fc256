package sweep

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
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
		left = layout.Count(n, "token") + " to revoke"
	}
	t := s.env.Theme
	if stay > 0 {
		left += t.Paint(theme.Subtle, fmt.Sprintf("   %s protected", layout.Number(stay)))
	}
	return shell.Heading{Title: "Clean-up plan", Left: left, Right: t.Paint(theme.Subtle, s.lasts())}
}

// lasts is how long the run takes at best, and at the pace that is surely
// tolerated.
func (s *Screen) lasts() string {
	if len(s.plan.Items) == 0 {
		return ""
	}
	best := max(s.plan.Lasts(audit.Pace{InFlight: inFlight, Trip: trip}), time.Second)
	worst := s.plan.Lasts(audit.Pace{InFlight: inFlight, Trip: trip, PerMinute: tolerated})
	text := "takes about " + when.Span(best)
	if worst > best {
		text += ", " + when.Span(worst) + " if OVH slows it down"
	}
	return text
}

// resize shares the height among groups, tokens and the sheet.
func (s *Screen) resize() { s.table.SetSize(s.left(), s.tableHeight()) }

// tableHeight leaves a line to the rule above the tokens, and one below them to the
// reason of the one under the cursor.
func (s *Screen) tableHeight() int {
	return max(s.height-s.groupLines()-2-len(s.sheetLines()), 0)
}

// groupLines is how many lines the groups take: all of them where there is room
// for some tokens too.
func (s *Screen) groupLines() int {
	all := len(s.groups()) + 1
	return max(min(all, s.height-len(s.sheetLines())-6), min(3, s.height))
}

func (s *Screen) sheetLines() []string { return s.sheet.Lines(s.width, max(s.height-8, 3)) }

// View draws the groups, the tokens of the one under the cursor with the reason of
// one of them, a panel about it where there is room, and the run.
func (s *Screen) View() string {
	t := s.env.Theme
	sheet := s.sheetLines()
	room := max(s.height-len(sheet), 0)
	lines := append(s.groupRows(), s.ruler())
	switch {
	case s.table.Len() == 0:
		lines = append(lines, "", "  "+t.Paint(theme.Subtle, s.none()))
	case s.tableHeight() > 0:
		lines = append(lines, s.list())
		if row, ok := s.table.Cursor(); ok {
			lines = append(lines, " "+layout.Cut(t.Paint(theme.Subtle, strconvID(row.ID)+": ")+row.reason, s.left()-2))
		}
	}
	body := strings.Join(lines, "\n")
	if s.width >= panelFrom {
		body = layout.Columns(body, s.left(), t.Paint(theme.Rule, " │ "), strings.Join(s.explain(room), "\n"), room)
	}
	if room > 0 {
		sheet = append([]string{layout.Frame(body, s.width, room)}, sheet...)
	}
	return strings.Join(sheet, "\n")
}

// list is the table. Without the focus it has no cursor: there is one at a time.
func (s *Screen) list() string {
	view := s.table.View()
	if s.inRows {
		return view
	}
	return strings.Replace(view, s.env.Theme.Paint(theme.Subtle, " › "), "   ", 1)
}

// ruler is the rule between groups and tokens: which tokens they are, how many, and
// how many are out of sight.
func (s *Screen) ruler() string {
	name := "protected"
	if g, is := s.group(); is {
		name = named(g)
	}
	total, below := s.table.Len(), s.table.Below()
	above := max(total-below-max(s.tableHeight()-1, 0), 0)
	label := name
	if s.inRows && s.table.CursorLine() > 0 {
		label += fmt.Sprintf(" · %s of %s", layout.Number(above+s.table.CursorLine()), layout.Number(total))
	}
	var hidden []string
	if above > 0 {
		hidden = append(hidden, layout.Number(above)+" more ↑")
	}
	if below > 0 {
		hidden = append(hidden, layout.Number(below)+" more ↓")
	}
	t, end := s.env.Theme, ""
	if len(hidden) > 0 {
		end = " " + strings.Join(hidden, "   ") + " "
	}
	label = layout.Cut(" "+label+" ", max(s.left()-4-ansi.StringWidth(end), 0))
	dashes := func(n int) string { return t.Paint(theme.Rule, strings.Repeat("─", max(n, 0))) }
	fill := s.left() - 3 - ansi.StringWidth(label) - ansi.StringWidth(end)
	return dashes(1) + t.Paint(theme.Subtle, label) + dashes(fill) + t.Paint(theme.Subtle, end) + dashes(2)
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

func named(g audit.Group) string { return strings.ReplaceAll(string(g), "-", " ") }

// groupRows draws the groups, each with how many tokens it takes.
func (s *Screen) groupRows() []string {
	t, room := s.env.Theme, s.groupLines()
	all := s.groups()
	var lines []string
	for i := range len(all) + 1 {
		mark, name, count, meaning, chosen := " ", "protected", len(s.plan.Protected), "would go by a chosen group, but stay; each says why", true
		if i < len(all) {
			k := all[i]
			chosen = s.chosen(k.Group)
			mark, name, count, meaning = "·", named(k.Group), s.offers[k.Group], meant(k, s.limit(k))
			if chosen {
				mark = "■"
			}
		}
		here := i == s.at && !s.inRows
		cursor := " "
		if here {
			cursor = "›"
		}
		text := cursor + " " + mark + " " + layout.Pad(name, nameWidth) + fmt.Sprintf("%6s", layout.Number(count)) + "   " + meaning
		text = layout.Cut(" "+text, s.left())
		switch {
		case here:
			lines = append(lines, t.PaintCursor(shade(chosen), layout.Pad(text, s.left())))
		case i == s.at:
			lines = append(lines, t.Paint(theme.Strong, text))
		default:
			lines = append(lines, t.Paint(shade(chosen), text))
		}
	}
	top := max(min(s.at-room/2, len(lines)-room), 0)
	return lines[top:min(top+room, len(lines))]
}

// meant says what a group takes, with its time.
func meant(k audit.GroupKind, limit time.Duration) string {
	ago := when.Span(limit)
	switch k.Group {
	case audit.GroupPending:
		return "asked for over " + ago + " ago and never validated"
	case audit.GroupNeverUsed:
		return "made over " + ago + " ago and never used"
	case audit.GroupDormant:
		return "not used for " + ago
	case audit.GroupConsole:
		return "by OVH's console or others' tools, not used for " + ago
	case audit.GroupExpired, audit.GroupRefused, audit.GroupDead, audit.GroupTwins:
	}
	return k.Meaning
}

// limit is the time that counts for a group.
func (s *Screen) limit(k audit.GroupKind) time.Duration {
	if chosen := s.choices.groups[k.Group]; chosen > 0 {
		return chosen
	}
	return k.Limit
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
