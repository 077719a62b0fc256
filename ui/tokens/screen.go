// Package tokens is the first screen: every token of the account.
package tokens

import (
	"context"
	"slices"
	"strconv"
	"time"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/revoking"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/waiting"
)

// Screen lists the account's tokens and starts what can be done with them.
type Screen struct {
	shell.Base
	env           *shell.Env
	table         *table.Table[row]
	sheet         *revoking.Sheet
	input         textinput.Model
	typing        bool // the filter is being typed
	filterText    string
	width, height int

	// load tells one loading from the one before it.
	load     int64
	loading  *ovhapi.Loading
	cancel   context.CancelFunc
	seen     map[int64]bool // what the loading under way has shown
	revoked  map[int64]bool // what was revoked since it began
	busy     bool
	total    int
	loaded   int
	counts   counts
	warnings []ovhapi.Warning
	err      error
	pending  int
	counted  bool  // the stored requests were counted once
	sorted   bool  // the user has chosen the order in this run
	saving   bool  // the order is being remembered
	focus    int64 // the token to put the cursor on once it is there
	summed   map[string]*summary
	panel    panel
}

// counts are always visible, so they are worked out when rows change.
type counts struct{ tokens, expired, everything, dead, cleanable, others int }

// New makes the list of the account that env's client speaks for.
func New(env *shell.Env) *Screen {
	input := textinput.New()
	input.Prompt = ""
	input.CharLimit = 200
	input.SetVirtualCursor(false)
	input.SetStyles(textinput.Styles{})
	s := &Screen{Base: shell.NewBase(env), env: env, input: input, summed: map[string]*summary{}}
	s.table = table.New(env.Theme, func(r row) int64 { return r.ID }, columns(s.now))
	s.table.Sort("used", false)
	s.table.SetHoldTop(true)
	s.table.SetSelectable(func(r row) bool { return !r.Current })
	s.sheet = revoking.New(env, &s.Base, s.gone)
	return s
}

// now is the server's time: expiry is judged by it.
func (s *Screen) now() time.Time {
	if s.env.Client == nil {
		return s.env.Clock.Now()
	}
	return s.env.Client.ServerNow()
}

// Init starts the first loading.
func (s *Screen) Init() tea.Cmd {
	return tea.Batch(s.refresh(), s.readPending(), s.readPreferences())
}

type updateMsg struct {
	load   int64
	update ovhapi.Update
}

type loadingMsg struct {
	load    int64
	loading *ovhapi.Loading
}

// refresh reads the account anew; rows stay on screen meanwhile.
func (s *Screen) refresh() tea.Cmd {
	if s.cancel != nil {
		s.cancel()
	}
	var ctx context.Context
	ctx, s.cancel = context.WithCancel(s.Context())
	s.load++
	s.busy, s.err, s.warnings, s.total, s.loaded = true, nil, nil, 0, 0
	s.seen, s.revoked = map[int64]bool{}, map[int64]bool{}
	load, client := s.load, s.env.Client
	return s.Run(func(context.Context) tea.Msg { return loadingMsg{load, client.Load(ctx)} })
}

// again refreshes. After a failure it reads this machine's keys first: whoever
// has mended them should not have to start the program anew.
func (s *Screen) again() tea.Cmd {
	if s.err == nil || s.env.Connect == nil || s.env.Fleeting {
		return tea.Batch(s.refresh(), s.readFiles())
	}
	env := s.env
	return s.Run(func(context.Context) tea.Msg {
		m, client, _ := env.Look() // what is wrong with them shows as before
		return keysMsg{m, client}
	})
}

// keysMsg brings this machine's keys; without a client they are not complete.
type keysMsg struct {
	machine *config.Machine
	client  *ovhapi.Client
}

// takeKeys works on with other keys than before, if there are any.
func (s *Screen) takeKeys(msg keysMsg) tea.Cmd {
	if msg.client == nil || s.env.Machine == nil {
		return s.refresh()
	}
	was, is := s.env.Machine.Active, msg.machine.Active
	if was.Endpoint.URL == is.Endpoint.URL && was.ApplicationKey.Text == is.ApplicationKey.Text &&
		was.ApplicationSecret.Secret == is.ApplicationSecret.Secret && was.ConsumerKey.Secret == is.ConsumerKey.Secret {
		return s.refresh()
	}
	s.env.Use(msg.machine, msg.client)
	return s.switched()
}

func (s *Screen) next() tea.Cmd {
	load, loading := s.load, s.loading
	return s.Run(func(ctx context.Context) tea.Msg { return updateMsg{load, loading.Next(ctx)} })
}

// Update takes results, typed text and news from other screens in.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	if cmd, mine := s.sheet.Update(msg); mine {
		s.resize()
		return cmd
	}
	switch msg := msg.(type) {
	case loadingMsg:
		if msg.load != s.load {
			return nil
		}
		s.loading = msg.loading
		return s.next()
	case updateMsg:
		return s.take(msg)
	case runMsg:
		return s.start(msg)
	case waiting.NewTokenMsg:
		s.focus = msg.ID
		return tea.Batch(s.refresh(), s.readPending())
	case pendingMsg:
		return s.takePending(msg)
	case preferencesMsg:
		s.takePreferences(msg.preferences)
		return nil
	case savedMsg:
		return s.takeSaved(msg)
	case shell.ResumedMsg:
		s.rehome()
		return tea.Batch(s.readPending(), s.readFiles())
	case foundMsg:
		s.takeFound(msg)
		return nil
	case shell.RevokedMsg:
		return s.elsewhere(msg)
	case shell.FocusMsg:
		return s.focusOn(msg.ID)
	case shell.KnownMsg:
		return msg.Open()
	case keysMsg:
		return s.takeKeys(msg)
	case shell.SwitchedMsg:
		return s.switched()
	case shell.ThemeMsg:
		s.table.SetTheme(s.env.Theme)
		s.panel.forget()
		return nil
	}
	if s.typing {
		return s.typeFilter(msg)
	}
	return nil
}

