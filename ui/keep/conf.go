package keep

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/config/keeping"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/table"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// conf is the part in which the key goes into an ovh.conf.
type conf struct {
	wanted string      // the name of the profile to write to; "" is the endpoint's own section
	name   *form.Field // where it is typed
	list   *table.Table[target]
	round  int // tells the plans for this name from earlier ones
	read   bool
	pane   text.Pane
}

// target is one section of one file.
type target struct {
	keeping.Place
	id int64
}

func newConf(env *shell.Env, k Key) conf {
	return conf{
		wanted: k.Suggestion(env.Machine),
		name:   form.New("Profile", "none: the endpoint's own section"),
		list: table.New(env.Theme, func(t target) int64 { return t.id }, []table.Column[target]{
			{Name: "file", Title: "File", Min: 12, Max: 44, Weight: 2, Cell: func(t target, _ int) table.Cell { return table.Cell{Text: t.Name(), Role: t.role()} }},
			{Name: "section", Title: "Section", Min: 18, Max: 44, Weight: 2, Cell: func(t target, _ int) table.Cell { return table.Cell{Text: t.Header(), Role: t.role()} }},
			{Name: "does", Title: "What is written", Min: 27, Weight: 3, Cell: func(t target, _ int) table.Cell { return table.Cell{Text: t.Does(), Role: t.role()} }},
		}),
	}
}

// plannedMsg brings the places that the key can go to.
type plannedMsg struct {
	round   int
	targets []target
}

// plan works out anew what writing would do: in the section that was chosen, and
// wherever the key's own profile stands already.
func (s *Screen) plan() tea.Cmd {
	s.conf.round++
	round, sources, k, name := s.conf.round, s.env.Sources, s.key, s.conf.wanted
	return s.Run(func(context.Context) tea.Msg {
		// What is wrong with the files is each target's own to say.
		m, _ := config.Load(sources)
		msg := plannedMsg{round: round}
		for i, p := range k.Places(m, name) {
			msg.targets = append(msg.targets, target{Place: p, id: int64(i)})
		}
		return msg
	})
}

// takePlans shows the places; the cursor stays on the file and section it was on.
func (s *Screen) takePlans(msg plannedMsg) {
	if msg.round != s.conf.round {
		return
	}
	was, had := s.conf.list.Cursor()
	s.conf.list.Clear()
	s.conf.list.Upsert(msg.targets)
	s.conf.list.Top()
	if i := slices.IndexFunc(msg.targets, func(t target) bool {
		return had && t.File.Path == was.File.Path && t.Section == was.Section
	}); i >= 0 {
		s.conf.list.SetCursor(msg.targets[i].id)
	}
	s.conf.read = true
}

// rename takes the name that was typed.
func (s *Screen) rename() tea.Cmd {
	s.conf.wanted = strings.TrimSpace(s.conf.name.Value())
	s.conf.name.Blur()
	s.conf.list.Clear()
	s.conf.read, s.said = false, nil
	return s.plan()
}

func (t target) role() theme.Role {
	switch {
	case t.Err != nil:
		return theme.Subtle
	case t.Plan.Empty():
		return theme.Good
	}
	return theme.Text
}

// cannot says why nothing can be written at the cursor, or "".
func (s *Screen) cannot() string {
	t, ok := s.conf.list.Cursor()
	switch {
	case s.writing:
		return "The file is being written."
	case !ok:
		return "The files are still being read."
	case t.Err != nil:
		return "Nothing can be written to " + t.Name() + ": " + t.Why() + "."
	case t.Plan.Empty() && !s.holdsCopy():
		return t.Name() + " has this key already."
	}
	return ""
}

// holdsCopy reports whether this program still stores the key itself.
func (s *Screen) holdsCopy() bool {
	return s.env.Keeper != nil && s.key.RequestID != "" && !s.forgotten
}

// standsHere reports whether the key was put somewhere and stands at the cursor,
// so that there is nothing left to write.
func (s *Screen) standsHere() bool {
	t, ok := s.conf.list.Cursor()
	return ok && t.Err == nil && t.Plan.Empty() && !s.holdsCopy() && len(s.kept) > 0 && !s.writing
}

// writeWord names what enter does at the cursor: where the key stands already, as
// after a program that was killed on its way, only the stored copy is left to go.
func (s *Screen) writeWord() (short, long string) {
	if t, ok := s.conf.list.Cursor(); ok && t.Err == nil && t.Plan.Empty() && s.holdsCopy() {
		return "check it, drop the stored copy", "read the key back from the file and take the copy in this program's state folder away"
	}
	return "write it", "write the key into the file under the cursor"
}

// ask writes, after a question when other keys are replaced. The answer is to what
// was asked: when the files have changed meanwhile, what was planned then is refused.
func (s *Screen) ask() tea.Cmd {
	t, _ := s.conf.list.Cursor()
	text := t.Question()
	if text == "" {
		return s.write(t)
	}
	s.question = &question{text: text, yes: func() tea.Cmd { return s.write(t) }}
	return nil
}

// warnings are what should be known before the key is written.
func (s *Screen) warnings(t target) []string { return t.Warnings(s.key, "L keeps them out.") }
