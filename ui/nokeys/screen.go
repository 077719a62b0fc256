// Package nokeys is the screen for a machine without usable keys: what is
// missing, where it was looked for, and how to go on.
package nokeys

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/config/keeping"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/doctor"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/profiles"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// Screen explains what is missing.
type Screen struct {
	shell.Base
	env     *shell.Env
	machine *config.Machine
	setUp   func(*config.Machine) shell.Screen
	next    func() shell.Screen
	looking bool
	width   int
	pane    text.Pane
}

// New explains m. setUp makes the screen that guides through what is missing;
// once another look finds keys, next makes the screen that takes over.
func New(env *shell.Env, m *config.Machine, setUp func(*config.Machine) shell.Screen, next func() shell.Screen) *Screen {
	return &Screen{Base: shell.NewBase(env), env: env, machine: m, setUp: setUp, next: next}
}

// Init has nothing to start.
func (s *Screen) Init() tea.Cmd { return nil }

// lookedMsg is what another look at the machine gave; without a client keys are
// still missing.
type lookedMsg struct {
	machine *config.Machine
	client  *ovhapi.Client
}

// Update takes another look's result in.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case shell.ThemeMsg:
		s.compose()
	case lookedMsg:
		s.looking = false
		s.machine = msg.machine
		if msg.client != nil {
			s.env.Use(msg.machine, msg.client)
			return s.Replace(s.next())
		}
		s.compose()
		return shell.Say("Looked again: still not complete.")
	}
	return nil
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width = width
	s.compose()
	s.pane.SetHeight(height)
}

// Typing is never the case.
func (s *Screen) Typing() bool { return false }

// Heading names the program.
func (s *Screen) Heading() shell.Heading {
	head := shell.Heading{Title: "Tokens for OVH", Left: "No usable keys"}
	if s.looking {
		head.Left = "Looking again…"
	}
	head.Right = s.env.Theme.Paint(theme.Subtle, s.pane.More())
	return head
}

// Cursor stays hidden.
func (s *Screen) Cursor() (int, int, bool) { return 0, 0, false }

// Keys set up, look again, open the page for application keys, scroll.
func (s *Screen) Keys() []key.Binding {
	return append([]key.Binding{
		{Keys: []string{"enter"}, Short: "set up", Long: "set the keys up, one question at a time", Footer: 1, Do: func() tea.Cmd {
			return s.Replace(s.setUp(s.machine))
		}},
		{Keys: []string{"r"}, Short: "look again", Long: "read the files and variables again", Footer: 3, Do: func() tea.Cmd {
			env := s.env
			s.looking = true
			return s.Run(func(context.Context) tea.Msg {
				m, client, _ := env.Look() // what is wrong is part of the machine, which the screen shows
				return lookedMsg{m, client}
			})
		}},
		{Keys: []string{"o"}, Short: "open OVH's page", Long: "open the page that makes an application key and secret", Footer: 4, Do: s.openPage, Disabled: func() string {
			if s.page() == "" {
				return "Choose an endpoint first."
			}
			if s.env.Open == nil {
				return "There is no browser here. The page is " + s.page()
			}
			return ""
		}},
		{Keys: []string{"D"}, Short: "doctor", Long: "doctor: why calls fail, here or in an error of another tool", Footer: 5, Do: func() tea.Cmd {
			return s.Push(doctor.New(s.env))
		}},
		{Keys: []string{"p"}, Short: "other accounts", Long: "work on another account of this machine", Footer: s.others(), Do: s.accounts, Disabled: func() string {
			if s.others() == 0 {
				return "No account of this machine is complete."
			}
			return ""
		}},
		key.Quit(7),
	}, s.pane.Keys(6)...)
}

// others ranks the way to the other accounts: 0 when none of them can be used.
func (s *Screen) others() int {
	if profiles.Choosable(s.machine) {
		return 2
	}
	return 0
}

// accounts lists them, and leads back here.
func (s *Screen) accounts() tea.Cmd {
	m := s.machine
	return s.Replace(profiles.Choose(s.env, m, profiles.Start{
		Next: s.next, SetUp: s.setUp,
		Back: func() shell.Screen { return New(s.env, m, s.setUp, s.next) },
	}))
}

