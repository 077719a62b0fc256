package tokens

import (
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/theme"
)

// folding are the keys that put the tokens of an application together.
func (s *Screen) folding() []key.Binding {
	fold := func(folded bool) func() tea.Cmd {
		return func() tea.Cmd {
			s.table.SetFolded(folded)
			s.resize()
			return nil
		}
	}
	return []key.Binding{
		{Keys: []string{"z"}, Long: "group by application, or again one list; space on a heading selects its tokens, enter folds them", Do: s.sort(s.group)},
		{Keys: []string{"left"}, Long: "fold the application", Do: fold(true), Disabled: s.unlessGrouped},
		{Keys: []string{"right"}, Long: "unfold it", Do: fold(false), Disabled: s.unlessGrouped},
		{Keys: []string{"Z"}, Long: "fold every application, or unfold them all", Do: act(s.table.FoldAll), Disabled: s.unlessGrouped},
	}
}

func (s *Screen) unlessGrouped() string {
	if !s.table.Grouped() {
		return "The list is not grouped by application: z does that."
	}
	return ""
}

// group puts the tokens of each application under a heading, or takes the headings
// away.
func (s *Screen) group() {
	s.setGrouped(!s.grouped)
	s.panel.forget()
}

func (s *Screen) setGrouped(grouped bool) {
	s.grouped = grouped
	s.table.SetGrouping(s.headings())
	s.table.SetColumns(s.columns())
}

// headings are those of the table; nil when there are to be none.
func (s *Screen) headings() *table.Grouping[row] {
	if !s.grouped {
		return nil
	}
	return &table.Grouping[row]{Key: func(r row) int64 { return r.of.key(r.ApplicationID) }, Heading: s.heading}
}

// portion is what the tokens of one application come to.
type portion struct {
	counts
	live  int
	first row
}

// portionOf counts rows as the line above the list does.
func portionOf(rows iter.Seq[row]) portion {
	var p portion
	clocks := map[*source]time.Time{}
	for r := range rows {
		if p.tokens == 0 {
			p.first = r
		}
		now, asked := clocks[r.of]
		if !asked {
			now = r.of.now()
			clocks[r.of] = now
		}
		p.count(r, now)
		if r.Works(now) {
			p.live++
		}
	}
	return p
}

// heading names an application and its account, says what its tokens come to, and
// whose it is. All headings have the same columns.
func (s *Screen) heading(rows iter.Seq[row]) []table.Cell {
	p := portionOf(rows)
	digits := len(layout.Number(s.counts.tokens))
	figure := func(n int, word string, role theme.Role) table.Cell {
		width := digits + 1 + len(word)
		if n == 0 {
			return table.Cell{Text: strings.Repeat(" ", width)}
		}
		if n == 1 && word == "tokens" {
			word = "token "
		}
		return table.Cell{Text: fmt.Sprintf("%*s %s", digits, layout.Number(n), word), Role: role}
	}
	cells := []table.Cell{{Text: p.first.Name(), Role: theme.Strong}}
	if s.together() {
		cells = append(cells, table.Cell{Text: layout.Pad(layout.CutMiddle(p.first.of.name(), s.accountColumn()), s.accountColumn()), Role: theme.Subtle})
	}
	return append(cells,
		figure(p.tokens, "tokens", theme.Text),
		figure(p.live, "live", theme.Good),
		figure(p.everything, "everything", theme.Caution),
		table.Cell{Text: layout.Pad(owner(p.first.Token), len("deleted")), Role: theme.Subtle},
	)
}

// owner says in a word whose application a token belongs to.
func owner(t ovhapi.Token) string {
	if t.Unread {
		return ""
	}
	switch t.App {
	case ovhapi.AppOwned:
		return "yours"
	case ovhapi.AppForeign:
		return "foreign"
	case ovhapi.AppDeleted:
		return "deleted"
	case ovhapi.AppUnknown:
	}
	return "unknown"
}

