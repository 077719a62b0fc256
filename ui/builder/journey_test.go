package builder_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui"
	"ovh-tokens/ui/builder"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/uitest"
)

// answer is the screen that takes the builder's place: it shows the draft.
type answer struct {
	shell.Base
	draft ovhapi.Draft
}

func (a *answer) Init() tea.Cmd            { return nil }
func (a *answer) Update(tea.Msg) tea.Cmd   { return nil }
func (a *answer) SetSize(int, int)         {}
func (a *answer) Keys() []key.Binding      { return nil }
func (a *answer) Typing() bool             { return false }
func (a *answer) Heading() shell.Heading   { return shell.Heading{Title: "Asked"} }
func (a *answer) Cursor() (int, int, bool) { return 0, 0, false }
func (a *answer) View() string {
	return fmt.Sprintf("asked for %d rules from %v", len(a.draft.Rules), a.draft.AllowedIPs)
}

// sizes are the two that the program is made for.
var sizes = map[string][2]int{"80x24": {80, 24}, "140x50": {140, 50}}

// everySize runs a journey from an empty builder at both sizes.
func everySize(t *testing.T, journey func(t *testing.T, term *uitest.Terminal, size string)) {
	t.Helper()
	for name, size := range sizes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := start(t, builder.Start{}, uitest.Size(size[0], size[1]))
			term.WaitFor("search by tool")
			journey(t, term, name)
		})
	}
}

func start(t *testing.T, from builder.Start, opts ...uitest.Option) *uitest.Terminal {
	t.Helper()
	env := &shell.Env{Clock: shell.SystemClock{}, Account: "zz12345-ovh", Place: "ovh-ca"}
	screen := builder.New(env, from, func(d ovhapi.Draft) shell.Screen {
		return &answer{Base: shell.NewBase(env), draft: d}
	})
	return uitest.Run(t, ui.New(env, screen, ui.Options{Background: theme.Dark}), opts...)
}

// choose takes the ready-made set that fits a search best.
func choose(term *uitest.Terminal, text string) {
	term.Press("/")
	term.Type(text)
	term.Press("enter")
	term.WaitFor("ctrl+s request it")
}

func wants(t *testing.T, term *uitest.Terminal, pieces ...string) {
	t.Helper()
	screen := term.Screen()
	flat := strings.Join(strings.Fields(screen), " ")
	for _, piece := range pieces {
		if !strings.Contains(flat, piece) && !strings.Contains(screen, piece) {
			t.Errorf("%q is not on the screen:\n%s", piece, screen)
		}
	}
}

func wantsCursorBehind(t *testing.T, term *uitest.Terminal, text string) {
	t.Helper()
	x, y, visible := term.Cursor()
	line := []rune(strings.Split(term.Screen(), "\n")[y])
	if before := string(line[:min(x, len(line))]); !visible || !strings.HasSuffix(before, text) {
		t.Errorf("the cursor stands at %d,%d, behind %q", x, y, before)
	}
}

// TestNewcomer does what somebody does who has read nothing: enter, and the key
// that the footer names.
func TestNewcomer(t *testing.T) {
	t.Parallel()
	everySize(t, func(t *testing.T, term *uitest.Terminal, size string) {
		choose(term, "domain-ip-rw")
		wants(t, term, "16 rules", "ctrl+s request it")
		uitest.Golden(t, "rules-"+size, term.Screen())
		term.Press("ctrl+s")
		wants(t, term, "This asks OVH for a token that may:", "enter sends it, esc goes back.", "Works from any address")
		uitest.Golden(t, "confirm-"+size, term.Screen())
		term.Press("enter")
		term.WaitFor("asked for 16 rules from []")
	})
}