func (s *Screen) page() string { return s.machine.Active.Endpoint.CreateAppURL() }

func (s *Screen) openPage() tea.Cmd {
	open, page := s.env.Open, s.page()
	return func() tea.Msg {
		if err := open(page); err != nil {
			return shell.StatusMsg{Text: "No browser could be opened. The page is " + page, Role: theme.Caution}
		}
		return shell.StatusMsg{Text: "Opened " + page}
	}
}

// View draws the lines that fit.
func (s *Screen) View() string { return s.pane.View() }

// compose writes the explanation for the present width.
func (s *Screen) compose() {
	t := s.env.Theme
	w := max(min(s.width-4, 96), 20)
	lines := []string{""}
	add := func(role theme.Role, text string) {
		for _, line := range layout.Wrap(text, w) {
			lines = append(lines, "  "+t.Paint(role, line))
		}
	}
	e := s.machine.Explain()
	if len(e.Missing) == 0 {
		add(theme.Strong, "The keys on this machine cannot be used as they stand.")
	} else {
		add(theme.Strong, "No complete set of keys on this machine: "+list(e.Missing)+" missing.")
	}
	add(theme.Accent, "enter sets them up, one question at a time. What was found is taken over.")
	if s.others() > 0 {
		add(theme.Accent, "p works on another account: complete keys of others are here.")
	}
	lines = append(lines, "")
	for _, p := range s.machine.Problems {
		role, sign := theme.Text, "· "
		if p.Fatal {
			role, sign = theme.Danger, "! "
		}
		add(role, sign+p.String())
	}
	if len(s.machine.Problems) > 0 {
		lines = append(lines, "")
	}
	add(theme.Strong, "Looked in, in this order")
	column := 0
	for _, look := range e.Looked {
		column = max(column, min(len([]rune(look.Place)), w/2))
	}
	for _, look := range e.Looked {
		for i, line := range layout.Wrap(look.Found, max(w-column-2, 10)) {
			place := ""
			if i == 0 {
				place = look.Place
			}
			lines = append(lines, "  "+layout.Pad(place, column)+"  "+t.Paint(theme.Subtle, line))
		}
	}
	lines = append(lines, "")
	s.pane.SetLines(append(lines, s.howTo(w)...))
}

// howTo says how to go on from here.
func (s *Screen) howTo(w int) []string {
	t := s.env.Theme
	endpoint := s.machine.Active.Endpoint
	name, page := endpoint.Name, s.page()
	if name == "" {
		name, page = ovhapi.DefaultEndpoint, ovhapi.Endpoints()[0].CreateAppURL()
	}
	lines := []string{"  " + t.Paint(theme.Strong, "To go on")}
	step := func(text string) {
		for i, line := range layout.Wrap(text, w-3) {
			lead := "     "
			if i == 0 {
				lead = "   " + t.Paint(theme.Accent, "› ")
			}
			lines = append(lines, lead+line)
		}
	}
	step("Press enter to be guided. By hand instead: make an application key and secret on " + page)
	where, after := "~/.ovh.conf (mode 0600):", "Then press r."
	head := []string{"[default]", "endpoint=" + name, "[" + name + "]"}
	if own := s.ownProfile(); own != "" {
		where = "a profile of its own in ~/.ovh.conf (mode 0600). OVH's libraries refuse application keys beside the other way to log in that was found:"
		head, after = []string{"[" + keeping.Prefix + own + "]", "endpoint=" + name}, "Then press r, and p to choose it."
	}
	step("Write them, with a consumer key, into " + where)
	for _, line := range append(head, "application_key=…", "application_secret=…", "consumer_key=…") {
		lines = append(lines, "         "+t.Paint(theme.Subtle, line))
	}
	step(after + " To look around without keys: ovh-tokens --demo")
	return lines
}

// ownProfile is the name of a new profile for application keys that can't stand in
// the section in use, because it has another way to log in; "" where they can.
func (s *Screen) ownProfile() string {
	active := s.machine.Active
	k := keeping.Key{Profile: active, ConsumerKey: active.ConsumerKey.Secret}
	name := k.Suggestion(s.machine)
	if keeping.Prefix+name == active.Section {
		return ""
	}
	return name
}

func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "") + " is"
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1] + " are"
}
