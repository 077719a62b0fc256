// Package apps lists the applications that the account owns or holds tokens of,
// and deletes those of its own that hold none.
package apps

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/roster"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/text"
)

// List is what the screen takes from the list of the account's tokens.
type List struct {
	// Tokens are those that the list knows.
	Tokens func() []ovhapi.Token
	// Reading reports whether more of them may come, and Whole whether they are all
	// there are.
	Reading, Whole func() bool
	// Refresh reads them anew.
	Refresh func() tea.Cmd
	// Title names the screen, and the account where the list has several.
	Title string
	// Show goes to the list, narrowed to the tokens of an application. From there
	// one comes back to it.
	Show func(application int64) tea.Cmd
}

// Screen lists applications.
type Screen struct {
	shell.Base
	env  *shell.Env
	list List

	own     roster.Own
	gone    map[int64]bool // deleted here; a reading may still bring them
	reading bool
	read    int // tells one reading from the one before it
	cancel  context.CancelFunc
	err     error // why some or all of the own ones are not known
	unread  int   // tokens that could not be described
	settled bool  // the tokens were read to the end once
	watched bool  // the token list is looked at again soon
	focus   int64 // the application to put the cursor on once it is there

	rights      rule.Set // of the token in use
	rightsKnown bool

	table  *table.Table[row]
	field  *form.Field
	typing bool
	filter string
	empty  bool // only those without a token are shown

	asking  bool // the API is being asked how many tokens some hold
	asked   int
	run     *run
	details text.Pane

	width, height int
}

// New lists the applications of env's account, with the cursor on one of them
// unless focus is 0.
func New(env *shell.Env, list List, focus int64) *Screen {
	s := &Screen{
		Base: shell.NewBase(env), env: env, list: list, focus: focus, gone: map[int64]bool{},
		field: form.New("Filter", "words; none  yours  deleted  !yours"),
	}
	s.table = table.New(env.Theme, func(r row) int64 { return r.ID }, columns(s.now))
	s.table.Sort("name", false)
	s.table.SetHoldTop(true)
	s.table.SetSelectable(func(r row) bool { return r.Whose == roster.Yours })
	return s
}

// now is the server's time: expiry is judged by it.
func (s *Screen) now() time.Time { return s.env.Client.ServerNow() }

// Init shows what the tokens tell and asks for the rest.
func (s *Screen) Init() tea.Cmd { return tea.Batch(s.ask(), s.watch()) }

// Update takes in what the API says, and news of tokens.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case readMsg:
		s.takeRead(msg)
	case watchMsg:
		s.watched = false
		s.gather()
		cmd = s.watch()
	case holdsMsg:
		cmd = s.takeHolds(msg)
	case deleteMsg:
		cmd = s.begin(msg)
	case stepMsg:
		cmd = s.takeStep(msg)
	case resultMsg:
		cmd = s.takeResult(msg)
	case shell.ResumedMsg, shell.RevokedMsg:
		s.gather()
		cmd = s.watch()
	case shell.ThemeMsg:
		s.table.SetTheme(s.env.Theme)
	default:
		if s.typing {
			s.field.Update(msg)
			s.setFilter(s.field.Value())
		}
	}
	s.compose()
	return cmd
}

// readMsg brings the account's own applications.
type readMsg struct {
	read int
	list []ovhapi.Application
	err  error
}

// ask reads the account's own applications; rows stay on screen meanwhile.
func (s *Screen) ask() tea.Cmd {
	if s.cancel != nil {
		s.cancel()
	}
	var ctx context.Context
	ctx, s.cancel = context.WithCancel(s.Context())
	s.read++
	s.reading = true
	s.gather()
	s.compose()
	read, client := s.read, s.env.Client
	return s.Run(func(context.Context) tea.Msg {
		list, err := client.OwnApplications(ctx)
		return readMsg{read, list, err}
	})
}

// takeRead takes the own applications in. What a reading before it knew stays
// where this one could not list them.
func (s *Screen) takeRead(msg readMsg) {
	if msg.read != s.read {
		return
	}
	s.reading, s.err = false, msg.err
	if msg.list != nil {
		s.own = roster.Own{Known: true, List: msg.list}
	}
	s.gather()
}

// watchMsg has the token list looked at again.
type watchMsg struct{}

// watchEvery is how often, while tokens may still come.
const watchEvery = 250 * time.Millisecond

func (s *Screen) watch() tea.Cmd {
	if s.watched || !s.list.Reading() {
		return nil
	}
	s.watched = true
	return s.After(watchEvery, watchMsg{})
}

// refresh asks for everything anew, the tokens included.
func (s *Screen) refresh() tea.Cmd {
	tokens := s.list.Refresh()
	return tea.Batch(tokens, s.ask(), s.watch())
}

// gather brings what is known by now into the rows.
func (s *Screen) gather() {
	own := roster.Own{Known: s.own.Known}
	for _, app := range s.own.List {
		if !s.gone[app.ID] {
			own.List = append(own.List, app)
		}
	}
	tokens := s.list.Tokens()
	s.rights, s.rightsKnown = rights(tokens)
	s.unread = 0
	for _, t := range tokens {
		if t.Unread {
			s.unread++
		}
	}
	s.settled = s.settled || !s.list.Reading()
	rows := gather(own, tokens, !s.settled, s.env.Client.ApplicationKey(), s.now())
	there := make(map[int64]bool, len(rows))
	for _, r := range rows {
		there[r.ID] = true
	}
	var left []int64
	for r := range s.table.Rows() {
		if !there[r.ID] {
			left = append(left, r.ID)
		}
	}
	s.table.Remove(left...)
	s.table.Upsert(rows)
	if s.focus != 0 && s.table.SetCursor(s.focus) {
		s.focus = 0
	}
}

// rights are the rules of the token in use, where the tokens tell which that is.
// Beside other accounts of this machine more of them may be marked as in use than
// this program's own.
func rights(tokens []ovhapi.Token) (rule.Set, bool) {
	var found []ovhapi.Token
	for _, t := range tokens {
		if t.Current {
			found = append(found, t)
		}
	}
	if len(found) != 1 || found[0].Unread {
		return nil, false
	}
	return found[0].Rules, true
}

// Stop ends a run between two applications, else a question to the API.
func (s *Screen) Stop() bool {
	switch {
	case s.run.going():
		first := s.run.stop()
		s.compose()
		return first
	case s.asking:
		s.asking = false
		s.asked++
	case s.reading:
		s.cancel()
		s.reading, s.err = false, context.Canceled
		s.read++
	default:
		return false
	}
	s.compose()
	return true
}

// Leave keeps the screen while applications are being deleted.
func (s *Screen) Leave() (bool, tea.Cmd) {
	// A run that was told to stop ends by itself: the program waits for its last
	// call.
	if s.run.going() && !s.run.stopped {
		return false, shell.Warn(busy)
	}
	return true, nil
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.field.SetWidth(max(width-4, 10))
	s.compose()
}

// Typing is the case while the filter is typed.
func (s *Screen) Typing() bool { return s.typing }
