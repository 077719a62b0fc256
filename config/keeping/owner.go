package keeping

import (
	"ovh-tokens/config"
	"ovh-tokens/ovhapi"
)

// Of is the key of a request with the application it was asked under. The secret of
// that is this machine's, where a profile works with the same application; m may be
// nil, and active tells that the request was made with the machine's active
// profile.
func Of(p ovhapi.PendingRequest, e ovhapi.Endpoint, m *config.Machine, active bool) Key {
	k := Key{ConsumerKey: p.ConsumerKey, Rules: p.Rules, Preset: p.Preset, RequestID: p.ID}
	if profile, found := profileOf(p, e, m, active); found {
		k.Profile = profile
		return k
	}
	k.Profile = config.Profile{Name: e.Name, Section: e.Name, Endpoint: e}
	k.Profile.ApplicationKey.Text, k.Profile.ApplicationSecret.Secret = p.ApplicationKey, p.ApplicationSecret
	return k
}

// profileOf is the profile of this machine that a request belongs to: the one that
// holds its key already, else one of the same application.
func profileOf(p ovhapi.PendingRequest, e ovhapi.Endpoint, m *config.Machine, active bool) (config.Profile, bool) {
	if m == nil {
		return config.Profile{}, false
	}
	if profile, there := m.Holding(p.ConsumerKey); there {
		return profile, true
	}
	if active && m.Active.ApplicationKey.Text == p.ApplicationKey {
		return m.Active, true
	}
	for _, profile := range m.Profiles {
		if profile.ApplicationKey.Text == p.ApplicationKey && profile.Endpoint.URL == e.URL {
			return profile, true
		}
	}
	return config.Profile{}, false
}

// Owners find clients under whose applications requests were made.
type Owners struct {
	// Client is the one in use, or nil.
	Client *ovhapi.Client
	// Profiles are those of this machine; Connect makes a client for one.
	Profiles []config.Profile
	Connect  func(config.Profile) (*ovhapi.Client, error)
}

// Of returns a client for a request: the one in use, one of another profile of this
// machine, or one made with the secret that is stored with the request; nil when
// there is none.
func (o Owners) Of(p ovhapi.PendingRequest) *ovhapi.Client {
	if o.Client != nil && o.Client.Made(p) {
		return o.Client
	}
	for _, profile := range o.Profiles {
		// Without a consumer key it can still ask with that of the request.
		if profile.ApplicationKey.Text != p.ApplicationKey || profile.ApplicationSecret.Secret.Empty() || profile.Endpoint.URL == "" {
			continue
		}
		if other, err := o.Connect(profile); err == nil && other.Made(p) {
			return other
		}
	}
	e, err := ovhapi.ParseEndpoint(p.Endpoint)
	if err != nil || p.ApplicationSecret.Empty() || o.Connect == nil {
		return nil
	}
	own := config.Profile{Name: e.Name, Section: e.Name, Endpoint: e}
	own.ApplicationKey.Text, own.ApplicationSecret.Secret = p.ApplicationKey, p.ApplicationSecret
	if other, err := o.Connect(own); err == nil {
		return other
	}
	return nil
}
