package presets

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// fill asks for the parameters of one set.
type fill struct {
	set     preset.Preset
	adding  bool
	entries []*entry
	at      int // the entry that has the focus
	memory  memory

	rules rule.Set // as they will be; what is not filled in yet stands in braces
	may   []rule.Sentence
	about text.Pane
	room  int   // how many lines of it are shown
	pick  *pick // the values there are, while one is looked for
}

// entry is one parameter and what was typed for it.
type entry struct {
	preset.Parameter
	field  *form.Field
	values []string
	wrong  string     // why the values can't be taken, "" when they can
	left   bool       // the field was left once: from then on it says what is wrong
	said   *form.Note // what came of asking for values
}

// memory is what was typed, by the set and the name of the parameter, and the
// last of each name for any set.
type memory map[string]string

func (m memory) keep(id, name, text string) {
	m[id+" "+name] = text
	// Every one was meant for that set; elsewhere it may be far more.
	if strings.TrimSpace(text) != "" && !strings.Contains(text, preset.Every) {
		m[name] = text
	}
}

func (m memory) recall(id, name string) string {
	if text, typed := m[id+" "+name]; typed {
		return text
	}
	return m[name]
}

func newFill(p preset.Preset, adding bool, m memory) *fill {
	f := &fill{set: p, adding: adding, memory: m}
	parameters := p.Parameters()
	longest := 0
	for _, q := range parameters {
		longest = max(longest, ansi.StringWidth(q.Label))
	}
	for i, q := range parameters {
		e := &entry{Parameter: q, field: form.New(layout.Pad(q.Label, longest), "such as "+q.Example)}
		e.field.SetValue(m.recall(p.ID, q.Name))
		f.entries = append(f.entries, e)
		if f.at == i && e.field.Value() != "" && i < len(parameters)-1 {
			f.at++ // to the first empty one, or else the last, where enter chooses
		}
	}
	if len(f.entries) > 0 {
		f.entries[f.at].field.Focus()
	}
	f.derive()
	return f
}

// current is the entry that has the focus.
func (f *fill) current() *entry { return f.entries[f.at] }

// last reports whether enter chooses rather than goes on.
func (f *fill) last() bool { return f.at == len(f.entries)-1 }

// fillTyped takes a keystroke or a paste into the field that has the focus, or
// into the filter of the values.
func (s *Screen) fillTyped(msg tea.Msg) {
	f := s.fill
	if f.pick != nil {
		f.pick.typed(msg)
		return
	}
	e := f.current()
	before := e.field.Value()
	if e.field.Update(msg) && e.field.Value() != before {
		f.changed(e)
	}
}

// maxText bounds, in bytes, the values of one parameter: as much as a field takes
// at once, and more than the rules of a token have room for in most sets.
const maxText = 4096

// tooMuch is said to whoever wants more.
const tooMuch = "Those are more than one field takes. Give fewer, or * for every one."

// fillPasted takes values in, however they are written: a line each, or with
// commas.
func (s *Screen) fillPasted(msg tea.PasteMsg) tea.Cmd {
	msg.Content = strings.Join(parse(msg.Content), " ")
	if len(msg.Content) > maxText {
		return shell.Warn(tooMuch)
	}
	s.fillTyped(msg)
	return nil
}

// changed takes in what stands in a field now.
func (f *fill) changed(e *entry) {
	e.said = nil
	f.memory.keep(f.set.ID, e.Name, e.field.Value())
	f.derive()
}

// step moves the focus by so many fields, round and round.
func (f *fill) step(n int) {
	f.current().field.Blur()
	f.current().left = true
	f.goTo((f.at + n + len(f.entries)) % len(f.entries))
}

func (f *fill) goTo(at int) {
	f.at = at
	f.current().field.Focus()
}

// derive reads the fields and works out the rules.
func (f *fill) derive() {
	values := map[string][]string{}
	open := map[string]string{}
	for _, e := range f.entries {
		e.values = parse(e.field.Value())
		e.wrong = e.check()
		if e.wrong == "" {
			values[e.Name] = e.values
		} else {
			open["{"+e.Name+"}"] = "{" + strings.ToUpper(e.Name) + "}"
		}
	}
	// A part in capitals is no parameter, so it stays as it is.
	set, err := renamed(f.set, open).Fill(values)
	if wrong, is := errors.AsType[*preset.ParameterError](err); is {
		f.blame(wrong)
		set = f.set.Rules
	}
	for from, to := range open {
		set = rename(set, to, from)
	}
	f.rules, f.may = set, sentences(set)
}

