package profiles

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// stage is how far a change has come.
type stage int

const (
	open     stage = iota // a question that waits for its answer
	planning              // it is being asked how the token can be revoked
	naming                // a question that names the token, which was not known before
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
	stays    []string // places of the key that are left as they are
	notes    []paragraph
	done     string // said in the end

	// retire offers to revoke the token first; named is its number where it was
	// known, and retirement is how.
	retire     bool
	named      int64
	retirement retirement
}

// tell asks, and shows what would change, secrets masked. The question stands
// first: what would change may be longer than the screen.
func (c *change) tell(b *text.Lines, readOnly bool) {
	switch c.stage {
	case typing:
		c.retirement.tellTyped(b, c.of)
		return
	case naming:
		c.retirement.tellNamed(b, c.of)
		return
	case planning:
		b.Say(theme.Text, "Asking how its token can be revoked…")
		return
	case making:
		b.Say(theme.Text, "One moment…")
		return
	case open:
	}
	b.Ask(c.ask)
	switch {
	case !c.retire || readOnly:
	case c.named != 0:
		b.Say(theme.Text, fmt.Sprintf("y removes the lines below and leaves token %d as it is; d revokes it first.", c.named))
	default:
		b.Say(theme.Text, "y removes the lines below and leaves its token as it is; d asks which one that is, to revoke it first.")
	}
	b.Blank()
	for _, n := range c.notes {
		b.Say(n.role, n.text)
	}
	for _, target := range c.targets {
		b.Say(theme.Strong, plain.Text(target.File.Shown))
		for _, h := range target.Plan.Hunks {
			for _, before := range h.Before {
				b.Say(theme.Danger, "- "+before)
			}
			for _, after := range h.After {
				b.Say(theme.Good, "+ "+after)
			}
		}
		for _, o := range target.Overrides {
			b.Say(theme.Caution, "▲ "+o.String())
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
		target, ok := m.DefaultTarget(r.Profile)
		switch {
		case !ok:
			return instead(theme.Caution, "No file can be written for that.")
		case target.Plan.Empty():
			return instead(theme.Text, "It is the default already.")
		}
		return plannedMsg{change: &change{
			of: r, ask: "Make " + r.title() + " the default?", yes: "write it", targets: []config.Target{target},
			done: r.title() + " is the default now.",
		}}
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
	return s.Finish(s.env, func() tea.Msg {
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

// takeChanged shows the files as they are now, whatever happened.
func (s *Screen) takeChanged(msg changedMsg) tea.Cmd {
	s.asked = nil
	say := shell.Say(msg.done)
	if msg.err != nil {
		say = shell.Warn(plain.Sentence(plain.Text(msg.err.Error())))
	}
	return tea.Batch(say, s.takeSeen(seenMsg(msg.seen)))
}

// repair takes the rights of other users from files.
func (s *Screen) repair() tea.Cmd {
	files, read := s.exposed(), s.reader()
	return s.Finish(s.env, func() tea.Msg {
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
