package rotate

import (
	"ovh-tokens/config"
	"ovh-tokens/ovhapi/plain"
	"ovh-tokens/ui/shell"
)

// subject is the profile whose key is replaced.
type subject struct {
	config.Profile
	current bool // its key is the one that the program works with
}

// about tells whether a profile's key is the one in use, under whatever name.
func about(env *shell.Env, p config.Profile) subject {
	of := subject{Profile: p}
	if env.Machine == nil || env.Client == nil || p.ConsumerKey.Secret.Empty() {
		return of
	}
	now := env.Machine.Active
	of.current = now.ConsumerKey.Secret == p.ConsumerKey.Secret && now.Endpoint.URL == p.Endpoint.URL && now.ApplicationKey.Text == p.ApplicationKey.Text
	return of
}

// title names the matter, and the profile unless everybody knows which it is.
func (f subject) title() string {
	switch {
	case f.current:
		return "Rotate the key in use"
	case f.Name == "":
		return "Rotate a key"
	}
	return "Rotate the key of " + plain.Text(f.Name)
}
