// Package holdings looks for keys in this machine's files and says which token
// each of them is, or that it is dead.
package holdings

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// Screen first says what it would look through and whom it would ask; once the
// user agrees, it lists the keys.
type Screen struct {
	shell.Base
	env *shell.Env
	// account is the tokens of the account on screen, as the list knows them.
	account func() []ovhapi.Token

	field  *form.Field
	typing bool
	// dropping asks which of the named files is to be looked through no more: the
	// one of this number.
	dropping bool
	drop     int

	look     int // tells one look from the one before it
	cancel   context.CancelFunc
	stage    stage
	table    *table.Table[held]
	problems []config.Problem

	width, height int
	details       text.Pane
}

// stage is how far the screen has come.
type stage int

const (
	asking  stage = iota // nothing is read yet: the user is asked
	reading              // the files are being read
	listing              // their keys are listed; some may still be asked about
)

// New asks whether to look through the files, or looks at once when that was
// answered before. account gives the tokens of the account on screen.
func New(env *shell.Env, account func() []ovhapi.Token) *Screen {
	s := &Screen{
		Base: shell.NewBase(env), env: env, account: account,
		field: form.New("File", "path of another file that may hold keys"),
	}
	s.table = table.New(env.Theme, func(h held) int64 { return h.n }, s.columns())
	return s
}

// Init looks at once only where the user has agreed before.
func (s *Screen) Init() tea.Cmd {
	if s.env.Keys().Looked {
		return s.begin()
	}
	s.compose()
	return nil
}

// Update takes in what was found, what the keys say of themselves, and the name
// of a further file.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case foundMsg:
		cmd = s.take(msg)
	case identifiedMsg:
		s.identified(msg)
	case shell.ResumedMsg:
		cmd = s.reread()
	case rereadMsg:
		cmd = s.compare(msg)
	case shell.ThemeMsg:
		s.table.SetTheme(s.env.Theme)
	default:
		if s.typing {
			s.field.Update(msg)
		}
	}
	s.compose()
	return cmd
}

// Stop ends the questions under way; their keys then say so.
func (s *Screen) Stop() bool {
	if s.stage == asking || s.waiting() == 0 {
		return false
	}
	s.cancel()
	return true
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.field.SetWidth(max(width-4, 10))
	s.compose()
}

// Typing is the case while a file is named.
func (s *Screen) Typing() bool { return s.typing }

// Heading counts what was found.
func (s *Screen) Heading() shell.Heading {
	head := shell.Heading{Title: "Keys on this machine"}
	if s.stage != asking {
		head.Left = s.count()
	}
	head.Right = s.env.Theme.Paint(theme.Subtle, s.details.More())
	return head
}

// Cursor is in the field while a file is named, else on the key.
func (s *Screen) Cursor() (int, int, bool) {
	if s.typing {
		x, _, visible := s.field.Cursor()
		return 2 + x, s.height - 1, visible
	}
	y := s.table.CursorLine()
	return 1, y, s.stage == listing && y >= 0 && !s.dropping
}

// View draws the list with the key under the cursor explained below it, or what
// stands in its place.
func (s *Screen) View() string {
	room := s.room()
	view := s.details.View()
	if s.table.Len() > 0 {
		view = s.table.View() + "\n\n" + view
	}
	switch {
	case s.dropping:
		return layout.Frame(view, s.width, room) + "\n  " + s.dropLine()
	case !s.typing:
		return layout.Frame(view, s.width, room)
	}
	return layout.Frame(view, s.width, room) + "\n  " + s.field.Line(s.env.Theme)
}

// room is the height without the field.
func (s *Screen) room() int {
	if s.typing || s.dropping {
		return max(s.height-1, 0)
	}
	return s.height
}

// compose shares the height out and writes what stands below the list.
func (s *Screen) compose() {
	room := s.room()
	if n := s.table.Len(); n > 0 {
		// The list gets two fifths where it needs them, and no more than that
		// while its rows have more to say.
		listed := min(n+1, max(s.height*2/5, 4))
		s.table.SetSize(s.width, listed)
		room -= listed + 1
	}
	s.details.SetLines(s.text())
	s.details.SetHeight(max(room, 0))
}

func (s *Screen) current() (held, bool) {
	if s.stage != listing {
		return held{}, false
	}
	return s.table.Cursor()
}
