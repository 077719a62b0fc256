// Package builder is the screen on which a new token is put together: its rules
// and the addresses it works from, up to the moment it is asked for.
package builder

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/shell"
)

// part is where the focus is.
type part int

const (
	partStart part = iota
	partRules
	partAddresses
	partPasted
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

	part     part
	starting bool // the ready-made sets are shown
	choices  []choice
	choice   int

	rowID   int // the row under the cursor; 0 is the line that adds one
	column  int // the method under the cursor, or behind the last the path
	top     int // the first row shown
	path    *form.Field
	editing bool // the path under the cursor is being typed
	fresh   bool // in a row that is new

	addresses *form.Field
	allowed   allowed
	rules     rule.Set // what the document asks for
	paths     int      // of those rules
	sentences []rule.Sentence
	patched   bool // PATCH has a column
	pasted    *pasted
	summary   scroll
	confirm   scroll

	confirming bool
	leaving    leaving

	width, height int
	room          plan
}

// Start is what the builder opens on.
type Start struct {
	// Rules are what is edited. Without any the screen begins with the choice of a
	// ready-made set.
	Rules rule.Set
	// Addresses are those that the token works from; none is any.
	Addresses []string
	// From names the token that the rules came from: "token 498601349, certbot
	// web1". What changes is then told against it.
	From string
	// Preset is the id of the set that the rules were made from, if they were.
	Preset string
}

// New opens the builder. When the user has confirmed, the screen that submit
// makes takes its place.
func New(env *shell.Env, start Start, submit func(ovhapi.Draft) shell.Screen) *Screen {
	s := &Screen{
		Base: shell.NewBase(env), env: env, submit: submit,
		choices: choices(), path: form.New("", ""), addresses: form.New("Addresses", "any; or 203.0.113.4, 198.51.100.0/24"),
		width: 80, height: 19,
	}
	s.doc, _ = document{}.merge(start.Rules, s.number)
	s.doc.addresses, s.doc.preset = strings.Join(start.Addresses, ", "), start.Preset
	s.addresses.SetValue(s.doc.addresses)
	s.part, s.starting = partStart, true
	if len(s.doc.rows) > 0 {
		s.part, s.starting = partRules, false
		s.setCursor(0)
	}
	s.first = s.doc
	s.derive()
	return s
}

// number gives a new row its id.
func (s *Screen) number() int {
	s.lastID++
	return s.lastID
}

// Init has nothing to start.
func (s *Screen) Init() tea.Cmd { return nil }

// Update takes what is typed and pasted; the table of keys does the rest.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	defer s.settle()
	switch msg := msg.(type) {
	case tea.PasteMsg:
		s.leaving = stays
		if s.Typing() && !isRules(msg.Content) && s.typed(msg) {
			return nil
		}
		return s.paste(msg.Content)
	case tea.KeyPressMsg:
		s.leaving = stays
		s.typed(msg)
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
func (s *Screen) Typing() bool { return s.editing || s.addresses.Focused() }

// Heading says what is being built and how large it is.
func (s *Screen) Heading() shell.Heading {
	left := s.doc.origin
	switch {
	case s.confirming:
		left = "One last look"
	case s.starting && s.part == partStart:
		return shell.Heading{Title: "New token", Left: "Choose a set with enter. Nothing is sent yet."}
	case left == "":
		left = "Your own rules"
	case !s.asChosen():
		left += ", changed"
	}
	return shell.Heading{Title: "New token", Left: left, Right: s.size()}
}

// size says how many rules there are, and over how many paths where a row of the
// table is not one rule.
func (s *Screen) size() string {
	rules := count(len(s.rules), "rule")
	if s.paths == len(s.rules) {
		return rules
	}
	return count(s.paths, "path") + ", " + rules
}

// change replaces the document by an edit of it.
func (s *Screen) change(doc document, edit string) {
	s.history.record(s.doc, edit)
	s.restore(doc)
}

// restore shows another state, with the cursor where it was as near as can be.
func (s *Screen) restore(doc document) {
	at := s.cursor()
	s.doc = doc
	if s.rowID != 0 && doc.index(s.rowID) < 0 {
		s.setCursor(min(at, max(len(doc.rows)-1, 0)))
	}
	s.addresses.SetValue(doc.addresses)
	s.derive()
	s.column = min(s.column, s.columns())
}

// undo takes the last edit back.
func (s *Screen) undo() tea.Cmd {
	doc, edit, ok := s.history.undo(s.doc)
	if !ok {
		return shell.Warn("There is nothing to undo.")
	}
	if edit == thePaste {
		s.dismiss() // what it says is no longer so
	}
	s.show(doc)
	return shell.Say("Undone: " + edit + ".")
}

// redo does again what was undone.
func (s *Screen) redo() tea.Cmd {
	doc, edit, ok := s.history.redo(s.doc)
	if !ok {
		return shell.Warn("There is nothing to redo.")
	}
	s.show(doc)
	return shell.Say("Done again: " + edit + ".")
}

// show restores a state and puts the cursor on the first row that differs.
func (s *Screen) show(doc document) {
	old := s.doc
	s.restore(doc)
	for i, r := range doc.rows {
		if i >= len(old.rows) || r.id != old.rows[i].id || !r.same(old.rows[i]) {
			s.setCursor(i)
			break
		}
	}
	s.derive()
}

// derive works out what follows from the document.
func (s *Screen) derive() {
	s.rules, s.patched = s.doc.set(), s.doc.patched()
	s.paths = len(rule.Rows(s.rules))
	s.sentences = s.rules.Sentences()
	s.allowed = readAddresses(s.doc.addresses)
	s.addresses.SetNotes(s.allowed.notes...)
	s.measure()
	s.summary.lines = s.summaryLines(s.room.summaryWidth)
	if s.confirming {
		s.confirm.lines = s.confirmLines(s.width)
	}
	if s.pasted != nil {
		s.pasted.lay(s.room.left)
	}
	s.settle()
}
