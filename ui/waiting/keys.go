package waiting

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/qrcode"
	"ovh-tokens/ui/shell"
)

// Keys is what can be done as things stand.
func (s *Screen) Keys() []key.Binding {
	if s.question != nil {
		return s.answers()
	}
	var bindings []key.Binding
	switch s.stage {
	case asking, checking:
		short := "back"
		if s.stage == checking {
			short = "leave it stored"
		}
		bindings = []key.Binding{s.leaveKey(short)}
	case askFailed:
		bindings = []key.Binding{s.leaveKey("back")}
		if s.stored == nil {
			bindings = append(bindings, key.Binding{Keys: []string{"r"}, Short: "try again", Long: "ask OVH again", Footer: 1, Dangerous: true, Do: s.ask})
		}
	case waiting, stopped:
		bindings = append(s.pageKeys(), s.againKey(5), s.leaveKey("leave it pending"))
		bindings = append(bindings, s.forgetKey("give up", "give the request up and forget its key")...)
		if s.stage == stopped {
			bindings = append(bindings, s.retryKey("look again", "look again whether it was validated", s.watch))
		}
	case checkFailed:
		bindings = append(s.forgetKey("forget the key", "forget the key on this machine"),
			s.retryKey("check again", "ask again what was granted", s.verify), s.leaveKey("leave it stored"))
	case verified:
		bindings = s.resultKeys()
	case over:
		bindings = []key.Binding{s.againKey(2), s.leaveKey("back")}
		switch {
		case s.key.stuck != nil:
			bindings = append(bindings, s.forgetKey("forget the key", "try again to remove the key from this machine")...)
		case !s.ending.givenUp && !s.ending.state.CameToNothing():
			bindings = append(bindings, s.forgetKey("forget the key", "forget the key on this machine")...)
		}
	}
	return key.Merge(bindings, s.scrollKeys())
}

// answers are the keys while a question stands.
func (s *Screen) answers() []key.Binding {
	q := s.question
	return []key.Binding{
		{Keys: []string{"esc", "n", "N", "enter"}, Label: "n", Short: "no", Long: "no", Footer: 1, Do: func() tea.Cmd {
			s.question = nil
			return nil
		}},
		{Keys: []string{"y"}, Short: "yes", Long: "yes", Footer: 2, Do: func() tea.Cmd {
			s.question = nil
			return q.yes()
		}},
	}
}

// pageKeys are about the validation page.
func (s *Screen) pageKeys() []key.Binding {
	short := "open"
	if s.page.state != pageClosed {
		short = "open again"
	}
	return []key.Binding{
		{Keys: []string{"o"}, Short: short, Long: "open the page in the browser", Footer: 1, Do: s.open, Disabled: s.page.why},
		{Keys: []string{"y"}, Short: "copy link", Long: "copy the link", Footer: 2, Do: func() tea.Cmd {
			return shell.Copy(s.env, s.page.url, "the link")
		}},
		{Keys: []string{"Q"}, Short: "QR code", Long: "show the link as a QR code, for a phone", Footer: 4, Do: func() tea.Cmd {
			return shell.Send(shell.PushMsg{Screen: qrcode.New(s.env, s.page.url)})
		}, Disabled: func() string {
			if s.page.trust == ovhapi.PageRefused {
				return s.page.why()
			}
			return ""
		}},
	}
}

// resultKeys are about the verified token.
func (s *Screen) resultKeys() []key.Binding {
	forgotten := func() string {
		if s.key.forgotten || s.key.removing {
			return "The consumer key was forgotten here."
		}
		return ""
	}
	show := "show key"
	if s.reveal.shown {
		show = "hide key"
	}
	keys := []key.Binding{
		{Keys: []string{"y"}, Short: "copy key", Long: "copy the consumer key; it is taken off the clipboard again after 45 seconds", Footer: 3, Disabled: forgotten, Do: func() tea.Cmd {
			return shell.CopySecret(s.env, s.request.ConsumerKey, "the consumer key")
		}},
		{Keys: []string{"V"}, Short: show, Long: "show the consumer key for 30 seconds, or hide it", Footer: 4, Disabled: forgotten, Do: s.toggleKey},
		s.againKey(5),
	}
	keys = append(keys, s.endKeys()...)
	keys = append(keys, s.formerKey()...)
	keys = append(keys, s.forgetKey("forget it here", "I have the key: forget it on this machine")...)
	if s.failure != nil {
		keys = append(keys, s.retryKey("check again", "ask again whose token it is", s.verify))
	}
	return keys
}

