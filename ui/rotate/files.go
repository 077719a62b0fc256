package rotate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/config/rotation"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// nameFile begins to name a further file.
func (s *Screen) nameFile() key.Binding {
	return key.Binding{Keys: []string{"+"}, Short: "another file", Long: "name another file that may hold the key, of any format", Footer: 3, Do: func() tea.Cmd {
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

// nameKeys are there while a file is named.
func (s *Screen) nameKeys() []key.Binding {
	return []key.Binding{
		{Keys: []string{"enter"}, Short: "look through it", Long: "look through this file too", Footer: 1, Do: s.addFile},
		{Keys: []string{"esc"}, Short: "back", Long: "name no file", Footer: 2, Do: s.endTyping},
	}
}

func (s *Screen) endTyping() tea.Cmd {
	s.typing, s.naming = false, ""
	s.field.Blur()
	s.compose()
	return nil
}

// namedMsg tells whether there is a file of the name that was typed.
type namedMsg struct {
	typed, path string
	err         error
}

// addFile looks for the file that was named.
func (s *Screen) addFile() tea.Cmd {
	typed, sources := strings.TrimSpace(s.field.Value()), s.env.Sources
	if typed == "" {
		return s.endTyping()
	}
	s.naming = typed
	return s.Run(func(context.Context) tea.Msg {
		path, err := sources.FurtherFile(typed)
		return namedMsg{typed, path, err}
	})
}

// takeFile looks through the file that was named. A name that leads to none stays
// to be mended.
func (s *Screen) takeFile(msg namedMsg) tea.Cmd {
	if !s.typing || s.naming != msg.typed {
		return nil
	}
	s.naming = ""
	switch shown := s.file(msg.path); {
	case errors.Is(msg.err, config.ErrNoSuchFile):
		return shell.Warn("There is no file " + shown + ". Is its disk mounted?")
	case msg.err != nil:
		return shell.Warn(shown + " can't hold a key: " + plain.Text(msg.err.Error()) + ".")
	}
	_ = s.endTyping()
	if !slices.Contains(s.files, msg.path) {
		s.files = append(s.files, msg.path)
	}
	return s.Init()
}

// strike is the choice of a file that need not be looked through.
type strike struct {
	asking bool
	at     int // in what was not looked through
}

// strikeFile begins to choose one.
func (s *Screen) strikeFile() key.Binding {
	b := key.Binding{Keys: []string{"-"}, Short: "go without a file", Long: "let the old token go although a file was not looked through: nothing there needs the old key", Do: func() tea.Cmd {
		s.strike = strike{asking: true}
		s.compose()
		return nil
	}, Disabled: func() string {
		switch {
		case !s.read:
			return "Still looking where the key stands."
		case len(s.found.Unread) == 0:
			return "Every file was looked through."
		}
		return ""
	}}
	if s.read && len(s.found.Unread) > 0 {
		b.Footer = 2
	}
	return b
}

// strikeKeys choose the file.
func (s *Screen) strikeKeys() []key.Binding {
	n := len(s.found.Unread)
	by := func(step int) func() tea.Cmd {
		return func() tea.Cmd {
			s.strike.at = (s.strike.at + step + n) % n
			return nil
		}
	}
	rank := 0
	if n > 1 {
		rank = 2
	}
	return []key.Binding{
		{Keys: []string{"enter"}, Short: "go without it", Long: "the old token is not kept for this file; the file stays as it is", Footer: 1, Do: s.struck},
		{Keys: []string{"down", "j"}, Label: "↑ ↓", Short: "another", Long: "the next file", Footer: rank, Do: by(1)},
		{Keys: []string{"up", "k"}, Long: "the file before", Do: by(-1)},
		{Keys: []string{"esc"}, Short: "leave it", Long: "keep the old token for this file", Footer: 3, Do: s.endStrike},
	}
}

func (s *Screen) endStrike() tea.Cmd {
	s.strike = strike{}
	s.compose()
	return nil
}

// struck goes on without the file. One that was named is looked through no more,
// in later rotations too.
func (s *Screen) struck() tea.Cmd {
	path := s.found.Unread[s.strike.at].Path
	_ = s.endStrike()
	s.spared = append(slices.Clone(s.spared), path)
	said := s.file(path) + " is not waited for. It stays as it is."
	var cmds []tea.Cmd
	if slices.Contains(s.files, path) {
		said = s.file(path) + " is looked through no more. It stays as it is."
		s.files = slices.DeleteFunc(slices.Clone(s.files), func(p string) bool { return p == path })
		cmds = append(cmds, s.env.ForgetFile(path), s.unstore(path))
	}
	return tea.Batch(append(cmds, shell.Say(said), s.Init())...)
}

// unstore takes a file off those that the stored rotation looks through.
func (s *Screen) unstore(path string) tea.Cmd {
	keeper := s.env.Keeper
	if s.done == nil || keeper == nil {
		return nil
	}
	p, news := rotation.Struck(s.done.Request.PendingRequest, path)
	if !news {
		return nil
	}
	s.done.Request.Replaces = p.Replaces
	return s.Finish(s.env, func() tea.Msg {
		if err := keeper.Keep(p); err != nil {
			return shell.StatusMsg{Text: "That it is looked through no more could not be stored: " + plain.Text(err.Error()), Role: theme.Caution}
		}
		return nil
	})
}

// strikeLine names the file that enter goes without.
func (s *Screen) strikeLine() string {
	t, list := s.env.Theme, s.found.Unread
	count := ""
	if n := len(list); n > 1 {
		count = fmt.Sprintf("  (%d of %d)", s.strike.at+1, n)
	}
	const asks = "Nothing needs the old key in "
	return t.Paint(theme.Strong, asks) + layout.Cut(plain.Text(list[s.strike.at].Shown), s.width-len(asks)-len(count)-3) + t.Paint(theme.Subtle, count)
}

// file writes a path as people do.
func (s *Screen) file(path string) string {
	_, shown := s.env.Sources.Resolve(path)
	return shown
}
