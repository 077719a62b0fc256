package waiting

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config/keeping"
	"ovh-tokens/ui/keep"
	"ovh-tokens/ui/shell"
)

// keep opens the screen on which the key is put where it is used.
func (s *Screen) keep() tea.Cmd {
	s.reveal.hide()
	var screen *keep.Screen
	screen = keep.New(s.env, s.toKeep(), func() tea.Cmd {
		s.key.kept = append(s.key.kept, screen.Kept()...)
		s.key.moved = s.key.moved || screen.Forgotten()
		return shell.Send(shell.PopMsg{})
	})
	return s.Push(screen)
}

// toKeep is the key with the application it was asked under.
func (s *Screen) toKeep() keep.Key {
	k := keeping.Of(s.request.PendingRequest, s.client.Endpoint(), s.env.Machine, s.client == s.env.Client)
	if s.key.err != nil || s.key.moved {
		k.RequestID = ""
	}
	return k
}

// places lists where the key was kept, in words.
func (c *custody) places() string {
	if last := len(c.kept) - 1; last > 0 {
		return strings.Join(c.kept[:last], ", ") + " and " + c.kept[last]
	}
	return strings.Join(c.kept, "")
}
