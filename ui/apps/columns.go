package apps

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"ovh-tokens/ovhapi/roster"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// active is the usual status of an application (schema auth.json of 2026-04); the
// others are worth a word.
const active = "active"

// columns are the list's; the highest priority gives way first.
func columns(now func() time.Time) []table.Column[row] {
	return []table.Column[row]{
		{
			Name: "name", Title: "Application", Min: 18, Max: 44, Weight: 4,
			Cell:    func(r row, _ int) table.Cell { return table.Cell{Text: r.Title(), Role: quiet(r)} },
			Compare: func(a, b row) int { return cmp.Compare(a.lower, b.lower) },
		},
		{
			Name: "whose", Title: "Whose", Min: 13, Priority: 1,
			Cell:    func(r row, _ int) table.Cell { return table.Cell{Text: r.Whose.String(), Role: whoseRole(r)} },
			Compare: func(a, b row) int { return cmp.Compare(a.Whose, b.Whose) },
		},
		{
			Name: "tokens", Title: "Live tokens", Min: 13, Right: true,
			Cell: func(r row, _ int) table.Cell { return table.Cell{Text: counted(r), Role: countRole(r)} },
			Compare: func(a, b row) int {
				return cmp.Or(cmp.Compare(len(a.Tokens), len(b.Tokens)), cmp.Compare(a.Live, b.Live))
			},
		},
		{
			Name: "used", Title: "Used", Min: 10, Right: true, Priority: 2,
			Cell:    func(r row, _ int) table.Cell { return table.Cell{Text: lastUsed(r, now())} },
			Compare: compareUse,
		},
		{
			Name: "status", Title: "Status", Min: 8, Priority: 3,
			Cell: func(r row, _ int) table.Cell {
				if r.Status == active {
					return table.Cell{}
				}
				return table.Cell{Text: r.Status, Role: theme.Subtle}
			},
			Compare: func(a, b row) int { return cmp.Compare(a.Status, b.Status) },
		},
		{
			Name: "id", Title: "Id", Min: 8, Right: true, Priority: 4,
			Cell:    func(r row, _ int) table.Cell { return table.Cell{Text: strconv.FormatInt(r.ID, 10)} },
			Compare: func(a, b row) int { return cmp.Compare(a.ID, b.ID) },
		},
		{
			Name: "key", Title: "Application key", Min: 16, Priority: 5,
			Cell: func(r row, _ int) table.Cell { return table.Cell{Text: r.Key, Role: theme.Subtle} },
		},
	}
}

// counted is how many of the tokens work: "2 of 5".
func counted(r row) string {
	switch {
	case r.bare():
		return "none"
	case len(r.Tokens) == 0:
		return "…"
	}
	return fmt.Sprintf("%d of %d", r.Live, len(r.Tokens))
}

func countRole(r row) theme.Role {
	if r.bare() {
		return theme.Caution
	}
	return quiet(r)
}

func whoseRole(r row) theme.Role {
	switch r.Whose {
	case roster.Ours:
		return theme.Accent
	case roster.Deleted:
		return theme.Caution
	case roster.Yours:
		return theme.Text
	case roster.Others, roster.Unknown:
	}
	return theme.Subtle
}

// quiet sets back what no longer does anything.
func quiet(r row) theme.Role {
	if r.Whose == roster.Deleted {
		return theme.Subtle
	}
	return theme.Text
}

func lastUsed(r row, now time.Time) string {
	if len(r.Tokens) == 0 {
		return ""
	}
	return when.Relative(r.Used, now)
}

// compareUse puts the latest first and what was never used last.
func compareUse(a, b row) int {
	switch {
	case a.Used == nil && b.Used == nil:
		return cmp.Compare(len(b.Tokens), len(a.Tokens))
	case a.Used == nil:
		return 1
	case b.Used == nil:
		return -1
	}
	return b.Used.Compare(*a.Used)
}
