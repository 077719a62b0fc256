// Package theme is the one place where colours are chosen. The rest of the
// screen asks for a role.
package theme

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
)

// Role is what a piece of text is for. Each role reads without colour too: the
// words beside it say the same.
type Role int

// The roles of the screen.
const (
	Text    Role = iota // what is read
	Subtle              // what may be overlooked
	Strong              // what a line is about
	Accent              // cursor, keys: the one accent
	Good                // done, live
	Caution             // worth a look
	Danger              // can do harm
	Rule                // thin lines between zones
	Picked              // a selected row
	roles
)

// Background is what the terminal said of its background.
type Background int

// Until the terminal answers, only its own sixteen colours are used.
const (
	Unknown Background = iota
	Light
	Dark
)

// Theme paints text by role. It is built once per background and never changes.
type Theme struct {
	plain, cursor [roles]ends
}

// ends are the escape sequences around a painted text.
type ends struct{ open, close string }

// New returns the theme for a background.
func New(background Background) *Theme {
	p := palettes[background]
	t := &Theme{}
	for role := range roles {
		style := p.style(role)
		t.plain[role] = sequences(style)
		row := style.Bold(true)
		if p.row != nil {
			row = row.Background(p.row)
		}
		t.cursor[role] = sequences(row)
	}
	return t
}

// Paint returns text in a role.
func (t *Theme) Paint(role Role, text string) string { return t.plain[role].around(text) }

// PaintCursor returns text in a role on the row under the cursor.
func (t *Theme) PaintCursor(role Role, text string) string { return t.cursor[role].around(text) }

func (e ends) around(text string) string {
	if text == "" || e.open == "" {
		return text
	}
	return e.open + text + e.close
}

// sequences takes a style apart once, since rendering it anew for every cell
// would cost more than the whole rest of a frame.
func sequences(style lipgloss.Style) ends {
	open, closing, found := strings.Cut(style.Render("x"), "x")
	if !found {
		return ends{}
	}
	return ends{open: open, close: closing}
}

// palette holds the colours of one background; nil means the terminal's own
// text colour.
type palette struct {
	subtle, accent, good, caution, danger, rule, picked color.Color
	row                                                 color.Color
	faint                                               bool
}

func (p palette) style(role Role) lipgloss.Style {
	s := lipgloss.NewStyle()
	switch role {
	case Strong:
		return s.Bold(true)
	case Subtle:
		if p.faint {
			return s.Faint(true)
		}
		return s.Foreground(p.subtle)
	case Accent:
		return s.Foreground(p.accent)
	case Good:
		return s.Foreground(p.good)
	case Caution:
		return s.Foreground(p.caution)
	case Danger:
		return s.Foreground(p.danger).Bold(true)
	case Rule:
		return s.Foreground(p.rule)
	case Picked:
		return s.Foreground(p.picked).Bold(true)
	case Text, roles:
	}
	return s
}

var palettes = map[Background]palette{
	Unknown: {
		accent: lipgloss.Cyan, good: lipgloss.Green, caution: lipgloss.Yellow, danger: lipgloss.Red,
		rule: lipgloss.BrightBlack, picked: lipgloss.Cyan, faint: true,
	},
	Dark: {
		subtle: lipgloss.Color("#8b93a1"), accent: lipgloss.Color("#5cc8e8"), good: lipgloss.Color("#7fc98f"),
		caution: lipgloss.Color("#e2b75c"), danger: lipgloss.Color("#f2777a"), rule: lipgloss.Color("#444b57"),
		picked: lipgloss.Color("#5cc8e8"), row: lipgloss.Color("#2a313c"),
	},
	Light: {
		subtle: lipgloss.Color("#646b76"), accent: lipgloss.Color("#0b6a8c"), good: lipgloss.Color("#1d7a36"),
		caution: lipgloss.Color("#8a5a00"), danger: lipgloss.Color("#b3261e"), rule: lipgloss.Color("#c3c8d0"),
		picked: lipgloss.Color("#0b6a8c"), row: lipgloss.Color("#e3ecf3"),
	},
}
