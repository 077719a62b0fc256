package profiles

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/shell"
)

// switchedMsg brings the account to work on, or what is in the way.
type switchedMsg struct {
	of      row
	machine *config.Machine
	client  *ovhapi.Client
	err     error
}

// use works on the profile under the cursor from now on.
func (s *Screen) use() tea.Cmd {
	r, _ := s.current()
	if !r.Complete() {
		return shell.Warn("Its keys are not complete.")
	}
	look := shell.Env{Sources: s.env.Sources, Connect: s.env.Connect}
	look.Sources.Profile, look.Sources.Endpoint = r.Name, ""
	return s.Run(func(context.Context) tea.Msg {
		m, client, err := look.Look()
		return switchedMsg{r, m, client, err}
	})
}

// switched goes back to the list, on the account that was read.
func (s *Screen) switched(msg switchedMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return shell.Warn(msg.err.Error())
	case msg.client == nil:
		return shell.Warn("Its keys are not complete.")
	case msg.machine.Active.Section != msg.of.Section:
		// A [profile:NAME] goes before an endpoint section of the same name.
		return shell.Warn("Its name means [" + msg.machine.Active.Section + "], which goes before it. Rename one of them.")
	}
	s.env.Sources.Profile, s.env.Sources.Endpoint = msg.machine.Active.Name, ""
	s.env.Use(msg.machine, msg.client)
	if s.start != nil {
		return s.Replace(s.start.Next())
	}
	return shell.Send(shell.HomeMsg{Msg: shell.SwitchedMsg{}})
}
