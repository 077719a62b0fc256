// Package explain is the screen that tells whether a call would pass: by which
// rule, or which rule it lacks.
package explain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/judge"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
)

// Subject is the set that is asked about.
type Subject struct {
	// Name is what the set belongs to: "the set being built", "token 498601349,
	// certbot web1".
	Name  string
	Rules rule.Set
	// Catalog is what is known of the endpoint's operations; nil is nothing yet.
	Catalog *catalog.Catalog
	// Addresses are those that the token works from; none is any.
	Addresses []string
	// Works says why every call would be refused, whatever the rules, as the end
	// of a sentence: "the token expired 2 y ago". Empty is when that is not so.
	Works string
}

// Actions are what can be done about a missing rule; each may be nil.
type Actions struct {
	// Add takes rules into the set being built.
	Add func(missing rule.Set) tea.Cmd
	// Again asks for a new token: it gets the rules of this one and the missing
	// ones behind them.
	Again func(wider rule.Set) tea.Cmd
}

// Screen answers as a call is typed, or at once what is pasted.
type Screen struct {
	shell.Base
	env *shell.Env
	of  Subject
	do  Actions
	// reading is set while the operations are on their way.
	reading bool

	field  *form.Field
	pasted string // what is asked about instead of the field's text
	text   string // that the calls were read from

	calls    []rule.Call
	every    bool        // the text is a pattern for every call
	chosen   rule.Method // of calls that do not tell theirs
	verdicts judge.Verdicts
	judge    *judge.Judge
	added    rule.Set // here, to the subject's rules
	mended   []mended // calls that were taken for others
	refusal  rule.Refusal
	actions  []string // of IAM, that the text names
	short    string   // the subject's rights in a few words

	width, height int
	pane          text.Pane
}

// New asks about a subject.
func New(env *shell.Env, of Subject, do Actions) *Screen {
	of.Rules = slices.Clone(of.Rules)
	s := &Screen{
		Base: shell.NewBase(env), env: env, of: of, do: do, judge: judge.New(of.Catalog), width: 80, height: 19,
		field: form.New("Call", "GET /me/bill, a URL, or an error message with the call in it"),
	}
	s.field.Focus()
	return s
}

// knownMsg brings the operations of the endpoint; nil where they could not be
// read.
type knownMsg struct{ catalog *catalog.Catalog }

// Init goes on to wait for the operations where they are not known yet.
func (s *Screen) Init() tea.Cmd {
	library := s.env.Operations()
	if s.of.Catalog != nil || library == nil {
		return nil
	}
	s.reading = true
	return s.Run(func(ctx context.Context) tea.Msg {
		if c, _ := library.Stored(); c != nil { // one that can't be read is fetched anew
			return knownMsg{c}
		}
		c, _ := library.Fresh(ctx) // without it, less is said
		return knownMsg{c}
	})
}

// Update takes in what is typed and pasted.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		s.paste(msg)
	case tea.KeyPressMsg:
		if s.field.Update(msg) && s.field.Value() != "" {
			s.pasted = ""
		}
	case knownMsg:
		s.reading, s.of.Catalog, s.judge = false, msg.catalog, judge.New(msg.catalog)
		s.derive()
		return nil
	case shell.ThemeMsg:
		s.compose()
		return nil
	}
	s.read()
	return nil
}

// paste takes text into the field, or what is too much for one line in place of
// it.
func (s *Screen) paste(msg tea.PasteMsg) {
	if strings.TrimSpace(msg.Content) == "" {
		return
	}
	if !s.field.Focused() {
		s.field.SetValue("")
		s.field.Focus()
		s.mended = nil
	}
	msg.Content = strings.TrimSpace(newlines.Replace(msg.Content))
	if s.field.Update(msg) {
		s.pasted = ""
		return
	}
	s.pasted = msg.Content
	s.field.SetValue("")
	s.field.Blur()
}

// newlines are sent as carriage returns by most terminals.
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// read finds the calls in what was typed or pasted, where that has changed.
func (s *Screen) read() {
	asked := s.pasted
	if asked == "" {
		asked = s.field.Value()
	}
	if asked == s.text {
		return
	}
	s.text, s.chosen = asked, ""
	if asked == "" {
		s.mended = nil
	}
	calls, err := rule.FindCalls(asked)
	if err != nil {
		calls = nil // there is none in it, as the answer will say
	}
	s.calls, s.every = calls, errors.Is(err, rule.ErrEveryCall)
	s.refusal, s.actions = rule.FindRefusal(asked)
	s.pane.Scroll(-1 << 20)
	s.derive()
}

// derive explains the calls anew.
func (s *Screen) derive() {
	s.verdicts = nil
	for _, c := range s.calls {
		s.verdicts = append(s.verdicts, s.judge.Judge(s.of.Rules, c, s.chosen))
	}
	s.compose()
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.field.SetWidth(max(width-2*margin, 12))
	s.short = s.of.Rules.ShortFit(max(width-len([]rune(s.of.Name))-30, 16))
	s.compose()
}

// Typing is the case while the field has the focus.
func (s *Screen) Typing() bool { return s.field.Focused() }

// add hands the missing rules to the set being built and takes them for added.
func (s *Screen) add() tea.Cmd {
	missing := s.lacking()
	cmd := s.do.Add(missing)
	s.of.Rules, s.added = append(s.of.Rules, missing...), append(s.added, missing...)
	s.SetSize(s.width, s.height)
	s.derive()
	return cmd
}

// copy puts the missing rules on the clipboard, as they can be pasted elsewhere.
func (s *Screen) copy() tea.Cmd {
	missing := s.lacking()
	what := missing[0].String()
	if len(missing) > 1 {
		what = fmt.Sprintf("%d rules", len(missing))
	}
	return shell.Copy(s.env, missing.Text(), what)
}

// choose goes to the next method that calls without one may have; behind the
// last one comes none.
func (s *Screen) choose() tea.Cmd {
	methods := s.verdicts.Open()
	at := slices.Index(methods, s.chosen) + 1
	s.chosen = ""
	if at < len(methods) {
		s.chosen = methods[at]
	}
	s.derive()
	return nil
}
