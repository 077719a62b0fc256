package sweep

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/audit"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/when"
)

// Choices are what the user has chosen among the tokens of one account. They live
// as long as the program, so that leaving the plan forgets nothing.
type Choices struct {
	groups audit.Choice
	kept   map[int64]bool // taken out
	made   bool           // there is something to remember: a stopped run's are not taken up instead
}

// NewChoices are what a plan begins with: tokens that are of use to nobody.
func NewChoices() *Choices {
	return &Choices{
		groups: audit.Choice{audit.GroupExpired: 0, audit.GroupRefused: 0, audit.GroupDead: 0, audit.GroupPending: 0},
		kept:   map[int64]bool{},
	}
}

// usual reports whether they are what a plan begins with.
func (c *Choices) usual() bool {
	return c.groups.Text() == NewChoices().groups.Text() && len(c.kept) == 0
}

// chosen takes a choice of groups in.
func (c *Choices) chosen(groups audit.Choice) { c.groups, c.made = groups, true }

// keep takes a token out, or in again.
func (c *Choices) keep(id int64, out bool) {
	c.made = true
	if out {
		c.kept[id] = true
	} else {
		delete(c.kept, id)
	}
}

// stoppedMsg brings the receipt of the account's last clean-up.
type stoppedMsg struct{ receipt ovhapi.Receipt }

// look asks for a clean-up that was stopped, unless choices were made since the
// program began.
func (s *Screen) look() tea.Cmd {
	if s.choices.made {
		return nil
	}
	keeper, endpoint, account := s.env.Keeper, s.env.Client.Endpoint().Name, s.env.Account
	return s.Run(func(context.Context) tea.Msg {
		r, found, err := keeper.LastReceipt(ovhapi.ActionSweep, endpoint, account)
		if !found || err != nil { // a plan is made all the same
			return nil
		}
		return stoppedMsg{r}
	})
}

// takeUp goes on with the choices of a clean-up that was stopped, if something of
// it is left: above all, what was taken out then is not taken now.
func (s *Screen) takeUp(r ovhapi.Receipt) tea.Cmd {
	groups, err := audit.ReadChoice(r.Choice)
	if s.choices.made || s.sheet.Active() || err != nil || r.Choice == "" || !s.leftOver(r) {
		return nil
	}
	s.choices.chosen(groups)
	for _, skip := range r.Skipped {
		if skip.Reason == audit.TakenOut {
			s.choices.keep(skip.ID, true)
		}
	}
	s.think()
	said := "The clean-up of " + when.Relative(&r.Started, s.env.Clock.Now()) + " was stopped. Its choices are taken up"
	if n := len(s.choices.kept); n > 0 {
		said += ", with " + layout.Count(n, "token") + " taken out"
	}
	return shell.Say(said + "; u begins anew.")
}

// leftOver reports whether a run ended before its turn had come to some token that
// is still there. A run that has written no end was ended with its program.
func (s *Screen) leftOver(r ovhapi.Receipt) bool {
	if r.Finished.IsZero() {
		return r.Account != ""
	}
	left := map[int64]bool{}
	for _, skip := range r.Skipped {
		if skip.Reason == ovhapi.ErrNotTried.Error() {
			left[skip.ID] = true
		}
	}
	return slices.ContainsFunc(s.tokens, func(t ovhapi.Token) bool { return left[t.ID] })
}

// anew forgets every choice.
func (s *Screen) anew() tea.Cmd {
	*s.choices = *NewChoices()
	s.choices.made = true
	s.think()
	return shell.Say("The plan is as it was first: what works is not taken, and nothing is taken out.")
}
