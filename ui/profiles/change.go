package profiles

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// stage is how far a change has come.
type stage int

const (
	open     stage = iota // a question that waits for its answer
	planning              // it is being asked how the token can be revoked
	typing                // the name of the profile has to be typed
	making                // it is being made; nothing stops it any more
)

// change is a change of files, and perhaps the end of a token before it, that
// has been planned and waits for a yes.
type change struct {
	stage    stage
	of       row
	ask, yes string
	targets  []config.Target
	notes    []paragraph
	done     string // said in the end

	// retire offers to revoke the token first, which token names; retirement is
	// how.
	retire     bool
	token      string
	retirement retirement
}

// tell asks, and shows what would change, secrets masked. The question stands
// first: what would change may be longer than the screen.
func (c *change) tell(b *lines, readOnly bool) {
	switch c.stage {
	case typing:
		c.retirement.tell(b, c.of)
		return
	case planning:
		b.say(theme.Text, "Asking how its token can be revoked…")
		return
	case making:
		b.say(theme.Text, "One moment…")
		return
	case open:
	}
	b.out = append(b.out, "  "+b.theme.Paint(theme.Strong, c.ask)+"  "+b.theme.Paint(theme.Subtle, "y/N"))
	if c.retire && !readOnly {
		b.say(theme.Text, "y removes the lines below and leaves "+c.token+" as it is; d revokes it first.")
	}
	b.blank()
	for _, n := range c.notes {
		b.say(n.role, n.text)
	}
	for _, target := range c.targets {
		b.say(theme.Strong, plain.Text(target.File.Shown))
		for _, h := range target.Plan.Hunks {
			for _, before := range h.Before {
				b.say(theme.Danger, "- "+before)
			}
			for _, after := range h.After {
				b.say(theme.Good, "+ "+after)
			}
		}
		for _, o := range target.Overrides {
			b.say(theme.Caution, "▲ "+o.String())
		}
	}
}

// leaveAsIs takes the question back.
func (s *Screen) leaveAsIs() {
	s.asked = nil
	s.name.Blur()
	s.compose()
}

// plannedMsg brings a change that was worked out, or says why there is none.
type plannedMsg struct {
	change *change
	said   string // instead of a question
	role   theme.Role
}

// takePlan asks about the change, unless something else is being asked or the
// cursor has moved on.
func (s *Screen) takePlan(msg plannedMsg) tea.Cmd {
	if msg.change == nil {
		return shell.Send(shell.StatusMsg{Text: msg.said, Role: msg.role})
	}
	if r, ok := s.current(); s.asked == nil && ok && r.id == msg.change.of.id {
		s.asked, s.said = msg.change, nil
		s.details.Scroll(-1 << 20)
	}
	return nil
}

func instead(role theme.Role, said string) plannedMsg { return plannedMsg{said: said, role: role} }

// makeDefault plans to make the profile the default one.
func (s *Screen) makeDefault() tea.Cmd {
	r, _ := s.current()
	m := s.env.Machine
	return s.Run(func(context.Context) tea.Msg {
		for _, target := range m.DefaultTargets(r.Profile) {
			if target.Err != nil || target.Plan == nil {
				continue
			}
			if target.Plan.Empty() {
				return instead(theme.Text, "It is the default already.")
			}
			return plannedMsg{change: &change{
				of: r, ask: "Make " + r.title() + " the default?", yes: "write it", targets: []config.Target{target},
				done: r.title() + " is the default now.",
			}}
		}
		return instead(theme.Caution, "No file can be written for that.")
	})
}

// changedMsg tells what became of a change of files, and what they say now.
type changedMsg struct {
	done string
	err  error
	seen seen
}

// write saves the planned files.
func (s *Screen) write() tea.Cmd {
	c := s.asked
	c.stage = making
	s.compose()
	read := s.reader()
	return s.finish(func() tea.Msg {
		err := c.save()
		return changedMsg{c.done, err, read()}
	})
}

// save writes one file after the other, and stops at a failure.
func (c *change) save() error {
	for _, target := range c.targets {
		if err := target.Plan.Save(); err != nil {
			return fmt.Errorf("writing %s: %w", target.File.Shown, err)
		}
	}
	return nil
}

// finish does work that goes on to its end even when the program is left
// meanwhile: neither a file nor a revocation is left half-done.
func (s *Screen) finish(work func() tea.Msg) tea.Cmd {
	result := make(chan tea.Msg, 1)
	s.env.Jobs.Go(func() { result <- work() })
	return s.Run(func(context.Context) tea.Msg { return <-result })
}

// takeChanged shows the files as they are now, whatever happened.
func (s *Screen) takeChanged(msg changedMsg) tea.Cmd {
	s.asked = nil
	say := shell.Say(msg.done)
	if msg.err != nil {
		say = shell.Warn(capital(plain.Text(msg.err.Error())))
	}
	return tea.Batch(say, s.takeSeen(seenMsg(msg.seen)))
}

// repair takes the rights of other users from files.
func (s *Screen) repair() tea.Cmd {
	files, read := s.exposed(), s.reader()
	return s.finish(func() tea.Msg {
		for _, f := range files {
			if err := f.Repair(); err != nil {
				return changedMsg{err: err, seen: read()}
			}
		}
		return changedMsg{done: "Nobody but your user can read " + shown(files) + " any more (mode 0600).", seen: read()}
	})
}

// shown names files as people write them.
func shown(files []config.File) string {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = plain.Text(f.Shown)
	}
	return strings.Join(names, " and ")
}

// capital begins with a capital.
func capital(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
