package keep

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config/export"
	"ovh-tokens/config/keeping"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// tool is the part in which the key is written as a tool takes it: first the
// tool is looked for, then its format is filled in.
type tool struct {
	keys export.Keys
	find *form.Field
	list *table.Table[entry]
	// suggested are the ids of the formats that go with the token's rule set.
	suggested []string

	open     bool // a format was chosen; else one is looked for
	wrote    bool // its text was written to a file
	chosen   export.Format
	fields   []*form.Field // its parameters
	values   map[string]string
	text     export.Text
	err      error // why there is no text
	warnings []string
	rules    rule.Set    // what the key may do
	lacks    string      // what the tool needs besides
	path     *form.Field // where the text is written
	saving   bool
	pane     text.Pane
}

// entry is one format in the list.
type entry struct {
	export.Format
	id        int64
	suggested bool
}

func newTool(env *shell.Env, k Key) tool {
	t := tool{keys: k.Exported(), rules: k.Rules, find: form.New("Tool", "its name, or a part of it"), path: form.New("File", "a path"), values: map[string]string{}}
	for _, f := range export.ForPreset(k.Preset) {
		t.suggested = append(t.suggested, f.ID)
	}
	t.list = table.New(env.Theme, func(e entry) int64 { return e.id }, []table.Column[entry]{
		{Name: "tool", Title: "Tool", Min: 40, Weight: 3, Cell: toolCell},
		{Name: "kind", Title: "Takes", Min: 9, Priority: 3, Cell: func(e entry, _ int) table.Cell {
			return table.Cell{Text: kinds[e.Kind], Role: theme.Subtle}
		}},
		{Name: "why", Title: "", Min: 15, Priority: 2, Cell: func(e entry, _ int) table.Cell {
			switch {
			case e.suggested:
				return table.Cell{Text: "for this token", Role: theme.Good}
			case e.foreign():
				return table.Cell{Text: "service account", Role: theme.Subtle}
			}
			return table.Cell{}
		}},
	})
	t.find.Focus()
	t.search()
	return t
}

func toolCell(e entry, width int) table.Cell {
	name := e.Tool
	if also := name + " (" + strings.Join(e.Also, ", ") + ")"; len(e.Also) > 0 && len(also) <= width {
		name = also
	}
	if e.foreign() {
		return table.Cell{Text: name, Role: theme.Subtle}
	}
	return table.Cell{Text: name, Role: theme.Text}
}

// foreign reports whether the format takes other keys than a consumer key.
func (e entry) foreign() bool { return e.TakesAccount() && !e.TakesApplication() }

// kinds say in a word what a format's text is.
var kinds = map[export.Kind]string{
	export.File: "a file", export.Fragment: "lines", export.Variables: "variables", export.Commands: "commands",
	export.Manifest: "manifest", export.Form: "a form", export.Code: "code", export.Link: "a link",
}

// typing reports whether a field has the focus.
func (t *tool) typing() bool { return !t.open || t.saving || t.field() >= 0 }

// field is the parameter that is being typed, or -1.
func (t *tool) field() int {
	return slices.IndexFunc(t.fields, func(f *form.Field) bool { return f.Focused() })
}

// typed hands a message to the field that has the focus.
func (t *tool) typed(msg tea.Msg) {
	switch at := t.field(); {
	case t.saving:
		t.path.Update(msg)
	case at >= 0:
		t.fields[at].Update(msg)
		t.values[t.chosen.Parameters[at].Name] = t.fields[at].Value()
		t.render()
	case !t.open:
		before := t.find.Value()
		if t.find.Update(msg); t.find.Value() != before {
			t.search()
		}
	}
}

// search lists what the query finds, the closest first. Without one, what goes
// with the rule set comes first; what takes other keys comes last in any case.
func (t *tool) search() {
	found, asked := export.Find(t.find.Value()), strings.TrimSpace(t.find.Value()) != ""
	slices.SortStableFunc(found, func(a, b export.Format) int { return t.rank(a, asked) - t.rank(b, asked) })
	entries := make([]entry, len(found))
	for i, f := range found {
		entries[i] = entry{f, int64(i), slices.Contains(t.suggested, f.ID)}
	}
	t.list.Clear()
	t.list.Upsert(entries)
	t.list.Top()
	t.look()
}

// rank orders the formats beyond how well they match; asked tells that something
// is looked for.
func (t *tool) rank(f export.Format, asked bool) int {
	switch {
	case entry{Format: f}.foreign():
		return 2
	case !asked && slices.Contains(t.suggested, f.ID):
		return 0
	}
	return 1
}

