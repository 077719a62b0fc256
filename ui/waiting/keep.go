package waiting

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
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

// toKeep is the key with the application it was asked under. The secret of that
// is this machine's, when it works with the same application.
func (s *Screen) toKeep() keep.Key {
	r := s.request
	k := keep.Key{ConsumerKey: r.ConsumerKey, Rules: r.Rules, Preset: r.Preset, RequestID: r.ID}
	if s.key.err != nil || s.key.moved {
		k.RequestID = ""
	}
	e := s.client.Endpoint()
	if m := s.env.Machine; m != nil {
		if p, there := m.Holding(r.ConsumerKey); there {
			k.Profile = p
			return k
		}
		if s.client == s.env.Client && m.Active.ApplicationKey.Text == r.ApplicationKey {
			k.Profile = m.Active
			return k
		}
		for _, p := range m.Profiles {
			if p.ApplicationKey.Text == r.ApplicationKey && p.Endpoint.URL == e.URL {
				k.Profile = p
				return k
			}
		}
	}
	k.Profile = config.Profile{Name: e.Name, Section: e.Name, Endpoint: e}
	k.Profile.ApplicationKey.Text, k.Profile.ApplicationSecret.Secret = r.ApplicationKey, r.ApplicationSecret
	return k
}

// places lists where the key was kept, in words.
func (c *custody) places() string {
	if last := len(c.kept) - 1; last > 0 {
		return strings.Join(c.kept[:last], ", ") + " and " + c.kept[last]
	}
	return strings.Join(c.kept, "")
}
