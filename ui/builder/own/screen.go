// Package own is the screen on which a set of rules is saved as one of the user's
// own.
package own

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// The fields, in order.
const (
	fieldName = iota
	fieldTitle
	fieldPurpose
	fields
)

// Screen asks what the set is to be called.
type Screen struct {
	shell.Base
	env    *shell.Env
	set    preset.Preset
	from   Origin
	fields [fields]*form.Field
	at     int
	saving bool
	taken  string // what is asked about the entry that has the name already, or ""
	wrong  string // why it could not be saved

	// Saved, when set, is told that the set was saved.
	Saved func()

	width, height int
}

// savedMsg tells what became of saving.
type savedMsg struct {
	taken string // what is asked about the entry that has the name, which was not replaced
	err   error
}

// New asks for the name, title and purpose of a set. What is given of them is
// proposed. A set whose name is taken is only replaced once the user has said so.
func New(env *shell.Env, set preset.Preset, from Origin) *Screen {
	s := &Screen{Base: shell.NewBase(env), env: env, set: set, from: from, width: 80, height: 19, fields: [fields]*form.Field{
		form.New("Name   ", "short, as commands use it: web1-dns"),
		form.New("Title  ", "as the list of sets shows it; the name when empty"),
		form.New("Purpose", "what it is for; may stay empty"),
	}}
	for i, text := range []string{set.ID, set.Title, set.Purpose} {
		s.fields[i].SetValue(text)
	}
	s.fields[fieldName].Focus()
	return s
}

// Init has nothing to start.
func (s *Screen) Init() tea.Cmd { return nil }

// Update takes in what is typed, and what became of saving.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if s.fields[s.at].Update(msg) {
			s.wrong = ""
		}
	case savedMsg:
		return s.saved(msg)
	}
	return nil
}

// preset is the set as it would be saved.
func (s *Screen) preset() preset.Preset {
	p, name := s.set, strings.TrimSpace(s.fields[fieldName].Value())
	p.ID, p.Title, p.Purpose = idOf(name), strings.TrimSpace(s.fields[fieldTitle].Value()), strings.TrimSpace(s.fields[fieldPurpose].Value())
	p.Rules, p.Date, p.Own, p.Group = slices.Clone(s.set.Rules), s.env.Clock.Now().Format(yearMonth), true, preset.GroupOwn
	if p.Title == "" {
		p.Title = name
	}
	return p
}

// Origin is the set that the one to be saved was made from.
type Origin struct {
	// Name is its id, "" for none.
	Name string
	// Filled are its parameters with the values that stand in the rules now: "DNS
	// zone: example.com"; "" for none.
	Filled string
}

// yearMonth is how the date of a set is written.
const yearMonth = "2006-01"

// save writes the set into the user's file. Without leave to replace, a set of
// that name is left as it is and asked about.
func (s *Screen) save(replace bool) tea.Cmd {
	if s.saving {
		return nil
	}
	if fault := nameFault(s.fields[fieldName].Value()); fault != "" {
		s.goTo(fieldName)
		s.wrong = fault
		return nil
	}
	s.saving, s.wrong, s.taken = true, "", ""
	p, file := s.preset(), s.env.PresetsFile
	return s.Run(func(context.Context) tea.Msg {
		if !replace {
			if taken := asking(file, p.ID); taken != "" {
				return savedMsg{taken: taken}
			}
		}
		return savedMsg{err: config.SavePreset(file, p)}
	})
}

// asking is what is asked before the entry with an id is replaced; "" when there
// is none. An entry that is faulty is no set, and lost as well.
func asking(file, id string) string {
	if !slices.Contains(config.PresetIDs(file), id) {
		return ""
	}
	list, _ := config.Presets(file)
	other, found := list.Find(id)
	if !found {
		return "The file has an entry [" + id + "] already, which is left out because it is faulty. Replace it?"
	}
	asks := ""
	for i, q := range other.Parameters() {
		lead := " and "
		if i == 0 {
			lead = ", which asks for the "
		}
		asks += lead + q.Label
	}
	if asks != "" {
		asks += "; this one does not"
	}
	return "You have a set of this name: " + plain.Text(other.Title) + asks + ". Replace it?"
}

// saved leaves with the news, asks, or says why it failed.
func (s *Screen) saved(msg savedMsg) tea.Cmd {
	s.saving = false
	switch {
	case msg.taken != "":
		s.taken = msg.taken
		return nil
	case msg.err != nil:
		s.wrong = sentence(plain.Text(msg.err.Error()))
		return nil
	}
	if s.Saved != nil {
		s.Saved()
	}
	return tea.Sequence(s.Pop(), shell.Say("Saved as "+s.preset().ID+"; P offers it among the ready-made sets."))
}

