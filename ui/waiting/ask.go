package waiting

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
)

// askedMsg brings the answer to the request for a token.
type askedMsg struct {
	request *ovhapi.Request
	err     error
}

// String keeps fmt from walking into the request: where it may not call the
// secret's own methods it prints what they hide.
func (askedMsg) String() string { return "the answer to a request for a token" }

// ask requests the token. With a browser on this machine it is asked to come
// back here; without one the page is opened elsewhere and could not.
func (s *Screen) ask() tea.Cmd {
	if s.env.ReadOnly {
		s.stage = askFailed
		return nil
	}
	s.stage, s.ending.stopping = asking, false
	ctx, life, draft := s.begin(), s.Context(), s.draft
	client, keeper, browser := s.client, s.env.Keeper, s.env.Open != nil
	return s.Run(func(context.Context) tea.Msg {
		var landing *ovhapi.Landing
		if browser {
			// Without a landing the wait takes a little longer, nothing else.
			landing, _ = ovhapi.NewLanding(ctx)
		}
		r, err := client.Request(ctx, draft, keeper, landing)
		if err == nil {
			// The screen may be left before anybody waits for the browser.
			context.AfterFunc(life, r.Close)
		}
		return askedMsg{r, err}
	})
}

// takeAnswer goes on to wait. An answer that came although the user had stopped
// asking is kept all the same: a key must not be lost.
func (s *Screen) takeAnswer(msg askedMsg) tea.Cmd {
	if msg.err != nil {
		s.stage, s.failure = askFailed, msg.err
		return nil
	}
	s.take(msg.request, s.env.Clock.Now())
	if s.ending.stopping {
		s.stage = stopped
		return nil
	}
	// The rules are with OVH now: leaving leads to the list, not to the builder.
	cmd := tea.Batch(s.watch(), s.Only())
	if s.page.trust == ovhapi.PageKnown {
		return tea.Batch(cmd, s.open())
	}
	return cmd
}
