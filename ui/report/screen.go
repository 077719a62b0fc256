// Package report is the screen on which the list of tokens is saved as a file.
package report

import (
	"bytes"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ovhapi/report"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// Subject is what is saved.
type Subject struct {
	Rows []report.Row
	// What names them: "12 tokens that the filter shows".
	What string
	// Where names the account, or the accounts, that they are of.
	Where string
}

// Screen asks for the file.
type Screen struct {
	shell.Base
	env     *shell.Env
	of      Subject
	path    *form.Field
	saving  bool
	exists  string // the file that is there already, as people write it; or ""
	trouble string // why it could not be saved

	width, height int
}

// savedMsg tells what became of saving.
type savedMsg struct {
	file   string // as people write it
	exists bool   // nothing was written, since there is a file already
	err    error
}

// dayOf is how the date in the name of a file is written.
const dayOf = "2006-01-02"

// New proposes a file for a report.
func New(env *shell.Env, of Subject) *Screen {
	s := &Screen{Base: shell.NewBase(env), env: env, of: of, path: form.New("File", "a name that ends in .csv or .json"), width: 80, height: 19}
	name := "ovh-tokens-" + env.Clock.Now().Format(dayOf) + csv
	if env.Fleeting { // the demo leaves nothing where it does not belong
		name = filepath.Join(filepath.Dir(env.Sources.ConfigFile), name)
	}
	s.path.SetValue(name)
	s.path.Focus()
	return s
}

// The endings of the two forms.
const (
	csv   = ".csv"
	jsons = ".json"
)

// ending is the form that the name of the file asks for, or "".
func (s *Screen) ending() string {
	switch end := strings.ToLower(filepath.Ext(strings.TrimSpace(s.path.Value()))); end {
	case csv, jsons:
		return end
	}
	return ""
}

// other is the ending that is not in use.
func (s *Screen) other() string {
	if s.ending() == csv {
		return jsons
	}
	return csv
}

// swap gives the file the other ending.
func (s *Screen) swap() tea.Cmd {
	path, other := strings.TrimSpace(s.path.Value()), s.other()
	if end := s.ending(); end != "" {
		path = path[:len(path)-len(end)]
	}
	s.path.SetValue(path + other)
	s.trouble = ""
	return nil
}

// Where is what the report is about.
func (s *Screen) Where() string { return s.of.Where }

// Init has nothing to start.
func (s *Screen) Init() tea.Cmd { return nil }

// Update takes in what is typed, and what became of saving.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if s.path.Update(msg) {
			s.trouble = ""
		}
	case savedMsg:
		return s.saved(msg)
	}
	return nil
}

// save writes the report, readable by its owner only: it names what the account
// uses and how. A file that is there is replaced only when the user has said so.
func (s *Screen) save(overwrite bool) tea.Cmd {
	if s.saving {
		return nil
	}
	write, typed := report.CSV, strings.TrimSpace(s.path.Value())
	switch s.ending() {
	case jsons:
		write = report.JSON
	case "":
		s.trouble = "The ending of the file says how it is written: .csv for a spreadsheet, .json for a script. tab puts one there."
		return nil
	}
	s.saving, s.trouble, s.exists = true, "", ""
	rows, sources := s.of.Rows, s.env.Sources
	return s.Finish(s.env, func() tea.Msg {
		path, shown := sources.Resolve(typed)
		var text bytes.Buffer
		err := write(&text, rows)
		if err == nil {
			err = config.WritePrivate(path, text.Bytes(), overwrite)
		}
		return savedMsg{shown, errors.Is(err, fs.ErrExist), err}
	})
}

func (s *Screen) saved(msg savedMsg) tea.Cmd {
	s.saving = false
	switch {
	case msg.exists:
		s.exists = msg.file
		return nil
	case msg.err != nil:
		s.trouble = "It was not saved: " + plain.Text(msg.err.Error()) + "."
		return nil
	}
	return tea.Sequence(s.Pop(), shell.Say("Saved as "+msg.file+" ("+s.of.What+"), which nobody but your user can read."))
}

// Typing reports whether keystrokes are text: always, but while it is asked
// whether to replace a file.
func (s *Screen) Typing() bool { return s.exists == "" }

// SetSize takes the room in.
func (s *Screen) SetSize(width, height int) {
	s.width, s.height = width, height
	s.path.SetWidth(max(width-2, 8))
}

// Keys is what can be done as things stand.
func (s *Screen) Keys() []key.Binding {
	if s.exists != "" {
		return []key.Binding{
			{Keys: []string{"y"}, Short: "replace it", Long: "put the report in place of the file that is there", Footer: 1, Do: func() tea.Cmd { return s.save(true) }},
			{Keys: []string{"n", "esc", "enter"}, Short: "another name", Long: "keep the file there is and choose another name", Footer: 2, Do: func() tea.Cmd {
				s.exists = ""
				return nil
			}},
		}
	}
	return []key.Binding{
		{Keys: []string{"enter"}, Short: "save", Long: "save the report in this file", Footer: 1, Do: func() tea.Cmd { return s.save(false) }},
		{Keys: []string{"tab"}, Short: "as " + strings.ToUpper(s.other()[1:]), Long: "the other form: CSV for a spreadsheet, JSON for a script", Footer: 2, Do: s.swap},
		{Keys: []string{"esc"}, Short: "back", Long: "back to the list; nothing is saved", Footer: 3, Do: s.Pop},
	}
}

// Heading says what is saved.
func (s *Screen) Heading() shell.Heading {
	return shell.Heading{Title: "Save a report", Left: s.of.What}
}

// Cursor is in the field.
func (s *Screen) Cursor() (x, y int, visible bool) {
	if s.exists != "" {
		return 0, 0, false
	}
	x, _, visible = s.path.Cursor()
	return x + 1, 1, visible && s.height > 1
}

// View draws the field and what the file will hold.
func (s *Screen) View() string {
	t := s.env.Theme
	lines := []string{"", " " + s.path.Line(t), ""}
	say := func(role theme.Role, text string) {
		for _, line := range layout.Wrap(text, max(min(s.width-2, 100), 10)) {
			lines = append(lines, " "+t.Paint(role, line))
		}
		lines = append(lines, "")
	}
	switch {
	case s.exists != "":
		say(theme.Caution, s.exists+" exists. Replace it? All that is in it goes.  y/N")
	case s.trouble != "":
		say(theme.Danger, s.trouble)
	}
	switch s.ending() {
	case jsons:
		say(theme.Text, "JSON, for scripts: an object for each token with OVH's own names, and the codes of what was found about it. The same as ovh-tokens list --json.")
	case csv:
		say(theme.Text, "CSV, for spreadsheets: a line for each token, in UTF-8. A cell that a spreadsheet would run as a formula gets an apostrophe before it.")
	}
	say(theme.Subtle, "No consumer key and no secret is in it: OVH tells neither. It does tell what the account uses and how, so nobody but your user may read the file.")
	if s.env.Fleeting {
		say(theme.Subtle, "The demo's folder goes when the program ends.")
	}
	return layout.Frame(strings.Join(lines, "\n"), s.width, s.height)
}
