package uitest

import (
	"errors"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// What is sent through the program to learn how far it has come: a report of a
// mode that does not exist goes in behind the keys, and a sequence that means
// nothing comes out behind the frame.
const (
	barrierMode = ansi.DECMode(7777)
	barrier     = "\x1b[?7777;1$y"
	markCommand = 7777
	mark        = "\x1b]7777;settled\x07"
)

// taken counts what the program has been given and has dealt with.
type taken struct {
	sizes, profiles, environments int
	barriers, escapes             int
	backgrounds                   int
	suspensions                   int
}

// probe stands between the program and the model. It passes everything on
// except what the harness itself sent.
type probe struct {
	model    tea.Model
	terminal *Terminal
}

// Init starts the model.
func (p probe) Init() tea.Cmd { return p.model.Init() }

// View shows the model.
func (p probe) View() tea.View { return p.model.View() }

// Update passes the message to the model and counts it once the model is done.
func (p probe) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if isOurs(msg) {
		p.terminal.count(msg)
		return p, nil
	}
	var cmd tea.Cmd
	p.model, cmd = p.model.Update(msg)
	p.terminal.count(msg)
	return p, cmd
}

func isOurs(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case tea.ModeReportMsg:
		return msg.Mode == barrierMode
	case tea.RawMsg:
		text, ok := msg.Msg.(string)
		return ok && text == mark
	}
	return false
}

func (t *Terminal) count(msg tea.Msg) {
	t.note(func() {
		switch msg := msg.(type) {
		case tea.WindowSizeMsg:
			t.taken.sizes++
		case tea.ColorProfileMsg:
			t.taken.profiles++
		case tea.EnvMsg:
			t.taken.environments++
		case tea.BackgroundColorMsg:
			t.taken.backgrounds++
		case tea.ModeReportMsg:
			if msg.Mode == barrierMode {
				t.taken.barriers++
			}
		case tea.KeyPressMsg:
			if msg.Code == tea.KeyEscape && msg.Mod == 0 {
				t.taken.escapes++
			}
		}
	})
}

// filter keeps a model that suspends from stopping the test with it: the stop
// signal goes to the whole process group. The model is told at once that it is
// running again.
func (t *Terminal) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	if _, ok := msg.(tea.SuspendMsg); ok {
		t.note(func() { t.taken.suspensions++ })
		return tea.ResumeMsg{}
	}
	return msg
}

// Suspensions returns how often the program has suspended itself.
func (t *Terminal) Suspensions() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.taken.suspensions
}

// start waits for the first frame, drawn with the size, the colours and the
// environment, which reach a program in no fixed order.
func (t *Terminal) start() {
	t.tb.Helper()
	err := t.await(func() bool {
		return t.taken.sizes > 0 && t.taken.profiles > 0 && t.taken.environments > 0
	})
	if errors.Is(err, errLate) {
		t.fail(err, "the start of the program")
		return
	}
	t.Settle()
}

// Settle returns when the program has dealt with everything it was given and
// the screen shows what came of it; commands that still run are not waited for.
// Press, Type, Paste and Resize do it themselves, so a test needs it only to
// say that something has had no effect.
func (t *Terminal) Settle() {
	t.tb.Helper()
	t.settling.Lock()
	defer t.settling.Unlock()
	t.mu.Lock()
	barriers := t.taken.barriers
	t.mu.Unlock()
	t.input.send(barrier)
	if !t.reached("an answer to what it was given", func() bool { return t.taken.barriers > barriers }) {
		return
	}
	// The program writes sequences before the frame of the same tick. So when a
	// second mark comes out after a first, the frame behind the first is out.
	for range 2 {
		t.mu.Lock()
		marks := t.marks
		t.mu.Unlock()
		go t.program.Send(tea.RawMsg{Msg: mark})
		if !t.reached("the next frame", func() bool { return t.marks > marks }) {
			return
		}
	}
}

// reached waits for a state that only an ended program may miss.
func (t *Terminal) reached(what string, ok func() bool) bool {
	t.tb.Helper()
	err := t.await(ok)
	if errors.Is(err, errLate) {
		t.fail(err, what)
	}
	return err == nil
}

// WaitBackground returns when the program has asked for the terminal's
// background, has taken the answer and has drawn with it. It fails the test if
// the program does not ask.
func (t *Terminal) WaitBackground() {
	t.tb.Helper()
	err := t.await(func() bool { return t.queries > 0 && t.taken.backgrounds >= t.queries })
	if err != nil {
		t.fail(err, "a question for the background")
		return
	}
	t.Settle()
}
