package uitest

import (
	"image/color"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// page shows whatever its draw function says for the keys pressed so far.
type page struct {
	draw    func(keys string) tea.View
	pressed string
}

func (p page) Init() tea.Cmd  { return nil }
func (p page) View() tea.View { return p.draw(p.pressed) }
func (p page) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		p.pressed += key.String()
	}
	return p, nil
}

func shows(content string) page {
	return page{draw: func(string) tea.View {
		view := tea.NewView(content)
		view.AltScreen = true
		return view
	}}
}

func TestScreenKeepsPlacesAndDropsTrailingBlanks(t *testing.T) {
	t.Parallel()
	term := Run(t, shows("  ab   \n\n──────────────────────────\n "), Size(30, 5))
	want := "  ab\n\n──────────────────────────\n\n"
	if got := term.Screen(); got != want {
		t.Errorf("the screen is %q, want %q", got, want)
	}
}

func TestStyledHasColoursUnlessToldNot(t *testing.T) {
	t.Parallel()
	red := lipgloss.NewStyle().Foreground(color.RGBA{R: 255, A: 255}).Bold(true).Render("gone")
	styled := Run(t, shows(red)).Styled()
	if !strings.Contains(styled, "38;2;255;0;0") || !strings.Contains(styled, "gone") {
		t.Errorf("no red in %q", styled)
	}
	if got := strings.Count(styled, "\n") + 1; got != 24 {
		t.Errorf("%d lines are styled, want 24", got)
	}
	plain := Run(t, shows(red), NoColor()).Styled()
	if strings.Contains(plain, "38;2") || !strings.Contains(plain, "\x1b[1m") {
		t.Errorf("want bold and no colour in %q", plain)
	}
}

func TestCursor(t *testing.T) {
	t.Parallel()
	term := Run(t, page{draw: func(keys string) tea.View {
		view := tea.NewView("name:\naddress:")
		view.AltScreen = true
		if keys != "" {
			view.Cursor = tea.NewCursor(9, 1)
		}
		return view
	}})
	if _, _, visible := term.Cursor(); visible {
		t.Error("the cursor is shown")
	}
	term.Press("x")
	if x, y, visible := term.Cursor(); x != 9 || y != 1 || !visible {
		t.Errorf("the cursor is at %d,%d, visible %t; want 9,1 visible", x, y, visible)
	}
}

// A secret that replaces its own mask never leaves the program in one piece.
func TestSeenFindsWhatTheOutputDoesNotShow(t *testing.T) {
	t.Parallel()
	const secret = "0123456789abcdefghij"
	term := Run(t, page{draw: func(keys string) tea.View {
		view := tea.NewView(map[string]string{"": "0123456789abcdef••••", "r": secret, "rh": "hidden"}[keys])
		view.AltScreen = true
		return view
	}})
	if term.Seen(secret) {
		t.Error("seen before it was shown")
	}
	term.Press("r")
	term.Press("h")
	if strings.Contains(term.Output(), secret) {
		t.Error("the output has it in one piece, so this test shows nothing")
	}
	if !term.Seen(secret) {
		t.Error("not seen though it was on the screen")
	}
	if got := line(term.Screen(), 0); got != "hidden" {
		t.Errorf("the screen shows %q", got)
	}
}

func TestOutputIsTheProgramsOwn(t *testing.T) {
	t.Parallel()
	term := Run(t, shows("hello"))
	term.Press("x")
	term.Quit()
	if got := term.Output(); strings.Contains(got, "settled") || !strings.Contains(got, "hello") {
		t.Errorf("the output is %q", got)
	}
}