// endKeys lead on from the result. As long as the key was put nowhere, enter
// keeps it, which is what most people want next; after that the matter is done.
func (s *Screen) endKeys() []key.Binding {
	const where = "put the key where it is used: ovh.conf, what a tool reads, the clipboard"
	const home = "done: back to the list, on the new token"
	switch {
	case s.then != nil:
		leave := s.leaveKey("leave it stored")
		leave.Footer = 2
		return []key.Binding{{Keys: []string{"enter"}, Short: "go on", Long: "go on with the new token", Footer: 1, Do: s.done}, leave}
	case s.toBeKept():
		leave := s.leaveKey("leave it stored")
		leave.Footer, leave.Do = 2, s.done
		return []key.Binding{{Keys: []string{"enter"}, Short: "keep it", Long: where, Footer: 1, Do: s.keep}, leave}
	}
	keys := []key.Binding{{Keys: []string{"enter", "esc"}, Short: "done", Long: home, Footer: 1, Do: s.done}}
	if len(s.key.kept) > 0 {
		keys = append(keys, key.Binding{Keys: []string{"+"}, Short: "keep it elsewhere", Long: where, Footer: 5, Do: s.keep})
	}
	return keys
}

// toBeKept reports whether the key was put nowhere yet and still can be.
func (s *Screen) toBeKept() bool {
	return s.then == nil && len(s.key.kept) == 0 && !s.key.forgotten && !s.key.removing
}

func (s *Screen) leaveKey(short string) key.Binding {
	long := short
	if s.holdsOnlyCopy() {
		short, long = "leave", "leave; asks first, since the key would be lost"
	}
	return key.Binding{Keys: []string{"esc"}, Short: short, Long: long, Footer: 6, Do: s.leave}
}

// leave goes back, after a question where that would lose the key. Asking here
// and not only in Leave has the question stand before the next keystroke.
func (s *Screen) leave() tea.Cmd {
	pop := shell.Send(shell.PopMsg{})
	if s.holdsOnlyCopy() {
		s.askLeave(pop)
		return nil
	}
	return pop
}

func (s *Screen) retryKey(short, long string, do func() tea.Cmd) key.Binding {
	return key.Binding{Keys: []string{"r"}, Short: short, Long: long, Footer: 1, Do: do, Disabled: s.busy}
}

// forgetKey is there while this machine holds the key.
func (s *Screen) forgetKey(short, long string) []key.Binding {
	if s.key.err != nil || s.key.forgotten || s.key.moved {
		return nil
	}
	return []key.Binding{{Keys: []string{"F"}, Short: short, Long: long, Footer: 7, Do: s.askForget, Disabled: s.busy}}
}

// againKey asks for a new token. While this one is, or may become, what was
// wanted, it stays out of the footer.
func (s *Screen) againKey(rank int) key.Binding {
	wanted := s.stage == verified && !s.short() && !s.unfit() || (s.stage == waiting || s.stage == stopped) && !s.doubtful()
	if wanted {
		rank = 0
	}
	return key.Binding{Keys: []string{"n"}, Short: "ask anew", Long: "ask for a new token with the same rules", Footer: rank, Dangerous: true, Do: s.again, Disabled: s.busy}
}

// busy keeps the key alone while it is being removed.
func (s *Screen) busy() string {
	if s.key.removing {
		return "The key is being removed."
	}
	return ""
}

// doubtful reports whether there is reason to think that nobody will validate
// the request any more.
func (s *Screen) doubtful() bool {
	return s.look.Doubtful || s.age() >= late
}

func (s *Screen) scrollKeys() []key.Binding {
	by := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			s.scroll(n)
			return nil
		}
	}
	down := key.Binding{Keys: []string{"down", "j"}, Label: "↑ ↓", Short: "scroll", Long: "scroll", Do: by(1)}
	if s.longer() {
		down.Footer = 4
	}
	return []key.Binding{
		down,
		{Keys: []string{"up", "k"}, Long: "scroll up", Do: by(-1)},
		{Keys: []string{"pgdown"}, Long: "next page", Do: by(max(s.height-2, 1))},
		{Keys: []string{"pgup"}, Long: "previous page", Do: by(-max(s.height-2, 1))},
	}
}
