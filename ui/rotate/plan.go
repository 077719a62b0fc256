// Package rotate replaces the key of a profile by a new one with the same rights:
// the plan, then the wait for the new token, then the exchange.
package rotate

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
	"ovh-tokens/ui/waiting"
)

// Screen shows what a rotation would do, before anything is asked for.
type Screen struct {
	shell.Base
	env    *shell.Env
	of     subject
	files  []string // named by the user, beside those that are always read
	field  *form.Field
	typing bool

	read     bool
	client   *ovhapi.Client // speaks with the old key
	old      ovhapi.Credential
	found    []config.FoundKey
	problems []config.Problem
	err      error

	width, height int
	pane          text.Pane
}

// New plans to replace the key of a profile of this machine, which need not be
// the one in use. The file that the profile's key was read from is looked
// through even when it is none of those that are always read.
func New(env *shell.Env, p config.Profile) *Screen {
	s := &Screen{Base: shell.NewBase(env), env: env, of: subject{p, inUse(env, p)}, field: form.New("File", "path of another file that holds the key")}
	if file := p.ConsumerKey.Origin.File; file != "" {
		s.files = []string{file}
	}
	return s
}

// subject is the profile whose key is replaced.
type subject struct {
	config.Profile
	current bool // its key is the one that the program works with
}

// inUse reports whether a profile's key is the one in use, under whatever name.
func inUse(env *shell.Env, p config.Profile) bool {
	if env.Machine == nil || env.Client == nil || p.ConsumerKey.Secret.Empty() {
		return false
	}
	now := env.Machine.Active
	return now.ConsumerKey.Secret == p.ConsumerKey.Secret && now.Endpoint.URL == p.Endpoint.URL && now.ApplicationKey.Text == p.ApplicationKey.Text
}

// title names the matter, and the profile unless everybody knows which it is.
func (f subject) title() string {
	if f.current {
		return "Rotate the key in use"
	}
	return "Rotate the key of " + plain.Text(f.Name)
}

var errIncomplete = errors.New("the profile is not complete")

type plannedMsg struct {
	client   *ovhapi.Client
	old      ovhapi.Credential
	found    []config.FoundKey
	problems []config.Problem
	err      error
}

// Init looks where the key stands and what it may do.
func (s *Screen) Init() tea.Cmd {
	client, sources, files, p, connect := s.client, s.env.Sources, s.files, s.of.Profile, s.env.Connect
	if s.of.current {
		client = s.env.Client
	}
	return s.Run(func(ctx context.Context) tea.Msg {
		msg := plannedMsg{client: client}
		if msg.client == nil {
			if msg.client, msg.err = connectTo(p, connect); msg.err != nil {
				return msg
			}
		}
		msg.old, msg.err = msg.client.CurrentCredential(ctx)
		var all []config.FoundKey
		all, msg.problems = config.FindKeys(sources, files...)
		for _, k := range all {
			if k.Key == "consumer_key" && k.Value == p.ConsumerKey.Secret && !k.Shadowed {
				msg.found = append(msg.found, k)
			}
		}
		return msg
	})
}

// connectTo makes a client for a profile that is not in use.
func connectTo(p config.Profile, connect func(config.Profile) (*ovhapi.Client, error)) (*ovhapi.Client, error) {
	if !p.Complete() || connect == nil {
		return nil, errIncomplete
	}
	return connect(p)
}

// Update takes the plan in, and the name of a further file.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case plannedMsg:
		s.read, s.client, s.old, s.found, s.problems, s.err = true, msg.client, msg.old, msg.found, msg.problems, msg.err
	case shell.ThemeMsg:
	default:
		if s.typing {
			s.field.Update(msg)
		}
	}
	s.compose()
	return nil
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.field.SetWidth(max(width-4, 10))
	s.compose()
}

// Typing is the case while a file is named.
func (s *Screen) Typing() bool { return s.typing }

// Heading names the screen.
func (s *Screen) Heading() shell.Heading {
	return shell.Heading{Title: s.of.title(), Right: s.env.Theme.Paint(theme.Subtle, s.pane.More())}
}

// Cursor is in the field while a file is named.
func (s *Screen) Cursor() (int, int, bool) {
	x, _, visible := s.field.Cursor()
	return 2 + x, s.height - 1, visible && s.typing
}

// View draws the plan, and the field below it.
func (s *Screen) View() string {
	if !s.typing {
		return s.pane.View()
	}
	return layout.Frame(s.pane.View(), s.width, s.height-1) + "\n  " + s.field.Line(s.env.Theme)
}

