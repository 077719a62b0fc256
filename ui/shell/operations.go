package shell

import (
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
