// Package shell is what every screen shares: the interface the root model
// drives, the environment it gives, and the messages that move between screens.
package shell

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/theme"
)

// Screen is one full view. The root keeps a stack of them and draws title and
// footer around the one on top.
type Screen interface {
	// Init starts what the screen needs. It is called once, when the screen is
	// pushed, after SetSize.
	Init() tea.Cmd
	// Update takes one message in. It does no I/O.
	Update(tea.Msg) tea.Cmd
	// View draws the content: as many lines as SetSize gave, or fewer.
	View() string
	// SetSize gives the room for the content in cells.
	SetSize(width, height int)
	// Keys is the screen's table of bindings as things stand.
	Keys() []key.Binding
	// Typing reports whether keystrokes are text just now.
	Typing() bool
	// Heading is the title and the line below it; the line may be empty.
	Heading() Heading
	// Cursor is where the terminal's cursor belongs within the content.
	Cursor() (x, y int, visible bool)
	// Where names what the screen is about: an account and its endpoint. Base has
	// it.
	Where() string
	// Life gives the root what it needs to route and to close; Base has it.
	Life() *Base
}

// Heading is what stands above the content.
type Heading struct {
	// Title names the screen.
	Title string
	// Left and Right are the second line; both empty leaves it out. They may be
	// styled.
	Left, Right string
}

// Barer is a screen that may want the whole terminal, without a frame.
type Barer interface{ Bare() bool }

// Bare reports whether a screen wants no frame.
func Bare(s Screen) bool {
	b, ok := s.(Barer)
	return ok && b.Bare()
}

// Stopper is a screen on which something may run that ctrl+c stops.
type Stopper interface {
	// Stop stops what runs and reports whether anything did.
	Stop() bool
}

// Leaver is a screen that has a say when it is left.
type Leaver interface {
	// Leave is asked before the screen goes; false keeps it, and the command
	// tells the user why or asks.
	Leave() (bool, tea.Cmd)
}

// Quitter is a screen that is left for another one when one goes back, so that
// ending the program is another question to it than Leave.
type Quitter interface {
	// Quit is asked before the program ends; false keeps it, and the command tells
	// the user why or asks.
	Quit() (bool, tea.Cmd)
}

// Coverer is a screen that wants to know when it loses the user's eye.
type Coverer interface {
	// Cover is called before another screen is put on top.
	Cover()
}

// PushMsg puts a screen on top. From is the screen that asks, as in PopMsg.
type PushMsg struct {
	Screen Screen
	From   int64
}

// PopMsg takes the top screen away. From names the screen that asks: when that
// one is not on top any more, since a key was pressed twice before the first
// took effect, nothing happens. 0 is anybody, who can't end the program.
type PopMsg struct{ From int64 }

// ReplaceMsg puts a screen in place of the top one. From is the screen that
// asks, as in PopMsg.
type ReplaceMsg struct {
	Screen Screen
	From   int64
}

// OnlyMsg takes away the screens between the first one and the one that asks:
// what they were for is done.
type OnlyMsg struct{ From int64 }

// HomeMsg goes back to the first screen and delivers a message to it.
type HomeMsg struct{ Msg tea.Msg }

// StatusMsg shows a line above the footer until the next keystroke.
type StatusMsg struct {
	Text string
	Role theme.Role
}

// MentionMsg shows a line of information where no other stands: what nobody has
// asked for must not hide a warning.
type MentionMsg struct{ Text string }

// UnsayMsg takes a line away that has become untrue, if it is the one shown.
type UnsayMsg struct{ Text string }

// ResumedMsg tells a screen that it is in view again: stored requests and files
// may have changed meanwhile.
type ResumedMsg struct{}

// SwitchedMsg tells the first screen that env speaks to another account now.
type SwitchedMsg struct{}

// ThemeMsg tells every screen that the theme has changed.
type ThemeMsg struct{}

// Delivery brings a result to the screen that asked for it, on top or not. When
// that screen has been left, it is dropped.
type Delivery struct {
	To  int64
	Msg tea.Msg
}

// Send wraps a message as a command.
func Send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Say shows a line of information.
func Say(text string) tea.Cmd { return Send(StatusMsg{text, theme.Text}) }

// Mention shows a line of information unless another one is shown.
func Mention(text string) tea.Cmd { return Send(MentionMsg{text}) }

// Warn shows a line that wants attention.
func Warn(text string) tea.Cmd { return Send(StatusMsg{text, theme.Caution}) }
