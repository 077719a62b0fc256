package allow

import (
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/confirm"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/theme"
)

// sendMsg comes back from the question: the change, and the addresses that it was
// shown against.
type sendMsg struct {
	to   ovhapi.Restriction
	seen []string
}

// sentMsg tells what became of it.
type sentMsg struct {
	to  ovhapi.Restriction
	got ovhapi.Credential
	err error
}

// ask names the token and the difference before anything is sent. The token in
// use is not restricted further by one key: its number has to be typed.
func (s *Screen) ask() tea.Cmd {
	id := strconv.FormatInt(s.of.Token.ID, 10)
	warning := ""
	for i, caution := range s.cautions() {
		if i > 0 {
			warning += " "
		}
		warning += caution
	}
	q := confirm.Question{
		Title: "Change the addresses of token " + id, Warning: warning, Header: "What becomes of the addresses of " + "token " + id + ", " + s.of.Token.Name(),
		Ask: "Change the addresses of token " + id + "?", Yes: "change them", No: "leave them as they are",
		Then: sendMsg{s.to, s.stored}, To: s.ID(),
	}
	for _, d := range s.to.Difference(ovhapi.Restricting(s.stored)) {
		q.Items = append(q.Items, s.paint(d))
	}
	if s.to.Anywhere() {
		q.Ask = "Let token " + id + " work from any address?"
	}
	if s.mayBeInUse() && s.shutsOut() {
		q.Typed = id
	}
	return s.Push(confirm.New(s.env, q))
}

// paint is one line of a difference.
func (s *Screen) paint(d ovhapi.BlockChange) string {
	role := theme.Text
	switch d.Change {
	case ovhapi.Comes:
		role = theme.Good
	case ovhapi.Goes:
		role = theme.Danger
	case ovhapi.Stays:
	}
	return s.env.Theme.Paint(role, d.String())
}

// send makes the change, unless it was shown against other addresses than are
// stored now.
func (s *Screen) send(msg sendMsg) tea.Cmd {
	if s.stage != editing || !slices.Equal(msg.seen, s.stored) {
		return shell.Warn("Changed elsewhere meanwhile: nothing was sent. Look at the difference again.")
	}
	s.stage = sending
	s.reading++ // what was asked before it is not true after it
	client, ctx, id := s.env.Client, s.Context(), s.of.Token.ID
	return s.Finish(s.env, func() tea.Msg {
		got, err := client.Allow(ctx, id, msg.to)
		return sentMsg{msg.to, got, err}
	})
}

// takeSent tells what is stored, and has every screen show it.
func (s *Screen) takeSent(msg sentMsg) tea.Cmd {
	before := s.stored
	s.stage, s.outcome = told, s.become(msg)
	s.field.Blur()
	switch {
	case msg.got.ID != 0:
		s.stored = msg.got.AllowedIPs
	case s.outcome.done:
		s.stored = msg.to.Blocks()
	}
	if s.outcome.done {
		s.outcome.add(theme.Subtle, fmt.Sprintf("Before: %s.", ovhapi.Restricting(before)))
	}
	s.pane.Scroll(-1 << 20)
	if slices.Equal(before, s.stored) {
		return nil
	}
	return s.announce()
}

// again takes up the change once more: what was typed and came to nothing stands
// there still.
func (s *Screen) again() tea.Cmd {
	s.stage, s.leaving = editing, false
	if s.outcome.done {
		s.refill()
	}
	s.judge()
	s.field.Focus()
	s.pane.Scroll(-1 << 20)
	s.compose()
	return nil
}
