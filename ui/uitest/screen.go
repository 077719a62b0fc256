package uitest

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// screenWriter is the program's output. Each write is a whole frame, and no one
// sees the screen in the middle of one.
type screenWriter struct{ t *Terminal }

func (w screenWriter) Write(p []byte) (n int, err error) {
	t := w.t
	t.note(func() {
		t.output = append(t.output, p...)
		n, err = t.emulator.Write(p)
		if screen := t.screen(); len(t.screens) == 0 || t.screens[len(t.screens)-1] != screen {
			t.screens = append(t.screens, screen)
		}
	})
	return n, err
}

// listen has the emulator tell of what it does not keep itself. All of it runs
// within a write, so the lock is held.
func (t *Terminal) listen() {
	setMode := func(on bool) func(ansi.Mode) {
		return func(mode ansi.Mode) {
			switch mode {
			case ansi.ModeBracketedPaste:
				t.modes.bracketedPaste = on
			case ansi.ModeCursorKeys:
				t.modes.cursorKeys = on
			}
		}
	}
	t.emulator.SetCallbacks(vt.Callbacks{EnableMode: setMode(true), DisableMode: setMode(false)})
	t.emulator.RegisterOscHandler(52, func(data []byte) bool {
		fields := strings.SplitN(string(data), ";", 3)
		if len(fields) != 3 {
			return true
		}
		// A question for the clipboard is not base64 and stays unanswered, as
		// on most terminals.
		if text, err := base64.StdEncoding.DecodeString(fields[2]); err == nil {
			t.copied = string(text)
		}
		return true
	})
	t.emulator.RegisterOscHandler(11, func(data []byte) bool {
		if bytes.HasSuffix(data, []byte(";?")) {
			t.queries++
		}
		return false // the emulator answers
	})
	t.emulator.RegisterOscHandler(markCommand, func([]byte) bool {
		t.marks++
		return true
	})
}

// note changes the terminal's state and wakes whoever waits for it.
func (t *Terminal) note(change func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	change()
	close(t.changed)
	t.changed = make(chan struct{})
}

// await blocks until ok, which is called with the lock held.
func (t *Terminal) await(ok func() bool) error {
	deadline := time.NewTimer(t.patience)
	defer deadline.Stop()
	for ended := false; ; {
		t.mu.Lock()
		done, changed := ok(), t.changed
		t.mu.Unlock()
		if done {
			return nil
		}
		if ended {
			return errEnded
		}
		select {
		case <-changed:
		case <-t.ended:
			ended = true // and a last look
		case <-deadline.C:
			return errLate
		}
	}
}

func (t *Terminal) fail(err error, what string) {
	t.tb.Helper()
	t.tb.Fatalf("waited for %s: %v; the screen:\n%s", what, err, frame(t.Screen()))
}

// frame draws a border around a screen, to show where its blanks are.
func frame(screen string) string {
	var b strings.Builder
	for line := range strings.Lines(screen) {
		fmt.Fprintf(&b, "| %s\n", strings.TrimSuffix(line, "\n"))
	}
	return b.String()
}

// WaitFor blocks until the text stands on the screen, within a line.
func (t *Terminal) WaitFor(what string) {
	t.tb.Helper()
	t.WaitUntil(fmt.Sprintf("%q", what), func(screen string) bool { return strings.Contains(screen, what) })
}

// WaitGone blocks until the text no longer stands on the screen.
func (t *Terminal) WaitGone(what string) {
	t.tb.Helper()
	t.WaitUntil(fmt.Sprintf("%q to go", what), func(screen string) bool { return !strings.Contains(screen, what) })
}

// WaitUntil blocks until the screen satisfies ok; desc says in a failure what
// was waited for. It fails the test after twenty seconds, or at once when the
// program has ended.
func (t *Terminal) WaitUntil(desc string, ok func(screen string) bool) {
	t.tb.Helper()
	if err := t.await(func() bool { return ok(t.screen()) }); err != nil {
		t.fail(err, desc)
	}
}

// Says blocks until every sentence stands on the screen, wherever lines break it.
func (t *Terminal) Says(sentences ...string) {
	t.tb.Helper()
	t.WaitUntil(fmt.Sprintf("%q", sentences), func(screen string) bool {
		text := words(screen)
		return !slices.ContainsFunc(sentences, func(s string) bool { return !strings.Contains(text, s) })
	})
}

// Lacks fails the test if one of the sentences stands on the screen, wherever
// lines break it.
func (t *Terminal) Lacks(sentences ...string) {
	t.tb.Helper()
	text := t.Text()
	for _, sentence := range sentences {
		if strings.Contains(text, sentence) {
			t.tb.Errorf("%q is on the screen:\n%s", sentence, frame(t.Screen()))
		}
	}
}

// Text returns the words on the screen with single blanks between them.
func (t *Terminal) Text() string { return words(t.Screen()) }

func words(screen string) string { return strings.Join(strings.Fields(screen), " ") }

// Screen returns the text on the screen: as many lines as the terminal has
// rows, without the blanks at their ends.
func (t *Terminal) Screen() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.screen()
}

func (t *Terminal) screen() string {
	lines := make([]string, t.emulator.Height())
	var b strings.Builder
	for y := range lines {
		b.Reset()
		for x := range t.emulator.Width() {
			switch cell := t.emulator.CellAt(x, y); {
			case cell == nil || cell.Content == "" && cell.Width == 1:
				b.WriteByte(' ')
			case cell.Width > 0: // the second half of a wide rune has none
				b.WriteString(cell.Content)
			}
		}
		lines[y] = strings.TrimRight(b.String(), " ")
	}
	return strings.Join(lines, "\n")
}

// Styled returns the screen with its colours and attributes as SGR sequences.
func (t *Terminal) Styled() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.emulator.Render()
}

// Seen reports whether the text has stood on any screen so far, within a line,
// however short. The program draws only the cells that change, so a text that
// was shown need not be found in Output.
func (t *Terminal) Seen(text string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.ContainsFunc(t.screens, func(screen string) bool { return strings.Contains(screen, text) })
}

// Cursor returns the column and row of the cursor, counted from zero, and
// whether it is shown.
func (t *Terminal) Cursor() (x, y int, visible bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	at := t.emulator.CursorPosition()
	return at.X, at.Y, !t.emulator.CursorHidden()
}

// AltScreen reports whether the program has the screen to itself, so that what
// stood there before comes back when it ends.
func (t *Terminal) AltScreen() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.emulator.IsAltScreen()
}

// Clipboard returns what the program copied last by way of the terminal
// (OSC 52), or nothing.
func (t *Terminal) Clipboard() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.copied
}

// Copies blocks until the clipboard holds the text, copied by way of the
// terminal.
func (t *Terminal) Copies(text string) {
	t.tb.Helper()
	if err := t.await(func() bool { return t.copied == text }); err != nil {
		t.tb.Fatalf("waited for %q to be copied, not %q: %v; the screen:\n%s", text, t.Clipboard(), err, frame(t.Screen()))
	}
}

// Output returns every byte that the program has written. See Seen for what it
// can't tell.
func (t *Terminal) Output() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.ReplaceAll(string(t.output), mark, "")
}

// Resize gives the terminal another size, tells the program, and settles.
func (t *Terminal) Resize(w, h int) {
	t.tb.Helper()
	var sizes int
	t.note(func() {
		t.emulator.Resize(w, h)
		sizes = t.taken.sizes
	})
	go t.program.Send(tea.WindowSizeMsg{Width: w, Height: h})
	if t.reached("the new size to be taken", func() bool { return t.taken.sizes > sizes }) {
		t.Settle()
	}
}