// sentence makes one of an error.
func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] + "." }

// step goes to another field. A name that can't be one is said at once, and stays
// where it is typed.
func (s *Screen) step(n int) tea.Cmd {
	if fault := nameFault(s.fields[fieldName].Value()); s.at == fieldName && fault != "" && s.fields[fieldName].Value() != "" {
		s.wrong = fault
		return nil
	}
	s.goTo(s.at + n)
	return nil
}

// goTo gives a field the focus.
func (s *Screen) goTo(i int) {
	s.fields[s.at].Blur()
	s.at = (i + fields) % fields
	s.fields[s.at].Focus()
}

// Typing reports whether keystrokes are text: always, but while it is asked
// whether to replace a set.
func (s *Screen) Typing() bool { return s.taken == "" }

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	for _, f := range s.fields {
		f.SetWidth(max(min(width-2, 100), 8))
	}
}

// Keys is what can be done as things stand.
func (s *Screen) Keys() []key.Binding {
	step := func(n int) func() tea.Cmd { return func() tea.Cmd { return s.step(n) } }
	if s.taken != "" {
		no := func() tea.Cmd {
			s.taken = ""
			s.goTo(fieldName)
			return nil
		}
		return []key.Binding{
			{Keys: []string{"y"}, Short: "replace it", Long: "put this set in place of the one with its name", Footer: 1, Do: func() tea.Cmd { return s.save(true) }},
			{Keys: []string{"n", "esc", "enter"}, Short: "another name", Long: "keep the one there is and choose another name", Footer: 2, Do: no},
		}
	}
	enter := key.Binding{Keys: []string{"enter"}, Short: "next field", Long: "next field; behind the last one, save", Footer: 2, Do: step(1)}
	if s.at == fields-1 {
		enter.Short, enter.Footer, enter.Do = "save", 1, func() tea.Cmd { return s.save(false) }
	}
	return []key.Binding{
		enter,
		{Keys: []string{"ctrl+s"}, Short: "save", Long: "save the set under this name", Footer: 1, Do: func() tea.Cmd { return s.save(false) }},
		{Keys: []string{"tab", "down"}, Label: "tab", Short: "next field", Long: "next field", Footer: 3, Do: step(1)},
		{Keys: []string{"shift+tab", "up"}, Label: "shift+tab", Long: "previous field", Do: step(-1)},
		{Keys: []string{"esc"}, Short: "back", Long: "back to the rules; nothing is saved", Footer: 4, Do: s.Pop},
	}
}

// Heading says what is saved, and where.
func (s *Screen) Heading() shell.Heading {
	return shell.Heading{Title: "Save as a set of your own", Left: layout.Count(len(s.set.Rules), "rule"), Right: s.env.Theme.Paint(theme.Subtle, "into "+plain.Text(s.env.PresetsFile))}
}

// Cursor is in the field that has the focus.
func (s *Screen) Cursor() (x, y int, visible bool) {
	if s.taken != "" {
		return 0, 0, false
	}
	x, _, visible = s.fields[s.at].Cursor()
	return x + 1, 1 + s.at, visible && 1+s.at < s.height
}

// View draws the fields, what went wrong or is asked, and the rules.
func (s *Screen) View() string {
	t := s.env.Theme
	lines := []string{""}
	for i, f := range s.fields {
		mark := " "
		if i == s.at && s.taken == "" {
			mark = t.Paint(theme.Accent, "›")
		}
		lines = append(lines, mark+f.Line(t))
	}
	lines = append(lines, "")
	say := func(n form.Note) {
		for _, text := range n.Lines(t, min(s.width-2, 100)) {
			lines = append(lines, " "+text)
		}
		lines = append(lines, "")
	}
	switch {
	case s.taken != "":
		say(form.Note{Text: s.taken + "  y/N", Role: theme.Caution})
	case s.wrong != "":
		say(form.Wrong(s.wrong))
	default:
		if note, is := s.nameNote(); is {
			say(note)
		}
	}
	for _, text := range s.carried() {
		say(form.Note{Text: text, Role: theme.Subtle})
	}
	for _, text := range strings.Split(strings.TrimSpace(s.set.Rules.Text()), "\n") {
		lines = append(lines, " "+t.Paint(theme.Subtle, layout.Cut(text, s.width-2)))
	}
	if len(lines) > s.height {
		lines = lines[:max(s.height, 0)]
	}
	return strings.Join(lines, "\n")
}
