// Package presets is the screen on which a ready-made set of rules is chosen and
// filled in.
package presets

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
)

// Choice is a set as it was chosen: its parameters are filled in.
type Choice struct {
	Preset preset.Preset
	// Values are those of the parameters, by name; nil where there is none.
	Values map[string][]string
	// Rules are what Preset.Fill made of them.
	Rules rule.Set
}

// Actions are what becomes of a choice. What they return leads on, off this
// screen where that is meant: the screen itself stays. All but Choose may be nil.
type Actions struct {
	Choose func(Choice) tea.Cmd
	// Add adds to the rules that there are instead of taking their place.
	Add func(Choice) tea.Cmd
	// Empty starts without any rule.
	Empty func() tea.Cmd
	// Paste gets what is pasted while no field takes it.
	Paste func(tea.PasteMsg) tea.Cmd
}

// Screen lists sets, tells what they are for, and asks for their parameters.
type Screen struct {
	shell.Base
	env *shell.Env
	do  Actions

	sets      sets
	suggested *preset.Preset // what suits when the tool is not known; nil when it is not among the sets
	problems  []config.Problem
	search    *form.Field
	about     text.Pane // the set under the cursor
	reading   bool      // the keys scroll in it
	fill      *fill     // the parameters of the chosen set, while they are asked for
	memory    memory
	asked     int                 // the last question for the values of a parameter
	values    map[string][]string // what questions brought, by their routes

	width, height int
	room          room
}

// New offers a list of sets, a user's own ones included.
func New(env *shell.Env, list preset.List, do Actions) *Screen {
	s := &Screen{
		Base: shell.NewBase(env), env: env, do: do, sets: newSets(list),
		search: form.New("", "search by tool, purpose or path: traefik, terraform, bills"),
		memory: memory{}, values: map[string][]string{}, width: 80, height: 19,
	}
	if p, found := list.Find(preset.Suggested().ID); found {
		s.suggested = &p
	}
	s.lay()
	return s
}

// SetProblems says which of a user's own sets could not be read.
func (s *Screen) SetProblems(problems ...config.Problem) {
	s.problems = problems
	s.lay()
}

// Init has nothing to start.
func (s *Screen) Init() tea.Cmd { return nil }

// Update takes in what is typed and pasted, and the values that were asked for.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		s.typed(msg)
	case tea.PasteMsg:
		cmd = s.paste(msg)
	case valuesMsg:
		s.takeValues(msg)
	case shell.ThemeMsg:
	default:
		return nil
	}
	s.lay()
	return cmd
}

// typed hands a keystroke to the field that has the focus.
func (s *Screen) typed(msg tea.Msg) {
	switch {
	case s.fill != nil:
		s.fillTyped(msg)
	case s.search.Update(msg):
		s.sets.find(s.search.Value())
		s.about.Scroll(-far)
	}
}

// paste goes to the field that has the focus. Several lines are values there, but
// no search.
func (s *Screen) paste(msg tea.PasteMsg) tea.Cmd {
	if s.fill != nil {
		return s.fillPasted(msg)
	}
	if s.search.Update(msg) {
		s.sets.find(s.search.Value())
		return nil
	}
	if s.do.Paste == nil {
		return nil
	}
	return s.do.Paste(msg)
}

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.lay()
}

// Typing reports whether a field has the focus.
func (s *Screen) Typing() bool { return s.fill != nil || s.search.Focused() }

// Stop gives up waiting for the values of a parameter.
func (s *Screen) Stop() bool {
	if s.fill == nil || s.fill.pick == nil || !s.fill.pick.loading {
		return false
	}
	s.fill.pick = nil
	s.lay()
	return true
}

// open turns to the parameters of a set, or hands it over at once when it has
// none.
func (s *Screen) open(p *preset.Preset, adding bool) tea.Cmd {
	if p == nil {
		return nil
	}
	s.fill = newFill(*p, adding, s.memory)
	if len(s.fill.entries) > 0 {
		return nil
	}
	return s.choose()
}

// choose hands the set over, once all its parameters are right.
func (s *Screen) choose() tea.Cmd {
	c, ok := s.fill.choice()
	if !ok {
		return nil
	}
	hand := s.do.Choose
	if s.fill.adding {
		hand = s.do.Add
	}
	s.fill = nil // whoever stays is back at the list
	return hand(c)
}
