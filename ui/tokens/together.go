package tokens

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/shell"
)

// besideMsg brings clients for the other accounts of this machine.
type besideMsg struct{ accounts []beside }

// beside is another account, or why it can't be read.
type beside struct {
	profile config.Profile
	client  *ovhapi.Client
	err     error
}

// otherProfiles are the profiles of this machine with other keys than the one in
// use, each key once.
func (s *Screen) otherProfiles() []config.Profile {
	if s.env.Machine == nil || s.env.Connect == nil {
		return nil
	}
	known := []config.Profile{s.env.Machine.Active}
	for _, p := range s.env.Machine.Profiles {
		fresh := p.Complete()
		for _, k := range known {
			fresh = fresh && !shell.SameKeys(p, k)
		}
		if fresh {
			known = append(known, p)
		}
	}
	return known[1:]
}

// noOthers says why there is nothing to show side by side.
func (s *Screen) noOthers() string {
	if !s.together() && len(s.otherProfiles()) == 0 {
		return "No other account is set up on this machine: p shows what there is, n there adds one."
	}
	return ""
}

// sideBySide lists the tokens of every account of this machine, or again those of
// the one in use alone.
func (s *Screen) sideBySide() tea.Cmd {
	if s.together() {
		return s.list(&source{env: s.env})
	}
	profiles, connect := s.otherProfiles(), s.env.Connect
	return s.Run(func(context.Context) tea.Msg {
		msg := besideMsg{make([]beside, len(profiles))}
		for i, p := range profiles {
			client, err := connect(p)
			msg.accounts[i] = beside{p, client, err}
		}
		return msg
	})
}

// takeBeside begins anew with all of them.
func (s *Screen) takeBeside(msg besideMsg) tea.Cmd {
	if why := s.busyRevoking(); why != "" {
		return shell.Warn(why)
	}
	sources := []*source{{env: s.env}}
	var cmds []tea.Cmd
	for _, b := range msg.accounts {
		if b.err != nil {
			cmds = append(cmds, s.warnOf("The account "+b.profile.Name+" is left out", b.err))
			continue
		}
		sources = append(sources, &source{env: s.env.Beside(b.profile, b.client)})
	}
	return tea.Batch(append(cmds, s.list(sources...))...)
}

// Where names what the list is about.
func (s *Screen) Where() string {
	switch own := s.own(); {
	case !s.together():
		return s.Base.Where()
	case len(own) == 1:
		return fmt.Sprintf("%s by %d profiles", own[0].name(), len(s.sources))
	default:
		return accountsWord(len(own)) + " side by side"
	}
}

func accountsWord(n int) string {
	if n == 1 {
		return "1 account"
	}
	return fmt.Sprintf("%d accounts", n)
}
