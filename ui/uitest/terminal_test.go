package uitest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestFirstFrameStandsWhenRunReturns(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 24}, {140, 50}, {20, 5}} {
		term := Run(t, notepad{}, Size(size[0], size[1]))
		wantLine(t, term, 0, fmt.Sprintf("size %dx%d", size[0], size[1]))
		if got := strings.Count(term.Screen(), "\n") + 1; got != size[1] {
			t.Errorf("the screen has %d lines, want %d", got, size[1])
		}
	}
}

func TestTypingIsOnScreenWhenTypeReturns(t *testing.T) {
	t.Parallel()
	term := Run(t, notepad{})
	term.Type("GET /me")
	wantLine(t, term, 2, "text GET /me|")
	term.Type("/*")
	wantLine(t, term, 2, "text GET /me/*|")
}

func TestWideRunesTakeTwoColumns(t *testing.T) {
	t.Parallel()
	term := Run(t, notepad{})
	term.Type("日本é")
	wantLine(t, term, 2, "text 日本é|")
	term.Type("語")
	wantLine(t, term, 2, "text 日本é語|")
	term.Type(" ❤\ufe0f")
	term.Type(".")
	wantLine(t, term, 2, "text 日本é語 ❤\ufe0f.|")
}

func TestPaste(t *testing.T) {
	t.Parallel()
	t.Run("bracketed", func(t *testing.T) {
		t.Parallel()
		term := Run(t, notepad{})
		term.Paste("GET /me\nPUT /ip\r\n")
		wantLine(t, term, 3, "keys")
		wantLine(t, term, 4, `pastes ["GET /me\rPUT /ip\r"]`)
	})
	t.Run("as keys when the program turned brackets off", func(t *testing.T) {
		t.Parallel()
		term := Run(t, notepad{unbracketed: true})
		term.Paste("a\nb")
		wantLine(t, term, 3, "keys a,enter,b")
		wantLine(t, term, 4, "pastes []")
	})
	t.Run("longer than one read", func(t *testing.T) {
		t.Parallel()
		term := Run(t, on("q", does(tea.Quit)))
		text := strings.Repeat("GET /domain/zone/*;", 1000)
		term.Paste(text)
		term.Press("q")
		if err := term.Wait(); err != nil {
			t.Fatal(err)
		}
		got := term.Model().(notepad).pastes
		if len(got) != 1 || got[0] != text {
			t.Errorf("the paste of %d bytes came as %d pastes", len(text), len(got))
		}
	})
}

func TestResizeRedraws(t *testing.T) {
	t.Parallel()
	term := Run(t, notepad{}, Size(80, 24))
	term.Type("kept")
	for _, size := range [][2]int{{140, 50}, {30, 6}, {80, 24}} {
		term.Resize(size[0], size[1])
		wantLine(t, term, 0, fmt.Sprintf("size %dx%d", size[0], size[1]))
		wantLine(t, term, 2, "text kept|")
		if got := strings.Count(term.Screen(), "\n") + 1; got != size[1] {
			t.Errorf("the screen has %d lines, want %d", got, size[1])
		}
	}
}

func TestAltScreenIsLeftAtTheEnd(t *testing.T) {
	t.Parallel()
	term := Run(t, notepad{})
	if !term.AltScreen() {
		t.Error("the program is not on the alternate screen")
	}
	term.Quit()
	if term.AltScreen() {
		t.Error("the alternate screen was not left")
	}
	if got := strings.TrimSpace(term.Screen()); got != "" {
		t.Errorf("the program left on the main screen %q", got)
	}
}

func TestMainScreenKeepsTheLastFrame(t *testing.T) {
	t.Parallel()
	term := Run(t, notepad{mainScreen: true})
	term.Type("stays")
	term.Quit()
	wantLine(t, term, 0, "size 80x24")
	wantLine(t, term, 2, "text stays|")
}

func TestBackgroundIsAnswered(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		opts []Option
		want string
	}{
		{"none", nil, "background dark"},
		{"dark", []Option{Dark()}, "background dark"},
		{"light", []Option{Light()}, "background light"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			term := Run(t, notepad{asks: true}, tt.opts...)
			term.WaitBackground()
			wantLine(t, term, 1, tt.want)
		})
	}
}

func TestManyAnswersDoNotBlockTheProgram(t *testing.T) {
	t.Parallel()
	const questions = 200
	ask := make([]tea.Cmd, questions)
	for i := range ask {
		ask[i] = tea.RequestBackgroundColor
	}
	term := Run(t, on("b", does(tea.Batch(ask...))))
	term.Press("b")
	term.Type("still typing")
	term.WaitFor("background dark")
	term.WaitFor("text still typing|")
}

func TestClipboard(t *testing.T) {
	t.Parallel()
	term := Run(t, on("y", does(tea.SetClipboard("clé; été"))))
	if got := term.Clipboard(); got != "" {
		t.Errorf("the clipboard holds %q before anything was copied", got)
	}
	term.Press("y")
	term.WaitUntil("the clipboard to be filled", func(string) bool { return term.copied != "" })
	if got := term.Clipboard(); got != "clé; été" {
		t.Errorf("the clipboard holds %q", got)
	}
}

func TestCommandsAreWaitedForByWaitFor(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	term := Run(t, on("r", does(func() tea.Msg { <-release; return wroteMsg("refreshed") })))
	term.Press("r")
	wantLine(t, term, 2, "text |")
	close(release)
	term.WaitFor("text refreshed|")
	term.WaitGone("text |")
}

func TestSuspendDoesNotStopTheTest(t *testing.T) {
	t.Parallel()
	term := Run(t, on("ctrl+z", does(tea.Suspend)))
	term.Press("ctrl+z")
	term.WaitFor("text resumed|")
	if got := term.Suspensions(); got != 1 {
		t.Errorf("the program suspended %d times, want once", got)
	}
}

func TestWaitTellsHowTheProgramEnded(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		cmd  tea.Cmd
		want error
	}{
		{"quit", tea.Quit, nil},
		{"interrupt", tea.Interrupt, tea.ErrInterrupted},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			term := Run(t, on("q", does(tt.cmd)))
			term.Type("last words")
			term.Press("q")
			if err := term.Wait(); !errors.Is(err, tt.want) {
				t.Errorf("the program ended with %v, want %v", err, tt.want)
			}
			if errors.Is(term.Wait(), context.Canceled) {
				t.Error("the program was killed")
			}
			if got := term.Model().(notepad).text; got != "last words" {
				t.Errorf("the last model has the text %q", got)
			}
			term.Press("x")
		})
	}
}

func TestEnvironmentIsNotTheMachines(t *testing.T) {
	t.Parallel()
	var env []string
	term := Run(t, envReader{func(msg tea.EnvMsg) { env = msg }}, NoColor(), Env("LANG=fr_FR.UTF-8"))
	term.Quit()
	want := "TERM=xterm-256color COLORTERM=truecolor NO_COLOR=1 LANG=fr_FR.UTF-8"
	if got := strings.Join(env, " "); got != want {
		t.Errorf("the program was told of %q, want %q", got, want)
	}
}

type envReader struct{ read func(tea.EnvMsg) }

func (e envReader) Init() tea.Cmd  { return nil }
func (e envReader) View() tea.View { return tea.NewView("") }
func (e envReader) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if env, ok := msg.(tea.EnvMsg); ok {
		e.read(env)
	}
	return e, nil
}
