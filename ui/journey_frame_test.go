package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/uitest"
)

func TestHelpOnEveryScreen(t *testing.T) {
	t.Parallel()
	atBothSizes(t, func(t *testing.T, size uitest.Option) {
		s := account(t, ovhsim.Options{}, size)
		for _, screen := range []struct {
			title string
			open  []string
		}{
			{"Tokens for OVH", nil},
			{"Token 4", []string{"down", "enter"}},
			{"Revoke 1 token", []string{"d"}},
			{"Ready-made sets", []string{"n"}},
		} {
			s.Press(screen.open...)
			s.WaitFor(" " + screen.title)
			s.Press("?")
			s.WaitFor("Keys · " + screen.title)
			s.Press("G")
			s.Says("Everywhere", "all keys of this screen", "stop what runs; twice: quit", "suspend the program")
			s.Press("?")
			s.WaitGone("Keys · ")
			s.Press("?")
			s.WaitFor("Keys · ")
			s.Press("esc")
			s.WaitGone("Keys · ")
			for len(screen.open) > 0 && !strings.Contains(s.at(0), "Tokens for OVH") {
				s.Press("esc")
			}
		}
	})
}

func TestResizingWhileEverythingIsOpen(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{}, uitest.Size(80, 24))
	small := func() {
		t.Helper()
		s.Resize(39, 7)
		s.Says("Make this window larger: 40×8 at least, now 39×7.")
		s.Resize(40, 8)
		s.Lacks("Make this window larger")
		s.fits(40, 8)
		s.Resize(140, 50)
		s.fits(140, 50)
		s.Resize(80, 24)
		s.fits(80, 24)
	}
	small() // the list
	s.Says("61 tokens")
	s.Press("/")
	s.Type("certbot")
	small() // the filter being typed
	s.Says("/ certbot")
	s.Press("enter", "enter")
	s.WaitFor(" Token 4")
	small() // one token
	s.Press("?")
	s.WaitFor("Keys · ")
	small() // help above it
	s.Press("esc")
	s.WaitGone("Keys · ")
	s.Press("d")
	s.WaitFor("y/N")
	small() // a question
	s.Press("esc")
	s.WaitGone("y/N")
	s.Press("esc")
	s.WaitFor(" of 61 tokens shown")
	s.Press("esc", "a", "d")
	s.WaitFor("Type 60 and press enter.")
	small() // a question with a field
	s.Press("esc")
	s.WaitFor("60 selected")
	s.Press("esc", "X")
	s.WaitFor("go in 5 s")
	small() // the countdown
	s.Says("18 expired tokens go in 5 s")
	s.sim.Fail(ovhsim.Fault{Method: "DELETE", Times: -1, Status: 503})
	s.Press("enter")
	s.WaitFor("18 failed.")
	small() // the result
	s.Says("18 failed.")
	s.Press("enter", "n")
	s.WaitFor("search by tool")
	small() // the ready-made sets
	s.Press("0")
	s.WaitFor("New token")
	s.Press("esc")
	small() // the builder
}

// fits checks that the frame fills the terminal, no more and no less.
func (s *stand) fits(width, height int) {
	s.t.Helper()
	lines := strings.Split(s.Screen(), "\n")
	if len(lines) != height || lines[0] == "" || lines[height-1] == "" {
		s.t.Errorf("at %d×%d the frame does not fill the terminal:\n%s", width, height, s.Screen())
	}
	if rule := lines[height-2]; rule != strings.Repeat("─", width) {
		s.t.Errorf("at %d×%d the line above the footer is %q", width, height, rule)
	}
	for _, line := range lines {
		if ansi.StringWidth(line) > width {
			s.t.Errorf("at %d×%d a line is wider: %q", width, height, line)
		}
	}
}

