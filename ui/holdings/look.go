package holdings

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/standing"
)

// atOnce is how many keys are asked about at the same time.
const atOnce = 8

// held is one key of this machine, and what is known of it.
type held struct {
	n int64 // its number in the list, from 1
	config.Holding
	// Answer is what the key said of itself, and state that in a word. Its token
	// is filled in with what the list knows.
	standing.Answer
	state standing.State
	// mine tells that the token is in the list of the account on screen.
	mine bool
	// application is how its application is called, also where only the
	// application key beside it is known.
	application string
	// maybe are tokens of the account on screen that a key which OVH only calls
	// not valid may be.
	maybe []ovhapi.Token
}

// foundMsg brings the keys that stand in the files.
type foundMsg struct {
	look     int
	ctx      context.Context //nolint:containedctx // the look's own, for the questions that follow
	found    []config.Holding
	problems []config.Problem
	stored   []ovhapi.PendingRequest
}

// identifiedMsg brings what one key says of itself.
type identifiedMsg struct {
	look   int
	n      int64
	answer standing.Answer
}

// begin reads the files; what they hold is asked about when it has come. The
// rows of a look before stay until then.
func (s *Screen) begin() tea.Cmd {
	if s.cancel != nil {
		s.cancel()
	}
	var ctx context.Context
	ctx, s.cancel = context.WithCancel(s.Context())
	s.look++
	s.stage = reading
	s.compose()
	look, sources, keeper := s.look, s.env.Sources, s.env.Keeper
	files := slices.Clone(s.env.Keys().Files)
	return s.Run(func(context.Context) tea.Msg {
		found, problems := config.Holdings(sources, files...)
		msg := foundMsg{look: look, ctx: ctx, found: found, problems: problems}
		if keeper != nil {
			msg.stored, _ = keeper.Pending() // w on the list tells what can't be read
		}
		return msg
	})
}

// rereadMsg brings what the files hold after another screen was on top.
type rereadMsg struct{ found []config.Holding }

// reread looks whether the files still say the same, which a rotation changes.
func (s *Screen) reread() tea.Cmd {
	if s.stage != listing {
		return nil
	}
	sources, files := s.env.Sources, slices.Clone(s.env.Keys().Files)
	return s.Run(func(context.Context) tea.Msg {
		found, _ := config.Holdings(sources, files...)
		return rereadMsg{found}
	})
}

// compare looks again when they do not.
func (s *Screen) compare(msg rereadMsg) tea.Cmd {
	if s.env.Keys().Same(msg.found) {
		return nil
	}
	return s.begin()
}

// take lists the keys and asks each of them what it is.
func (s *Screen) take(msg foundMsg) tea.Cmd {
	if msg.look != s.look {
		return nil
	}
	s.stage, s.problems = listing, msg.problems
	s.env.Keys().Found(msg.found)
	rows := make([]held, len(msg.found))
	var cmds []tea.Cmd
	slots := make(chan struct{}, atOnce)
	for i, h := range msg.found {
		row := held{n: int64(i + 1), Holding: h, application: s.applicationOf(h.Profile)}
		row.Stored = standing.Stored(msg.stored, h.Key)
		if h.Profile.Complete() {
			cmds = append(cmds, s.ask(msg.ctx, slots, row))
		} else {
			row.Came, row.Err = true, standing.ErrIncomplete
		}
		row.state = row.State(s.now())
		rows[i] = row
	}
	was, _ := s.table.CursorID()
	s.table.Clear()
	s.table.Upsert(rows)
	s.table.SetCursor(was)
	s.judge()
	return tea.Batch(append(cmds, s.remember(msg.found))...)
}

// ask asks one key what it is. Its failure is its own.
func (s *Screen) ask(ctx context.Context, slots chan struct{}, h held) tea.Cmd {
	look, connect, mine := s.look, s.env.Connect, s.client(h.Profile)
	return s.Run(func(context.Context) tea.Msg {
		msg := identifiedMsg{look: look, n: h.n}
		select {
		case slots <- struct{}{}:
			defer func() { <-slots }()
			msg.answer = standing.Ask(ctx, h.Profile, mine, connect)
		case <-ctx.Done():
			msg.answer = standing.Answer{Came: true, Err: ctx.Err()}
		}
		return msg
	})
}

// client is the one in use where it speaks with the same keys: it has measured
// the clock already.
func (s *Screen) client(p config.Profile) *ovhapi.Client {
	if s.env.Client == nil || s.env.Machine == nil {
		return nil
	}
	if shell.SameKeys(s.env.Machine.Active, p) {
		return s.env.Client
	}
	return nil
}

// identified takes the answer to one question in.
func (s *Screen) identified(msg identifiedMsg) {
	h, there := s.table.Row(msg.n)
	if msg.look != s.look || !there {
		return
	}
	msg.answer.Stored = h.Stored
	h.Answer = msg.answer
	if h.Err == nil {
		s.env.Keys().Identified(h.Holding, h.Token.ID)
		s.recognise(&h)
	}
	h.state = h.State(s.now())
	if h.state == standing.NotValid && s.here(h.Profile) {
		h.maybe = s.candidates(h.Profile)
	}
	s.table.Upsert([]held{h})
	s.judge()
}

// recognise fills in what the list knows of the token. When the key was last
// used, too: asking it what it is may count as a use.
func (s *Screen) recognise(h *held) {
	if s.here(h.Profile) {
		for _, t := range s.account() {
			if t.ID != h.Token.ID {
				continue
			}
			h.mine, h.Token.Current, h.Token.LastUse = true, t.Current, t.LastUse
			if t.Application.Name != "" || t.App != ovhapi.AppUnknown {
				h.Token.Application, h.Token.App = t.Application, t.App
			}
		}
	}
	if h.application == "" || h.Token.Application.Name != "" {
		h.application = h.Token.Name()
	}
}

// here reports whether a profile speaks to the endpoint of the account on
// screen.
func (s *Screen) here(p config.Profile) bool {
	return s.env.Client != nil && s.env.Client.Endpoint().URL == p.Endpoint.URL
}

// applicationOf names the application whose key stands in a profile: as the list
// knows it, else "".
func (s *Screen) applicationOf(p config.Profile) string {
	if !s.here(p) || p.ApplicationKey.Text == "" {
		return ""
	}
	for _, t := range s.account() {
		if t.Application.Key == p.ApplicationKey.Text && t.Application.Name != "" {
			return t.Application.Name
		}
	}
	return ""
}

// candidates are the tokens of the account on screen that have the application
// of a profile and do not work.
func (s *Screen) candidates(p config.Profile) []ovhapi.Token {
	now := s.now()
	var list []ovhapi.Token
	for _, t := range s.account() {
		if t.Application.Key == p.ApplicationKey.Text && p.ApplicationKey.Text != "" && !t.Live(now) && !t.Unread {
			list = append(list, t)
		}
	}
	return list
}

// judge tells the rest of the program whether some key may still be any token.
func (s *Screen) judge() {
	s.env.Keys().Unsure = false
	for h := range s.table.Rows() {
		s.env.Keys().Unsure = s.env.Keys().Unsure || h.state.Open()
	}
}

// waiting is how many keys have not answered yet.
func (s *Screen) waiting() int {
	n := 0
	for h := range s.table.Rows() {
		if h.state == standing.Asking {
			n++
		}
	}
	return n
}
