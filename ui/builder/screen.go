// Package builder is the screen on which a new token is put together: its rules
// and the addresses it works from, up to the moment it is asked for.
package builder

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/addresses"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/operations"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// part is where the focus is.
type part int

const (
	partRules part = iota
	partAddresses
	partPasted
	partOperations
	partSummary
)

// Screen edits a rule set and addresses.
type Screen struct {
	shell.Base
	env    *shell.Env
	submit func(ovhapi.Draft) shell.Screen

	doc     document
	first   document // as the screen was opened
	before  document // as it was before the field that is being typed in
	history history
	lastID  int
	from    string   // the token that the rules came from, "" for none
	was     rule.Set // its rules

	part     part
	choosing bool // the ready-made sets are all there is to see yet

	rowID   int // the row under the cursor; 0 is the line that adds one
	column  int // the method under the cursor, or behind the last the path
	top     int // the first row shown
	path    *form.Field
	editing bool // the path under the cursor is being typed
	fresh   bool // in a row that is new

	addresses *form.Field
	allowed   addresses.Typed
	known     known
	outcome        // of the document
	judged    bool // there is an outcome
	pane      *operations.Pane
	hitsOf    row  // the row whose reach the pane shows
	marked    bool // the pane knows what the rules reach
	browsing  bool // the pane shows all operations, whatever the row reaches
	pasted    *pasted
	summary   scroll
	confirm   scroll

	confirming bool
	insisting  bool // asked to send rules that grant nothing
	leaving    leaving
	covered    bool // by another screen

	width, height int
	room          plan
	heights       []int // of the rows, without what is said only under the cursor
	rowsHeight    int   // their sum
}

// number gives a new row its id.
func (s *Screen) number() int {
	s.lastID++
	return s.lastID
}

// Init reads the list of operations, and without rules the ready-made sets.
func (s *Screen) Init() tea.Cmd {
	if s.choosing {
		return tea.Batch(s.offer(), s.learn())
	}
	return s.learn()
}

// Update takes what is typed and pasted, and what commands have brought; the
// table of keys does the rest.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	defer s.settle()
	switch msg := msg.(type) {
	case tea.PasteMsg:
		s.leaving = stays
		if s.Typing() && (s.searching() || !isRules(msg.Content)) && s.typed(msg) {
			return nil
		}
		return s.paste(msg.Content)
	case tea.KeyPressMsg:
		s.leaving = stays
		s.typed(msg)
	case setsMsg:
		return s.choose(msg)
	case storedMsg:
		return s.stored(msg)
	case freshMsg:
		return s.read(msg)
	case shell.ResumedMsg:
		return s.resumed()
	case shell.ThemeMsg:
		s.pane.SetTheme(s.env.Theme)
	}
	return nil
}

// typed hands a message to the field that has the focus.
func (s *Screen) typed(msg tea.Msg) bool {
	switch {
	case s.editing && s.path.Update(msg):
		s.typePath()
	case s.addresses.Update(msg):
		s.typeAddresses()
	case s.searching() && s.pane.Update(msg):
	default:
		return false
	}
	return true
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.derive()
}

// Typing reports whether a field has the focus.
func (s *Screen) Typing() bool { return s.editing || s.addresses.Focused() || s.searching() }

// searching reports whether an operation is searched for.
func (s *Screen) searching() bool { return s.part == partOperations && s.pane.Typing() }

// heading draws the title of a panel, marked when it has the focus.
func (s *Screen) heading(p part, title string) string {
	if s.part == p {
		return s.env.Theme.Paint(theme.Accent, "›"+title)
	}
	return " " + s.env.Theme.Paint(theme.Strong, strings.TrimSpace(title))
}
