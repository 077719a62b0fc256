// Package theme is the one place where colours are chosen. The rest of the
// screen asks for a role.
package theme

import (
	"image/color"
	"strings"
	"sync"

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
	p := paletteOf(background)
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

// ink is black on bright white, whatever the background.
var ink = sync.OnceValue(func() ends {
	return sequences(lipgloss.NewStyle().Foreground(lipgloss.Color("#000000")).Background(lipgloss.Color("#ffffff")))
})

// Ink paints text dark on light in any terminal, for a QR code: readers expect
// it that way round.
func (t *Theme) Ink(text string) string { return ink().around(text) }

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
		return s.Foreground(p.danger)
	case Rule:
		return s.Foreground(p.rule)
	case Picked:
		return s.Foreground(p.picked).Bold(true)
	case Text, roles:
	}
	return s
}

// paletteOf uses colours that the 256-colour palette has too, so that terminals
// without true colour show the same. Where the background is not known the red
// is the bright one: the other is a maroon that is hard to read on black.
func paletteOf(b Background) palette {
	switch b {
	case Dark:
		return palette{
			subtle: lipgloss.Color("#8a8a8a"), accent: lipgloss.Color("#5fd7ff"), good: lipgloss.Color("#87d787"),
			caution: lipgloss.Color("#d7af5f"), danger: lipgloss.Color("#ff8787"), rule: lipgloss.Color("#444444"),
			picked: lipgloss.Color("#5fd7ff"), row: lipgloss.Color("#303030"),
		}
	case Light:
		return palette{
			subtle: lipgloss.Color("#6c6c6c"), accent: lipgloss.Color("#005f87"), good: lipgloss.Color("#008700"),
			caution: lipgloss.Color("#875f00"), danger: lipgloss.Color("#af0000"), rule: lipgloss.Color("#bcbcbc"),
			picked: lipgloss.Color("#005f87"), row: lipgloss.Color("#e4e4e4"),
		}
	case Unknown:
	}
	return palette{
		accent: lipgloss.Cyan, good: lipgloss.Green, caution: lipgloss.Yellow, danger: lipgloss.BrightRed,
		rule: lipgloss.BrightBlack, picked: lipgloss.Cyan, faint: true,
	}
}
