package profiles

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// remove plans to remove the profile from every file.
func (s *Screen) remove() tea.Cmd {
	r, _ := s.current()
	if r.inUse {
		return shell.Warn("This account is in use here. Work on another one first.")
	}
	c := &change{
		of: r, ask: "Remove " + r.title() + " from this machine?", yes: "remove from the files",
		done: r.title() + " was removed from this machine.",
	}
	s.weigh(c)
	m, sources, files := s.env.Machine, s.env.Sources, slices.Clone(s.env.Holdings.Files)
	return s.Run(func(context.Context) tea.Msg {
		c.targets = m.Removal(r.Profile)
		for _, target := range c.targets {
			if target.Err != nil {
				return instead(theme.Caution, plain.Text(target.File.Shown)+" cannot be written: "+plain.Text(target.Err.Error()))
			}
		}
		if len(c.targets) == 0 {
			return instead(theme.Caution, "It stands in no file: variables belong to the shell that sets them.")
		}
		holdings, _ := config.Holdings(sources, files...) // files that can't be read are no place to name
		if stays := staying(placesOf(holdings, r.Profile), c.targets); len(stays) > 0 {
			c.notes = append(c.notes, paragraph{theme.Caution, "▲ Its key also stands in " + several(stays) + ", and stays there."})
		}
		return plannedMsg{change: c}
	})
}

// weigh notes what the profile's token is worth, and whether it can be revoked
// first.
func (s *Screen) weigh(c *change) {
	p := c.of.Profile
	st := s.states[keysOf(p)]
	in, k := s.env.Machine.Active, st.kind(s.now())
	note := func(role theme.Role, text string) { c.notes = append(c.notes, paragraph{role, text}) }
	switch {
	case p.Endpoint.URL == in.Endpoint.URL && p.ConsumerKey.Secret == in.ConsumerKey.Secret:
		note(theme.Caution, "▲ Its key is the one in use here as well, so its token is not revoked with it.")
	case k == works:
		c.retire, c.token = true, fmt.Sprintf("token %d", st.Token.ID)
		note(theme.Caution, fmt.Sprintf("▲ Its token %d still works: %s. Once it is revoked, whatever uses it stops working at once.", st.Token.ID, st.Token.Rules.Short()))
	case k.dead():
		note(theme.Text, "Its token does not work any more ("+words[k].text+"), so there is nothing to revoke.")
	default:
		c.retire, c.token = true, "its token"
		note(theme.Caution, "▲ Whether its token still works is not known ("+strings.TrimSuffix(words[k].text, "…")+").")
	}
}

// staying names the places of a key that a removal leaves as they are.
func staying(places []config.FoundKey, targets []config.Target) []string {
	var names []string
	for _, p := range places {
		if !slices.ContainsFunc(targets, func(t config.Target) bool {
			return t.Holds && t.File.Path == p.Origin.File && t.Section == p.Section
		}) {
			names = append(names, shell.PlaceText(p))
		}
	}
	return names
}

// mostPlaces is how many places are named before the rest is counted.
const mostPlaces = 4

// several lists places, and counts those that would be too many to read.
func several(places []string) string {
	if n := len(places) - mostPlaces; n > 1 {
		return strings.Join(places[:mostPlaces], ", ") + fmt.Sprintf(" and %d more places", n)
	}
	return strings.Join(places, ", ")
}

// retirement is how a profile's token is taken out of use.
type retirement struct {
	ovhapi.Retirement
	wrong bool // another name was typed
}

// tell says what is about to happen where the token has to end itself, which
// takes the profile's name.
func (r retirement) tell(b *lines, of row) {
	name := fmt.Sprintf("%d", r.Token.ID)
	if r.Account != "" {
		name += " of " + r.Account
	}
	b.say(theme.Strong, "End token "+name+", then remove "+of.title()+"?")
	b.blank()
	if r.OnlyEnds {
		b.say(theme.Caution, "▲ No token here may revoke it, so it ends itself: it stops working at once, and stays listed as expired until somebody revokes it.")
	} else {
		b.say(theme.Caution, "▲ The token in use here cannot revoke it, so it revokes itself: it stops working at once.")
	}
	b.say(theme.Text, "It may do: "+r.Token.Rules.Short()+".")
	b.say(theme.Text, "If that fails, the files stay as they are.")
	b.blank()
	if r.wrong {
		b.say(theme.Danger, "That is not its name: nothing was done.")
	}
	b.say(theme.Text, "Type "+of.title()+" and press enter, or esc.")
}

// retirementMsg tells how the token can be taken out of use, or why not.
type retirementMsg struct {
	change *change
	how    ovhapi.Retirement
	err    error
}

