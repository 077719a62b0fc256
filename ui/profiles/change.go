package profiles

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/key"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// change is a change of files that has been planned and waits for a yes.
type change struct {
	ask     string
	warning string
	targets []config.Target
	done    string
}

// lines asks and shows what would change, secrets masked.
func (c *change) lines(env *shell.Env, width int) []string {
	t := env.Theme
	// The question first: what would change may be longer than the screen.
	lines := []string{"  " + t.Paint(theme.Strong, c.ask) + "  " + t.Paint(theme.Subtle, "y/N"), ""}
	say := func(role theme.Role, words string) {
		for _, line := range layout.Wrap(words, max(width-4, 10)) {
			lines = append(lines, "  "+t.Paint(role, line))
		}
	}
	if c.warning != "" {
		say(theme.Caution, "▲ "+c.warning)
	}
	for _, target := range c.targets {
		lines = append(lines, "  "+t.Paint(theme.Strong, target.File.Shown))
		for _, h := range target.Plan.Hunks {
			for _, before := range h.Before {
				lines = append(lines, "  "+t.Paint(theme.Danger, "- "+before))
			}
			for _, after := range h.After {
				lines = append(lines, "  "+t.Paint(theme.Good, "+ "+after))
			}
		}
		for _, o := range target.Overrides {
			say(theme.Caution, "▲ "+o.String())
		}
	}
	return lines
}

func (s *Screen) answerKeys() []key.Binding {
	return []key.Binding{
		{Keys: []string{"esc", "n", "enter"}, Label: "esc n enter", Short: "leave it", Long: "leave the files as they are", Footer: 1, Do: func() tea.Cmd {
			s.asked = nil
			s.compose()
			return nil
		}},
		{Keys: []string{"y"}, Short: "write it", Long: "write the files", Footer: 2, Do: s.write},
	}
}

type changedMsg struct {
	done string
	err  error
}

// write saves the planned files, one after the other, and stops at a failure.
func (s *Screen) write() tea.Cmd {
	c := s.asked
	s.asked = nil
	s.compose()
	return s.Run(func(context.Context) tea.Msg {
		for _, target := range c.targets {
			if err := target.Plan.Save(); err != nil {
				return changedMsg{err: fmt.Errorf("writing %s: %w", target.File.Shown, err)}
			}
		}
		return changedMsg{done: c.done}
	})
}

// changed reads the files again, whatever happened.
func (s *Screen) changed(msg changedMsg) tea.Cmd {
	say := shell.Say(msg.done)
	if msg.err != nil {
		say = shell.Warn(msg.err.Error())
	}
	return tea.Batch(say, s.reload())
}

type switchedMsg struct {
	machine *config.Machine
	client  *ovhapi.Client
	err     error
	leave   bool // go back to the list, on the account that was read
}

// reload reads the files again without changing the account in use.
func (s *Screen) reload() tea.Cmd {
	env := s.env
	return s.Run(func(context.Context) tea.Msg {
		m, client, err := env.Look()
		return switchedMsg{machine: m, client: client, err: err}
	})
}

// use works on the profile under the cursor from now on.
func (s *Screen) use() tea.Cmd {
	p, _ := s.current()
	if !p.Complete() {
		return shell.Warn("Its keys are not complete.")
	}
	look := shell.Env{Sources: s.env.Sources, Connect: s.env.Connect}
	look.Sources.Profile, look.Sources.Endpoint = p.Name, ""
	return s.Run(func(context.Context) tea.Msg {
		m, client, err := look.Look()
		return switchedMsg{machine: m, client: client, err: err, leave: true}
	})
}

// switched takes a machine that was read anew, and with leave its account.
func (s *Screen) switched(msg switchedMsg) tea.Cmd {
	if msg.leave {
		if msg.client == nil {
			reason := "Its keys are not complete."
			if msg.err != nil {
				reason = msg.err.Error()
			}
			return shell.Warn(reason)
		}
		s.env.Sources.Profile, s.env.Sources.Endpoint = msg.machine.Active.Name, ""
		s.env.Use(msg.machine, msg.client)
		return shell.Send(shell.HomeMsg{Msg: shell.SwitchedMsg{}})
	}
	s.env.Machine = msg.machine
	s.adopt(msg.machine)
	return s.Init()
}

// makeDefault plans to make the profile the default one.
func (s *Screen) makeDefault() tea.Cmd {
	p, _ := s.current()
	for _, target := range s.machine.DefaultTargets(p) {
		if target.Err != nil || target.Plan == nil {
			continue
		}
		if target.Plan.Empty() {
			return shell.Say("It is the default already.")
		}
		s.asked = &change{
			ask: "Make " + p.Name + " the default?", targets: []config.Target{target},
			done: p.Name + " is the default now.",
		}
		s.compose()
		return nil
	}
	return shell.Warn("No file can be written for that.")
}

// remove plans to remove the profile from every file.
func (s *Screen) remove() tea.Cmd {
	p, _ := s.current()
	if p.Name == s.machine.Active.Name {
		return shell.Warn("This account is in use here. Work on another one first.")
	}
	targets := s.machine.Removal(p)
	for _, target := range targets {
		if target.Err != nil {
			return shell.Warn(target.File.Shown + " cannot be written: " + target.Err.Error())
		}
	}
	if len(targets) == 0 {
		return shell.Warn("It stands in no file: variables belong to the shell that sets them.")
	}
	c := &change{
		ask: "Remove " + p.Name + " from this machine?", targets: targets,
		done: p.Name + " was removed from this machine.",
	}
	if st := s.states[s.at]; st.asked && st.err == nil {
		c.warning = fmt.Sprintf("Its token %d still works and is not revoked by this. Revoke it from the list first, or note its number.", st.credential.ID)
	}
	s.asked = c
	s.compose()
	return nil
}
