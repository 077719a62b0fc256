package shell

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ui/theme"
)

// Copy puts text on the clipboard in both ways there are, since each fails
// where the other works: the terminal's (OSC 52), which does not say whether it
// did, and the system's. A status line tells what happened, naming what was
// copied.
func Copy(env *Env, text, what string) tea.Cmd {
	system := func() tea.Msg {
		if env.Copy == nil {
			return StatusMsg{"Sent to the terminal's clipboard: " + what + ".", theme.Text}
		}
		if err := env.Copy(text); err != nil {
			return StatusMsg{"Sent to the terminal's clipboard: " + what + ". The system's clipboard could not be reached.", theme.Text}
		}
		return StatusMsg{"Copied: " + what + ".", theme.Text}
	}
	return tea.Batch(tea.SetClipboard(text), system)
}
