// Package keep is the screen on which a key is put where it is used: into an
// ovh.conf, into what a tool reads, or on the clipboard.
package keep

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// part is one of the ways to keep a key.
type part int

const (
	inFile  part = iota // an ovh.conf
	forTool             // what a tool reads
	byCopy              // the clipboard
	parts
)

// Screen keeps one key, in one place or in several one after the other.
type Screen struct {
	shell.Base
	env  *shell.Env
	key  Key
	done func() tea.Cmd

	part      part
	conf      conf
	tool      tool
	kept      []string // where the key was put, in words
	forgotten bool     // the stored request is gone
	writing   bool
	said      []line // what came of the last action
	question  *question
	leaving   bool

	width, height int
}

// New keeps k. done is called when the user is through; what it returns leads
// on, at least off this screen.
func New(env *shell.Env, k Key, done func() tea.Cmd) *Screen {
	return &Screen{
		Base: shell.NewBase(env), env: env, key: k, done: done,
		conf: newConf(env, k), tool: newTool(env, k), width: 80, height: 19,
	}
}

// String names the screen; it keeps the key out of what fmt prints.
func (s *Screen) String() string { return "keep the key" }

// Kept lists in words where the key was put on this screen, such as
// "[profile:lego] in ~/.ovh.conf".
func (s *Screen) Kept() []string { return s.kept }

// Forgotten reports whether the stored request was removed, since the key stands
// in a file.
func (s *Screen) Forgotten() bool { return s.forgotten }

// Init looks at the files that the key could go to.
func (s *Screen) Init() tea.Cmd { return s.plan() }

// Update takes what is typed and the results of commands in.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	defer s.lay()
	switch msg := msg.(type) {
	case plannedMsg:
		s.takePlans(msg)
	case wroteMsg:
		return s.takeWritten(msg)
	case repairedMsg:
		return s.takeRepaired(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		s.typed(msg)
	}
	return nil
}

// typed hands a message to the field that has the focus.
func (s *Screen) typed(msg tea.Msg) {
	switch s.part {
	case inFile:
		s.conf.name.Update(msg)
	case forTool:
		s.tool.typed(msg)
	case byCopy, parts:
	}
}

// Leave calls done, so that whoever opened the screen learns what was kept. The
// result of a write that is under way is waited for.
func (s *Screen) Leave() (bool, tea.Cmd) {
	switch {
	case s.leaving:
		return true, nil
	case s.question != nil:
		s.question = nil
		s.lay()
		return false, nil
	case s.writing:
		return false, shell.Warn("The file is being written. One moment.")
	}
	return false, s.leave()
}

// Quit lets the program end where the key is safe without it. Else whoever opened
// the screen is asked, as Leave does: it may hold the only copy.
func (s *Screen) Quit() (bool, tea.Cmd) {
	if safe := s.holdsCopy() || len(s.kept) > 0; safe && !s.writing {
		return true, nil
	}
	return s.Leave()
}

func (s *Screen) leave() tea.Cmd {
	if s.writing {
		return shell.Warn("The file is being written. One moment.")
	}
	if s.onlyHere() {
		s.question = &question{"The key is stored nowhere: once this program ends it is lost. Leave all the same?", func() tea.Cmd {
			s.leaving = true
			return s.done()
		}}
		s.lay()
		return nil
	}
	s.leaving = true
	return s.done()
}

// Stop takes an open question back.
func (s *Screen) Stop() bool {
	if s.question == nil {
		return false
	}
	s.question = nil
	s.lay()
	return true
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.lay()
}

// Typing reports whether a field has the focus.
func (s *Screen) Typing() bool {
	if s.question != nil {
		return false
	}
	switch s.part {
	case inFile:
		return s.conf.name.Focused()
	case forTool:
		return s.tool.typing()
	case byCopy, parts:
	}
	return false
}

// Heading says what the key may do and where it is so far.
func (s *Screen) Heading() shell.Heading {
	t := s.env.Theme
	right := ""
	switch n := len(s.kept); {
	case n > 0:
		right = t.Paint(theme.Good, "kept in "+count(n, "place"))
	case s.onlyHere():
		right = t.Paint(theme.Danger, "stored nowhere: copy it now")
	case s.key.RequestID == "":
	case s.env.Fleeting:
		right = t.Paint(theme.Subtle, "held by the demo until it ends")
	default:
		right = t.Paint(theme.Subtle, "stored on this machine, in no file of yours yet")
	}
	left := "may do: " + s.key.Rules.ShortFit(max(s.width-58, 16))
	if len(s.key.Rules) == 0 {
		left = "application " + s.key.Profile.ApplicationKey.Text
	}
	return shell.Heading{Title: "Keep the key", Left: t.Paint(theme.Subtle, left), Right: right}
}

// onlyHere reports whether this process holds the only copy of the key.
func (s *Screen) onlyHere() bool { return s.key.KeepErr != nil && len(s.kept) == 0 }

// turn goes to another part.
func (s *Screen) turn(n int) tea.Cmd {
	if s.conf.name.Focused() {
		s.conf.name.Blur()
		s.conf.name.SetValue(s.conf.wanted)
	}
	s.tool.leaveFields()
	s.part = (s.part + part(n) + parts) % parts
	s.said = nil
	return nil
}

// safe says in a failure that the key is still there.
func (s *Screen) safe() string {
	switch {
	case len(s.kept) > 0:
		return "What was kept before stays as it is."
	case s.onlyHere():
		return "The key is stored nowhere but in this program: put it elsewhere or copy it now."
	case s.key.RequestID == "":
		return "Nothing was lost: the key is still where it was."
	}
	return "The key is still stored in this program's state folder; nothing was lost."
}

// say shows what came of an action, until the next one.
func (s *Screen) say(role theme.Role, text string) { s.said = append(s.said, line{role, text}) }

// note adds a place where the key was put, once.
func (s *Screen) note(place string) {
	for _, known := range s.kept {
		if strings.EqualFold(known, place) {
			return
		}
	}
	s.kept = append(s.kept, place)
}
