package profiles

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/standing"
	"ovh-tokens/ui/text"
	"ovh-tokens/ui/theme"
)

// retirement is how a profile's token is taken out of use.
type retirement struct {
	ovhapi.Retirement
	wrong bool // another name was typed
}

// name is the token and whose it is.
func (r retirement) name() string {
	if r.Account == "" {
		return fmt.Sprintf("token %d", r.Token.ID)
	}
	return fmt.Sprintf("token %d of %s", r.Token.ID, r.Account)
}

// describe says what the token is.
func (r retirement) describe(b *text.Lines) {
	b.Say(theme.Text, "It belongs to "+r.Token.Name()+" and may do: "+r.Token.Rules.Short()+".")
}

// tellNamed asks once it is known which token would be revoked.
func (r retirement) tellNamed(b *text.Lines, of row) {
	b.Ask("Revoke " + r.name() + ", then remove " + of.title() + "?")
	b.Blank()
	r.describe(b)
	b.Say(theme.Caution, "▲ Once it is revoked, whatever uses it stops working at once.")
	b.Say(theme.Text, "If that fails, the files stay as they are.")
}

// tellTyped says what is about to happen where the token has to end itself, which
// takes the profile's name.
func (r retirement) tellTyped(b *text.Lines, of row) {
	b.Say(theme.Strong, "End "+r.name()+", then remove "+of.title()+"?")
	b.Blank()
	if r.OnlyEnds {
		b.Say(theme.Caution, "▲ No token here may revoke it, so it ends itself: it stops working at once, and stays listed as expired until somebody revokes it.")
	} else {
		b.Say(theme.Caution, "▲ The token in use here cannot revoke it, so it revokes itself: it stops working at once.")
	}
	r.describe(b)
	b.Say(theme.Text, "If that fails, the files stay as they are.")
	b.Blank()
	if r.wrong {
		b.Say(theme.Danger, "That is not its name: nothing was done.")
	}
	b.Say(theme.Text, "Type "+of.title()+" and press enter, or esc.")
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

// takeRetirement revokes at once where the token in use vouches for the account
// and the question named the token. One that was not known then is named first,
// and one that nobody vouches for takes the profile's name.
func (s *Screen) takeRetirement(msg retirementMsg) tea.Cmd {
	c := msg.change
	if s.asked != c || c.stage != planning {
		return nil
	}
	c.retirement = retirement{Retirement: msg.how}
	switch {
	case msg.err != nil:
		s.notRetired(c, msg.err)
	case msg.how.Self:
		c.stage = typing
		s.name.SetValue("")
		s.name.Focus()
	case msg.how.Token.ID != c.named:
		c.stage = naming
	default:
		return s.retire()
	}
	return nil
}

// notRetired goes back to the question, with what is known of the key by now.
func (s *Screen) notRetired(c *change, err error) {
	c.stage = open
	if errors.Is(err, ovhapi.ErrInUse) {
		c.retire = false
		c.notes = []paragraph{{theme.Caution, "▲ Its token is the one in use here, so it is not revoked."}}
		return
	}
	a := standing.Answer{Came: true, Err: err, Stored: s.answer(c.of.Profile).Stored}
	s.weigh(c, a)
	if c.retire {
		c.notes[0] = paragraph{theme.Danger, "▲ Its token cannot be revoked now: " + ovhapi.Advise(err).String()}
	}
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
	return s.Finish(s.env, func() tea.Msg {
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
