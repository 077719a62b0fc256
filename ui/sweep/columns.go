package sweep

import (
	"strconv"
	"strings"

	"ovh-tokens/ui/table"
	"ovh-tokens/ui/token"
	"ovh-tokens/ui/when"
)

// columns are those of the list, in its order of importance: what a token is called,
// which one it is, what it may do and when it was used last. Why it goes stands below
// too, for the one under the cursor.
func (s *Screen) columns() []table.Column[item] {
	cell := func(text string, i item) table.Cell { return table.Cell{Text: text, Role: shade(s.going[i.ID])} }
	return []table.Column[item]{
		{Name: "application", Title: "Application", Min: 18, Max: 30, Weight: 2, Cell: func(i item, _ int) table.Cell {
			return cell(i.Name(), i)
		}},
		{Name: "access", Title: "Access", Min: 15, Max: 30, Weight: 2, Priority: 1, Cell: func(i item, width int) table.Cell {
			return cell(i.Rules.ShortFit(width), i)
		}},
		{Name: "status", Title: "Status", Min: 8, Priority: 4, Cell: func(i item, _ int) table.Cell {
			status, role := token.Status(i.Token, s.now())
			return table.Cell{Text: status, Role: role}
		}},
		{Name: "used", Title: "Used", Min: 6, Max: 10, Weight: 1, Right: true, Priority: 2, Cell: func(i item, width int) table.Cell {
			words := when.Relative(i.LastUse, s.now())
			if width < len("35 min ago") { // the title says that it lies in the past
				words = strings.TrimSuffix(words, " ago")
			}
			return cell(words, i)
		}},
		{Name: "id", Title: "Id", Min: 9, Right: true, Priority: 2, Cell: func(i item, _ int) table.Cell {
			return cell(strconv.FormatInt(i.ID, 10), i)
		}},
		{Name: "reason", Title: "Why", Min: 28, Max: 70, Weight: 4, Priority: 3, Cell: func(i item, _ int) table.Cell {
			return cell(i.reason, i)
		}},
	}
}
