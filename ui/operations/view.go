package operations

import (
	"fmt"
	"strconv"
	"strings"

	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// The signs of the list; each is said in words as well, under the row.
const (
	signWholly = "● "
	signPartly = "◐ "
	signPicked = "■ "
	signOpen   = "▾ "
	signClosed = "▸ "
	noSign     = "  "
)

// View draws the pane: as many lines as its height, none wider than it.
func (p *Pane) View() string {
	lines := make([]string, 0, p.height)
	lines = append(lines, p.headLines()...)
	lines = append(lines, p.listLines()...)
	if p.room.detail > 0 {
		lines = append(lines, p.theme.Paint(theme.Rule, strings.Repeat("─", p.width)))
		lines = append(lines, p.detailLines()...)
	}
	return layout.Frame(strings.Join(lines, "\n"), p.width, p.height)
}

func (p *Pane) headLines() []string {
	lines := []string{p.titleLine(), p.searchLine()}
	switch {
	case p.room.head == 0:
		return nil
	case p.room.head == 1 && p.room.search == 0:
		return lines[1:]
	case p.room.head == 1:
		return lines[:1]
	case p.room.noted:
		lines = append(lines, p.theme.Paint(theme.Subtle, layout.Cut("   "+p.note, p.width-edge)))
	}
	return lines
}

// titleLine names what is shown and counts it.
func (p *Pane) titleLine() string {
	title, size := "Operations", ""
	switch {
	case p.hits != nil:
		title = p.hits.title
	case p.index != nil:
		size = p.size()
	}
	left := " " + p.theme.Paint(theme.Strong, title)
	if p.focused {
		left = p.theme.Paint(theme.Accent, "›"+title)
	}
	return layout.Ends(left, p.theme.Paint(theme.Subtle, size), p.width-edge)
}

// size counts what is shown, in as many words as there is room for.
func (p *Pane) size() string {
	size := layout.Number(p.index.Len())
	if p.mode() == searching {
		size = layout.Number(len(p.rows)) + " of " + size
	}
	if p.width < 48 {
		return size
	}
	return size + " operations"
}

// hitSize counts what a rule reaches, and says what the sign before rows means.
func (p *Pane) hitSize() string {
	n, part := len(p.hits.list), p.hits.part
	size := layout.Number(n) + " of " + layout.Count(p.index.Len(), "operation")
	switch part {
	case 0:
		return size
	case n:
		return size + ", " + signPartly + "for some values"
	}
	return fmt.Sprintf("%s, %s%s for some values", size, signPartly, layout.Number(part))
}

// picks counts the selection, or says nothing.
func (p *Pane) picks() string {
	n := p.selectedCount()
	if n == 0 {
		return ""
	}
	said := layout.Number(n) + " selected"
	if hidden := p.hidden(); hidden > 0 {
		said += ", " + layout.Number(hidden) + " not shown"
	}
	return said
}

func (p *Pane) searchLine() string {
	t := p.theme
	if p.hits != nil {
		return t.Paint(theme.Subtle, layout.Cut(" "+p.hitSize(), p.width-edge))
	}
	role := theme.Subtle
	if p.Typing() {
		role = theme.Accent
	}
	line := " " + t.Paint(role, "/") + " "
	if p.index != nil {
		line += p.field.Line(t)
	}
	return layout.Ends(line, t.Paint(theme.Picked, p.picks()), p.width-edge)
}

// listLines draws the rows in sight, or why there are none.
func (p *Pane) listLines() []string {
	lines := make([]string, p.room.list)
	if len(p.rows) == 0 {
		copy(lines, p.emptyLines())
		return lines
	}
	s := p.spots[p.mode()]
	for i := range lines {
		at := s.top + i
		if at >= len(p.rows) {
			break
		}
		lines[i] = p.rowLine(at, at == s.at)
	}
	return lines
}

// emptyLines say why there is no row.
func (p *Pane) emptyLines() []string {
	lines := make([]string, min(1, max(p.room.list-4, 0)))
	say := func(role theme.Role, text string) {
		for _, part := range layout.Wrap(text, max(p.width-4, 1)) {
			lines = append(lines, "  "+p.theme.Paint(role, part))
		}
	}
	switch {
	case p.index == nil && p.note == "":
		say(theme.Subtle, "The operations of the API are not known yet. Every rule can be typed all the same.")
	case p.index == nil:
		say(theme.Subtle, p.note)
	case p.hits != nil:
		say(theme.Text, "No operation is reached.")
		say(theme.Subtle, "A path of no known operation is to be looked at twice; case and slashes count.")
	case p.mode() == searching:
		say(theme.Text, "No operation matches "+strconv.Quote(strings.TrimSpace(p.query))+". esc clears.")
		say(theme.Subtle, "Words of a path or of what it is good for are found: reverse dns, invoice, GET /me. Every rule can be typed all the same.")
	default:
		say(theme.Text, "The endpoint publishes no operation.")
	}
	return lines
}
