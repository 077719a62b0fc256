package config

import "ovh-tokens/ovhapi"

// Profile is one account on this machine: an endpoint and the keys for it.
type Profile struct {
	// Name is what --profile takes: the NAME of [profile:NAME], the name of a
	// plain endpoint section, or EnvironmentProfile.
	Name string
	// Section is the section of ovh.conf that belongs to the profile, whether
	// it stands in a file or not yet.
	Section string
	// Endpoint is empty when what was written is no endpoint; a Problem says so.
	Endpoint       ovhapi.Endpoint
	EndpointOrigin Origin

	ApplicationKey    Value
	ApplicationSecret SecretValue
	ConsumerKey       SecretValue

	// Others lists further ways to authenticate that were found and are not
	// used: OAuth2 clients and access tokens. Their secrets are not kept.
	Others []OtherMethod

	written string // the endpoint as it was given
}

// OtherMethod is a way to authenticate that this program does not use.
type OtherMethod struct {
	Name   string // "OAuth2 client" or "access token"
	Origin Origin
	// Second is where the other half of a pair stands, if it is there too.
	Second Origin
}

// Complete reports whether the profile can sign calls.
func (p Profile) Complete() bool { return p.Endpoint.URL != "" && len(p.Missing()) == 0 }

// Missing names the keys that are absent or empty, as ovh.conf spells them.
func (p Profile) Missing() []string {
	var names []string
	if p.ApplicationKey.Text == "" {
		names = append(names, keyApplication)
	}
	if p.ApplicationSecret.Secret.Empty() {
		names = append(names, keySecret)
	}
	if p.ConsumerKey.Secret.Empty() {
		names = append(names, keyConsumer)
	}
	return names
}

// hasKeys reports whether anything at all would authenticate.
func (p Profile) hasKeys() bool { return len(p.Missing()) < 3 || len(p.Others) > 0 }

// origins returns where the keys that are there come from, by their names.
func (p Profile) origins() map[string]Origin {
	found := map[string]Origin{}
	if p.ApplicationKey.Text != "" {
		found[keyApplication] = p.ApplicationKey.Origin
	}
	if !p.ApplicationSecret.Secret.Empty() {
		found[keySecret] = p.ApplicationSecret.Origin
	}
	if !p.ConsumerKey.Secret.Empty() {
		found[keyConsumer] = p.ConsumerKey.Origin
	}
	return found
}

// fromEnvironment reports whether any of the keys is a variable's.
func (p Profile) fromEnvironment() bool {
	for _, o := range p.origins() {
		if o.Variable != "" {
			return true
		}
	}
	return false
}
