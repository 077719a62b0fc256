package setup

import (
	"slices"

	"ovh-tokens/config"
	"ovh-tokens/ui/nokeys"
	"ovh-tokens/ui/shell"
)

// First makes the first screen of a machine without usable keys: the set-up where
// there is nothing yet or one was broken off, else what is wrong with what is
// there, from which the set-up is one key away. It reads what is stored, so it is
// for before the program runs.
func First(env *shell.Env, m *config.Machine, o Options) shell.Screen {
	diagnose := func(m *config.Machine) shell.Screen { return diagnosis(env, m, o) }
	switch {
	case Begun(env.Keeper):
		o.Back = func() shell.Screen { return diagnose(m) }
		return New(env, m, o)
	case fresh(m):
		return New(env, m, o)
	}
	return diagnose(m)
}

// diagnosis says what is wrong, and leads to the set-up and back.
func diagnosis(env *shell.Env, m *config.Machine, o Options) shell.Screen {
	return nokeys.New(env, m, func(m *config.Machine) shell.Screen {
		o.Back = func() shell.Screen { return diagnosis(env, m, o) }
		return New(env, m, o)
	}, o.Next)
}

// fresh reports whether there is nothing on the machine that could be wrong.
func fresh(m *config.Machine) bool {
	found := slices.ContainsFunc(m.Files, func(f config.File) bool { return f.Exists })
	return !found && len(m.Problems) == 0 && len(m.Active.Missing()) == 3 && len(m.Active.Others) == 0
}