func TestTinyTerminalWorks(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{}, uitest.Size(40, 8))
	s.Says("61 tokens", "ovh-tokens on admin-lap", "in use")
	s.Press("down", "enter")
	s.WaitFor(" Token 4")
	s.Press("G", "esc")
	s.WaitFor("61 tokens")
	s.Press("X")
	s.WaitFor("go in 5 s")
	s.Says("esc keep them", "enter now")
	s.Press("esc")
	s.Says("Kept. Nothing was revoked.")
	s.Press("d")
	s.WaitFor("y/N")
	s.Press("y")
	s.WaitFor("1 token revoked.")
}

func TestLeavingTheProgram(t *testing.T) {
	t.Parallel()
	t.Run("q", func(t *testing.T) {
		t.Parallel()
		s := account(t, ovhsim.Options{})
		s.Press("q")
		if err := s.Wait(); err != nil {
			t.Errorf("q ended with %v", err)
		}
		if s.AltScreen() {
			t.Error("the screen before was not given back")
		}
	})
	t.Run("q goes back elsewhere", func(t *testing.T) {
		t.Parallel()
		s := account(t, ovhsim.Options{})
		for _, open := range []string{"enter", "?", "n"} {
			s.Press(open)
			s.WaitUntil("another screen", func(screen string) bool { return !strings.HasPrefix(screen, " Tokens for OVH") })
			s.Press("q")
			s.WaitUntil("the list", func(screen string) bool { return strings.HasPrefix(screen, " Tokens for OVH") })
		}
	})
	t.Run("ctrl+c twice", func(t *testing.T) {
		t.Parallel()
		s := account(t, ovhsim.Options{})
		s.Press("ctrl+c")
		s.Says("ctrl+c again quits.")
		s.clock.Advance(3 * time.Second) // too late for the second
		s.Press("ctrl+c")
		s.Says("ctrl+c again quits.")
		s.Press("ctrl+c")
		if err := s.Wait(); err != nil {
			t.Errorf("ctrl+c twice ended with %v", err)
		}
	})
	t.Run("ctrl+z", func(t *testing.T) {
		t.Parallel()
		s := account(t, ovhsim.Options{})
		s.Press("ctrl+z")
		for range 100 {
			if s.Settle(); s.Suspensions() == 1 {
				break
			}
		}
		if s.Suspensions() != 1 {
			t.Error("ctrl+z did not suspend the program")
		}
		s.Press("down")
		s.Says("61 tokens")
	})
}

func TestItReadsInEveryTheme(t *testing.T) {
	t.Parallel()
	var plain []string
	for _, look := range []struct {
		name   string
		option uitest.Option
	}{{"dark", uitest.Dark()}, {"light", uitest.Light()}, {"NO_COLOR", uitest.NoColor()}} {
		s := account(t, ovhsim.Options{Now: func() time.Time { return fixed }}, uitest.Size(80, 24), look.option)
		s.WaitBackground()
		s.Press("down", "space")
		plain = append(plain, s.Screen())
		coloured := strings.Contains(s.Styled(), "[38;")
		if coloured != (look.name != "NO_COLOR") {
			t.Errorf("%s: colours are there: %v", look.name, coloured)
		}
	}
	if plain[0] != plain[1] || plain[0] != plain[2] {
		t.Errorf("the words depend on the colours:\n%s\n%s\n%s", plain[0], plain[1], plain[2])
	}
	for _, sign := range []string{"■", "›", "in use", "everything", "expired"} {
		if !strings.Contains(plain[2], sign) {
			t.Errorf("without colour %q is missing", sign)
		}
	}
}

func TestStatusLineHidesNoRow(t *testing.T) {
	t.Parallel()
	s := account(t, ovhsim.Options{}, uitest.Size(80, 24))
	s.Press("G")
	last := s.current()
	s.Press("ctrl+c")
	s.Says("ctrl+c again quits.")
	if got := s.current(); got != last {
		t.Errorf("the cursor is on %q, want %q", got, last)
	}
	if _, y, _ := s.Cursor(); s.at(y) != last {
		t.Errorf("the terminal's cursor is on %q, want %q", s.at(y), last)
	}
}
