package setup

import (
	"slices"

	"ovh-tokens/config"
	"ovh-tokens/ui/nokeys"
	"ovh-tokens/ui/profiles"
	"ovh-tokens/ui/shell"
)

// First makes the first screen of a machine where no profile can be worked with as
// things stand: the set-up where there is nothing yet or one was broken off; the
// list of its accounts where others than the chosen one are complete, unless one
// was asked for by name; else what is wrong with what is there, from which the
// set-up is one key away. It reads what is stored, so it is for before the program
// runs.
func First(env *shell.Env, m *config.Machine, o Options) shell.Screen {
	diagnose := func(m *config.Machine) shell.Screen {
		if profiles.Choosable(m) && m.Chosen.Flag == "" && m.Chosen.Variable == "" {
			return choice(env, m, o)
		}
		return diagnosis(env, m, o)
	}
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

// choice lists the accounts, and leads to the set-up of another one and back.
func choice(env *shell.Env, m *config.Machine, o Options) shell.Screen {
	return profiles.Choose(env, m, profiles.Start{Next: o.Next, SetUp: func(m *config.Machine) shell.Screen {
		o.Back = func() shell.Screen { return choice(env, m, o) }
		return New(env, m, o)
	}})
}

// fresh reports whether there is nothing on the machine that could be wrong.
func fresh(m *config.Machine) bool {
	found := slices.ContainsFunc(m.Files, func(f config.File) bool { return f.Exists })
	return !found && len(m.Problems) == 0 && len(m.Active.Missing()) == 3 && len(m.Active.Others) == 0
}
