package shell

import (
	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
)

// Beside makes the environment of another account of this machine, for screens
// that work on it while the account in use stays the one it is. What it holds
// beside the account it shares with e: what must end before the program does, and
// what is known of the keys in this machine's files.
func (e *Env) Beside(p config.Profile, c *ovhapi.Client) *Env {
	m := e.main()
	b := &Env{
		Keeper: m.Keeper, Theme: m.Theme, Clock: m.Clock, Sources: m.Sources, Connect: m.Connect, Cache: m.Cache,
		PresetsFile: m.PresetsFile, Fleeting: m.Fleeting, ReadOnly: m.ReadOnly, Open: m.Open, Copy: m.Copy, Paste: m.Paste,
		Poll: m.Poll, beside: m,
	}
	b.Sources.Profile = p.Name
	machine := *m.Machine
	machine.Active = p
	b.Use(&machine, c)
	return b
}

// main is the environment of the account in use.
func (e *Env) main() *Env {
	if e.beside != nil {
		return e.beside
	}
	return e
}

// Keys is what is known of the keys in this machine's files.
func (e *Env) Keys() *Holdings { return &e.main().Holdings }
