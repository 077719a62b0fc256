package keep

import (
	"strings"

	"ovh-tokens/config/keeping"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// layConf shares the room out: the list, the name of the section, what changes.
func (s *Screen) layConf(room int) {
	c := &s.conf
	c.list.SetTheme(s.env.Theme)
	c.list.SetFocused(!c.name.Focused())
	c.list.SetSize(s.width, 1+min(max(c.list.Len(), 1), max(room/2-2, 2)))
	c.name.SetWidth(min(s.width-2*margin, measure))
	c.name.SetNotes(form.Note{
		Text: "The key goes to [" + keeping.Prefix + "NAME], which ovhcloud-cli and this program read. Left empty, to " + s.ownSection() + ", which all tools read.",
		Role: theme.Subtle,
	})
	c.pane.SetLines(s.confLines())
	c.pane.SetHeight(max(room-len(s.confTop())-1, 0))
}

// ownSection is the endpoint's own section as the file has it.
func (s *Screen) ownSection() string { return "[" + s.key.PlainSection() + "]" }

// confTop is the list and the name of the section.
func (s *Screen) confTop() []string {
	t := s.env.Theme
	lines := strings.Split(s.conf.list.View(), "\n")
	if !s.conf.read {
		lines = append(lines[:1], t.Paint(theme.Subtle, "   Looking at the files…"))
	}
	lines = append(lines, "")
	if s.conf.name.Focused() {
		return append(lines, strings.Split(layout.Indent(s.conf.name.View(t), margin), "\n")...)
	}
	value := s.conf.wanted
	if value == "" {
		value = "none: the endpoint's own section, " + s.ownSection()
	}
	return append(lines, "   "+t.Paint(theme.Subtle, "Profile  ")+value+"  "+t.Paint(theme.Accent, "f")+t.Paint(theme.Subtle, " another"))
}

// confView draws the part.
func (s *Screen) confView() []string {
	lines := append(s.confTop(), s.more(&s.conf.pane, s.width))
	lines = append(lines, strings.Split(s.conf.pane.View(), "\n")...)
	return lines
}

// confCursor is where the terminal's cursor belongs in the part.
func (s *Screen) confCursor() (x, y int, visible bool) {
	if !s.conf.name.Focused() {
		return 1, s.conf.list.CursorLine(), s.conf.list.Len() > 0
	}
	x, _, visible = s.conf.name.Cursor()
	return x + margin, len(s.confTop()) - s.conf.name.Height(), visible
}

// confLines say what writing at the cursor does, what to know first on top.
func (s *Screen) confLines() []string {
	target, ok := s.conf.list.Cursor()
	if !ok {
		return nil
	}
	b := s.sheet(min(s.width-2*margin, measure))
	if target.Err != nil {
		b.say(theme.Caution, "Nothing can be written to "+target.Name()+": "+target.Why()+".")
		b.say(theme.Text, "Choose another file. "+s.safe())
		return b.lines
	}
	for _, warning := range s.warnings(target) {
		b.warn(warning)
	}
	if len(b.lines) > 0 {
		b.blank()
	}
	if target.Plan.Empty() {
		b.say(theme.Text, target.Name()+" has this key in "+target.Header()+" already.")
		if s.holdsCopy() {
			b.say(theme.Subtle, "This program still stores a copy: enter reads the key back from the file and takes the copy away.")
		}
		return b.lines
	}
	s.changes(b, target)
	return b.lines
}

// changes draws the lines that go and those that come.
func (s *Screen) changes(b *sheet, target target) {
	title := "What changes in " + target.Name()
	if target.Plan.New {
		title = "What " + target.Name() + " will hold; it is made for your user alone (mode 0600)"
	}
	if s.env.Fleeting {
		title += "; the file is the demo's own"
	}
	b.say(theme.Strong, title)
	for _, c := range target.Changes() {
		role, sign, which := theme.Caution, "-", "   the old one"
		if c.Comes {
			role, sign, which = theme.Good, "+", "   the new one"
		}
		if !c.Both {
			which = ""
		}
		b.change(role, c.Line, sign, c.Text+which)
	}
	s.readers(b, target)
}

// readers says which tools will find the key there.
func (s *Screen) readers(b *sheet, t target) {
	if said := t.Readers(s.key); said != "" {
		b.blank()
		b.say(theme.Subtle, said)
	}
}
