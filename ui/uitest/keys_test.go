package uitest

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// The program must read each key under the very name that it was pressed by.
func TestKeysArriveUnderTheirNames(t *testing.T) {
	t.Parallel()
	keys := strings.Fields(`a X 7 ? / * é 日 + ctrl+a ctrl+c ctrl+s ctrl+z ctrl+\ ctrl+_ ctrl+space alt+x alt+enter
		enter tab shift+tab esc space backspace up down left right home end pgup pgdown insert delete
		f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12
		shift+up ctrl+down alt+left ctrl+alt+shift+right ctrl+home shift+end ctrl+pgdown shift+delete shift+f5`)
	for _, key := range keys {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			term := Run(t, notepad{})
			term.Press(key)
			wantLine(t, term, 3, "keys "+key)
		})
	}
}

func TestKeysArriveInOrder(t *testing.T) {
	t.Parallel()
	keys := strings.Fields("down esc q esc esc up alt+b esc enter x esc")
	term := Run(t, notepad{})
	term.Press(keys...)
	wantLine(t, term, 3, "keys "+strings.Join(keys, ","))
}

func TestShiftedLetterIsItsCapital(t *testing.T) {
	t.Parallel()
	term := Run(t, notepad{})
	term.Press("shift+x")
	wantLine(t, term, 3, "keys X")
}

func TestCursorKeysMode(t *testing.T) {
	t.Parallel()
	term := Run(t, on("c", does(tea.Raw("\x1b[?1h"))))
	term.Press("c")
	term.WaitUntil("the mode to be set", func(string) bool { return term.modes.cursorKeys })
	term.Press("up", "home")
	wantLine(t, term, 3, "keys c,up,home")
	if got, err := encode("up", true); got != "\x1bOA" || err != nil {
		t.Errorf("the up key sends %q, %v", got, err)
	}
}

func TestKeysThatNoTerminalSends(t *testing.T) {
	t.Parallel()
	for _, key := range []string{
		"", "nonsense", "shift+enter", "ctrl+enter", "ctrl+i", "ctrl+m", "ctrl+1", "ctrl+[", "shift+1",
		"ctrl+shift+a", "alt+[", "alt+esc", "alt+O", "ctrl+", "\x1b", "ab",
	} {
		if bytes, err := encode(key, false); err == nil {
			t.Errorf("the key %q sends %q, want an error", key, bytes)
		}
	}
}
