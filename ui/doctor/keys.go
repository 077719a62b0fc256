package doctor

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/key"
	"ovh-tokens/ui/shell"
)

// Keys copy the command, look again, and take an error in.
func (s *Screen) Keys() []key.Binding {
	if s.field.Focused() {
		return []key.Binding{
			{Keys: []string{"enter"}, Short: "explain it", Long: "have the error explained", Footer: 1, Do: s.enter},
			{Keys: []string{"esc", "tab"}, Short: "back to the checks", Long: "back to the checks", Footer: 2, Do: func() tea.Cmd {
				s.field.Blur()
				return nil
			}},
		}
	}
	return append([]key.Binding{
		{Keys: []string{"y"}, Short: "copy the command", Long: "copy the command to go on with", Footer: s.copyRank(), Do: s.copy, Disabled: func() string {
			if s.copyRank() == 0 {
				return "There is no command to copy."
			}
			return ""
		}},
		{Keys: []string{"tab"}, Short: "type an error", Long: "type an error of some client, to have it explained", Footer: 2, Do: func() tea.Cmd {
			s.field.Focus()
			return nil
		}},
		{Keys: []string{"r"}, Short: "look again", Long: "look at this machine and ask OVH again", Footer: 3, Do: s.run},
		{Keys: []string{"esc"}, Short: "back", Long: "back", Footer: 4, Do: s.Pop},
	}, s.pane.Keys(5)...)
}

func (s *Screen) copyRank() int {
	if s.report == nil || s.report.Next == "" {
		return 0
	}
	return 1
}

func (s *Screen) copy() tea.Cmd { return shell.Copy(s.env, s.report.Next, "the command") }
