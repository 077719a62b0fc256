package tokens

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/layout"
	"ovh-tokens/ui/shell"
)

// pendingMsg tells how many requests are stored on this machine; err is why the
// key of a revoked token could not be removed from it.
type pendingMsg struct {
	count int
	err   error
}

type preferencesMsg struct {
	preferences config.Preferences
	err         error
}

// savedMsg tells that an order has been remembered, or why it could not be.
type savedMsg struct {
	saved config.Preferences
	err   error
}

// readPending counts the stored requests.
func (s *Screen) readPending() tea.Cmd { return s.forgetKeys(s.env, nil) }

// forgetKeys removes the stored keys of tokens that are gone, since they are good
// for nothing, and counts the requests that are left.
func (s *Screen) forgetKeys(of *shell.Env, gone []int64) tea.Cmd {
	keeper := s.env.Keeper
	if keeper == nil {
		return nil
	}
	here := of.Client.Endpoint()
	return s.Run(func(context.Context) tea.Msg {
		left, err := ovhapi.ForgetRevoked(keeper, here, gone)
		return pendingMsg{len(left), err}
	})
}

// takePending counts the stored requests, and says once in a run that some were
// left by an earlier one: a mark in the corner is easily missed.
func (s *Screen) takePending(msg pendingMsg) tea.Cmd {
	first := !s.counted
	s.pending, s.counted = msg.count, true
	switch {
	case msg.err != nil:
		return s.warnOf("The key of a revoked token is still on this machine", msg.err)
	case first && msg.count == 1:
		return shell.Mention("A new token from before waits to be validated or taken: w shows it.")
	case first && msg.count > 1:
		return shell.Mention(layout.Number(msg.count) + " new tokens from before wait to be validated or taken: w shows them.")
	}
	return nil
}

// readPreferences brings the order of the last run back.
func (s *Screen) readPreferences() tea.Cmd {
	keeper := s.env.Keeper
	if keeper == nil {
		return nil
	}
	return s.Run(func(context.Context) tea.Msg {
		p, err := keeper.Preferences()
		return preferencesMsg{p, err}
	})
}

// takePreferences brings them in, unless the user has chosen another order
// meanwhile. Without them the list stands in its usual one.
func (s *Screen) takePreferences(msg preferencesMsg) tea.Cmd {
	p := msg.preferences
	if p.Sort != "" && !s.sorted {
		s.table.Sort(p.Sort, p.SortReverse)
	}
	if p.Grouped != s.grouped && !s.sorted {
		s.setGrouped(p.Grouped)
	}
	s.setLimits(p.Findings.Thresholds())
	return s.warnOf("The list's order and limits could not be read", msg.err)
}

// sort changes the order and remembers it for the next run.
func (s *Screen) sort(change func()) func() tea.Cmd {
	return func() tea.Cmd {
		change()
		s.sorted = true
		return s.saveOrder()
	}
}

// order is how the list is sorted now.
func (s *Screen) order() config.Preferences {
	name, reverse := s.table.SortState()
	return config.Preferences{Sort: name, SortReverse: reverse, Grouped: s.grouped}
}

// saveOrder remembers the order. Only one such command runs at a time: two might
// end in either order.
func (s *Screen) saveOrder() tea.Cmd {
	keeper, order := s.env.Keeper, s.order()
	if keeper == nil || s.saving {
		return nil
	}
	s.saving = true
	return s.Finish(s.env, func() tea.Msg { return savedMsg{order, remember(keeper, order)} })
}

// remember puts an order among the preferences. The rest of them is the user's,
// who may have written it since it was read.
func remember(keeper shell.Keeper, order config.Preferences) error {
	p, err := keeper.Preferences()
	if err != nil {
		return err
	}
	p.Sort, p.SortReverse, p.Grouped = order.Sort, order.SortReverse, order.Grouped
	return keeper.SavePreferences(p)
}

// takeSaved saves again when the order has changed meanwhile.
func (s *Screen) takeSaved(msg savedMsg) tea.Cmd {
	s.saving = false
	if msg.err == nil && msg.saved != s.order() {
		return s.saveOrder()
	}
	return s.warnOf("The order could not be remembered", msg.err)
}

// warnOf tells of an error, if there is one.
func (s *Screen) warnOf(what string, err error) tea.Cmd {
	if err == nil {
		return nil
	}
	return shell.Warn(what + ": " + plain.Text(err.Error()))
}
