package profiles

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// Start is where the list leads when it is the first screen of the program.
type Start struct {
	// Next makes the screen that works on the account that was taken.
	Next func() shell.Screen
	// SetUp makes the screen that sets up an account that is not here yet.
	SetUp func(*config.Machine) shell.Screen
	// Back makes the screen before it; nil means that there is none.
	Back func() shell.Screen
}

// Choose lists the profiles of a machine where none is in use: several accounts
// are here, or one that nothing chooses, and which of them to work on is not for
// the program to guess.
func Choose(env *shell.Env, m *config.Machine, start Start) *Screen {
	env.Machine = m
	return newScreen(env, &start)
}

// Choosable reports whether a machine whose chosen profile cannot be used holds
// others that can.
func Choosable(m *config.Machine) bool {
	return slices.ContainsFunc(m.Profiles, config.Profile.Complete)
}

// unchosen says why the program asks, and how to answer.
func (s *Screen) unchosen(b *text.Lines) {
	m := s.env.Machine
	p := m.Active
	switch {
	case s.byDefault():
		b.Say(theme.Accent, "Taken from the next start on. Now press enter on the account to work on.")
	case m.Chosen == (config.Origin{}):
		b.Say(theme.Accent, "No account is chosen on this machine yet. enter works on the one under the cursor, this time; * makes it the one that is always taken.")
	default:
		b.Say(theme.Caution, plain.Text(p.Name)+", which "+m.Chosen.String()+" chooses, cannot be used as it stands.")
		b.Say(theme.Accent, "enter works on the one under the cursor, this time; * makes it the one that is always taken.")
	}
	b.Blank()
}

// byDefault reports whether the files choose a profile that can be used by now.
func (s *Screen) byDefault() bool {
	p, ok := s.env.Machine.Profile(s.env.Machine.Default)
	return ok && p.Complete()
}

// startKeys are those of the first screen: what needs an account in use is left
// out.
func (s *Screen) startKeys(own []key.Binding) []key.Binding {
	kept := slices.DeleteFunc(own, func(b key.Binding) bool {
		return slices.ContainsFunc(b.Keys, func(stroke string) bool { return slices.Contains([]string{"R", "-", "esc"}, stroke) })
	})
	back := key.Binding{Keys: []string{"esc"}, Long: "nothing to go back to; q quits", Do: func() tea.Cmd { return shell.Say("q quits.") }}
	if s.start.Back != nil {
		back = key.Binding{Keys: []string{"esc"}, Short: "back", Long: "back", Footer: 8, Do: func() tea.Cmd { return s.Replace(s.start.Back()) }}
	}
	return append(kept, key.Binding{
		Keys: []string{"n"}, Short: "another", Long: "set up an account that is not here yet, one question at a time", Footer: 7,
		Do: func() tea.Cmd { return s.Replace(s.start.SetUp(s.env.Machine)) },
	}, back, key.Quit(9))
}
