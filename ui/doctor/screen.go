// Package doctor is the screen that finds out why calls to OVH fail: checks that
// come in one after another, what they come to, and what to do next.
package doctor

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	exam "ovh-tokens/config/doctor"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
)

// Screen runs the checks and shows them.
type Screen struct {
	shell.Base
	env    *shell.Env
	field  *form.Field
	pasted string // the error that is explained; "" is none

	round  int // counts the runs: what an old one brings is dropped
	cancel context.CancelFunc
	checks []exam.Check
	report *exam.Report // nil while the checks are made
	// stopped is set when the checks were ended before the last one: they come to
	// nothing then.
	stopped bool

	width, height int
	pane          text.Pane
}

// New makes the screen; the checks begin when it is shown.
func New(env *shell.Env) *Screen {
	return &Screen{
		Base: shell.NewBase(env), env: env, width: 80, height: 19, cancel: func() {},
		field: form.New("Error", "paste an error of any client, or tab to type one"),
	}
}

// Init begins the checks.
func (s *Screen) Init() tea.Cmd { return s.run() }

// Update takes in what the checks bring, and what is typed or pasted.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case checkedMsg:
		return s.checked(msg)
	case endedMsg:
		s.ended(msg)
	case tea.PasteMsg:
		return s.paste(msg)
	case tea.KeyPressMsg:
		s.field.Update(msg)
	case shell.ThemeMsg:
		s.compose()
	}
	return nil
}

// paste has a pasted error explained at once. It is not shown again: some clients
// print keys.
func (s *Screen) paste(msg tea.PasteMsg) tea.Cmd {
	if strings.TrimSpace(msg.Content) == "" {
		return nil
	}
	s.field.SetValue("")
	s.field.Blur()
	return s.explain(msg.Content)
}

// explain runs the checks with an error.
func (s *Screen) explain(text string) tea.Cmd {
	s.pasted = text
	return s.run()
}

// enter takes what was typed.
func (s *Screen) enter() tea.Cmd {
	typed := strings.TrimSpace(s.field.Value())
	s.field.Blur()
	if typed == "" && s.pasted == "" {
		return nil
	}
	return s.explain(typed)
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.field.SetWidth(max(width-2*len(margin), 12))
	s.pane.SetHeight(max(height-fieldHeight, 1))
	s.compose()
}

// Typing is the case while the field has the focus.
func (s *Screen) Typing() bool { return s.field.Focused() }

// Cursor is where the field is typed in.
func (s *Screen) Cursor() (x, y int, visible bool) {
	if !s.field.Focused() {
		return 0, 0, false
	}
	x, y, visible = s.field.Cursor()
	return x + len(margin), y, visible
}

// Stop ends the checks that run.
func (s *Screen) Stop() bool {
	if s.report != nil {
		return false
	}
	s.cancel()
	return true
}
