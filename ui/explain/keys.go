package explain

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
)

// Keys is what can be done as things stand. Letters belong to the field while it
// has the focus.
func (s *Screen) Keys() []key.Binding {
	table := s.callKeys()
	if s.Typing() {
		table = append(table, s.typingKeys()...)
	} else {
		table = append(table, s.answerKeys()...)
	}
	table = append(table, key.Binding{
		Keys: []string{"esc"}, Short: "back", Long: "back to where this was asked from", Footer: 9, Do: func() tea.Cmd { return s.Pop() },
	})
	return key.Merge(table, s.scrollKeys())
}

// callKeys are those that work wherever the focus is.
func (s *Screen) callKeys() []key.Binding {
	var table []key.Binding
	if s.do.Add != nil {
		table = append(table, key.Binding{
			Keys: []string{"enter"}, Short: s.adds(), Long: "add the smallest rule that lets the call pass", Footer: 1,
			Disabled: s.nothingLacks, Do: s.add,
		})
	}
	if at, instead, mends := s.suggested(); at >= 0 {
		b := key.Binding{Keys: []string{"ctrl+f"}, Short: "any number", Long: "ask about any number in place of the one in the call", Footer: 5, Do: s.accept}
		if instead == s.verdicts[at].Bare {
			b.Short, b.Long = "without the slash", "ask about the path without the slash at its end"
		}
		if mends {
			b.Short, b.Long, b.Footer = "write the nearest", "write the nearest path that the API has", 2
			if s.Typing() {
				b.Keys, b.Label = []string{"tab", "ctrl+f"}, "tab"
			}
		}
		table = append(table, b)
	}
	if methods := s.verdicts.Open(); len(methods) > 0 {
		short := "choose the method"
		if s.chosen != "" {
			short = "other method"
		}
		table = append(table, key.Binding{Keys: []string{"ctrl+t"}, Short: short, Long: "next method that a call without one may have", Footer: 3, Do: s.choose})
	}
	return table
}

// typingKeys lead out of the field.
func (s *Screen) typingKeys() []key.Binding {
	leave := key.Binding{
		Keys: []string{"tab", "shift+tab"}, Label: "tab", Short: "to the answer", Long: "leave the field, for the keys that are letters",
		Footer: 4, Do: s.toggle,
	}
	if s.do.Add == nil {
		leave.Keys, leave.Label = []string{"enter", "tab", "shift+tab"}, "enter"
	}
	if _, _, mends := s.suggested(); mends {
		leave.Keys = slices.DeleteFunc(leave.Keys, func(k string) bool { return k == "tab" })
		leave.Label = leave.Keys[0]
	}
	return []key.Binding{leave}
}

// answerKeys act on the answer.
func (s *Screen) answerKeys() []key.Binding {
	table := []key.Binding{
		{Keys: []string{"tab", "shift+tab"}, Short: "type a call", Long: "back to the field", Footer: 6, Do: s.toggle},
		{Keys: []string{"y"}, Short: "copy", Long: "copy the missing rules as text", Footer: 4, Disabled: s.nothingLacks, Do: s.copy},
	}
	if s.do.Again != nil {
		table = append(table, key.Binding{
			Keys: []string{"n"}, Short: "new token with it", Long: "ask for a new token with the same rules and the missing ones", Footer: 1,
			Dangerous: true, Disabled: s.noReason, Do: func() tea.Cmd { return s.do.Again(s.wider()) },
		})
	}
	return table
}

// scrollKeys leave the field what it needs.
func (s *Screen) scrollKeys() []key.Binding {
	table := s.pane.Keys(7)
	if !s.Typing() {
		return table
	}
	kept := table[:0]
	for _, b := range table {
		b.Keys = slices.DeleteFunc(slices.Clone(b.Keys), func(k string) bool {
			return len(k) == 1 || k == "home" || k == "end"
		})
		if len(b.Keys) > 0 {
			kept = append(kept, b)
		}
	}
	return kept
}

func (s *Screen) toggle() tea.Cmd {
	if s.Typing() {
		s.field.Blur()
	} else {
		s.field.Focus()
	}
	s.compose()
	return nil
}

// adds says what adding would add.
func (s *Screen) adds() string {
	if n := len(s.lacking()); n > 1 {
		return "add " + layout.Count(n, "rule")
	}
	return "add the rule"
}

// nothingLacks says why there is no rule to add or copy.
func (s *Screen) nothingLacks() string {
	switch {
	case len(s.lacking()) > 0:
		return ""
	case len(s.calls) == 0:
		return "No call is asked about yet."
	}
	absent := false
	for _, v := range s.verdicts {
		for _, a := range v.Answers {
			if !v.Sure && a.Lacks() {
				return "The method is not told: ctrl+t chooses it, or write it before the path."
			}
			absent = absent || a.Absent
		}
	}
	if absent {
		return "The API has no such operation, so no rule would help."
	}
	return "No rule is missing."
}

// noReason says why a new token would not be another one.
func (s *Screen) noReason() string {
	if s.of.Works != "" && len(s.of.Rules) > 0 {
		return ""
	}
	return strings.Replace(s.nothingLacks(), "No rule is missing.", "No rule is missing: a new token would do no more.", 1)
}