func everythingWord(n int) string {
	if n == 1 {
		return "1 reaches everything"
	}
	return layout.Number(n) + " reach everything"
}

// onHeading reports whether the cursor is on the heading of an application.
func (s *Screen) onHeading() bool {
	_, on := s.table.Heading()
	return on
}

// noToken says why nothing can be done with the token under the cursor.
func (s *Screen) noToken() string {
	if s.onHeading() {
		return "This is a heading: what is for one token works on the rows below it."
	}
	return s.noRow()
}

// nothingToRevoke says why d has nothing to ask about. A heading stands for its
// tokens only where that is asked for: they are more than the eye can see.
func (s *Screen) nothingToRevoke() string {
	if n := s.table.Selectable(); s.onHeading() && s.table.SelectedCount() == 0 {
		if n == 0 {
			return "This is a heading, and its token is the one in use: it is never revoked together with others."
		}
		return "This is a heading: space selects its " + tokensWord(n) + ", then d asks."
	}
	return s.noRow()
}

// openLabel and selectLabel say in the footer what the keys do on a heading.
func (s *Screen) openLabel() string {
	switch {
	case !s.onHeading():
		return "open"
	case s.table.Folded():
		return "unfold"
	}
	return "fold"
}

func (s *Screen) openRank() int {
	if s.onHeading() {
		return 2
	}
	return 6
}

func (s *Screen) selectLabel() string {
	if !s.onHeading() {
		return "select"
	}
	if n := s.table.Selectable(); n > 0 {
		return "select " + layout.Number(n)
	}
	return "select"
}

// explainHeading is the panel of the heading under the cursor.
func (s *Screen) explainHeading(rows iter.Seq[row], width int) []string {
	for r := range rows {
		// A token's number is above 0, so that none is taken for an application's.
		id, now := -r.of.key(r.ApplicationID)-1, s.now()
		if s.panel.lines == nil || s.panel.id != id || s.panel.width != width || now.Sub(s.panel.at) > time.Minute {
			s.panel = panel{id: id, width: width, at: now, lines: s.describeGroup(rows, width)}
		}
		break
	}
	return s.panel.lines
}

// describeGroup explains the heading under the cursor in lines of at most width
// cells.
func (s *Screen) describeGroup(rows iter.Seq[row], width int) []string {
	t, p := s.env.Theme, portionOf(rows)
	r := p.first
	lines := []string{t.Paint(theme.Strong, layout.Cut(r.Name(), width))}
	say := func(role theme.Role, text string) {
		for _, line := range layout.Wrap(text, width) {
			lines = append(lines, t.Paint(role, line))
		}
	}
	if d := r.Application.Description; d != "" && d != r.Name() {
		say(theme.Subtle, d)
	}
	lines = append(lines, "")
	switch {
	case r.Unread:
		say(theme.Text, "What these tokens belong to could not be read.")
	case r.App == ovhapi.AppOwned:
		say(theme.Text, "An application of this account, number "+strconv.FormatInt(r.ApplicationID, 10)+".")
	case r.App == ovhapi.AppForeign:
		say(theme.Text, "Not made by this account: the API console, the mobile app or another tool.")
	case r.App == ovhapi.AppDeleted:
		say(theme.Text, "It was deleted: its tokens work no more.")
	default:
		say(theme.Text, "Whose it is could not be found out yet.")
	}
	lines = append(lines, "")
	for _, part := range []struct {
		n    int
		what string
		role theme.Role
	}{
		{p.live, "live", theme.Good},
		{p.everything, "with access to everything", theme.Caution},
		{p.expired, "expired", theme.Subtle},
		{p.dead, "dead", theme.Caution},
	} {
		if part.n > 0 {
			lines = append(lines, layout.Pad(layout.Number(part.n), 6)+t.Paint(part.role, part.what))
		}
	}
	return append(lines, layout.Pad(layout.Number(p.tokens), 6)+t.Paint(theme.Subtle, "in all that are shown"))
}
