package builder

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/rule"
	"ovh-tokens/ui/builder/own"
	"ovh-tokens/ui/explain"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/share"
	"ovh-tokens/ui/shell"
)

// theSet is what other screens call what is edited here.
const theSet = "the set being built"

// noRules says why there is nothing to share or save.
func (s *Screen) noRules() string {
	if len(s.rules) == 0 {
		return "There is no rule yet."
	}
	return ""
}

// explain asks whether calls would pass, and takes in the rules that they lack.
func (s *Screen) explain() tea.Cmd {
	subject := explain.Subject{Name: theSet, Rules: s.rules, Catalog: s.known.catalog, Addresses: s.allowed.Blocks}
	return s.Push(explain.New(s.env, subject, explain.Actions{Add: s.lacked}))
}

// lacked adds the rules that an explained call lacks.
func (s *Screen) lacked(missing rule.Set) tea.Cmd {
	doc, added := s.doc.merge(missing, s.number)
	if added == 0 {
		return shell.Say("It is in the set already.")
	}
	s.change(doc, "the rules that a call lacked")
	s.setCursor(s.doc.at(missing[0].Path))
	s.settle()
	return shell.Say(layout.Count(added, "rule") + " added to the set.")
}

// share shows the set in the forms in which others can read it.
func (s *Screen) share() tea.Cmd {
	return s.Push(share.New(s.env, share.Subject{Name: theSet, Rules: s.rules, Catalog: s.known.catalog}))
}

// noSaving says why the set can't be saved.
func (s *Screen) noSaving() string {
	if s.env.PresetsFile == "" {
		return "There is no place on this machine for sets of your own."
	}
	if wrong := s.wrongRows(); wrong > 0 {
		return layout.Count(wrong, "row") + " must be put right before the set can be saved."
	}
	return s.noRules()
}

// save keeps the set as one of the user's own, with what it means to be so and all
// that was said of the set it was made from.
func (s *Screen) save() tea.Cmd {
	p, from := s.doc.carried(s.rules)
	p.Expects = s.expected
	screen, rows := own.New(s.env, p, from), s.doc.rows
	screen.Saved = func() { s.first.rows = rows } // what is saved is not lost
	return s.Push(screen)
}
