package allow

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
)

// Keys is what can be done as things stand.
func (s *Screen) Keys() []key.Binding {
	back := key.Binding{Keys: []string{"esc"}, Short: "back", Long: "back, with the addresses as they are stored", Footer: 1, Do: func() tea.Cmd { return s.Pop() }}
	switch s.stage {
	case editing:
		return s.editKeys()
	case barred:
		return append([]key.Binding{back, s.newKey(2)}, s.pane.Keys(6)...)
	case told:
		keys := []key.Binding{
			back,
			{Keys: []string{"i"}, Short: "change them again", Long: "change the addresses again", Footer: 2, Dangerous: true, Do: s.again, Disabled: s.cannotAgain},
		}
		if s.outcome.unsure {
			keys = append(keys, key.Binding{Keys: []string{"r"}, Short: "ask again", Long: "ask OVH again which addresses are stored", Footer: 3, Do: s.read})
		}
		if s.outcome.lacks || s.outcome.out {
			keys = append(keys, s.newKey(3))
		}
		return append(keys, s.pane.Keys(6)...)
	case sending:
	}
	return nil
}

func (s *Screen) cannotAgain() string {
	switch {
	case s.outcome.out:
		return "The token in use does not get through from here any more."
	case s.outcome.lacks:
		return "The token in use may not change addresses."
	}
	return ""
}

func (s *Screen) newKey(rank int) key.Binding {
	return key.Binding{
		Keys: []string{"n"}, Short: "new token with that right", Long: "ask for a new token with the set of rules that lets this program change addresses", Footer: rank, Dangerous: true,
		Do: func() tea.Cmd { return s.of.Again(&s.Base, widest()) },
	}
}

// editKeys are those while addresses are typed.
func (s *Screen) editKeys() []key.Binding {
	by := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			s.pane.Scroll(n)
			return nil
		}
	}
	page, rank := max(s.room()-1, 1), 0
	if s.pane.Longer() {
		rank = 3
	}
	return []key.Binding{
		{Keys: []string{"enter"}, Short: "change them", Long: "change the addresses, after a question that names the difference", Footer: 1, Dangerous: true, Do: s.enter},
		{Keys: []string{"esc"}, Short: "leave them", Long: "leave the addresses as they are; what was typed goes only on the second press", Footer: 2, Do: func() tea.Cmd { return s.Pop() }},
		{Keys: []string{"down"}, Label: "↑ ↓", Short: "scroll", Long: "scroll what is said down", Footer: rank, Do: by(1)},
		{Keys: []string{"up"}, Long: "scroll what is said up", Do: by(-1)},
		{Keys: []string{"pgdown"}, Long: "next page of what is said", Do: by(page)},
		{Keys: []string{"pgup"}, Long: "previous page of what is said", Do: by(-page)},
	}
}

// enter asks, or says why there is nothing to ask about.
func (s *Screen) enter() tea.Cmd {
	s.leaving = false
	if s.problem != "" {
		return shell.Warn(plain.Sentence(s.problem))
	}
	return s.ask()
}
