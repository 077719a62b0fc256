package builder

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/form"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// choice is one ready-made set to start from, or none.
type choice struct {
	preset.Preset
	may []rule.Sentence
}

// choices lists the ready-made sets, and at the end the empty one.
func choices() []choice {
	list := append(preset.Ready(), preset.Preset{
		Title: "Empty", Purpose: "Type every rule yourself.",
	})
	out := make([]choice, len(list))
	for i, p := range list {
		out[i] = choice{p, p.Rules.Sentences()}
	}
	return out
}

// asChosen reports whether the rules are still those of the preset named in the
// heading.
func (s *Screen) asChosen() bool {
	for _, c := range s.choices {
		if c.Title == s.doc.origin {
			return len(c.Rules) == len(s.rules) && !slices.ContainsFunc(c.Rules, func(r rule.Rule) bool {
				return !slices.Contains(s.rules, r)
			})
		}
	}
	return true
}

// offer shows the ready-made sets.
func (s *Screen) offer() tea.Cmd {
	s.starting, s.part = true, partStart
	s.derive()
	return nil
}

// moveChoice moves the cursor among the sets.
func (s *Screen) moveChoice(n int) tea.Cmd {
	s.choice = max(min(s.choice+n, len(s.choices)-1), 0)
	s.summary.top = 0
	s.derive()
	return nil
}

// choose puts the set under the cursor in place of the rules.
func (s *Screen) choose() tea.Cmd {
	c, had := s.choices[s.choice], len(s.rules)
	doc := s.doc
	doc.rows, doc.origin, doc.preset = nil, "", ""
	if len(c.Rules) == 0 {
		s.begin(doc, "the start with an empty set")
		return s.addRow()
	}
	doc, _ = doc.merge(c.Rules, s.number)
	doc.origin, doc.preset = c.Title, c.ID
	s.begin(doc, "the choice of a ready-made set")
	if had > 0 {
		return shell.Say("This took the place of " + count(had, "rule") + "; u brings them back.")
	}
	return nil
}

// join adds the set under the cursor to the rules.
func (s *Screen) join() tea.Cmd {
	doc, added := s.doc.merge(s.choices[s.choice].Rules, s.number)
	if added == 0 {
		return shell.Warn("All of its rules are there already.")
	}
	s.begin(doc, "the set that was added")
	return shell.Say(count(added, "rule") + " added.")
}

// begin goes from the ready-made sets to the rules.
func (s *Screen) begin(doc document, edit string) {
	s.starting, s.part = false, partRules
	s.rowID, s.column, s.top, s.summary.top = 0, 0, 0, 0
	if doc.same(s.doc) {
		s.restore(doc)
	} else {
		s.change(doc, edit)
	}
	s.setCursor(0)
}

// stay closes the ready-made sets and leaves the rules as they are.
func (s *Screen) stay() tea.Cmd {
	s.starting, s.part = false, partRules
	s.derive()
	return nil
}

// startLines draws the ready-made sets and what the one under the cursor is for.
func (s *Screen) startLines(width int) []string {
	t := s.env.Theme
	lines := []string{" " + t.Paint(theme.Strong, "Start from")}
	for i, c := range s.choices {
		size := ""
		if len(c.Rules) > 0 {
			size = count(len(c.Rules), "rule") + " "
		}
		mark, paint := "   ", t.Paint
		if i == s.choice {
			mark = " · " // what is said below is about it
			if s.part == partStart {
				mark, paint = " › ", t.PaintCursor
			}
		}
		title := layout.Pad(layout.Pad(c.Title, width-4-len(size))+" ", width-3-len(size))
		lines = append(lines, paint(theme.Accent, mark)+paint(theme.Text, title)+paint(theme.Subtle, size))
	}
	lines = append(lines, t.Paint(theme.Subtle, "   "+layout.Cut("Or "+pastes, width-4)), "")
	for _, l := range cut(s.choiceNotes(width), s.room.main-len(lines), width-4) {
		lines = append(lines, t.Paint(l.role, "   "+l.text))
	}
	return lines
}

// cut keeps as many lines as there is room for; the last one says by its end when
// there are more.
func cut(lines []line, height, width int) []line {
	if height <= 0 || len(lines) <= height {
		return lines[:max(min(height, len(lines)), 0)]
	}
	lines = lines[:height]
	last := &lines[height-1]
	last.text = layout.Cut(last.text, width-2) + " …"
	return lines
}

// choiceNotes says what the set under the cursor is for, and what to know of it.
func (s *Screen) choiceNotes(width int) []line {
	c := s.choices[s.choice]
	var lines []line
	for _, n := range []form.Note{{Text: c.Purpose, Role: theme.Subtle}, {Text: c.Warning, Role: theme.Caution}} {
		if n.Text == "" {
			continue
		}
		for _, text := range n.Lines(nil, width-4) {
			lines = append(lines, line{n.Role, text})
		}
	}
	return lines
}

// startHeight is what the ready-made sets would fill.
func (s *Screen) startHeight() int {
	return len(s.choices) + 3 + len(s.choiceNotes(s.room.left))
}
