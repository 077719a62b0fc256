package rotate

import (
	tea "charm.land/bubbletea/v2"

	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/shell"
	"ovh-tokens/ui/waiting"
)

// Resume takes up a stored request that is to replace a key: it is waited for,
// and once it is verified the plan is shown again, as the files are by then.
// client is one of the request's application.
func Resume(env *shell.Env, p ovhapi.PendingRequest, client *ovhapi.Client) *waiting.Screen {
	if p.Replaces == nil {
		return waiting.Resume(env, p).With(client)
	}
	return waiting.Resume(env, p).With(client).Then(func(done waiting.Done) tea.Cmd {
		return shell.Send(shell.ReplaceMsg{Screen: goOn(env, done), From: done.From})
	})
}

// goOn plans the exchange for a token that is verified already.
func goOn(env *shell.Env, done waiting.Done) *Screen {
	s := plan(env)
	s.done = &done
	s.files = done.Request.Replaces.Files
	return s
}