// Keys start the rotation or name further files.
func (s *Screen) Keys() []key.Binding {
	if s.typing {
		return []key.Binding{
			{Keys: []string{"enter"}, Short: "look through it", Long: "look through this file too", Footer: 1, Do: s.addFile},
			{Keys: []string{"esc"}, Short: "back", Long: "name no file", Footer: 2, Do: s.endTyping},
		}
	}
	return append([]key.Binding{
		{Keys: []string{"enter"}, Short: "ask for the new token", Long: "ask for a new token with the same rules and addresses", Footer: 1, Dangerous: true, Do: s.begin, Disabled: s.notReady},
		{Keys: []string{"+"}, Short: "look through another file", Long: "name another file, written like an ovh.conf, that may hold the key", Footer: 2, Do: func() tea.Cmd {
			s.typing = true
			s.field.SetValue("")
			s.field.Focus()
			s.compose()
			return nil
		}},
		{Keys: []string{"esc"}, Short: "leave", Long: "leave everything as it is", Footer: 3, Do: func() tea.Cmd { return s.Pop() }},
	}, s.pane.Keys(4)...)
}

func (s *Screen) endTyping() tea.Cmd {
	s.typing = false
	s.field.Blur()
	s.compose()
	return nil
}

func (s *Screen) addFile() tea.Cmd {
	if name := strings.TrimSpace(s.field.Value()); name != "" {
		s.files = append(s.files, name)
	}
	s.endTyping()
	return s.Init()
}

func (s *Screen) notReady() string {
	switch {
	case !s.read:
		return "Still looking where the key stands."
	case errors.Is(s.err, errIncomplete):
		return "The profile is not complete."
	case s.err != nil:
		return "What the key may do could not be asked; the new one could not be given the same."
	}
	return ""
}

// begin asks for the new token; what follows comes after its validation.
func (s *Screen) begin() tea.Cmd {
	env, of, old := s.env, s.of, s.client
	places := config.KeyReplacer{Sources: env.Sources, Files: s.files}
	wait := waiting.New(env, ovhapi.Draft{Rules: s.old.Rules, AllowedIPs: s.old.AllowedIPs}).With(old)
	return s.Replace(wait.Then(func(done waiting.Done) tea.Cmd {
		return shell.Send(shell.ReplaceMsg{Screen: newExchange(env, of, old, done, places), From: done.From})
	}))
}

// compose writes the plan for the present width.
func (s *Screen) compose() {
	b := &lines{env: s.env, width: s.width}
	switch {
	case !s.read:
		b.say(theme.Subtle, "Looking where the key stands…")
	case errors.Is(s.err, errIncomplete):
		b.say(theme.Danger, "This key cannot be asked for anew: its profile is not complete.")
		if missing := s.of.Missing(); len(missing) > 0 {
			b.say(theme.Text, "Missing is "+strings.Join(missing, " and ")+". A new token is asked for under the same application.")
		} else {
			b.say(theme.Text, "Missing is the endpoint.")
		}
	case s.err != nil:
		a := ovhapi.Advise(s.err)
		b.say(theme.Danger, a.What)
		b.say(theme.Text, a.Why)
		b.say(theme.Text, a.Next)
	default:
		s.plan(b)
	}
	s.pane.SetLines(b.out)
	s.pane.SetHeight(s.height)
}

func (s *Screen) plan(b *lines) {
	b.say(theme.Text, fmt.Sprintf("Token %d, %s, gives way to a new one with the same rules and addresses.", s.old.ID, s.old.Rules.Short()))
	if !s.of.current {
		b.say(theme.Text, "It is the key of "+plain.Text(s.of.Name)+" on "+plain.Text(s.of.Endpoint.Short())+", which is not the one in use here. That one stays as it is.")
	}
	b.blank()
	b.say(theme.Strong, "Its key stands in")
	writable := 0
	for _, k := range s.found {
		if k.Writable() {
			writable++
			b.say(theme.Text, "· "+k.Origin.String())
			continue
		}
		b.say(theme.Caution, "▲ "+k.Origin.String()+", which only the shell that sets it can change: the old token will be kept working.")
	}
	if len(s.found) == 0 {
		b.say(theme.Caution, "▲ No file of this machine. The new key will be kept in this program's list of new tokens, and the old token revoked all the same.")
	}
	for _, p := range s.problems {
		b.say(theme.Caution, "▲ Not looked through: "+p.String())
	}
	b.blank()
	b.say(theme.Strong, "What happens")
	steps := []string{
		"You validate the new token on OVH's page.",
		"It is checked: same account, nothing missing.",
		fmt.Sprintf("It is written into %s and read back.", places(writable)),
		"The old token is revoked, last. If anything before fails, it keeps working.",
	}
	for i, step := range steps {
		b.say(theme.Text, fmt.Sprintf("%d  %s", i+1, step))
	}
}

func places(n int) string {
	switch n {
	case 0:
		return "no file"
	case 1:
		return "the place above"
	}
	return fmt.Sprintf("the %d places above", n)
}

// lines gathers wrapped text.
type lines struct {
	env   *shell.Env
	width int
	out   []string
}

func (b *lines) blank() { b.out = append(b.out, "") }

func (b *lines) say(role theme.Role, words string) {
	if words == "" {
		return
	}
	if len(b.out) == 0 {
		b.blank()
	}
	for _, line := range layout.Wrap(words, max(min(b.width-4, 96), 10)) {
		b.out = append(b.out, "  "+b.env.Theme.Paint(role, line))
	}
}
