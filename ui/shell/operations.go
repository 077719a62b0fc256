package shell

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/catalog"
	"ovh-tokens/ovhapi/preset"
)

// Operations gives the list of the API's operations at the endpoint in use; nil
// without a client. It belongs in Update: what it returns may be asked from a
// command.
func (e *Env) Operations() *catalog.Library {
	if e.Client == nil {
		return nil
	}
	if at := e.Client.Endpoint().URL; e.library == nil || e.libraryOf != at {
		e.library, e.libraryOf = e.Client.Library(e.Cache, e.Clock.Now), at
	}
	return e.library
}

// Presets reads the ready-made sets: this program's, then the user's own, with
// what is wrong about those. It does I/O, so it belongs in a command.
func (e *Env) Presets() (preset.List, []config.Problem) {
	list := preset.All()
	if e.PresetsFile == "" {
		return list, nil
	}
	own, problems := config.Presets(e.PresetsFile)
	return append(list, own...), problems
}

// patience bounds how long a screen waits for the list of operations where this
// machine has none yet. The reading goes on meanwhile, for whoever asks next.
const patience = time.Second

// KnownMsg brings what is known of the operations to the screen that asked.
type KnownMsg struct {
	catalog *catalog.Catalog
	open    func(*catalog.Catalog) tea.Cmd
}

// Open goes on with it; it belongs in Update.
func (m KnownMsg) Open() tea.Cmd { return m.open(m.catalog) }

// WithOperations has open called, in Update, with what is known of the
// operations: the list that is stored, however old, else what the endpoint says
// within a second, which the user is told about, else nil. The screen gets a
// KnownMsg.
func (b *Base) WithOperations(env *Env, open func(*catalog.Catalog) tea.Cmd) tea.Cmd {
	return b.withLibrary(env.Operations(), open)
}

func (b *Base) withLibrary(library *catalog.Library, open func(*catalog.Catalog) tea.Cmd) tea.Cmd {
	if library == nil {
		return open(nil)
	}
	read := b.Run(func(ctx context.Context) tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		c, _ := library.Fresh(ctx) // without it, less is said
		return KnownMsg{c, open}
	})
	return b.Run(func(context.Context) tea.Msg {
		if c, _ := library.Stored(); c != nil { // one that can't be read is fetched anew
			return KnownMsg{c, open}
		}
		return KnownMsg{nil, func(*catalog.Catalog) tea.Cmd {
			return tea.Sequence(Say("Reading the operations…"), read)
		}}
	})
}
