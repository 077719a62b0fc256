// Package pending lists the requests that have not been kept or given up yet.
package pending

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/rotate"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// Screen lists stored requests.
type Screen struct {
	shell.Base
	env           *shell.Env
	requests      []ovhapi.PendingRequest
	err           error
	read          bool
	at, top       int
	width, height int
	forgetting    bool // the question whether to forget is open
	look          *look
	looking       bool
	said          []string // what the look told
	told          bool     // it was told of every request that could be asked about
}

// New makes the list.
func New(env *shell.Env) *Screen { return &Screen{Base: shell.NewBase(env), env: env} }

// readMsg brings what is stored; err is what could not be read or forgotten.
type readMsg struct {
	requests []ovhapi.PendingRequest
	err      error
}

// Init reads the stored requests.
func (s *Screen) Init() tea.Cmd { return s.reread() }

func (s *Screen) reread() tea.Cmd {
	keeper := s.env.Keeper
	return s.Run(func(context.Context) tea.Msg {
		return read(keeper)
	})
}

func read(keeper shell.Keeper) readMsg {
	list, err := keeper.Pending()
	if err != nil {
		err = fmt.Errorf("not everything could be read: %w", err)
	}
	return readMsg{list, err}
}

// Update takes the list in, and has the requests that wait looked at once.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case readMsg:
		first := !s.read
		s.take(msg)
		if first {
			return s.lookAt(msg.requests)
		}
	case lookedMsg:
		s.takeLook(msg)
	case foundMsg:
		return s.goOn(msg)
	}
	return nil
}

// take shows a list; the cursor stays on its request.
func (s *Screen) take(msg readMsg) {
	was, there := s.current()
	s.requests, s.err, s.read = msg.requests, msg.err, true
	if at := slices.IndexFunc(s.requests, func(p ovhapi.PendingRequest) bool { return p.ID == was.ID }); there && at >= 0 {
		s.at = at
	} else if s.forgetting {
		s.forgetting = false // it was about a request that is gone
	}
	s.move(0)
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.move(0)
}

// Typing is never the case.
func (s *Screen) Typing() bool { return false }

// Heading names the screen.
func (s *Screen) Heading() shell.Heading {
	head := shell.Heading{Title: "New tokens not taken yet", Left: " "}
	if s.looking {
		head.Left = s.env.Theme.Paint(theme.Subtle, "Looking whether they were authorized…")
	}
	return head
}

// Cursor stands on the row.
func (s *Screen) Cursor() (int, int, bool) {
	if len(s.requests) == 0 {
		return 0, 0, false
	}
	return 1, 1 + (s.at-s.top)*2, true
}

func (s *Screen) move(n int) {
	s.at = max(min(s.at+n, len(s.requests)-1), 0)
	rows := s.rows()
	s.top = max(min(s.top, s.at), s.at-rows+1, 0)
}

func (s *Screen) current() (ovhapi.PendingRequest, bool) {
	if s.at >= len(s.requests) {
		return ovhapi.PendingRequest{}, false
	}
	return s.requests[s.at], true
}

// Keys open and forget requests.
func (s *Screen) Keys() []key.Binding {
	if s.forgetting {
		return []key.Binding{
			{Keys: []string{"y"}, Short: "forget the key for good", Long: "forget the key for good", Footer: 2, Do: s.forget},
			{Keys: []string{"n", "esc", "enter"}, Label: "esc n enter", Short: "keep it", Long: "keep it", Footer: 1, Do: func() tea.Cmd {
				s.forgetting = false
				return nil
			}},
		}
	}
	none := func() string {
		if _, ok := s.current(); !ok {
			return "There is none."
		}
		return ""
	}
	move := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			s.move(n)
			return nil
		}
	}
	footer := 0
	if len(s.requests) > 1 {
		footer = 4
	}
	return []key.Binding{
		{Keys: []string{"enter"}, Short: "go on with it", Long: "wait for it, or see its result", Footer: 1, Do: s.open, Disabled: none},
		{Keys: []string{"F"}, Short: "forget", Long: "give the key up, after a question", Footer: 2, Do: func() tea.Cmd {
			s.forgetting = true
			s.move(0)
			return nil
		}, Disabled: none},
		{Keys: []string{"esc"}, Short: "back", Long: "back to the list", Footer: 3, Do: s.Pop},
		{Keys: []string{"down", "j"}, Label: "↑ ↓", Short: "move", Long: "move down", Footer: footer, Do: move(1)},
		{Keys: []string{"up", "k"}, Long: "move up", Do: move(-1)},
	}
}

