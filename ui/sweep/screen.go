// Package sweep is the clean-up that goes beyond what has expired: groups of
// tokens to choose from, a reason for each token, and what stays and why.
package sweep

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ui/revoking"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/theme"
)

// Account is what a plan is made of.
type Account struct {
	Tokens []ovhapi.Token
	// Limits are the user's own.
	Limits audit.Thresholds
	// Choices are those made before; the screen changes them.
	Choices *Choices
	// Show opens one of the tokens on top of the screen that asks.
	Show func(from *shell.Base, id int64) tea.Cmd
}

// Screen lists the groups above, and below the tokens of the group under the
// cursor.
type Screen struct {
	shell.Base
	env     *shell.Env
	tokens  []ovhapi.Token
	limits  audit.Thresholds
	choices *Choices
	show    func(from *shell.Base, id int64) tea.Cmd
	auditor *audit.Auditor
	plan    audit.Sweep
	going   map[int64]bool      // what the plan takes
	offers  map[audit.Group]int // how many each group takes, or would take
	at      int                 // the group under the cursor; the last one is what stays
	inRows  bool                // the tokens have the focus
	table   *table.Table[item]
	sheet   *revoking.Sheet
	panel   panel
	here    here

	width, height int
}

// item is a token that goes or stays, and why.
type item struct {
	ovhapi.Token
	reason string
}

// New plans a clean-up of an account's tokens.
func New(env *shell.Env, a Account) *Screen {
	s := &Screen{Base: shell.NewBase(env), env: env, tokens: a.Tokens, limits: a.Limits, choices: a.Choices, show: a.Show}
	s.table = table.New(env.Theme, func(i item) int64 { return i.ID }, s.columns())
	s.table.SetFocused(false)
	s.sheet = revoking.New(env, &s.Base, s.gone, s.resize)
	s.think()
	return s
}

// Init looks for a clean-up that was stopped, and for the tokens of this machine.
func (s *Screen) Init() tea.Cmd { return tea.Batch(s.look(), s.askHere()) }

// now is the server's time: expiry is judged by it.
func (s *Screen) now() time.Time { return s.env.Client.ServerNow() }

// think makes the plan anew after a change, and lists its tokens.
func (s *Screen) think() {
	s.weigh()
	s.fill()
}

// weigh makes the plan anew.
func (s *Screen) weigh() {
	s.auditor = audit.Of(s.tokens, s.now(), s.limits)
	spare := s.spare()
	s.plan = s.auditor.Sweep(s.choices.groups, spare)
	s.going = make(map[int64]bool, len(s.plan.Items))
	for _, i := range s.plan.Items {
		s.going[i.Token.ID] = true
	}
	s.offers = map[audit.Group]int{}
	for _, k := range s.groups() {
		if limit, chosen := s.choices.groups[k.Group]; chosen {
			s.offers[k.Group] = len(s.plan.Of(k.Group))
		} else {
			s.offers[k.Group] = len(s.auditor.Sweep(s.choices.groups.With(k.Group, limit), spare).Of(k.Group))
		}
	}
	s.panel.forget()
}

// fill puts the tokens of the group under the cursor into the table, those that were
// taken out among the others: of a group that is not chosen, what it would take.
func (s *Screen) fill() {
	var rows []item
	g, is := s.group()
	plan := s.plan
	if is && !s.chosen(g) {
		plan = s.auditor.Sweep(s.choices.groups.With(g, 0), s.spare())
	}
	for _, list := range [][]audit.Item{plan.Of(g), plan.KeptOf(g)} {
		for _, i := range list {
			rows = append(rows, item{i.Token, i.Reason})
		}
	}
	if !is {
		for _, skip := range s.plan.Protected {
			rows = append(rows, item{skip.Token, sentence(skip.Reason)})
		}
	}
	cursor, had := s.table.CursorID()
	s.table.Clear()
	s.table.Upsert(rows)
	if !had || !s.table.SetCursor(cursor) {
		s.table.Top()
	}
	s.mark()
}

// mark has the table mark what goes.
func (s *Screen) mark() {
	s.table.SetSelectable(func(i item) bool { return s.going[i.ID] })
	s.table.SelectAllShown()
	s.panel.forget()
}

// group is the one under the cursor; false for what stays.
func (s *Screen) group() (audit.Group, bool) {
	if all := s.groups(); s.at < len(all) {
		return all[s.at].Group, true
	}
	return "", false
}

// groups are those to choose from, with the user's own limits.
func (s *Screen) groups() []audit.GroupKind { return s.limits.Groups() }

func (s *Screen) chosen(g audit.Group) bool {
	_, chosen := s.choices.groups[g]
	return chosen
}

// runMsg comes back from the question.
type runMsg struct{ plan ovhapi.Plan }

// Update takes in the answer to the question and what the run does.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	if cmd, mine := s.sheet.Update(msg); mine {
		s.resize()
		return cmd
	}
	switch msg := msg.(type) {
	case runMsg:
		s.choices.made = true
		cmd := s.sheet.Start(revoking.Run{Env: s.env, Plan: msg.plan})
		s.resize()
		return cmd
	case hereMsg:
		return s.takeHere(msg)
	case stoppedMsg:
		return s.takeUp(msg.receipt)
	case shell.ThemeMsg:
		s.table.SetTheme(s.env.Theme)
		s.panel.forget()
	}
	return nil
}

// gone takes tokens out of the plan and tells the list.
func (s *Screen) gone(env *shell.Env, ids []int64) tea.Cmd {
	away := map[int64]bool{}
	for _, id := range ids {
		away[id] = true
	}
	var left []ovhapi.Token
	for _, t := range s.tokens {
		if !away[t.ID] {
			left = append(left, t)
		}
	}
	s.tokens = left
	s.think()
	return shell.Send(shell.RevokedMsg{URL: env.Client.Endpoint().URL, IDs: ids})
}

// Stop ends a run.
func (s *Screen) Stop() bool {
	stopped := s.sheet.Stop()
	s.resize()
	return stopped
}

// Leave keeps the screen while tokens are being revoked.
func (s *Screen) Leave() (bool, tea.Cmd) {
	if s.sheet.Busy() && !s.sheet.Stopping() {
		return false, shell.Warn(revoking.Underway)
	}
	return true, nil
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.resize()
}

// Typing is never the case.
func (s *Screen) Typing() bool { return false }

func shade(chosen bool) theme.Role {
	if chosen {
		return theme.Text
	}
	return theme.Subtle
}
