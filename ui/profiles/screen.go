// Package profiles shows the accounts of this machine: where each value comes
// from and whether each key still works; one is chosen, made the default, or
// removed.
package profiles

import (
	"context"
	"errors"
	"fmt"
	"sync"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/when"
)

// Screen lists the profiles of env's machine.
type Screen struct {
	shell.Base
	env     *shell.Env
	machine *config.Machine
	states  []state
	at      int
	asked   *change // a change of files that waits for a yes

	width, height int
	pane          text.Pane
}

// state is what is known of one profile's key.
type state struct {
	asked      bool
	credential ovhapi.Credential
	account    string
	err        error
}

// New lists the profiles.
func New(env *shell.Env) *Screen {
	s := &Screen{Base: shell.NewBase(env), env: env}
	s.adopt(env.Machine)
	return s
}

// adopt takes a machine's profiles in; what was known of them is asked anew.
func (s *Screen) adopt(m *config.Machine) {
	if m == nil {
		m = &config.Machine{}
	}
	s.machine = m
	s.states = make([]state, len(m.Profiles))
	s.at = min(s.at, max(len(m.Profiles)-1, 0))
}

type checkedMsg struct {
	machine *config.Machine
	states  []state
}

// Init asks every profile's own API whether its key works.
func (s *Screen) Init() tea.Cmd {
	m, connect := s.machine, s.env.Connect
	return s.Run(func(ctx context.Context) tea.Msg {
		states := make([]state, len(m.Profiles))
		var wait sync.WaitGroup
		for i, p := range m.Profiles {
			wait.Go(func() { states[i] = check(ctx, connect, p) })
		}
		wait.Wait()
		return checkedMsg{m, states}
	})
}

// check asks with a profile's key what it is.
func check(ctx context.Context, connect func(config.Profile) (*ovhapi.Client, error), p config.Profile) state {
	if !p.Complete() {
		return state{asked: true, err: errIncomplete}
	}
	client, err := connect(p)
	if err != nil {
		return state{asked: true, err: err}
	}
	got := state{asked: true}
	if got.credential, got.err = client.CurrentCredential(ctx); got.err == nil {
		details, _ := client.Details(ctx) // a courtesy: the key works without its name
		got.account = details.Account
	}
	return got
}

var errIncomplete = errors.New("keys are missing")

// Update takes answers in.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case checkedMsg:
		if msg.machine == s.machine {
			s.states = msg.states
		}
	case switchedMsg:
		cmd = s.switched(msg)
	case changedMsg:
		cmd = s.changed(msg)
	}
	s.compose()
	return cmd
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.compose()
}

// Typing is never the case.
func (s *Screen) Typing() bool { return false }

// Heading counts the profiles.
func (s *Screen) Heading() shell.Heading {
	return shell.Heading{Title: "Accounts of this machine", Left: count(len(s.machine.Profiles))}
}

// Cursor stands on the profile.
func (s *Screen) Cursor() (int, int, bool) {
	y := s.row(s.at) - s.pane.Top()
	return 1, y, len(s.machine.Profiles) > 0 && y >= 0 && y < s.height
}

// View draws the list and, below it, what is known of the profile.
func (s *Screen) View() string { return s.pane.View() }

// row is the line of a profile.
func (s *Screen) row(i int) int { return 1 + i }

func (s *Screen) current() (config.Profile, bool) {
	if s.at >= len(s.machine.Profiles) {
		return config.Profile{}, false
	}
	return s.machine.Profiles[s.at], true
}

func (s *Screen) move(n int) {
	s.at = max(min(s.at+n, len(s.machine.Profiles)-1), 0)
	s.asked = nil
	s.compose()
}

// Keys choose, make default and remove.
func (s *Screen) Keys() []key.Binding {
	if s.asked != nil {
		return s.answerKeys()
	}
	move := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			s.move(n)
			return nil
		}
	}
	none := func() string {
		if _, ok := s.current(); !ok {
			return "There is no profile."
		}
		return ""
	}
	return []key.Binding{
		{Keys: []string{"enter"}, Short: "work on it", Long: "work on this account from now on, until the program ends", Footer: 1, Do: s.use, Disabled: none},
		{Keys: []string{"*"}, Short: "make default", Long: "make it the account that is taken when nothing else is said, after a question", Footer: 2, Do: s.makeDefault, Disabled: none},
		{Keys: []string{"-"}, Short: "remove", Long: "remove it from its files, after a question; its token is not revoked by that", Footer: 3, Do: s.remove, Disabled: none},
		{Keys: []string{"r"}, Short: "check again", Long: "read the files and ask again whether the keys work", Footer: 4, Do: s.reload},
		{Keys: []string{"esc"}, Short: "back", Long: "back to the list", Footer: 5, Do: func() tea.Cmd { return s.Pop() }},
		{Keys: []string{"down", "j"}, Label: "↑ ↓", Long: "move", Do: move(1)},
		{Keys: []string{"up", "k"}, Long: "move up", Do: move(-1)},
	}
}

