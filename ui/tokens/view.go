package tokens

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/token"
)

// The panel beside the list appears from this width on, and takes two sevenths
// of it within these bounds.
const (
	panelFrom   = 116
	panelLeast  = 40
	panelWidest = 64
)

func (s *Screen) panelWidth() int { return min(max(s.width*2/7, panelLeast), panelWidest) }

// panel is the explained row, kept until something changes.
type panel struct {
	id    int64
	width int
	at    time.Time
	lines []string
}

func (p *panel) forget() { p.lines = nil }

// Heading counts what matters on the whole account.
func (s *Screen) Heading() shell.Heading {
	left := s.countsLine()
	return shell.Heading{Title: "Tokens for OVH", Left: left, Right: s.sideLine(s.width - 2 - ansi.StringWidth(left))}
}

func (s *Screen) countsLine() string {
	t, c := s.env.Theme, s.counts
	switch {
	case c.tokens == 0 && s.reading():
		return t.Paint(theme.Subtle, "Reading the account…")
	case c.tokens == 0 && s.err() != nil:
		return t.Paint(theme.Subtle, "The account was not read")
	}
	parts := []string{tokensWord(c.tokens)}
	all := c.tokens
	if s.together() {
		parts[0] += " in " + accountsWord(len(s.own()))
	}
	if s.reading() && s.total() > c.tokens {
		parts[0] = fmt.Sprintf("%s of %s tokens", layout.Number(c.tokens), layout.Number(s.total()))
	}
	if s.filterText != "" {
		c = s.shown
		parts[0] = fmt.Sprintf("%s of %s shown", layout.Number(c.tokens), tokensWord(all))
	}
	if c.expired > 0 {
		parts = append(parts, t.Paint(theme.Subtle, layout.Number(c.expired)+" expired"))
	}
	if c.everything > 0 {
		parts = append(parts, t.Paint(theme.Caution, everythingWord(c.everything)))
	}
	if c.dead > 0 {
		parts = append(parts, t.Paint(theme.Caution, layout.Number(c.dead)+" dead"))
	}
	return strings.Join(parts, "   ")
}

func notesWord(n int) string {
	if n == 1 {
		return "1 note"
	}
	return fmt.Sprintf("%d notes", n)
}

// sideLine is what is going on: selection, waiting tokens, loading, trouble.
func (s *Screen) sideLine(room int) string {
	t := s.env.Theme
	var parts []string
	if n := s.failed(); n > 0 && s.table.Len() > 0 {
		what := "not up to date"
		if s.together() {
			what = accountsWord(n) + " not read, N"
		}
		parts = append(parts, t.Paint(theme.Danger, what))
	}
	if n := len(s.warnings()); n > 0 {
		parts = append(parts, t.Paint(theme.Caution, fmt.Sprintf("%d unread, N", n)))
	}
	if n := len(s.problems()); n > 0 && len(s.warnings()) == 0 {
		parts = append(parts, t.Paint(theme.Caution, notesWord(n)+", N"))
	}
	if s.pending > 0 {
		parts = append(parts, t.Paint(theme.Accent, fmt.Sprintf("%d new, w", s.pending)))
	}
	if n := s.table.SelectedCount(); n > 0 {
		text := fmt.Sprintf("%s selected", layout.Number(n))
		if h := s.table.SelectedHidden(); h > 0 {
			text += ", " + layout.Number(h) + " hidden"
		}
		parts = append(parts, t.Paint(theme.Picked, text))
	}
	side := strings.Join(parts, "   ")
	if !s.reading() || s.table.Len() == 0 {
		return s.withMore(side, room)
	}
	if side != "" {
		side += "   "
	}
	return side + s.progressLine(room-1-ansi.StringWidth(side))
}

// withMore adds how many lines are above and below those in view, in the widest
// form that fits into the room beside all else.
func (s *Screen) withMore(side string, room int) string {
	if side != "" {
		side += "   "
	}
	for i, form := range table.More(s.table.Above(), s.table.Below()) {
		apart := 2
		if i > 0 {
			apart = 1
		}
		if ansi.StringWidth(side)+ansi.StringWidth(form)+apart <= room {
			return side + s.env.Theme.Paint(theme.Subtle, form)
		}
	}
	return strings.TrimSuffix(side, "   ")
}

// resize shares the height among table, filter line and sheet.
func (s *Screen) resize() {
	s.input.SetWidth(max(s.width-8, 4))
	if roomy := s.listWidth() >= spacious; roomy != s.roomy {
		s.roomy = roomy
		s.table.SetColumns(s.columns())
	}
	s.table.SetSize(s.listWidth(), s.listHeight())
}

func (s *Screen) listWidth() int {
	if s.width >= panelFrom {
		return s.width - s.panelWidth() - 3
	}
	return s.width
}

func (s *Screen) listHeight() int {
	h := s.height - len(s.sheetLines())
	if s.typing || s.filterText != "" {
		h--
	}
	return max(h, 0)
}

// sheetLines leave four lines to the list where there is room for both.
func (s *Screen) sheetLines() []string {
	return s.sheet.Lines(s.width, max(s.height-4, min(s.height-1, 3)))
}

// View draws table, panel, filter line and sheet.
func (s *Screen) View() string {
	sheet := s.sheetLines()
	height := s.listHeight()
	body := s.table.View()
	if s.table.Shown() == 0 {
		body = s.empty(height)
	} else if s.width >= panelFrom {
		rule := s.env.Theme.Paint(theme.Rule, " │ ")
		body = layout.Columns(body, s.listWidth(), rule, strings.Join(s.explain(height), "\n"), height)
	}
	var lines []string
	if height > 0 {
		lines = append(lines, layout.Frame(body, s.width, height))
	}
	if s.typing || s.filterText != "" {
		lines = append(lines, " "+s.env.Theme.Paint(theme.Accent, "/")+" "+s.filterLine())
	}
	return strings.Join(append(lines, sheet...), "\n")
}

