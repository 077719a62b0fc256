package builder

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/preset"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/presets"
	"ovh-tokens/ui/shell"
)

// setsMsg brings the ready-made sets to choose from.
type setsMsg struct {
	list     preset.List
	problems []config.Problem
}

// offer reads the ready-made sets, a user's own ones among them.
func (s *Screen) offer() tea.Cmd {
	env := s.env
	return s.Run(func(context.Context) tea.Msg {
		list, problems := env.Presets()
		return setsMsg{list, problems}
	})
}

// choose shows the ready-made sets on a screen of their own. Where the builder
// begins with them, adding to the rules means nothing yet.
func (s *Screen) choose(msg setsMsg) tea.Cmd {
	var chooser *presets.Screen
	leave := func(cmd tea.Cmd) tea.Cmd { return tea.Sequence(chooser.Pop(), cmd) }
	do := presets.Actions{
		Choose: func(c presets.Choice) tea.Cmd { return leave(s.replaceBy(c)) },
		Paste:  func(p tea.PasteMsg) tea.Cmd { return leave(s.paste(p.Content)) },
	}
	if len(s.doc.rows) > 0 {
		do.Add = func(c presets.Choice) tea.Cmd { return leave(s.join(c)) }
	}
	do.Empty = func() tea.Cmd { return leave(s.empty()) }
	chooser = presets.New(s.env, msg.list, do)
	chooser.SetProblems(msg.problems...)
	return s.Push(chooser)
}

// replaceBy puts a set in place of the rules.
func (s *Screen) replaceBy(c presets.Choice) tea.Cmd {
	had := len(s.rules)
	doc := s.doc
	doc.rows = nil
	doc, _ = doc.merge(c.Rules, s.number)
	s.begin(doc.from(chosen(c)), "the choice of "+c.Preset.ID)
	if had > 0 {
		return shell.Say("This took the place of " + layout.Count(had, "rule") + "; " + bringsBack(had) + ".")
	}
	return nil
}

// join adds a set to the rules.
func (s *Screen) join(c presets.Choice) tea.Cmd {
	doc, added := s.doc.merge(c.Rules, s.number)
	if added == 0 {
		s.restore(doc.with(chosen(c))) // what it means to be so is known now
		return shell.Warn("All of its rules are there already.")
	}
	first := len(s.doc.rows)
	s.begin(doc.with(chosen(c)), "the set that was added")
	s.setCursor(min(first, len(doc.rows)-1))
	s.settle()
	return shell.Say(layout.Count(added, "rule") + " added.")
}

// empty starts without a rule: the first path is typed next.
func (s *Screen) empty() tea.Cmd {
	had := len(s.rules)
	doc := s.doc
	doc.rows, doc.origin, doc.sets = nil, nil, nil
	s.begin(doc, "the start with an empty set")
	cmd := s.addRow()
	if had > 0 {
		return shell.Say(layout.Count(had, "rule") + " left out; " + bringsBack(had) + ".")
	}
	return cmd
}

// bringsBack says how so many rules come back.
func bringsBack(n int) string {
	if n == 1 {
		return "u brings it back"
	}
	return "u brings them back"
}

// begin goes from the ready-made sets to the rules.
func (s *Screen) begin(doc document, edit string) {
	s.choosing, s.part = false, partRules
	s.rowID, s.column, s.top, s.summary.top = 0, 0, 0, 0
	if doc.same(s.doc) {
		s.restore(doc)
	} else {
		s.change(doc, edit)
	}
	s.setCursor(0)
	s.settle()
}

// resumed is told that the screen is in view again. Without a choice there is
// nothing to build: what the builder was opened from comes back.
func (s *Screen) resumed() tea.Cmd {
	s.covered = false
	if s.choosing {
		return s.Pop()
	}
	return s.mention()
}
