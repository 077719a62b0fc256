package holdings

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// nameFile begins to name a further file.
func (s *Screen) nameFile(rank int) key.Binding {
	return key.Binding{Keys: []string{"+"}, Short: "another file", Long: "name another file that may hold keys: an ovh.conf, a .env, the settings of a tool", Footer: rank, Do: func() tea.Cmd {
		s.typing = true
		s.field.SetValue("")
		s.field.Focus()
		s.compose()
		return nil
	}, Disabled: func() string {
		if s.env.Fleeting {
			return "The demo looks at no file but its own, so that no real key is used."
		}
		return ""
	}}
}

func (s *Screen) addShort() string {
	if s.stage == asking {
		return "add it"
	}
	return "look through it"
}

func (s *Screen) endTyping() tea.Cmd {
	s.typing = false
	s.field.Blur()
	s.compose()
	return nil
}

// addFile notes another file. Before the look it only joins the others; after it
// the look begins anew.
func (s *Screen) addFile() tea.Cmd {
	name := strings.TrimSpace(s.field.Value())
	s.endTyping()
	if name == "" {
		return nil
	}
	if path, _ := s.env.Sources.Resolve(name); !slices.Contains(s.env.Keys().Files, path) {
		s.env.Keys().Files = append(s.env.Keys().Files, path)
	}
	if s.stage == asking {
		s.compose()
		return nil
	}
	return s.begin()
}

// remember has the next run look through those of the named files that hold keys.
func (s *Screen) remember(found []config.Holding) tea.Cmd {
	var places []config.FoundKey
	for _, h := range found {
		places = append(places, h.Places...)
	}
	return s.env.RememberFiles(s.env.Keys().Files, places)
}

// file writes one of the named files as people do.
func (s *Screen) file(path string) string {
	_, shown := s.env.Sources.Resolve(path)
	return shown
}

// dropFile begins to take a file off the list.
func (s *Screen) dropFile() key.Binding {
	return key.Binding{Keys: []string{"-"}, Short: "name no more", Long: "take a file that was named off the list of those that are looked through", Footer: s.dropRank(), Do: func() tea.Cmd {
		s.dropping, s.drop = true, 0
		s.compose()
		return nil
	}, Disabled: func() string {
		if len(s.env.Keys().Files) == 0 {
			return "No file was named beside those that are always read."
		}
		return ""
	}}
}

func (s *Screen) dropRank() int {
	if len(s.env.Keys().Files) == 0 {
		return 0
	}
	return 7
}

// dropKeys choose the file.
func (s *Screen) dropKeys() []key.Binding {
	n := len(s.env.Keys().Files)
	by := func(step int) func() tea.Cmd {
		return func() tea.Cmd {
			s.drop = (s.drop + step + n) % n
			return nil
		}
	}
	rank := 0
	if n > 1 {
		rank = 2
	}
	return []key.Binding{
		{Keys: []string{"enter"}, Short: "take it off the list", Long: "look through this file no more; the file stays as it is", Footer: 1, Do: s.dropped},
		{Keys: []string{"down", "j"}, Label: "↑ ↓", Short: "another", Long: "the next file", Footer: rank, Do: by(1)},
		{Keys: []string{"up", "k"}, Long: "the file before", Do: by(-1)},
		{Keys: []string{"esc"}, Short: "leave it", Long: "leave the list as it is", Footer: 3, Do: s.endDropping},
	}
}

func (s *Screen) endDropping() tea.Cmd {
	s.dropping = false
	s.compose()
	return nil
}

// dropped takes the file off the list.
func (s *Screen) dropped() tea.Cmd {
	path := s.env.Keys().Files[s.drop]
	forget := s.env.ForgetFile(path)
	_ = s.endDropping()
	said := shell.Say(s.file(path) + " is looked through no more. It stays as it is.")
	if s.stage == asking {
		return tea.Batch(forget, said)
	}
	return tea.Batch(forget, said, s.begin())
}

// dropLine names the file that enter takes off the list.
func (s *Screen) dropLine() string {
	t, files := s.env.Theme, s.env.Keys().Files
	count := ""
	if n := len(files); n > 1 {
		count = fmt.Sprintf("  (%d of %d)", s.drop+1, n)
	}
	const asks = "Look no more through "
	return t.Paint(theme.Strong, asks) + layout.Cut(s.file(files[s.drop]), s.width-len(asks)-len(count)-3) + t.Paint(theme.Subtle, count)
}
