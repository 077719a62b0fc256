package holdings

import (
	"fmt"
	"strconv"

	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// columns are the list's; the highest priority gives way first.
func (s *Screen) columns() []table.Column[held] {
	known := func(of func(held) string) func(held, int) table.Cell {
		return func(h held, _ int) table.Cell {
			if h.Token.ID == 0 {
				return table.Cell{}
			}
			return table.Cell{Text: of(h), Role: theme.Text}
		}
	}
	return []table.Column[held]{
		{Name: "place", Title: "Where", Min: 20, Max: 46, Weight: 4, Cell: func(h held, width int) table.Cell {
			return table.Cell{Text: placesFit(h, width)}
		}},
		{Name: "key", Title: "Key", Min: 10, Cell: func(h held, _ int) table.Cell {
			return table.Cell{Text: h.state.Word(), Role: h.state.Role()}
		}},
		{Name: "token", Title: "Token", Min: 9, Priority: 1, Right: true, Cell: known(func(h held) string { return strconv.FormatInt(h.Token.ID, 10) })},
		{Name: "application", Title: "Application", Min: 14, Max: 30, Weight: 2, Priority: 2, Cell: func(h held, _ int) table.Cell {
			role := theme.Text
			if h.Token.ID == 0 {
				role = theme.Subtle
			}
			return table.Cell{Text: h.application, Role: role}
		}},
		{Name: "expires", Title: "Expires", Min: 8, Priority: 3, Right: true, Cell: known(func(h held) string { return when.Relative(h.Token.Expiration, s.now()) })},
		{Name: "access", Title: "Access", Min: 14, Max: 30, Weight: 2, Priority: 4, Cell: func(h held, width int) table.Cell {
			if h.Token.ID == 0 {
				return table.Cell{}
			}
			return table.Cell{Text: h.Token.Rules.ShortFit(width)}
		}},
		{Name: "used", Title: "Used", Min: 10, Priority: 5, Right: true, Cell: known(func(h held) string { return when.Relative(h.Token.LastUse, s.now()) })},
	}
}

// placesFit names the first place where the key has an effect, and how many
// others there are.
func placesFit(h held, width int) string {
	first := h.Places[0]
	for _, p := range h.Places {
		if !p.Shadowed {
			first = p
			break
		}
	}
	more := ""
	if n := len(h.Places) - 1; n > 0 {
		more = fmt.Sprintf(" +%d", n)
	}
	if text := shell.PlaceText(first); len(text)+len(more) <= width {
		return text + more
	}
	return shortened(first.Origin.String(), width-len(more)) + more
}

// shortened cuts the beginning of a place away: the file's name and the line at
// its end say most.
func shortened(place string, width int) string {
	runes := []rune(place)
	if len(runes) <= width || width < 2 {
		return place
	}
	return "…" + string(runes[len(runes)-width+1:])
}
