// Package profiles shows the accounts of this machine: where each value comes
// from and whether each key still works; one is chosen, made the default,
// rotated or removed.
package profiles

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/standing"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// Screen lists the profiles of env's machine.
type Screen struct {
	shell.Base
	env   *shell.Env
	start *Start // where it leads as the first screen; nil on top of others
	table *table.Table[row]
	ids   map[string]int64 // of the rows, by their sections, so that they outlast a look
	// states are what is known of keys, holdings where those stand, and stored the
	// requests that some of them came from.
	states   map[keys]standing.Answer
	holdings []config.Holding
	stored   []ovhapi.PendingRequest
	round    int // tells answers from those that were asked for before the last r

	asked *change     // a change that waits for a yes, or is being made
	name  *form.Field // the profile's name, where it has to be typed
	said  []paragraph // what came of the last change

	width, height int
	details       text.Pane
}

// New lists the profiles.
func New(env *shell.Env) *Screen { return newScreen(env, nil) }

func newScreen(env *shell.Env, start *Start) *Screen {
	s := &Screen{
		Base: shell.NewBase(env), env: env, start: start, ids: map[string]int64{}, states: map[keys]standing.Answer{},
		name: form.New("", ""),
	}
	s.table = table.New(env.Theme, func(r row) int64 { return r.id }, s.columns())
	s.list()
	return s
}

// Init asks every profile's own API whether its key works, and looks where the
// keys stand.
func (s *Screen) Init() tea.Cmd {
	s.compose()
	return tea.Batch(s.ask(), s.look())
}

// Update takes answers in, and the name that is typed.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case answersMsg:
		cmd = s.takeAnswers(msg)
	case seenMsg:
		cmd = s.takeSeen(msg)
	case switchedMsg:
		cmd = s.switched(msg)
	case removalMsg:
		cmd = s.takeRemoval(msg)
	case plannedMsg:
		cmd = s.takePlan(msg)
	case changedMsg:
		cmd = s.takeChanged(msg)
	case retirementMsg:
		cmd = s.takeRetirement(msg)
	case retiredMsg:
		cmd = s.takeRetired(msg)
	case shell.ResumedMsg:
		cmd = s.look()
	case shell.ThemeMsg:
		s.table.SetTheme(s.env.Theme)
	default:
		if s.Typing() {
			s.name.Update(msg)
		}
	}
	s.compose()
	return cmd
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.name.SetWidth(max(width-6, 10))
	s.compose()
}

// Typing is the case while the name of a profile is the answer.
func (s *Screen) Typing() bool { return s.asked != nil && s.asked.stage == typing }

// Heading counts the profiles.
func (s *Screen) Heading() shell.Heading {
	left := "1 profile"
	if n := s.table.Len(); n != 1 {
		left = fmt.Sprintf("%d profiles", n)
	}
	if n := s.unanswered(); n > 0 {
		left += s.env.Theme.Paint(theme.Subtle, fmt.Sprintf("   %d being asked…", n))
	}
	head := shell.Heading{Title: "Accounts of this machine", Left: left}
	if s.start != nil {
		head.Title = "Which account?"
	}
	if n := s.details.Below(); n > 0 {
		stroke := "ctrl+↓ shows "
		if s.asked != nil {
			stroke = "↓ shows "
		}
		head.Right = s.env.Theme.Paint(theme.Subtle, fmt.Sprintf("%s%d more below", stroke, n))
	}
	return head
}

// Cursor stands on the profile, or in the field.
func (s *Screen) Cursor() (int, int, bool) {
	if s.Typing() {
		x, _, visible := s.name.Cursor()
		return margin + len([]rune(prompt)) + x, strings.Count(s.body(), "\n") + 1, visible
	}
	y := s.table.CursorLine()
	return 1, y, s.asked == nil && y >= 0
}

// prompt stands before the field.
const prompt = "› "

// View draws the list and, below it, what is known of the profile or what is
// asked about it; a field stands below its question.
func (s *Screen) View() string {
	if !s.Typing() {
		return s.body()
	}
	t := s.env.Theme
	return s.body() + "\n" + strings.Repeat(" ", margin) + t.Paint(theme.Accent, prompt) + s.name.Line(t)
}

// body is the list and what stands below it.
func (s *Screen) body() string {
	if s.table.Len() == 0 {
		return s.details.View()
	}
	return s.table.View() + "\n\n" + s.details.View()
}

// Leave stays while something is being written or revoked.
func (s *Screen) Leave() (bool, tea.Cmd) {
	if s.asked == nil {
		return true, nil
	}
	if s.asked.stage == making {
		return false, shell.Warn("This is being done; a moment.")
	}
	s.leaveAsIs()
	return false, nil
}

// Stop takes an open question back.
func (s *Screen) Stop() bool {
	if s.asked == nil || s.asked.stage == making {
		return false
	}
	s.leaveAsIs()
	return true
}

// current is the profile under the cursor.
func (s *Screen) current() (row, bool) { return s.table.Cursor() }
