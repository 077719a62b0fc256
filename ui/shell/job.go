package shell

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// Finish does work that goes on to its end even when the screen or the program
// is left meanwhile: neither a file nor a revocation is left half-done. The work
// begins at once, not in the command, so that a program which ends right after
// waits for it; whatever it needs of env has to be copied before.
func (b *Base) Finish(env *Env, work func() tea.Msg) tea.Cmd {
	result := make(chan tea.Msg, 1)
	env.main().Jobs.Go(func() { result <- work() })
	return b.Run(func(context.Context) tea.Msg { return <-result })
}

// AwaitAtEnd has the program end only after wait has returned.
func (e *Env) AwaitAtEnd(wait func()) { e.main().Jobs.Go(wait) }