// compose draws the list, then the profile under the cursor.
func (s *Screen) compose() {
	t := s.env.Theme
	lines := []string{t.Paint(theme.Subtle, "     "+cell("Profile", 22)+cell("Endpoint", 17)+cell("Account", 15)+"Key")}
	for i, p := range s.machine.Profiles {
		mark, paint := "     ", t.Paint
		if i == s.at {
			mark, paint = " "+t.Paint(theme.Accent, "›")+"   ", t.PaintCursor
		}
		word, role := s.word(i)
		name := p.Name
		if p.Name == s.machine.Default {
			name += " (default)"
		}
		lines = append(lines, mark+paint(theme.Text, cell(name, 22)+cell(p.Endpoint.Short(), 17)+cell(s.states[i].account, 15))+t.Paint(role, layout.Cut(word, max(s.width-60, 8))))
	}
	lines = append(lines, "")
	if p, ok := s.current(); ok && s.asked != nil {
		lines = append(lines, s.asked.lines(s.env, s.width)...)
	} else if ok {
		lines = append(lines, s.details(p)...)
	} else {
		lines = append(lines, "  No profile on this machine.")
	}
	s.pane.SetLines(lines)
	s.pane.SetHeight(s.height)
}

// cell is a text of at most width cells with a blank behind it.
func cell(text string, width int) string { return layout.Pad(text, width-1) + " " }

func count(n int) string {
	if n == 1 {
		return "1 profile"
	}
	return fmt.Sprintf("%d profiles", n)
}

// word says in one word or two whether a key works.
func (s *Screen) word(i int) (string, theme.Role) {
	st := s.states[i]
	switch {
	case !st.asked:
		return "asking…", theme.Subtle
	case errors.Is(st.err, errIncomplete):
		return "not complete", theme.Caution
	case st.err != nil:
		return ovhapi.Advise(st.err).What, theme.Danger
	case st.credential.Expiration != nil:
		return "works, expires " + when.Relative(st.credential.Expiration, s.env.Clock.Now()), theme.Good
	}
	return "works", theme.Good
}

// details are the origins of a profile's values and what its key may do.
func (s *Screen) details(p config.Profile) []string {
	t := s.env.Theme
	var lines []string
	add := func(label, value string, role theme.Role) {
		if value == "" {
			return
		}
		for i, line := range layout.Wrap(value, max(s.width-24, 10)) {
			if i > 0 {
				label = ""
			}
			lines = append(lines, "  "+layout.Pad(t.Paint(theme.Subtle, label), 20)+t.Paint(role, line))
		}
	}
	if p.Name == s.machine.Active.Name {
		add("", "The account in use.", theme.Accent)
	}
	add("endpoint", p.Endpoint.Name+", from "+p.EndpointOrigin.String(), theme.Text)
	add("application_key", orMissing(p.ApplicationKey.Text != "", p.ApplicationKey.Text+", from "+p.ApplicationKey.Origin.String()), theme.Text)
	add("application_secret", orMissing(!p.ApplicationSecret.Secret.Empty(), ovhapi.Mask+", from "+p.ApplicationSecret.Origin.String()), theme.Text)
	add("consumer_key", orMissing(!p.ConsumerKey.Secret.Empty(), ovhapi.Mask+", from "+p.ConsumerKey.Origin.String()), theme.Text)
	for _, other := range p.Others {
		add("not used", other.Name+", from "+other.Origin.String(), theme.Caution)
	}
	st := s.states[s.at]
	switch {
	case st.asked && st.err == nil:
		add("token", fmt.Sprintf("%d, %s", st.credential.ID, st.credential.Rules.Short()), theme.Text)
	case st.asked && !errors.Is(st.err, errIncomplete):
		a := ovhapi.Advise(st.err)
		add("why", a.Why+" "+a.Next, theme.Caution)
	}
	return lines
}

func orMissing(there bool, value string) string {
	if there {
		return value
	}
	return "missing"
}
