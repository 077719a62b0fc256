package keep

import (
	"fmt"
	"strings"

	"ovh-tokens/config/export"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/theme"
)

// wide is from where on list and format stand side by side.
const wide = 110

func (s *Screen) beside() bool { return s.width >= wide }

// listWidth is what the list of tools takes.
func (s *Screen) listWidth() int {
	if s.beside() {
		return min(s.width/2, 76)
	}
	return s.width
}

// formatWidth is what the format takes, margins included.
func (s *Screen) formatWidth() int {
	if s.beside() {
		return s.width - s.listWidth() - 1
	}
	return s.width
}

// layTool shares the room out between the list and the format.
func (s *Screen) layTool(room int) {
	t := &s.tool
	t.list.SetTheme(s.env.Theme)
	t.list.SetFocused(!t.open)
	t.list.SetSize(s.listWidth(), max(room-2, 0))
	t.find.SetWidth(s.listWidth() - 2*margin)
	text := min(s.formatWidth()-2*margin, measure)
	for _, f := range append(t.fields, t.path) {
		f.SetWidth(text)
	}
	t.path.SetNotes(form.Note{Text: "A new file is readable by your user alone (mode 0600). One that exists is replaced only after a question.", Role: theme.Subtle})
	if s.env.Fleeting {
		t.path.SetNotes(form.Note{Text: "The folder is the demo's own and goes with it.", Role: theme.Subtle})
	}
	t.pane.SetLines(s.formatLines(text))
	t.pane.SetHeight(max(room-len(s.formatTop()), 0))
}

// toolView draws list and format, side by side or the one in use.
func (s *Screen) toolView(room int) []string {
	switch {
	case !s.beside() && s.tool.open:
		return s.formatView()
	case !s.beside():
		return s.listView()
	}
	rule := s.env.Theme.Paint(theme.Rule, "│")
	both := layout.Columns(strings.Join(s.listView(), "\n"), s.listWidth(), rule, strings.Join(s.formatView(), "\n"), room)
	return strings.Split(both, "\n")
}

func (s *Screen) listView() []string {
	t := s.env.Theme
	ways := fmt.Sprintf("%d ways", s.tool.list.Shown())
	if n := s.tool.list.Below(); n > 0 {
		ways += fmt.Sprintf(", %d more ↓", n)
	}
	found := t.Paint(theme.Subtle, ways)
	lines := []string{strings.Repeat(" ", margin) + layout.Ends(s.tool.find.Line(t), found, s.listWidth()-2*margin), ""}
	if s.tool.list.Shown() == 0 {
		return append(lines, strings.Repeat(" ", margin)+t.Paint(theme.Text, "No tool is called so. esc shows all."))
	}
	return append(lines, strings.Split(s.tool.list.View(), "\n")...)
}

// formatTop is the name of the tool with its fields, which stay while the rest
// scrolls.
func (s *Screen) formatTop() []string {
	t := &s.tool
	if t.chosen.ID == "" {
		return nil
	}
	b := s.sheet(min(s.formatWidth()-2*margin, measure))
	b.put(b.theme.Paint(theme.Strong, t.chosen.Tool) + b.theme.Paint(theme.Subtle, "  "+kinds[t.chosen.Kind]))
	for _, f := range t.fields {
		b.put(f.Line(b.theme))
	}
	if t.saving {
		b.blank()
		for text := range strings.SplitSeq(t.path.View(b.theme), "\n") {
			b.put(text)
		}
	}
	return append(b.lines, s.more(&t.pane, s.formatWidth()))
}

func (s *Screen) formatView() []string {
	return append(s.formatTop(), strings.Split(s.tool.pane.View(), "\n")...)
}

// formatLines are what stands below: the text with its secrets masked, what to
// know, and where it goes.
func (s *Screen) formatLines(width int) []string {
	t := &s.tool
	if t.chosen.ID == "" {
		return nil
	}
	b := s.sheet(width)
	for _, w := range t.warnings {
		b.warn(plain.Sentence(w))
	}
	if t.lacks != "" {
		b.warn(t.lacks) // which begins with the tool's name, as that is written
	}
	if t.err != nil && !known(t.warnings, t.trouble()) {
		text := t.trouble()
		if t.missing() >= 0 && t.open && t.field() < 0 {
			text += " f fills it in."
		}
		b.warn(text)
	}
	if len(b.lines) > 0 {
		b.blank()
	}
	if t.err == nil {
		for text := range strings.Lines(t.text.String()) {
			b.put("  " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\t", "    "))
		}
		b.blank()
	}
	if t.chosen.Where != "" {
		b.say(theme.Subtle, "Where it goes: "+t.chosen.Where)
	}
	for _, n := range t.chosen.Notes {
		b.say(theme.Subtle, n)
	}
	return b.lines
}

// known reports whether a warning says the same already.
func known(warnings []string, text string) bool {
	for _, w := range warnings {
		if strings.TrimRight(w, ".") == strings.TrimRight(text, ".") {
			return true
		}
	}
	return false
}

// toolCursor is where the terminal's cursor belongs in the part.
func (s *Screen) toolCursor() (x, y int, visible bool) {
	t := &s.tool
	left := margin
	if s.beside() {
		left += s.listWidth() + 1
	}
	switch at := t.field(); {
	case t.saving:
		x, _, visible = t.path.Cursor()
		return x + left, len(t.fields) + 2, visible
	case at >= 0:
		x, _, visible = t.fields[at].Cursor()
		return x + left, at + 1, visible
	case !t.open:
		x, _, visible = t.find.Cursor()
		return x + margin, 0, visible
	}
	return 0, 0, false
}

// takes says what a chosen format is written as, for the footer.
func takes(f export.Format) string {
	if f.Kind == export.File {
		return "write it"
	}
	return "write to a file"
}
