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
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ui/revoking"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/sweep"
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

	sources []*source // the accounts in the list; the first one is env's
	revoked map[gone]bool
	counts  counts
	shown   counts // of what the filter lets through
	came    origin // whose tokens are shown on behalf of another screen
	grouped bool   // by application
	pending int
	roomy   bool  // the columns are those of a wide list
	counted bool  // the stored requests were counted once
	sorted  bool  // the user has chosen the order in this run
	saving  bool  // the order is being remembered
	focus   int64 // the token to put the cursor on once it is there
	limits  audit.Thresholds
	summed  map[string]*summary
	lines   []byte // room for the key of summed
	panel   panel
	sweeps  map[string]*sweep.Choices // what was chosen in the clean-up plan of each account
}

// gone is a token that was revoked in this run, at the endpoint with this URL. Its
// id never returns, but pages that OVH has kept may still show it.
type gone struct {
	url string
	id  int64
}

// counts are always visible, so they are worked out when rows change.
type counts struct{ tokens, expired, everything, dead, found, cleanable, others int }

// New makes the list of the account that env's client speaks for.
func New(env *shell.Env) *Screen {
	input := textinput.New()
	input.Prompt = ""
	input.CharLimit = 200
	input.SetVirtualCursor(false)
	input.SetStyles(textinput.Styles{})
	s := &Screen{Base: shell.NewBase(env), env: env, input: input, summed: map[string]*summary{}, revoked: map[gone]bool{}, sweeps: map[string]*sweep.Choices{}}
	s.table = s.newTable()
	s.sources = []*source{{env: env}}
	s.sheet = revoking.New(env, &s.Base, s.gone, s.resize)
	return s
}

// newTable makes the empty list in its usual order.
func (s *Screen) newTable() *table.Table[row] {
	list := table.New(s.env.Theme, row.key, s.columns())
	list.Sort("used", false)
	list.SetHoldTop(true)
	list.SetSelectable(func(r row) bool { return !r.Current })
	list.SetGrouping(s.headings())
	return list
}

// now is the server's time of the account in use. What is decided about a token
// is judged by the time of its own account.
func (s *Screen) now() time.Time { return s.sources[0].now() }

// Init starts the first loading.
func (s *Screen) Init() tea.Cmd {
	return tea.Batch(s.refresh(), s.readPending(), s.readPreferences())
}

type updateMsg struct {
	of     *source
	load   int64
	update ovhapi.Update
}

type loadingMsg struct {
	of      *source
	load    int64
	loading *ovhapi.Loading
}

// refresh reads every account in the list anew.
func (s *Screen) refresh() tea.Cmd {
	cmds := make([]tea.Cmd, len(s.sources))
	for i, f := range s.sources {
		cmds[i] = s.read(f)
	}
	return tea.Batch(cmds...)
}

// again refreshes. After a failure it reads this machine's keys first: whoever
// has mended them should not have to start the program anew.
func (s *Screen) again() tea.Cmd {
	if s.err() == nil || s.env.Connect == nil || s.env.Fleeting || s.together() {
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

func (s *Screen) next(f *source) tea.Cmd {
	load, loading := f.load, f.loading
	return s.Run(func(ctx context.Context) tea.Msg { return updateMsg{f, load, loading.Next(ctx)} })
}

// Update takes results, typed text and news from other screens in.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	if cmd, mine := s.sheet.Update(msg); mine {
		s.resize()
		return cmd
	}
	switch msg := msg.(type) {
	case loadingMsg:
		if msg.load != msg.of.load {
			return nil
		}
		msg.of.loading = msg.loading
		return s.next(msg.of)
	case updateMsg:
		return s.take(msg)
	case pausedMsg:
		return s.ticked(msg)
	case runMsg:
		return s.start(msg)
	case waiting.NewTokenMsg:
		s.focus = msg.ID
		return tea.Batch(s.refresh(), s.readPending())
	case pendingMsg:
		return s.takePending(msg)
	case preferencesMsg:
		return s.takePreferences(msg)
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
	case shell.AllowedMsg:
		return s.takeAllowed(msg)
	case shell.FocusMsg, originMsg:
		return s.turnTo(msg)
	case shell.KnownMsg:
		return msg.Open()
	case keysMsg:
		return s.takeKeys(msg)
	case besideMsg:
		return s.takeBeside(msg)
	case shell.SwitchedMsg:
		return s.switched()
	case shell.ThemeMsg:
		s.paintAnew()
		return nil
	}
	if s.typing {
		return s.typeFilter(msg)
	}
	return nil
}

// paintAnew follows the theme.
func (s *Screen) paintAnew() {
	for _, f := range s.sources {
		f.env.Theme = s.env.Theme
	}
	s.table.SetTheme(s.env.Theme)
	s.panel.forget()
}

