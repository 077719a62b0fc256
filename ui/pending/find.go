package pending

import (
	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
	"ovh-tokens/ui/shell"
)

// finder returns what finds a client under whose application a request was made:
// the one in use, or one of another profile of this machine; nil when there is
// none. What it returns is for commands.
func finder(env *shell.Env) func(ovhapi.PendingRequest) *ovhapi.Client {
	client, connect := env.Client, env.Connect
	var profiles []config.Profile
	if env.Machine != nil && connect != nil {
		profiles = env.Machine.Profiles
	}
	return func(p ovhapi.PendingRequest) *ovhapi.Client {
		if client != nil && client.Made(p) {
			return client
		}
		for _, profile := range profiles {
			if profile.ApplicationKey.Text != p.ApplicationKey || !profile.Complete() {
				continue
			}
			if other, err := connect(profile); err == nil && other.Made(p) {
				return other
			}
		}
		return nil
	}
}