// check says why the values can't be taken.
func (e *entry) check() string {
	if len(e.values) == 0 {
		return reason(e.Check(""))
	}
	for _, v := range e.values {
		err := e.Check(v)
		switch {
		case err != nil && len(e.values) > 1:
			return fmt.Sprintf("%q: %s", v, reason(err))
		case err != nil:
			return reason(err)
		}
	}
	return ""
}

// mended is the text of the field with each wrong value as it was meant, "" where
// that is not known for all of them.
func (e *entry) mended() string {
	values, wrong := slices.Clone(e.values), false
	for i, v := range values {
		if e.Check(v) == nil {
			continue
		}
		wrong = true
		if values[i] = e.Mended(v); values[i] == "" {
			return ""
		}
	}
	if !wrong {
		return ""
	}
	return strings.Join(values, " ")
}

// mend writes the values as they were meant.
func (f *fill) mend() {
	e := f.current()
	e.field.SetValue(e.mended())
	f.changed(e)
}

// reason is what is wrong with a value, without the names of value and parameter.
func reason(err error) string {
	if wrong, is := errors.AsType[*preset.ParameterError](err); is {
		return wrong.Reason
	}
	return ""
}

// blame notes what is wrong with values that are right one by one.
func (f *fill) blame(wrong *preset.ParameterError) {
	for _, e := range f.entries {
		if e.Name == wrong.Name {
			e.wrong = wrong.Reason
		}
	}
}

// renamed is a set with other parts in its paths.
func renamed(p preset.Preset, parts map[string]string) preset.Preset {
	for from, to := range parts {
		p.Rules = rename(p.Rules, from, to)
	}
	return p
}

func rename(s rule.Set, from, to string) rule.Set {
	out := slices.Clone(s)
	for i, r := range out {
		parts := strings.Split(r.Path, "/")
		for j, part := range parts {
			if part == from {
				parts[j] = to
			}
		}
		out[i].Path = strings.Join(parts, "/")
	}
	return out
}

// choice is the set with what was filled in. Where something is missing or wrong
// the focus goes there.
func (f *fill) choice() (Choice, bool) {
	c := Choice{Preset: f.set, Rules: f.rules}
	for i, e := range f.entries {
		if e.left = true; e.wrong != "" {
			f.current().field.Blur()
			f.goTo(i)
			return c, false
		}
		if c.Values == nil {
			c.Values = map[string][]string{}
		}
		c.Values[e.Name] = e.values
	}
	return c, true
}

// notes are what is said under a field.
func (f *fill) notes(e *entry) []form.Note {
	var notes []form.Note
	empty := len(e.values) == 0
	switch {
	case e.wrong != "" && e.left:
		said := begin(e.wrong)
		if e == f.current() && e.mended() != "" {
			said += "; tab writes it"
			if !strings.HasSuffix(e.wrong, e.mended()) {
				said = begin(e.wrong) + "; tab writes " + e.mended()
			}
		}
		notes = append(notes, form.Wrong(said))
	case slices.Equal(e.values, []string{preset.Every}):
		notes = append(notes, form.Note{Text: e.All, Role: theme.Caution})
	case empty && e.said == nil && e == f.current():
		notes = append(notes, form.Note{Text: "One, or several with blanks between; * stands for every one, and crosses slashes.", Role: theme.Subtle})
	}
	if e.said != nil {
		notes = append(notes, *e.said)
	}
	return notes
}

// noteOf is what the set says about the rule that a filled one was made from.
func noteOf(p preset.Preset, r rule.Rule) string {
	if text, found := p.Notes[r]; found {
		return text
	}
	parts := strings.Split(r.Path, "/")
	for _, from := range p.Rules {
		if from.Method != r.Method || p.Notes[from] == "" {
			continue
		}
		pattern := strings.Split(from.Path, "/")
		if len(pattern) == len(parts) && fits(pattern, parts) {
			return p.Notes[from]
		}
	}
	return ""
}

// fits reports whether a path is a pattern with its parameters filled in.
func fits(pattern, parts []string) bool {
	for i, part := range pattern {
		if part != parts[i] && !strings.HasPrefix(part, "{") {
			return false
		}
	}
	return true
}
