package shell

import (
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/theme"
)

// Copy puts text on the clipboard in both ways there are, since each fails
// where the other works: the terminal's (OSC 52), which does not say whether it
// did, and the system's. A status line tells what happened, naming what was
// copied.
func Copy(env *Env, text, what string) tea.Cmd {
	env.main().copies.Add(1)
	return tea.Sequence(tea.SetClipboard(text), func() tea.Msg { return copied(env, text, what+".") })
}

// secretStays is how long a copied secret stays on the clipboard: long enough to
// change to another window and paste it, and not much longer.
const secretStays = 45 * time.Second

// CopySecret is Copy for what should not lie about: after 45 s it is taken off
// the clipboard again, unless something else has been copied meanwhile. A status
// line says so. The program may end before, and then leaves it there.
func CopySecret(env *Env, secret ovhapi.Secret, what string) tea.Cmd {
	count := env.main().copies.Add(1)
	text := secret.Reveal()
	said := fmt.Sprintf("%s. Cleared in %d s.", what, int(secretStays.Seconds()))
	return tea.Batch(
		tea.Sequence(tea.SetClipboard(text), func() tea.Msg { return copied(env, text, said) }),
		env.Clock.Tick(secretStays, func(time.Time) tea.Msg {
			if env.main().copies.Load() != count {
				return nil // this program has copied something else since
			}
			return uncopied(env, text, what)
		}))
}

// copied hands text to the system's clipboard and says what came of it.
func copied(env *Env, text, what string) tea.Msg {
	if env.Copy == nil {
		return StatusMsg{"Sent to the terminal's clipboard: " + what, theme.Text}
	}
	if err := env.Copy(text); err != nil {
		return StatusMsg{"Sent to the terminal's clipboard: " + what + " The system's clipboard could not be reached.", theme.Text}
	}
	return StatusMsg{"Copied: " + what, theme.Text}
}

// uncopied takes text off the clipboards. What the terminal's holds can't be
// asked; where the system's holds something else, the user has copied that, and
// both are left alone.
func uncopied(env *Env, text, what string) tea.Msg {
	said := StatusMsg{"Cleared from the clipboard: " + what + ".", theme.Text}
	switch held, err := env.paste(); {
	case err != nil:
		said.Text = "Cleared from the terminal's clipboard: " + what + "."
	case strings.TrimRight(held, "\r\n") != strings.TrimRight(text, "\r\n"):
		return nil
	default:
		if err := env.Copy(""); err != nil {
			said = StatusMsg{"The system's clipboard could not be cleared: it still holds " + what + ".", theme.Caution}
		}
	}
	return tea.Sequence(tea.SetClipboard(""), Send(said))()
}

var errNoClipboard = errors.New("there is no system's clipboard to read")

// paste reads the system's clipboard.
func (e *Env) paste() (string, error) {
	if e.Paste == nil || e.Copy == nil {
		return "", errNoClipboard
	}
	return e.Paste()
}
