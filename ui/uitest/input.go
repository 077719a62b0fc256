package uitest

import (
	"io"
	"strings"
	"sync"
)

// input is what the program reads: a pipe without a limit, so that neither a
// test nor the emulator ever waits for the program to read.
type input struct {
	mu     sync.Mutex
	filled sync.Cond
	bytes  []byte
	closed bool
}

func newInput() *input {
	in := &input{}
	in.filled.L = &in.mu
	return in
}

// Read blocks until there is something to read, and returns io.EOF after close.
func (in *input) Read(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for len(in.bytes) == 0 && !in.closed {
		in.filled.Wait()
	}
	if len(in.bytes) == 0 {
		return 0, io.EOF
	}
	n := copy(p, in.bytes)
	in.bytes = in.bytes[n:]
	return n, nil
}

// send never splits text among two reads unless it is longer than the reader's
// buffer, so that an escape sequence arrives whole.
func (in *input) send(text string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.bytes = append(in.bytes, text...)
	in.filled.Broadcast()
}

func (in *input) close() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.closed = true
	in.filled.Broadcast()
}

// Press presses the keys one after the other, named as Bubble Tea names them
// ("down", "enter", "ctrl+s", "esc", "space", "X", "shift+tab", "pgdown"), and
// settles. They are sent as the bytes of a terminal without keyboard
// extensions; a key that none can send fails the test.
func (t *Terminal) Press(keys ...string) {
	t.tb.Helper()
	for _, key := range keys {
		t.mu.Lock()
		cursorKeys, escapes := t.modes.cursorKeys, t.taken.escapes
		t.mu.Unlock()
		bytes, err := encode(key, cursorKeys)
		if err != nil {
			t.tb.Fatalf("Press: %v", err)
			return
		}
		t.input.send(bytes)
		if bytes != "\x1b" {
			continue
		}
		// What follows an escape too soon would be read as one key with it.
		if !t.reached("the escape key", func() bool { return t.taken.escapes > escapes }) {
			return
		}
	}
	t.Settle()
}

// Type types the text rune by rune and settles; a newline is the enter key.
func (t *Terminal) Type(text string) {
	t.tb.Helper()
	for _, r := range strings.ReplaceAll(text, "\n", "\r") {
		t.input.send(string(r))
	}
	t.Settle()
}

// Paste pastes the text and settles. It is bracketed when the program asked for
// that, and its newlines are sent as carriage returns, as xterm, VTE and kitty
// send them.
func (t *Terminal) Paste(text string) {
	t.tb.Helper()
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r")
	t.mu.Lock()
	bracketed := t.modes.bracketedPaste
	t.mu.Unlock()
	if bracketed {
		text = "\x1b[200~" + text + "\x1b[201~"
	}
	t.input.send(text)
	t.Settle()
}
