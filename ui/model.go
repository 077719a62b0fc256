// Package ui is the terminal program: the root model that keeps the stack of
// screens, routes keys in one order and draws title and footer around them.
package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/help"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// Options choose how the program looks.
type Options struct {
	// Background fixes light or dark; Unknown asks the terminal.
	Background theme.Background
}

// Model is the root. Its first screen is the one q quits from.
type Model struct {
	env     *shell.Env
	options Options
	stack   []shell.Screen
	width   int
	height  int
	status  shell.StatusMsg
	// fitted is the screen that has its size, and the height of the frame then.
	fitted      shell.Screen
	fittedFrame int
	// interrupted is when ctrl+c was last pressed.
	interrupted time.Time
	warned      bool // the top screen has had its say against quitting
	quitting    bool
}

// New makes the root with its first screen.
func New(env *shell.Env, first shell.Screen, o Options) *Model {
	env.Theme = theme.New(o.Background)
	first.Update(shell.ThemeMsg{}) // it was made before there was a theme
	return &Model{env: env, options: o, stack: []shell.Screen{first}, width: 80, height: 24}
}

// Init starts the first screen and asks the terminal for its background.
func (m *Model) Init() tea.Cmd {
	m.fit()
	first := m.top().Init()
	if m.options.Background != theme.Unknown {
		return first
	}
	return tea.Batch(first, tea.RequestBackgroundColor)
}

func (m *Model) top() shell.Screen { return m.stack[len(m.stack)-1] }

// Update routes one message, and gives the screen in view another size when its
// heading or the status line has come or gone.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.route(msg)
	m.fit()
	return m, cmd
}

// route takes the frame's own messages first, then brings results to the screen
// that asked for them, then keys in their order, the rest to the top screen.
func (m *Model) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height, m.fitted = msg.Width, msg.Height, nil
		return nil
	case tea.BackgroundColorMsg:
		return m.background(msg)
	case tea.KeyPressMsg:
		return m.press(msg)
	case shell.Delivery:
		return m.deliver(msg)
	case shell.StatusMsg:
		m.status = msg
		return nil
	case shell.MentionMsg:
		if m.status.Text == "" {
			m.status = shell.StatusMsg{Text: msg.Text}
		}
		return nil
	case shell.UnsayMsg:
		if m.status.Text == msg.Text {
			m.status = shell.StatusMsg{}
		}
		return nil
	case shell.PushMsg:
		if !m.asks(msg.From) {
			msg.Screen.Life().Close()
			m.stopWaiting()
			return nil
		}
		return m.push(msg.Screen)
	case shell.PopMsg:
		if !m.asks(msg.From) || (msg.From == 0 && len(m.stack) == 1) {
			return nil
		}
		return m.pop()
	case shell.ReplaceMsg:
		if !m.asks(msg.From) {
			msg.Screen.Life().Close()
			return nil
		}
		m.drop()
		return m.push(msg.Screen)
	case shell.OnlyMsg:
		if m.asks(msg.From) {
			m.only()
		}
		return nil
	case shell.HomeMsg:
		for len(m.stack) > 1 {
			m.drop()
		}
		return tea.Batch(m.top().Update(msg.Msg), m.top().Update(shell.ResumedMsg{}))
	case shell.ThemeMsg, shell.RevokedMsg, shell.AllowedMsg, tea.ResumeMsg:
		return m.everywhere(msg)
	}
	return m.top().Update(msg)
}

// asks reports whether a screen may move to another one: only the one on top.
func (m *Model) asks(from int64) bool { return from == 0 || from == m.top().Life().ID() }

// background takes the terminal's answer in; a fixed theme ignores it.
func (m *Model) background(msg tea.BackgroundColorMsg) tea.Cmd {
	if m.options.Background != theme.Unknown {
		return nil
	}
	m.env.Theme = theme.New(theme.Light)
	if msg.IsDark() {
		m.env.Theme = theme.New(theme.Dark)
	}
	return m.everywhere(shell.ThemeMsg{})
}

func (m *Model) everywhere(msg tea.Msg) tea.Cmd {
	cmds := make([]tea.Cmd, 0, len(m.stack))
	for _, s := range m.stack {
		cmds = append(cmds, s.Update(msg))
	}
	return tea.Batch(cmds...)
}

// stopWaiting takes away what is said to be waited for, where what came of it is
// dropped: the user has gone on to another screen meanwhile.
func (m *Model) stopWaiting() {
	if strings.HasSuffix(m.status.Text, "…") {
		m.status = shell.StatusMsg{}
	}
}

func (m *Model) deliver(d shell.Delivery) tea.Cmd {
	for _, s := range m.stack {
		if s.Life().ID() == d.To {
			return s.Update(d.Msg)
		}
	}
	return nil
}