// TestOwnRules types a rule with a mistake, mends it, restricts the addresses
// and takes a step back.
func TestOwnRules(t *testing.T) {
	t.Parallel()
	everySize(t, func(t *testing.T, term *uitest.Terminal, size string) {
		term.Press("0")
		term.Type("domain/zone/example.com")
		wants(t, term, "▲ a path begins with a slash", "tab writes /domain/zone/example.com")
		uitest.Golden(t, "typing-"+size, term.Screen())
		wantsCursorBehind(t, term, "   domain/zone/example.com")
		term.Press("tab", "enter", "c", "l", "i")
		term.Type("203.0.113.4/24")
		wants(t, term, "the block is 203.0.113.0/24")
		wantsCursorBehind(t, term, "Addresses  203.0.113.4/24")
		term.Press("backspace", "backspace", "backspace", "ctrl+s")
		wants(t, term, "Works from 203.0.113.4/32", "GET POST PUT /domain/zone/example.com/*")
		term.Press("esc", "4", "4", "ctrl+s", "enter")
		term.WaitFor("asked for 6 rules from [203.0.113.4/32]")
	})
}

func TestPasteJourney(t *testing.T) {
	t.Parallel()
	everySize(t, func(t *testing.T, term *uitest.Terminal, size string) {
		var text strings.Builder
		for i := range 48 {
			fmt.Fprintf(&text, "GET /domain/zone/%d.example\n", i)
		}
		term.Paste(text.String() + "DELET /x\nPUT ip/1\n")
		term.WaitFor("not understood")
		wants(t, term, "48 rules", "48 rules added, 2 not understood", `line 49: "DELET /x"`, `line 50: "PUT ip/1"`)
		uitest.Golden(t, "pasted-"+size, term.Screen())
		term.Press("tab", "tab", "esc")
		if strings.Contains(term.Screen(), "not understood") {
			t.Errorf("the list stays:\n%s", term.Screen())
		}
		term.Press("ctrl+s", "enter")
		term.WaitFor("asked for 48 rules")
	})
}

// What stands in a set of the list can be chosen again.
func TestASetAsItWasChosenIsLeftAtOnce(t *testing.T) {
	t.Parallel()
	everySize(t, func(t *testing.T, term *uitest.Terminal, _ string) {
		choose(term, "me-read-only")
		term.Press("esc")
		if err := term.Wait(); err != nil {
			t.Error(err)
		}
	})
}

func TestLeavingJourney(t *testing.T) {
	t.Parallel()
	everySize(t, func(t *testing.T, term *uitest.Terminal, _ string) {
		ask := func(name string) {
			term.Press(name)
			term.WaitFor("Leave and lose 3 rules?  y/N")
		}
		choose(term, "me-read-only")
		term.Press("+")
		term.Type("/vps")
		term.Press("enter")
		ask("esc")
		wants(t, term, "y leave")
		term.Press("esc")
		term.WaitFor("ctrl+s request it")
		ask("q")
		ask("q")
		term.Press("?")
		term.WaitFor("leave and lose what has changed")
		term.Press("esc")
		term.WaitFor("ctrl+s request it")
		ask("esc")
		term.Press("enter")
		term.WaitFor("ctrl+s request it")
		wants(t, term, "3 rules", "/me/*")
		ask("esc")
		term.Press("y")
		if err := term.Wait(); err != nil {
			t.Error(err)
		}
	})
}

// TestSmallTerminal does the same work where only one part fits at a time.
func TestSmallTerminal(t *testing.T) {
	t.Parallel()
	term := start(t, builder.Start{}, uitest.Size(40, 8), uitest.NoColor())
	term.WaitFor("search by tool")
	choose(term, "me-read-only")
	wants(t, term, "› [■]", "/me")
	term.Press("+")
	term.Type("vps")
	wants(t, term, "▲ a path begins with a slash")
	term.Press("tab", "enter", "tab")
	wants(t, term, "Addresses")
	term.Press("tab")
	wants(t, term, "Operations")
	term.Press("tab")
	wants(t, term, "What the token may do")
	term.Press("ctrl+s", "enter")
	term.WaitFor("asked for 3 rules")
}