// look fills in the format under the cursor, to be shown.
func (t *tool) look() {
	e, ok := t.list.Cursor()
	if !ok {
		t.chosen, t.fields = export.Format{}, nil
		return
	}
	if e.ID == t.chosen.ID {
		return
	}
	t.chosen, t.fields = e.Format, nil
	for _, p := range e.Parameters {
		hint := "may stay empty"
		switch {
		case p.Default != "":
			hint = p.Default
		case !p.Optional:
			hint = "needed"
		}
		f := form.New(p.Title, hint)
		f.SetValue(t.values[p.Name])
		t.fields = append(t.fields, f)
	}
	t.warnings = e.Warnings(t.keys)
	t.lacks = e.Lacking(t.rules)
	t.pane.Scroll(-1 << 20)
	t.render()
}

// render fills the format in.
func (t *tool) render() { t.text, t.err = t.chosen.Render(t.keys, t.values) }

// missing is the first parameter that has to be typed before there is a text,
// or -1.
func (t *tool) missing() int {
	missing, ok := errors.AsType[*export.MissingError](t.err)
	if !ok || len(missing.Parameters) == 0 {
		return -1
	}
	return slices.IndexFunc(t.chosen.Parameters, func(p export.Parameter) bool { return p.Name == missing.Parameters[0].Name })
}

// choose opens the format under the cursor, at what it still needs.
func (s *Screen) choose() tea.Cmd {
	t := &s.tool
	if t.list.Shown() == 0 {
		return nil
	}
	t.find.Blur()
	t.open, t.wrote, s.said = true, false, nil
	if at := t.missing(); at >= 0 {
		t.fields[at].Focus()
	}
	return nil
}

// searchAgain goes back to the list.
func (s *Screen) searchAgain() tea.Cmd {
	s.tool.open, s.said = false, nil
	s.tool.find.Focus()
	return nil
}

// leaveFields ends typing in the fields of a format.
func (t *tool) leaveFields() {
	t.saving = false
	t.path.Blur()
	for _, f := range t.fields {
		f.Blur()
	}
}

// edit begins to type the parameters.
func (s *Screen) edit() tea.Cmd {
	s.tool.wrote = false
	s.tool.fields[max(s.tool.missing(), 0)].Focus()
	return nil
}

// nextField goes on to the next parameter, and behind the last one leaves them.
func (s *Screen) nextField(n int) tea.Cmd {
	t := &s.tool
	at := t.field()
	t.fields[at].Blur()
	if next := at + n; next >= 0 && next < len(t.fields) {
		t.fields[next].Focus()
	}
	return nil
}

// noText says why there is nothing to copy or write, or "".
func (s *Screen) noText() string {
	switch {
	case s.writing:
		return "The file is being written."
	case s.tool.err != nil:
		return s.tool.trouble()
	}
	return ""
}

// trouble says in a sentence why there is no text.
func (t *tool) trouble() string { return t.chosen.Trouble(t.err) }

// copyText copies what the tool reads.
func (s *Screen) copyText() tea.Cmd {
	s.said = nil
	return shell.CopySecret(s.env, ovhapi.NewSecret(s.tool.text.Reveal()), "the text for "+s.tool.chosen.Tool)
}

// askPath begins to type where the text is written.
func (s *Screen) askPath() tea.Cmd {
	t := &s.tool
	path := t.chosen.Path
	if path == "" {
		path = "ovh-" + t.chosen.ID + endings[t.chosen.Kind]
	}
	if s.env.Fleeting {
		// The demo leaves nothing where it does not belong.
		path = filepath.Join(filepath.Dir(s.env.Sources.ConfigFile), filepath.Base(path))
	}
	t.path.SetValue(path)
	t.path.Focus()
	t.saving, s.said = true, nil
	return nil
}

// endings are for formats that name no file.
var endings = map[export.Kind]string{
	export.Variables: ".env", export.Commands: ".sh", export.Manifest: ".yaml",
	export.File: ".txt", export.Fragment: ".txt", export.Form: ".txt", export.Code: ".txt", export.Link: ".txt",
}

// takePath writes to the path that was typed.
func (s *Screen) takePath() tea.Cmd {
	if strings.TrimSpace(s.tool.path.Value()) == "" {
		return shell.Warn("Type the path of a file first.")
	}
	s.tool.leaveFields()
	return s.writeText(false, keeping.Over{})
}

// askOverwrite asks before a file is replaced, and names whose keys go with it. An
// ovh.conf with other keys is not replaced at all: they may stand nowhere else, and the
// key can be put beside them.
func (s *Screen) askOverwrite(msg wroteMsg) {
	where := msg.over.Where()
	switch {
	case where != "" && msg.over.Own:
		s.say(theme.Caution, msg.file+" holds other keys, in "+where+". They would go with the rest of the file, so nothing was written.")
		s.say(theme.Text, `shift+tab leads to "`+names[inFile]+`", which adds this key and leaves the rest as it is.`)
		return
	case where != "":
		where = " Keys that are in no other file may be lost: those in " + where + "."
	}
	s.question = &question{
		text: msg.file + " exists. Replace it? All that is in it goes." + where,
		yes:  func() tea.Cmd { return s.writeText(true, msg.over) },
	}
}