// press routes a keystroke in the one order there is: quit and suspend, the
// typing screen, global keys, the screen's own table.
func (m *Model) press(msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "ctrl+c":
		return m.interrupt()
	case "ctrl+z":
		return tea.Suspend
	}
	m.status = shell.StatusMsg{}
	top := m.top()
	bindings := key.Guard(top.Keys(), m.env.ReadOnly)
	if top.Typing() {
		// Keys of the table that are not text work while typing too.
		if b, ok := key.Find(bindings, msg); ok && msg.Text == "" {
			return m.do(b)
		}
		return top.Update(msg)
	}
	if b, ok := key.Find(m.global(), msg); ok {
		return m.do(b)
	}
	if b, ok := key.Find(bindings, msg); ok {
		return m.do(b)
	}
	if msg.String() == "esc" {
		return m.pop()
	}
	return top.Update(msg)
}

func (m *Model) do(b key.Binding) tea.Cmd {
	if why := b.Why(); why != "" {
		m.status = shell.StatusMsg{Text: why, Role: theme.Caution}
		return nil
	}
	if b.Do == nil {
		return nil
	}
	return b.Do()
}

// global is the table of keys that mean the same everywhere.
func (m *Model) global() []key.Binding {
	return []key.Binding{
		{Keys: []string{"?"}, Short: "keys", Long: "all keys of this screen", Do: m.help},
		{Keys: []string{"q"}, Short: "back", Long: "back; quit from the token list", Do: m.pop},
	}
}

// common are the keys the root itself answers, for the help screen.
func (m *Model) common() []key.Binding {
	return append(m.global(),
		key.Binding{Keys: []string{"esc"}, Long: "leave, clear, or back one level"},
		key.Binding{Keys: []string{"ctrl+c"}, Long: "stop what runs; twice: quit"},
		key.Binding{Keys: []string{"ctrl+z"}, Long: "suspend the program"})
}

func (m *Model) help() tea.Cmd {
	if _, ok := m.top().(*help.Screen); ok {
		return m.pop()
	}
	bindings := key.Guard(m.top().Keys(), m.env.ReadOnly)
	return m.push(help.New(m.env, m.top().Heading().Title, bindings, m.common()))
}

// interrupt stops what runs; the second press within two seconds quits, unless
// there is something else to stop.
func (m *Model) interrupt() tea.Cmd {
	now, before := m.env.Clock.Now(), m.interrupted
	m.interrupted = now
	for _, s := range []shell.Screen{m.top(), m.stack[0]} {
		if s, ok := s.(shell.Stopper); ok && s.Stop() {
			m.status = shell.StatusMsg{} // whatever it said of what ran
			return nil
		}
	}
	if !before.IsZero() && now.Sub(before) < 2*time.Second {
		if quits, cmd := m.mayQuit(); !quits {
			return cmd
		}
		return m.quit()
	}
	m.warned = false
	m.status = shell.StatusMsg{Text: "ctrl+c again quits."}
	return nil
}

// mayQuit lets the top screen have its say against the end of the program, once.
func (m *Model) mayQuit() (bool, tea.Cmd) {
	if m.warned {
		return true, nil
	}
	m.warned = true
	switch top := m.top().(type) {
	case shell.Quitter:
		return top.Quit()
	case shell.Leaver:
		return top.Leave()
	}
	return true, nil
}

func (m *Model) quit() tea.Cmd {
	m.quitting = true
	m.Close()
	return tea.Quit
}

// Close ends what the screens have running, between two calls where one was sent
// that must not be abandoned. It is for when the program has ended, however it
// did.
func (m *Model) Close() {
	for _, s := range m.stack {
		s.Life().Close()
	}
}

func (m *Model) push(s shell.Screen) tea.Cmd {
	m.status = shell.StatusMsg{}
	if len(m.stack) > 0 {
		if c, ok := m.top().(shell.Coverer); ok {
			c.Cover()
		}
	}
	m.stack = append(m.stack, s)
	m.fit()
	return s.Init()
}

// pop leaves the top screen, if that has nothing against it; the first one ends
// the program.
func (m *Model) pop() tea.Cmd {
	if l, ok := m.top().(shell.Leaver); ok {
		if leave, cmd := l.Leave(); !leave {
			return cmd
		}
	}
	if len(m.stack) == 1 {
		return m.quit()
	}
	m.drop()
	return m.top().Update(shell.ResumedMsg{})
}

// drop closes the top screen without asking it.
func (m *Model) drop() {
	m.top().Life().Close()
	m.stack = m.stack[:len(m.stack)-1]
}

// fit gives the screen in view the room inside the frame, when it is another
// screen, another terminal or another frame than before.
func (m *Model) fit() {
	top := m.top()
	if frame := m.frameHeight(top); top != m.fitted || frame != m.fittedFrame {
		m.fitted, m.fittedFrame = top, frame
		top.SetSize(m.width, max(m.height-frame, 1))
	}
}

// only closes the screens between the first and the top one, without asking
// them.
func (m *Model) only() {
	for _, s := range m.stack[1:max(len(m.stack)-1, 1)] {
		s.Life().Close()
	}
	if len(m.stack) > 2 {
		m.stack = []shell.Screen{m.stack[0], m.top()}
	}
}
