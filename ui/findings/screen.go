// Package findings counts what there is to find about the tokens of the list, and
// shows there whose it is.
package findings

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/theme"
)

// List is the list of tokens that the findings are about. It is asked at every
// frame, since rows may still arrive.
type List struct {
	// Counts tells how many tokens there are with each finding.
	Counts func() map[audit.Code]int
	// Tokens is how many tokens have a finding, and how many there are.
	Tokens func() (found, all int)
	// Reading reports whether tokens are still being read.
	Reading func() bool
	// Where names the account, or the accounts, that it is about.
	Where func() string
	// Limits are the user's own, which some findings mean.
	Limits audit.Thresholds
	// Show narrows the list by a filter.
	Show func(filter string)
}

// Screen is one line a kind of finding.
type Screen struct {
	shell.Base
	env   *shell.Env
	list  List
	table *table.Table[audit.Kind]
	width int
}

// New makes the screen.
func New(env *shell.Env, list List) *Screen {
	s := &Screen{Base: shell.NewBase(env), env: env, list: list}
	kinds := list.Limits.Codes()
	place := map[audit.Code]int64{}
	for i, k := range kinds {
		place[k.Code] = int64(i)
	}
	s.table = table.New(env.Theme, func(k audit.Kind) int64 { return place[k.Code] }, s.columns())
	s.table.Upsert(kinds)
	s.table.SetSelectable(func(audit.Kind) bool { return false })
	for _, k := range kinds { // the first that there is something of
		if list.Counts()[k.Code] > 0 {
			s.table.SetCursor(place[k.Code])
			break
		}
	}
	return s
}

// Where is what the list is about.
func (s *Screen) Where() string { return s.list.Where() }

func (s *Screen) columns() []table.Column[audit.Kind] {
	role := func(k audit.Kind) theme.Role {
		if s.list.Counts()[k.Code] == 0 {
			return theme.Subtle
		}
		return theme.Text
	}
	return []table.Column[audit.Kind]{
		{Name: "finding", Title: "Finding", Min: 17, Cell: func(k audit.Kind, _ int) table.Cell {
			return table.Cell{Text: string(k.Code), Role: role(k)}
		}},
		{Name: "tokens", Title: "Tokens", Min: 7, Right: true, Cell: func(k audit.Kind, _ int) table.Cell {
			return table.Cell{Text: layout.Number(s.list.Counts()[k.Code]), Role: role(k)}
		}},
		{Name: "meaning", Title: "Which means", Min: 20, Weight: 1, Cell: func(k audit.Kind, _ int) table.Cell {
			return table.Cell{Text: k.Meaning, Role: role(k)}
		}},
	}
}

// Init has nothing to start.
func (s *Screen) Init() tea.Cmd { return nil }

// Update follows the theme.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(shell.ThemeMsg); ok {
		s.table.SetTheme(s.env.Theme)
	}
	return nil
}

// SetSize takes the room in; two lines are for what the row under the cursor means.
func (s *Screen) SetSize(width, height int) {
	s.width = width
	s.table.SetSize(width, max(height-footing, min(height, 2)))
}

// footing is the room below the table.
const footing = 3

// Typing is never the case.
func (s *Screen) Typing() bool { return false }

// Heading says how many tokens there is something about.
func (s *Screen) Heading() shell.Heading {
	found, all := s.list.Tokens()
	h := shell.Heading{Title: "Findings", Left: fmt.Sprintf("%s of %s", layout.Number(found), layout.Count(all, "token"))}
	if s.list.Reading() {
		h.Right = s.env.Theme.Paint(theme.Subtle, "reading…")
	}
	return h
}

// Cursor stands on the row.
func (s *Screen) Cursor() (int, int, bool) {
	if y := s.table.CursorLine(); y >= 0 {
		return 1, y, true
	}
	return 0, 0, false
}

// View draws the table and, below it, all of what the row under the cursor means.
func (s *Screen) View() string {
	lines := []string{s.table.View(), ""}
	if k, ok := s.table.Cursor(); ok {
		text := string(k.Code) + ": " + k.Meaning + "."
		for _, line := range layout.Wrap(text, max(s.width-4, 10)) {
			lines = append(lines, "  "+line)
		}
	}
	return strings.Join(lines, "\n")
}

// Keys are those of the screen.
func (s *Screen) Keys() []key.Binding {
	act := func(f func()) func() tea.Cmd {
		return func() tea.Cmd {
			f()
			return nil
		}
	}
	return []key.Binding{
		{Keys: []string{"enter"}, Short: "show them", Long: "show the tokens with this finding in the list", Footer: 1, Do: s.show, Disabled: s.unlessAny},
		{Keys: []string{"esc"}, Short: "back", Long: "back to the list", Footer: 2, Do: func() tea.Cmd { return s.Pop() }},
		{Keys: []string{"down", "j"}, Long: "down", Do: act(s.table.Down)},
		{Keys: []string{"up", "k"}, Long: "up", Do: act(s.table.Up)},
		{Keys: []string{"g", "home"}, Long: "first row", Do: act(s.table.Top)},
		{Keys: []string{"G", "end"}, Long: "last row", Do: act(s.table.Bottom)},
	}
}

func (s *Screen) unlessAny() string {
	if k, ok := s.table.Cursor(); ok && s.list.Counts()[k.Code] == 0 {
		return "No token has this finding."
	}
	return ""
}

// show narrows the list to the tokens with the finding under the cursor.
func (s *Screen) show() tea.Cmd {
	k, ok := s.table.Cursor()
	if !ok {
		return nil
	}
	s.list.Show("finding:" + string(k.Code))
	return s.Pop()
}
