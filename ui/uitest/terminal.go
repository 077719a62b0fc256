// Package uitest runs a Bubble Tea program in a terminal emulator, so that a
// test can press keys and look at the screen as a person would.
//
// There is no tty and no sleep in it. A call that gives the program something
// (Press, Type, Paste, Resize) returns once the program has taken it and drawn
// what came of it; what arrives later, from a command, is waited for with
// WaitFor, which the program's own writing wakes.
package uitest

import (
	"context"
	"errors"
	"image/color"
	"io"
	"runtime"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"
)

// patience is how long a wait lasts before it fails the test. It only matters
// to a test that fails, so it allows for a busy machine.
const patience = 20 * time.Second

// Why a wait ended without what it waited for.
var (
	errEnded = errors.New("the program has ended")
	errLate  = errors.New("it did not come in time")
)

// Terminal is a terminal with a program running in it. Its methods may be
// called from any goroutine; those that can fail the test belong in the test's
// own, as with testing.T.
type Terminal struct {
	tb       testing.TB
	program  *tea.Program
	cancel   context.CancelFunc
	input    *input
	patience time.Duration
	ended    chan struct{} // closed when the program has returned
	drained  chan struct{} // closed when no answer of the emulator is under way
	settling sync.Mutex    // one Settle at a time, since they count the same marks

	mu       sync.Mutex
	emulator *vt.Emulator
	changed  chan struct{} // closed and replaced whenever anything below changes
	output   []byte        // every byte written
	screens  []string      // every screen that was ever shown, in order
	modes    modes
	copied   string
	marks    int // settle marks that came out
	queries  int // questions for the background
	taken    taken
	model    tea.Model
	err      error
	waited   bool // the test has been told how the program ended
}

// modes are the terminal modes that change what a key or a paste sends.
type modes struct{ bracketedPaste, cursorKeys bool }

// Option changes the terminal that Run starts.
type Option func(*options)

type options struct {
	width, height int
	foreground    color.Color
	background    color.Color
	profile       colorprofile.Profile
	env           []string
	patience      time.Duration
}

// Size makes the terminal w columns wide and h rows high; 80 by 24 without it.
func Size(w, h int) Option { return func(o *options) { o.width, o.height = w, h } }

// Dark makes the terminal answer that its background is black, as it does
// without an option.
func Dark() Option {
	return func(o *options) { o.foreground, o.background = color.White, color.Black }
}

// Light makes the terminal answer that its background is white.
func Light() Option {
	return func(o *options) { o.foreground, o.background = color.Black, color.White }
}

// NoColor sets NO_COLOR and takes the colours out of what is drawn; bold, faint
// and reverse stay, as on a real terminal under NO_COLOR.
func NoColor() Option {
	return func(o *options) {
		o.profile = colorprofile.ASCII
		o.env = append(o.env, "NO_COLOR=1")
	}
}

// Env adds variables, each as NAME=VALUE, to the environment that the program
// is told of. It is otherwise only TERM and COLORTERM: nothing of the machine
// that runs the test.
func Env(variables ...string) Option {
	return func(o *options) { o.env = append(o.env, variables...) }
}

// Run starts the model in a terminal and returns when its first frame stands.
// The program is ended when the test is; the test fails if it can't be, or if
// it ended by an error that no call of Wait or Quit has told.
func Run(t testing.TB, model tea.Model, opts ...Option) *Terminal {
	t.Helper()
	o := options{
		width: 80, height: 24, profile: colorprofile.TrueColor, patience: patience,
		env: []string{"TERM=xterm-256color", "COLORTERM=truecolor"},
	}
	Dark()(&o)
	for _, opt := range opts {
		opt(&o)
	}
	ctx, cancel := context.WithCancel(t.Context())
	term := &Terminal{
		tb: t, cancel: cancel, input: newInput(), patience: o.patience,
		ended: make(chan struct{}), drained: make(chan struct{}), changed: make(chan struct{}),
		emulator: newEmulator(&o),
	}
	term.listen()
	term.program = tea.NewProgram(probe{model: model, terminal: term},
		tea.WithContext(ctx),
		tea.WithInput(term.input),
		tea.WithOutput(screenWriter{term}),
		tea.WithWindowSize(o.width, o.height),
		tea.WithColorProfile(o.profile),
		tea.WithEnvironment(o.env),
		tea.WithoutSignalHandler(),
		tea.WithFilter(term.filter),
		tea.WithFPS(120), // the most there is: a frame is what Settle waits for
	)
	go term.answer()
	go term.run()
	t.Cleanup(term.close)
	term.start()
	return term
}

func newEmulator(o *options) *vt.Emulator {
	e := vt.NewEmulator(o.width, o.height)
	e.SetDefaultForegroundColor(o.foreground)
	e.SetDefaultBackgroundColor(o.background)
	if runtime.GOOS != "windows" {
		// Away from a tty the renderer counts on the newline translation that a
		// tty would do; line feed/new line mode is the same within a terminal.
		_, _ = e.WriteString("\x1b[20h")
	}
	return e
}

// run is the life of the program.
func (t *Terminal) run() {
	model, err := t.program.Run()
	if p, ok := model.(probe); ok {
		model = p.model
	}
	t.note(func() { t.model, t.err = model, err })
	close(t.ended)
	t.input.close()
	if pipe, ok := t.emulator.InputPipe().(io.Closer); ok {
		_ = pipe.Close() // ends answer; Emulator.Close would race with its Read
	}
}

// answer carries what the emulator answers (background, cursor position,
// device attributes) to the program's input. The emulator answers into a pipe
// that holds nothing, in the middle of a write, so this must never wait for
// anything but the pipe.
func (t *Terminal) answer() {
	defer close(t.drained)
	buf := make([]byte, 4096)
	for {
		n, err := t.emulator.Read(buf)
		t.input.send(string(buf[:n]))
		if err != nil {
			return
		}
	}
}

// close ends the program when the test has ended.
func (t *Terminal) close() {
	t.tb.Helper()
	t.cancel()
	deadline := time.NewTimer(t.patience)
	defer deadline.Stop()
	select {
	case <-t.ended:
		<-t.drained
	case <-deadline.C:
		t.tb.Errorf("the program did not end within %v; its last screen:\n%s", t.patience, frame(t.Screen()))
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err != nil && !t.waited && !errors.Is(t.err, context.Canceled) {
		t.tb.Errorf("the program ended with: %v", t.err)
	}
	// An emulator takes megabytes, and whatever still refers to this terminal would
	// hold them until the last of some hundred tests has ended.
	t.emulator, t.program, t.model, t.output, t.screens = nil, nil, nil, nil, nil
}

// Quit asks the program to quit, as its own quit command would, and waits until
// it has.
func (t *Terminal) Quit() {
	t.tb.Helper()
	go t.program.Quit()
	if err := t.Wait(); err != nil {
		t.tb.Fatalf("the program ended with: %v", err)
	}
}

// Wait waits until the program has ended by itself and returns the error it
// ended with: nil after tea.Quit, tea.ErrInterrupted after tea.Interrupt.
func (t *Terminal) Wait() error {
	t.tb.Helper()
	if err := t.await(func() bool { return false }); errors.Is(err, errLate) {
		t.fail(err, "the end of the program")
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waited = true
	return t.err
}

// Model returns the model as it was when the program ended, and nil before.
func (t *Terminal) Model() tea.Model {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.model
}