func (s *Screen) open() tea.Cmd {
	p, _ := s.current()
	find := owners(s.env).Of
	return s.Run(func(context.Context) tea.Msg {
		return foundMsg{p, find(p)}
	})
}

// foundMsg brings a client under whose application a request was made.
type foundMsg struct {
	request ovhapi.PendingRequest
	client  *ovhapi.Client // nil when there is none
}

// String keeps fmt from walking into the key.
func (m foundMsg) String() string { return "the application of request " + m.request.ID }

// goOn takes a request up: one that is to replace a key goes on to the exchange.
func (s *Screen) goOn(msg foundMsg) tea.Cmd {
	if p := msg.request; msg.client == nil {
		return shell.Warn("It was asked for on " + plain.Text(p.Endpoint) + " under application " + plain.Text(p.ApplicationKey) + ". No complete profile of this machine holds that application.")
	}
	return s.Replace(rotate.Resume(s.env, msg.request, msg.client))
}

func (s *Screen) forget() tea.Cmd {
	p, _ := s.current()
	s.forgetting = false
	keeper, was, look := s.env.Keeper, s.requests, s.look
	s.look, s.looking = nil, false
	return s.Run(func(context.Context) tea.Msg {
		look.stop() // it could store the key again
		if err := keeper.Forget(p.ID); err != nil {
			return readMsg{was, fmt.Errorf("the key is still on this machine: %w", err)}
		}
		return read(keeper)
	})
}

// words for what is known of a request.
var states = map[ovhapi.RequestState]string{
	ovhapi.RequestWaiting: "waits for validation", ovhapi.RequestValidated: "validated, key not taken yet",
	ovhapi.RequestRefused: "refused", ovhapi.RequestExpired: "expired", ovhapi.RequestGone: "not known to OVH",
	ovhapi.RequestDenied: "probably refused",
}

// instead says which token a request is to replace.
func instead(p ovhapi.PendingRequest) string {
	if p.Replaces == nil {
		return ""
	}
	text := fmt.Sprintf(" · in place of token %d", p.Replaces.CredentialID)
	if name := plain.Text(p.Replaces.Profile); name != "" && name != p.Endpoint {
		text += " of " + name
	}
	return text
}

// rows is how many requests fit above what is said below them.
func (s *Screen) rows() int { return max((s.height-1-len(s.tail()))/2, 1) }

// tail is what stands below the requests: trouble, and the question.
func (s *Screen) tail() []string {
	t := s.env.Theme
	var lines []string
	say := func(text string) {
		lines = append(lines, "")
		for _, line := range layout.Wrap(text, max(s.width-4, 10)) {
			lines = append(lines, "   "+t.Paint(theme.Caution, line))
		}
	}
	for _, text := range s.said {
		say(text)
	}
	if old := s.old(); old != "" {
		say(old)
	}
	if s.err != nil {
		say(plain.Sentence(plain.Text(s.err.Error())))
	}
	if s.forgetting {
		say(s.forgetQuestion())
	}
	return lines
}

// forgetQuestion says what would be lost with the key.
func (s *Screen) forgetQuestion() string {
	if m := s.env.Machine; m != nil && s.at < len(s.requests) {
		if p, there := m.Holding(s.requests[s.at].ConsumerKey); there {
			return "Forget this copy of the key? It stands in " + p.ConsumerKey.Origin.String() + " as well.  y/N"
		}
	}
	return "Forget this key? It exists nowhere else unless you copied it.  y/N"
}

// View draws two lines a request.
func (s *Screen) View() string {
	t := s.env.Theme
	if s.read && len(s.requests) == 0 && s.err == nil {
		lines := append([]string{"", "   No new token is waiting. esc goes back."}, s.tail()...)
		return strings.Join(lines, "\n")
	}
	lines := []string{""}
	now := s.env.Clock.Now()
	for i := s.top; i < min(s.top+s.rows(), len(s.requests)); i++ {
		p := s.requests[i]
		mark, name := "   ", p.Rules.Short()
		if i == s.at {
			mark, name = t.Paint(theme.Accent, " › "), t.Paint(theme.Strong, name)
		}
		lines = append(lines,
			mark+layout.Ends(name, t.Paint(theme.Subtle, "asked "+when.Relative(&p.Created, now)), s.width-4),
			"   "+t.Paint(theme.Subtle, layout.Cut(states[p.State]+instead(p)+" · "+p.Endpoint+" · "+p.ID, s.width-4)))
	}
	return strings.Join(append(lines, s.tail()...), "\n")
}
