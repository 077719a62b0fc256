package pending

import (
	"ovh-tokens/config/keeping"
	"ovh-tokens/ui/shell"
)

// owners find clients under whose applications requests were made.
func owners(env *shell.Env) keeping.Owners {
	o := keeping.Owners{Client: env.Client, Connect: env.Connect}
	if env.Machine != nil && env.Connect != nil {
		o.Profiles = env.Machine.Profiles
	}
	return o
}