// take brings one update into the table. The rows that a whole loading did not
// show are gone; they leave at its end only, so that a failed one costs none.
func (s *Screen) take(msg updateMsg) tea.Cmd {
	f, u := msg.of, msg.update
	if msg.load != f.load {
		return nil
	}
	s.look()
	name, current := f.env.Account, f.current
	f.learn(u)
	s.unite(f, u.Tokens)
	if f.env.Account != name {
		s.renamed(f)
	}
	s.alias()
	s.takeRows(f, u)
	if f.current != current {
		s.mark(f, current)
		s.mark(f, f.current)
	}
	if s.focus != 0 && s.reach(s.focus) {
		s.focus = 0
	}
	s.panel.forget()
	s.recount()
	if u.Done {
		return s.release()
	}
	return tea.Batch(s.next(f), s.tick(f))
}

// takeRows brings the tokens of an update in. What a twin is told of counts where
// the source that has the rows has not told it, which may yet fail.
func (s *Screen) takeRows(f *source, u ovhapi.Update) {
	k := f.keeper()
	rows := make([]row, 0, len(u.Tokens))
	for _, t := range u.Tokens {
		f.seen[t.ID] = true
		if !s.revoked[gone{f.url(), t.ID}] && (k == f || s.lacks(k, t.ID)) {
			rows = append(rows, s.newRow(k, s.remembered(k, t)))
		}
	}
	s.table.Upsert(rows)
	s.drop(k, slices.DeleteFunc(slices.Clone(u.Gone), func(id int64) bool { return k != f && k.seen[id] })...)
	if k == f && u.Done && u.Err == nil {
		s.removeUnseen(f)
	}
}

// remembered keeps what is known of a row's application while a refresh has not
// asked for it again.
func (s *Screen) remembered(f *source, t ovhapi.Token) ovhapi.Token {
	if t.App != ovhapi.AppUnknown || t.Application.Name != "" {
		return t
	}
	if old, ok := s.table.Row(f.key(t.ID)); ok && old.ApplicationID == t.ApplicationID {
		t.App, t.Application = old.App, old.Application
	}
	return t
}

// switched begins anew on another account.
func (s *Screen) switched() tea.Cmd {
	return tea.Batch(s.list(&source{env: s.env}), s.readPending())
}

// list begins anew with other accounts.
func (s *Screen) list(sources ...*source) tea.Cmd {
	for _, f := range s.sources {
		f.stop()
		f.load++ // what was ordered before is not taken in
	}
	for i, f := range sources {
		f.number, f.env.Alias = int64(i), ""
	}
	s.sources = sources
	s.sheet = revoking.New(s.env, &s.Base, s.gone, s.resize)
	by, reverse := s.table.SortState()
	s.table = s.newTable()
	s.table.Sort(by, reverse)
	s.counts, s.came = counts{}, origin{}
	s.panel.forget()
	return tea.Batch(s.clearFilter(), s.refresh())
}

// elsewhere takes in that another screen has revoked tokens.
func (s *Screen) elsewhere(msg shell.RevokedMsg) tea.Cmd {
	var cmds []tea.Cmd
	for _, f := range s.own() {
		switch {
		case f.env.Client == nil || msg.URL != f.env.Client.Endpoint().URL:
		case msg.Listed:
			cmds = append(cmds, s.read(f))
		default:
			cmds = append(cmds, s.gone(f.env, msg.IDs))
		}
	}
	return tea.Batch(cmds...)
}

// gone takes an account's tokens that exist no more off the list.
func (s *Screen) gone(env *shell.Env, ids []int64) tea.Cmd {
	for _, id := range ids {
		s.revoked[gone{env.Client.Endpoint().URL, id}] = true
	}
	if f := s.sourceOf(env); f != nil {
		s.drop(f.keeper(), ids...)
		s.recount()
	}
	return s.forgetKeys(env, ids)
}

func (s *Screen) removeUnseen(f *source) {
	var gone []int64
	for r := range s.table.Rows() {
		if r.of == f && !f.seen[r.ID] {
			gone = append(gone, r.ID)
		}
	}
	s.drop(f, gone...)
}

func (s *Screen) recount() {
	s.followFindings()
	s.counts = counts{}
	clocks := map[*source]time.Time{}
	for _, f := range s.sources {
		clocks[f] = f.now()
	}
	for r := range s.table.Rows() {
		s.counts.count(r, clocks[r.of])
	}
	s.recountShown()
	s.panel.forget()
}

// recountShown counts what the filter lets through.
func (s *Screen) recountShown() {
	if s.shown = s.counts; s.filterText != "" {
		s.shown = portionOf(s.table.ShownRows()).counts
	}
}

// count adds a row, judged at the server's time now.
func (c *counts) count(r row, now time.Time) {
	c.tokens++
	if !r.Current && r.Expired(now) {
		c.cleanable++
	}
	if !r.Current && r.Live(now) {
		c.others++
	}
	switch {
	case r.Expired(now):
		c.expired++
	case r.Dead():
		c.dead++
	case slices.Contains(r.codes, audit.Everything):
		c.everything++
	}
	if r.worst != "" {
		c.found++
	}
}

// Stop ends what runs: revocations first, then a loading.
func (s *Screen) Stop() bool {
	if s.sheet.Stop() {
		s.resize()
		return true
	}
	stopped := false
	for _, f := range s.sources {
		stopped = f.stop() || stopped
	}
	return stopped
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
