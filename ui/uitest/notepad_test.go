package uitest

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// notepad is a program small enough to know by heart: it lists what it was
// told, and a few keys do something.
type notepad struct {
	width, height int
	background    string
	text          string
	keys          []string
	pastes        []string
	mainScreen    bool
	unbracketed   bool
	asks          bool // for the background
	onKey         map[string]func(notepad) (notepad, tea.Cmd)
}

func (n notepad) Init() tea.Cmd {
	if n.asks {
		return tea.RequestBackgroundColor
	}
	return nil
}

func (n notepad) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		n.width, n.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		n.background = "light"
		if msg.IsDark() {
			n.background = "dark"
		}
	case tea.PasteMsg:
		n.pastes = append(n.pastes, msg.Content)
	case tea.ResumeMsg:
		n.text += "resumed"
	case wroteMsg:
		n.text += string(msg)
	case tea.KeyPressMsg:
		n.keys = append(n.keys, msg.String())
		if do := n.onKey[msg.String()]; do != nil {
			return do(n)
		}
		n.text += msg.Text
	}
	return n, nil
}

func (n notepad) View() tea.View {
	lines := []string{
		fmt.Sprintf("size %dx%d", n.width, n.height),
		"background " + n.background,
		"text " + n.text + "|",
		"keys " + strings.Join(n.keys, ","),
		fmt.Sprintf("pastes %q", n.pastes),
	}
	view := tea.NewView(strings.Join(lines, "\n"))
	view.AltScreen = !n.mainScreen
	view.DisableBracketedPasteMode = n.unbracketed
	return view
}

// wroteMsg tells the notepad what a command has written for it.
type wroteMsg string

// on gives a notepad the one key that does something.
func on(key string, do func(notepad) (notepad, tea.Cmd)) notepad {
	return notepad{onKey: map[string]func(notepad) (notepad, tea.Cmd){key: do}}
}

func does(cmd tea.Cmd) func(notepad) (notepad, tea.Cmd) {
	return func(n notepad) (notepad, tea.Cmd) { return n, cmd }
}

func line(screen string, y int) string { return strings.Split(screen, "\n")[y] }

// wantLine checks one line of the screen, at once: the harness has settled.
func wantLine(t *testing.T, term *Terminal, y int, want string) {
	t.Helper()
	if got := line(term.Screen(), y); got != want {
		t.Errorf("line %d of the screen is %q, want %q", y, got, want)
	}
}
