// Package share shows a set of rules in the forms in which it can be given to
// others: text, JSON, a link to OVH's page, IAM actions.
package share

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/rule"
	notes "ovh-tokens/ui/form"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// Subject is the set to share.
type Subject struct {
	// Name is what the set belongs to: "the set being built", "token 498601349,
	// certbot web1".
	Name  string
	Rules rule.Set
	// Endpoint is the one whose page a link leads to; its zero value is that of
	// env's client.
	Endpoint ovhapi.Endpoint
	// Catalog is what is known of the endpoint's operations; nil leaves the IAM
	// actions out.
	Catalog *catalog.Catalog
}

// Screen shows one form at a time.
type Screen struct {
	shell.Base
	env   *shell.Env
	of    Subject
	forms []form
	at    int
	short string

	width, height int
	pane          text.Pane
}

// New writes a set in every form.
func New(env *shell.Env, of Subject) *Screen {
	of.Rules = slices.Clone(of.Rules)
	if of.Endpoint == (ovhapi.Endpoint{}) && env.Client != nil {
		of.Endpoint = env.Client.Endpoint()
	}
	return &Screen{Base: shell.NewBase(env), env: env, of: of, forms: forms(of.Rules, of.Endpoint, of.Catalog), width: 80, height: 19}
}

// Init has nothing to start.
func (s *Screen) Init() tea.Cmd { return nil }

// openedMsg tells whether a browser could be started.
type openedMsg struct{ err error }

// Update follows the theme and what came of opening the link.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg:
		if msg.err != nil {
			return shell.Warn("No browser could be opened. y copies the link.")
		}
		return shell.Say("Opened in the browser.")
	case shell.ThemeMsg:
		s.compose()
	}
	return nil
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.short = s.of.Rules.ShortFit(max(width-ansi.StringWidth(s.of.Name)-30, 16))
	s.compose()
}

// Typing is never the case.
func (s *Screen) Typing() bool { return false }

// Heading tells whose rules are shared.
func (s *Screen) Heading() shell.Heading {
	t := s.env.Theme
	return shell.Heading{
		Title: "Share rules",
		Left:  t.Paint(theme.Subtle, plain.Text(s.of.Name)+" · "+s.short),
		Right: t.Paint(theme.Subtle, s.pane.More()),
	}
}

// Cursor stays hidden.
func (s *Screen) Cursor() (x, y int, visible bool) { return 0, 0, false }

// Text is what y copies of the form in view.
func (s *Screen) Text() string { return s.forms[s.at].text }

// Keys choose the form, copy it, and open the link.
func (s *Screen) Keys() []key.Binding {
	turn := func(n int) func() tea.Cmd { return func() tea.Cmd { return s.turn(n) } }
	open := key.Binding{
		Keys: []string{"o"}, Short: "open in the browser", Long: "open OVH's page with these rules in the browser", Disabled: s.closed, Do: s.open,
	}
	if s.forms[s.at].kind == asLink {
		open.Footer = 2
	}
	next := s.forms[(s.at+1)%len(s.forms)].name
	return append([]key.Binding{
		{Keys: []string{"y"}, Short: "copy", Long: "copy it as a whole", Footer: 1, Disabled: s.empty, Do: s.copy},
		open,
		{Keys: []string{"tab", "right"}, Label: "tab", Short: next, Long: "next form", Footer: 3, Do: turn(1)},
		{Keys: []string{"shift+tab", "left"}, Long: "previous form", Do: turn(-1)},
		{Keys: []string{"esc"}, Short: "back", Long: "back to the rules", Footer: 5, Do: func() tea.Cmd { return s.Pop() }},
	}, s.pane.Keys(4)...)
}

func (s *Screen) turn(n int) tea.Cmd {
	s.at = (s.at + n + len(s.forms)) % len(s.forms)
	s.pane.SetLines(nil) // a new text is read from its top
	s.compose()
	return nil
}

// empty says why there is nothing to copy.
func (s *Screen) empty() string {
	switch {
	case s.Text() != "" && len(s.of.Rules) > 0:
		return ""
	case len(s.of.Rules) == 0:
		return "There are no rules to share."
	}
	return "There is nothing to copy."
}

func (s *Screen) copy() tea.Cmd { return shell.Copy(s.env, s.Text(), s.forms[s.at].what) }

// closed says why the link is not opened.
func (s *Screen) closed() string {
	switch {
	case s.forms[s.at].kind != asLink:
		return "Only the link can be opened; tab goes there."
	case len(s.of.Rules) == 0:
		return "There are no rules to share."
	case s.of.Endpoint.URL == "":
		return "No endpoint is chosen, so there is no page."
	case s.env.Open == nil:
		return "There is no browser here; y copies the link."
	}
	return ""
}

func (s *Screen) open() tea.Cmd {
	show, url := s.env.Open, s.Text()
	return s.Run(func(context.Context) tea.Msg { return openedMsg{show(url)} })
}

// Where text stands: the margin, and how wide a sentence may grow before it is
// tiring to read.
const (
	margin  = 2
	measure = 110
)

// View draws the names of the forms and the one in view.
func (s *Screen) View() string { return s.tabs() + "\n" + s.pane.View() }

// tabs names the forms; the one in view is underlined, so that it is not told by
// colour alone.
func (s *Screen) tabs() string {
	t := s.env.Theme
	words, line := strings.Repeat(" ", margin), strings.Repeat(" ", margin)
	for i, f := range s.forms {
		role, under := theme.Subtle, " "
		if i == s.at {
			role, under = theme.Accent, "━"
		}
		words += t.Paint(role, f.name) + "    "
		line += t.Paint(theme.Accent, strings.Repeat(under, ansi.StringWidth(f.name))) + "    "
	}
	return words + "\n" + line
}

// compose writes the form in view for the present width. What is too wide goes
// on in the next line; what y copies has no such break.
func (s *Screen) compose() {
	if s.env.Theme == nil {
		return
	}
	t, f := s.env.Theme, s.forms[s.at]
	indent, width := strings.Repeat(" ", margin), max(s.width-2*margin, 12)
	var lines []string
	for _, n := range f.notes {
		for _, line := range (notes.Note{Text: n.text, Role: n.role}).Lines(t, min(width, measure)) {
			lines = append(lines, indent+line)
		}
	}
	lines = append(lines, "")
	if why := s.empty(); why != "" {
		lines = append(lines, indent+t.Paint(theme.Subtle, why))
	} else {
		for line := range strings.Lines(f.text) {
			line = strings.TrimSuffix(line, "\n")
			words := strings.TrimLeft(line, " ")
			shown := strings.Split(ansi.Hardwrap(line[:len(line)-len(words)]+plain.Text(words), width, true), "\n")
			if mark := f.marks[line]; mark != "" {
				shown[len(shown)-1] += t.Paint(theme.Subtle, "  "+mark)
			}
			for _, part := range shown {
				lines = append(lines, indent+part)
			}
		}
	}
	s.pane.SetLines(lines)
	s.pane.SetHeight(max(s.height-2, 1))
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return layout.Number(n) + " " + noun + "s"
}