// take brings one update into the table. The rows that a whole loading did not
// show are gone; they leave at its end only, so that a failed one costs none.
func (s *Screen) take(msg updateMsg) tea.Cmd {
	if msg.load != s.load {
		return nil
	}
	u := msg.update
	rows := make([]row, len(u.Tokens))
	for i, t := range u.Tokens {
		rows[i] = s.newRow(s.remembered(t))
		s.seen[t.ID] = true
	}
	s.table.Upsert(s.still(rows))
	s.table.Remove(u.Gone...)
	s.warnings = append(s.warnings, u.Warnings...)
	s.total, s.loaded = u.Total, u.Loaded
	if u.Account != "" {
		s.env.Account = u.Account
	}
	if u.Done {
		s.busy, s.err = false, u.Err
		if u.Err == nil {
			s.removeUnseen()
		}
	}
	if s.focus != 0 && s.table.SetCursor(s.focus) {
		s.focus = 0
	}
	s.panel.forget()
	s.recount()
	if u.Done {
		return nil
	}
	return s.next()
}

// remembered keeps what is known of a row's application while a refresh has not
// asked for it again.
func (s *Screen) remembered(t ovhapi.Token) ovhapi.Token {
	if t.App != ovhapi.AppUnknown || t.Application.Name != "" {
		return t
	}
	if old, ok := s.table.Row(t.ID); ok && old.ApplicationID == t.ApplicationID {
		t.App, t.Application = old.App, old.Application
	}
	return t
}

// still leaves out rows that were revoked after the loading had begun: it may
// have read them before.
func (s *Screen) still(rows []row) []row {
	if len(s.revoked) == 0 {
		return rows
	}
	return slices.DeleteFunc(rows, func(r row) bool { return s.revoked[r.ID] })
}

// switched begins anew on another account.
func (s *Screen) switched() tea.Cmd {
	s.sheet = revoking.New(s.env, &s.Base, s.gone)
	s.table.Clear()
	s.table.SelectNone()
	s.counts = counts{}
	s.panel.forget()
	return tea.Batch(s.clearFilter(), s.refresh(), s.readPending())
}

// elsewhere takes in that another screen has revoked tokens.
func (s *Screen) elsewhere(msg shell.RevokedMsg) tea.Cmd {
	switch {
	case s.env.Client == nil || msg.URL != s.env.Client.Endpoint().URL:
		return nil
	case msg.Listed:
		return s.refresh()
	}
	return s.gone(s.env, msg.IDs)
}

// gone takes tokens that exist no more off the list.
func (s *Screen) gone(_ *shell.Env, ids []int64) tea.Cmd {
	for _, id := range ids {
		s.revoked[id] = true
	}
	s.table.Remove(ids...)
	s.recount()
	return s.forgetKeys(ids)
}

func (s *Screen) removeUnseen() {
	var gone []int64
	for r := range s.table.Rows() {
		if !s.seen[r.ID] {
			gone = append(gone, r.ID)
		}
	}
	s.table.Remove(gone...)
}

func (s *Screen) recount() {
	now := s.now()
	s.counts = counts{}
	for r := range s.table.Rows() {
		s.counts.tokens++
		if !r.Current && r.Expired(now) {
			s.counts.cleanable++
		}
		if !r.Current && r.Live(now) {
			s.counts.others++
		}
		switch {
		case r.Expired(now):
			s.counts.expired++
		case r.Dead():
			s.counts.dead++
		case r.all && r.Status == ovhapi.StatusValidated:
			s.counts.everything++
		}
	}
	s.panel.forget()
}

// all are the tokens of the account, whatever the filter hides.
func (s *Screen) all() []ovhapi.Token {
	tokens := make([]ovhapi.Token, 0, s.table.Len())
	for r := range s.table.Rows() {
		tokens = append(tokens, r.Token)
	}
	return tokens
}

// Stop ends what runs: revocations first, then a loading.
func (s *Screen) Stop() bool {
	if s.sheet.Stop() {
		s.resize()
		return true
	}
	if s.busy {
		s.cancel()
		s.load++ // what it still brings is not waited for
		s.busy, s.err = false, context.Canceled
		return true
	}
	return false
}

// Leave keeps the list while tokens are being revoked.
func (s *Screen) Leave() (bool, tea.Cmd) {
	// A run that was told to stop ends by itself: the program waits for its last
	// call.
	if why := s.busyRevoking(); why != "" && !s.sheet.Stopping() {
		return false, shell.Warn(why)
	}
	return true, nil
}

// Cover ends a countdown that goes out of sight: nothing is revoked behind
// somebody's back, and esc means another thing over there.
func (s *Screen) Cover() {
	if s.sheet.Counting() {
		s.sheet.Stop()
		s.resize()
	}
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.resize()
}

// Typing is the case while the filter is typed.
func (s *Screen) Typing() bool { return s.typing }

func idText(id int64) string { return strconv.FormatInt(id, 10) }