func (s *Screen) filterLine() string {
	if s.typing {
		if s.input.Value() == "" {
			return s.env.Theme.Paint(theme.Subtle, "words, or status:live  unused:>180d  can:'GET /me'  !app:console")
		}
		return s.input.View()
	}
	return s.filterText
}

// explain describes the row under the cursor.
func (s *Screen) explain(height int) []string {
	width := s.panelWidth() - 1
	if rows, on := s.table.Heading(); on {
		return s.explainHeading(rows, width)
	}
	r, ok := s.table.Cursor()
	if !ok {
		return nil
	}
	now := r.of.now()
	if s.panel.lines == nil || s.panel.id != r.key() || s.panel.width != width || now.Sub(s.panel.at) > time.Minute {
		s.panel = panel{id: r.key(), width: width, at: now, lines: token.Describe(s.env.Theme, r.Token, token.Home{Places: r.places}, s.told(r), now, width)}
	}
	lines := s.panel.lines
	if len(lines) > height && height > 1 {
		more := layout.Count(len(lines)-height+1, "more line") + ": enter"
		lines = append(lines[:height-1:height-1], s.env.Theme.Paint(theme.Subtle, more))
	}
	return lines
}

// empty is what stands in place of rows.
func (s *Screen) empty(height int) string {
	t := s.env.Theme
	var lines []string
	say := func(role theme.Role, text string) {
		for _, line := range layout.Wrap(text, max(min(s.width-4, 76), 10)) {
			lines = append(lines, "  "+t.Paint(role, line))
		}
	}
	switch {
	case s.err() != nil && s.table.Len() == 0:
		a := ovhapi.Advise(s.err())
		say(theme.Strong, a.What)
		lines = append(lines, "")
		say(theme.Text, a.Why)
		say(theme.Text, a.Next)
		if a.QueryID != "" {
			say(theme.Subtle, "OVH query "+a.QueryID)
		}
		if s.env.Origin != "" {
			lines = append(lines, "")
			say(theme.Subtle, s.env.Origin)
		}
		lines = append(lines, "", "  "+t.Paint(theme.Accent, "r")+" tries again", "  "+t.Paint(theme.Accent, "D")+" finds out why")
	case s.reading() && s.table.Len() == 0:
		say(theme.Subtle, "Reading the account…")
		if waits := s.progress().waits(s.env.Clock.Now()); waits != nil {
			say(theme.Caution, waits[0]+".")
		}
	case s.table.Len() == 0:
		say(theme.Text, "No tokens yet. n makes one.")
	default:
		say(theme.Text, "No token matches "+strconv.Quote(s.filterText)+". esc shows all.")
		for _, odd := range parseFilter(s.filterText).odd() {
			say(theme.Subtle, odd)
		}
		for _, odd := range s.oddAccounts() {
			say(theme.Subtle, odd)
		}
	}
	return strings.Join(append(make([]string, max(min(2, height-len(lines)), 0)), lines...), "\n")
}

// Cursor stands in the filter while it is typed, else on the row.
func (s *Screen) Cursor() (int, int, bool) {
	if s.typing {
		x := 0
		if c := s.input.Cursor(); c != nil {
			x = c.X
		}
		return 3 + x, s.listHeight(), true
	}
	if y := s.table.CursorLine(); y >= 0 {
		return 1, y, true
	}
	return 0, 0, false
}

// startFilter opens the filter line.
func (s *Screen) startFilter() tea.Cmd {
	s.typing = true
	s.input.SetValue(s.filterText)
	s.input.CursorEnd()
	s.resize()
	return s.input.Focus()
}

// typeFilter narrows the list with every keystroke.
func (s *Screen) typeFilter(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	s.input, cmd = s.input.Update(msg)
	s.setFilter(s.input.Value())
	return cmd
}

func (s *Screen) setFilter(text string) {
	if text == s.filterText {
		return
	}
	s.filterText = text
	s.panel.forget()
	s.look()
	f := parseFilter(text)
	if len(f) == 0 {
		s.filterText = strings.TrimSpace(text)
		s.table.SetFilter(nil)
	} else {
		var one row // the same for every row that is asked about: 10,000 new ones cost more than the filter itself
		s.table.SetFilter(func(r row) bool {
			one = r
			return f.keep(&one, r.of.at)
		})
	}
	s.recountShown()
	s.resize()
}

// endFilter closes the line; the filter stays.
func (s *Screen) endFilter() tea.Cmd {
	s.typing = false
	s.input.Blur()
	s.resize()
	return nil
}

// dropFilter is clearFilter for who asks for it: it says what stays selected of
// what is in sight no more.
func (s *Screen) dropFilter() tea.Cmd {
	cmd, n := s.clearFilter(), s.table.SelectedCount()
	switch n {
	case 0:
		return cmd
	case 1:
		return tea.Batch(cmd, shell.Say("All are shown again. 1 token stays selected; A lets it go."))
	}
	return tea.Batch(cmd, shell.Say("All are shown again. "+tokensWord(n)+" stay selected; A lets them go."))
}

// clearFilter closes the line and shows all.
func (s *Screen) clearFilter() tea.Cmd {
	s.input.SetValue("")
	s.setFilter("")
	return s.endFilter()
}