// planRetirement asks how the token can be taken out of use.
func (s *Screen) planRetirement() tea.Cmd {
	c := s.asked
	c.stage = planning
	s.compose()
	connect, other, p := s.env.Connect, s.env.Client, c.of.Profile
	return s.Run(func(ctx context.Context) tea.Msg {
		own, err := connect(p)
		if err != nil {
			return retirementMsg{change: c, err: err}
		}
		how, err := ovhapi.PlanRetirement(ctx, own, other)
		return retirementMsg{c, how, err}
	})
}

// takeRetirement revokes at once where the token in use vouches for the account;
// else the name has to be typed first.
func (s *Screen) takeRetirement(msg retirementMsg) tea.Cmd {
	c := msg.change
	if s.asked != c || c.stage != planning {
		return nil
	}
	c.retirement = retirement{Retirement: msg.how}
	if msg.err == nil && !msg.how.Self {
		return s.retire()
	}
	if msg.err == nil {
		c.stage = typing
		s.name.SetValue("")
		s.name.Focus()
		return nil
	}
	c.stage = open
	k := failed(msg.err)
	switch {
	case errors.Is(msg.err, ovhapi.ErrInUse):
		c.retire = false
		c.notes = []paragraph{{theme.Caution, "▲ Its token is the one in use here, so it is not revoked."}}
	case k.dead():
		c.retire = false
		c.notes = []paragraph{{theme.Text, "Its token does not work any more (" + words[k].text + "), so there is nothing to revoke."}}
	default:
		c.notes = []paragraph{{theme.Danger, "▲ Its token cannot be revoked now: " + ovhapi.Advise(msg.err).String()}}
	}
	return nil
}

// typed takes the name that was typed.
func (s *Screen) typed() tea.Cmd {
	c := s.asked
	if strings.TrimSpace(s.name.Value()) != c.of.title() {
		c.retirement.wrong = true
		s.compose()
		return nil
	}
	s.name.Blur()
	return s.retire()
}

// retiredMsg tells what became of the token and of the files.
type retiredMsg struct {
	change *change
	done   ovhapi.Retired
	err    error // of the token; the files were left as they were
	wrote  error
	seen   seen
}

// retire takes the token out of use, and only then removes the profile: were it
// the other way round, a failure would leave a token that works and that nobody
// has the key of.
func (s *Screen) retire() tea.Cmd {
	c := s.asked
	c.stage = making
	s.compose()
	keeper, read := s.env.Keeper, s.reader()
	return s.finish(func() tea.Msg {
		m := retiredMsg{change: c}
		if m.done, m.err = c.retirement.Run(context.Background(), keeper); m.err == nil {
			m.wrote = c.save()
		}
		m.seen = read()
		return m
	})
}

// takeRetired says what was done, and lets the list know.
func (s *Screen) takeRetired(msg retiredMsg) tea.Cmd {
	c := msg.change
	s.asked = nil
	s.say(msg)
	delete(s.states, keysOf(c.of.Profile))
	cmd := s.takeSeen(seenMsg(msg.seen))
	if !msg.done.Ended {
		return cmd
	}
	return tea.Batch(cmd, shell.Send(shell.RevokedMsg{
		URL: c.of.Endpoint.URL, IDs: []int64{c.retirement.Token.ID}, Listed: !msg.done.Revoked,
	}))
}

// say puts into words what became of token and files, and never more.
func (s *Screen) say(msg retiredMsg) {
	id, name := msg.change.retirement.Token.ID, msg.change.of.title()
	s.said = nil
	add := func(role theme.Role, format string, values ...any) {
		s.said = append(s.said, paragraph{role, fmt.Sprintf(format, values...)})
	}
	switch {
	case errors.Is(msg.err, ovhapi.ErrOffline):
		add(theme.Danger, "▲ No answer says that token %d was revoked; it may still work. %s", id, ovhapi.Advise(msg.err).String())
	case msg.err != nil:
		add(theme.Danger, "▲ Token %d was not revoked. %s", id, ovhapi.Advise(msg.err).String())
	case msg.done.Revoked:
		add(theme.Good, "Token %d is revoked.", id)
	default:
		add(theme.Caution, "▲ Token %d no longer works. No token here may revoke it, so it stays listed as expired.", id)
	}
	switch {
	case msg.err != nil:
		add(theme.Text, "%s stays in the files as it was.", name)
	case msg.wrote != nil:
		add(theme.Danger, "▲ %s could not be removed: %s. Its key there is of no use any more.", name, plain.Text(strings.TrimRight(msg.wrote.Error(), ".")))
	default:
		add(theme.Good, "%s", msg.change.done)
	}
	switch {
	case msg.done.ReceiptErr != nil:
		add(theme.Caution, "▲ No receipt could be written: %s", plain.Text(msg.done.ReceiptErr.Error()))
	case msg.done.Receipt != "":
		add(theme.Subtle, "Receipt: %s", msg.done.Receipt)
	}
}
